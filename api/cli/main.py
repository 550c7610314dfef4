"""The command `socialcluster`. Exit codes: 0 done, 1 failed with a sentence, 2 wrong usage."""

import sys
from typing import Annotated

import typer

from api import logs
from api.cli import (
    answers,
    clusters,
    database,
    demo,
    doctor,
    exporting,
    gaps,
    ingesting,
    jobs,
    maps,
    mentors,
    metrics,
    partners,
    places,
    reporting,
    resolving,
    serving,
    snapshots,
)
from api.cli.terminal import err
from graph.errors import ExplorerError, NotFound
from graph.version import __version__

app = typer.Typer(
    name="socialcluster",
    help="Who works with whom: load funding data, find clusters and introductions, see the map.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(clusters.app, name="clusters")
app.add_typer(database.app, name="db")
app.add_typer(gaps.app, name="gaps")
app.add_typer(ingesting.app, name="ingest")
app.add_typer(jobs.app, name="jobs")
app.add_typer(places.app, name="places")
app.add_typer(reporting.app, name="report")
app.add_typer(resolving.app, name="resolve")
app.command("coverage")(resolving.coverage)
app.command("worker")(jobs.work)
app.command("path")(answers.path)
app.command("partners")(partners.partners)
app.command("mentors")(mentors.mentors)
app.command("metrics")(metrics.metrics)
app.command("map")(maps.network_map)
app.add_typer(snapshots.app, name="snapshot")
app.command("export")(exporting.export_file)
app.command("serve")(serving.serve)
app.command("demo")(demo.demo)
app.command("doctor")(doctor.doctor)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"socialcluster {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Shared by all commands."""


def main() -> None:
    """Entry of the console command: an error that we know is a sentence, not a traceback."""
    logs.configure()
    try:
        app()
    except ExplorerError as error:
        err.print(error.message)
        if isinstance(error, NotFound):
            for uid, name in error.near:
                err.print(f"  {uid}  {name}")
        sys.exit(1)
    except KeyboardInterrupt:
        err.print("Stopped.")
        sys.exit(130)


if __name__ == "__main__":
    main()
