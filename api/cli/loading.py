"""socialcluster ingest."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from api.cli.options import AsJson
from api.cli.terminal import Terminal, err, out, show_json
from graph.progress import Progress
from graph.settings import Settings
from graph.store import jobs, schema
from graph.store.connect import connected
from graph.store.jobs import Job
from graph.store.session import WRITE_PATIENCE, Store
from ingest import pipeline
from ingest.registry import source_for

REJECTS_PRINTED = 20


def ingest(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files to load.")],
    source: Annotated[
        str | None, typer.Option(help="Source of the files, where the ending does not tell.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Load files into the graph; loading one again changes nothing."""
    settings = Settings()
    with connected(settings, Terminal(), patience=WRITE_PATIENCE) as store:
        schema.install(store)
        loaded = [load(store, settings, file, source, Terminal()) for file in files]
    if as_json:
        show_json({"jobs": [jobs.as_shown(job) for job in loaded]})
    for job in loaded if not as_json else []:
        tell(job)
    if any(job.rejected for job in loaded):
        raise typer.Exit(code=1)


def load(store: Store, settings: Settings, file: Path, source: str | None, progress: Progress) -> Job:
    """One file through the pipeline."""
    return pipeline.ingest(store, source_for(file, source), file, settings, progress)


def tell(job: Job, to: Console = out) -> None:
    """The account of a job in words, with the first rejects and their reasons."""
    to.print(
        f"{job.file} ({job.source}): read {job.read} = written {job.written} + unchanged {job.unchanged} "
        f"+ rejected {job.rejected}. Job {job.id}."
    )
    for reject in job.rejects[:REJECTS_PRINTED]:
        place = reject.location
        where = " ".join(str(p) for p in (place.file, place.part, f"row {place.row}", reject.column) if p)
        err.print(f"  {where}: {reject.reason}")
    if len(job.rejects) > REJECTS_PRINTED:
        err.print(f"  ... and {len(job.rejects) - REJECTS_PRINTED} more.")
