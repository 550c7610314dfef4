"""socialcluster db: the embedded Neo4j."""

import dataclasses
from enum import StrEnum
from typing import Annotated

import typer

from api.cli.options import AsJson
from api.cli.terminal import Terminal, out, show_json
from graph.settings import Settings
from graph.store import gds, schema
from graph.store.connect import connected
from graph.store.embedded import server
from graph.store.session import WRITE_PATIENCE


class Extra(StrEnum):
    """What a database may run beside Neo4j."""

    GDS = "gds"


app = typer.Typer(help="Start, stop and look after the embedded Neo4j.", no_args_is_help=True)


@app.command()
def start(
    extra: Annotated[
        Extra | None,
        typer.Option("--with", help="gds: with Graph Data Science (GPL-3), until it is stopped."),
    ] = None,
) -> None:
    """Start the database, fetching Neo4j the first time; does nothing when it runs."""
    settings = Settings()
    if extra is Extra.GDS:
        settings = settings.model_copy(update={"gds": True})
    with connected(settings, Terminal(), patience=WRITE_PATIENCE, keep_running=True) as store:
        schema.install(store)
        if settings.gds:
            out.print(f"It has Graph Data Science {gds.require(store)}.")
    state = server.status(settings)
    out.print(f"The database runs at {state.uri} (process {state.pid}).")


@app.command()
def stop() -> None:
    """Stop the database."""
    stopped = server.stop(Settings())
    out.print("The database is stopped." if stopped else "The database was not running.")


@app.command()
def status(as_json: AsJson = False) -> None:
    """Say whether the database runs, where and since when."""
    state = server.status(Settings())
    values = {name: _plain(value) for name, value in dataclasses.asdict(state).items()}
    if as_json:
        show_json(values)
        return
    for name, value in values.items():
        out.print(f"{name.replace('_', ' ')}: {value if value is not None else '–'}")


@app.command()
def logs(
    lines: Annotated[int, typer.Option("--lines", "-n", min=1, help="Lines from the end.")] = 50,
) -> None:
    """Print the end of the database's log."""
    out.print(server.logs(Settings(), lines))


@app.command()
def prepare() -> None:
    """Create the uniqueness constraints and indexes in the database of the settings."""
    with connected(Settings(), Terminal(), patience=WRITE_PATIENCE) as store:
        schema.install(store)
    out.print("All constraints and indexes are there.")


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | None) else str(value)
