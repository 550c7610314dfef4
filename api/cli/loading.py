"""socialcluster ingest FILE: loads files, or queues them for a worker."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from api.answers.jobs import Wanted
from api.cli.options import AsJson
from api.cli.terminal import Terminal, err, out, show_json
from graph.errors import InputError
from graph.progress import Progress
from graph.settings import Settings
from graph.store import jobs, schema
from graph.store.connect import connected
from graph.store.jobs import Job
from graph.store.session import WRITE_PATIENCE, Store
from ingest import jobs as engine
from ingest.mapping.document import read_mapping
from ingest.source import Source

REJECTS_PRINTED = 20


@dataclass(slots=True)
class Loaded:
    """What became of the files of one command: their jobs, and the files that could not be read at all."""

    jobs: list[Job] = field(default_factory=list)
    refused: list[dict[str, str]] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not self.refused and all(is_clean(job) for job in self.jobs)


def ingest(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files to load.")],
    source: Annotated[
        str | None, typer.Option(help="Source of the files, where their columns do not tell.")
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="Mapping that says what the columns mean; see 'ingest suggest'.")
    ] = None,
    rates: Annotated[
        Path | None,
        typer.Option(help="Table of exchange rates (the European Central Bank's history): adds euro."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail at the first row that is not understood.")
    ] = False,
    queue: Annotated[
        bool, typer.Option("--queue", help="Only queue the files; a worker loads them.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Load files into the graph; loading one again changes nothing."""
    if source and mapping:
        raise typer.BadParameter("A mapping names its source itself.", param_hint="'--source' / '--mapping'")
    settings = Settings()
    text = _text(mapping) if mapping else None
    kept = engine.rates_option(settings, rates) if rates else None
    loaded = Loaded()
    with connected(settings, Terminal(), patience=WRITE_PATIENCE) as store:
        schema.install(store)
        for file in files:
            wanted = Wanted(file, source=source, mapping=text, strict=strict, rates=kept)
            _one(store, settings, wanted, loaded, queue=queue)
    if as_json:
        shown: list[dict[str, Any]] = [jobs.as_shown(job) for job in loaded.jobs]
        show_json({"jobs": shown, "refused": loaded.refused})
    for job in loaded.jobs if not as_json else []:
        tell(job)
    if not loaded.clean:
        raise typer.Exit(code=1)


def _one(store: Store, settings: Settings, wanted: Wanted, loaded: Loaded, *, queue: bool) -> None:
    """One file of several: that it cannot be loaded does not keep the others from it."""
    try:
        if queue:
            loaded.jobs.append(_queued(store, settings, wanted))
            return
        source = _recognised(wanted, Terminal())
        job, lease = engine.begin(store, settings, source=source, path=wanted.path, options=wanted.options)
    except InputError as error:
        err.print(f"{wanted.path.name} is not loaded: {error.message}")
        loaded.refused.append({"file": str(wanted.path), "reason": error.message})
        return
    try:
        loaded.jobs.append(engine.carry_out(store, settings, job, lease, Terminal(), source=source))
    except InputError:
        loaded.jobs.append(jobs.job(store, job.id))
    except KeyboardInterrupt:
        err.print(f"Go on with it: socialcluster jobs resume {job.id}")
        raise


def _text(mapping: Path) -> str:
    """A mapping file that was found to be one; raises UnreadableFile, UnexpectedLayout."""
    read_mapping(mapping)
    return mapping.read_text(encoding="utf-8-sig")


def _queued(store: Store, settings: Settings, wanted: Wanted) -> Job:
    source = _recognised(wanted, Terminal())
    job = engine.submit(store, settings, source=source, path=wanted.path, options=wanted.options)
    err.print(f"Job {job.id} is queued. A worker runs it: socialcluster worker, or socialcluster serve.")
    return job


def _recognised(wanted: Wanted, progress: Progress) -> Source:
    recognised = wanted.recognised()
    progress.say(f"{wanted.path.name} is read as {recognised.source.facts.name}: {recognised.reason}.")
    return recognised.source


def is_clean(job: Job) -> bool:
    """Whether nothing of the file was left out, as far as one can know by now."""
    return job.state in (jobs.State.QUEUED, jobs.State.DONE)


def load(store: Store, settings: Settings, file: Path, source: str | None, progress: Progress) -> Job:
    """One file through the pipeline; raises what keeps it from being loaded."""
    recognised = _recognised(Wanted(file, source=source), progress)
    return engine.ingest(store, recognised, file, settings, progress)


def tell(job: Job, to: Console = out) -> None:
    """The account of a job in words, with the first rejects and their reasons."""
    if job.state == jobs.State.QUEUED:
        to.print(f"{job.file} ({job.source}): queued. Job {job.id}.")
        return
    to.print(
        f"{job.file} ({job.source}): read {job.read} = written {job.written} + unchanged {job.unchanged} "
        f"+ rejected {job.rejected}. Job {job.id}."
    )
    if job.error:
        failed = job.state == jobs.State.FAILED
        err.print(f"  The job failed: {job.error}" if failed else "  The job was cancelled.")
        err.print(f"  Go on with it later: socialcluster jobs resume {job.id}")
    for reject in job.rejects[:REJECTS_PRINTED]:
        place = reject.location
        where = " ".join(str(p) for p in (place.file, place.part, f"row {place.row}", reject.column) if p)
        err.print(f"  {where}: {reject.reason}")
    if job.rejected > len(job.rejects[:REJECTS_PRINTED]):
        err.print(f"  ... and {job.rejected - len(job.rejects[:REJECTS_PRINTED])} more.")
    if job.rejected:
        err.print(f"  To mend them and load them again: socialcluster jobs rejects {job.id}")
