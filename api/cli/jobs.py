"""socialcluster jobs and socialcluster worker."""

import signal
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Event
from typing import Annotated, Any

import typer

from api.answers import jobs as answers
from api.cli.loading import REJECTS_PRINTED, is_clean, tell
from api.cli.options import AsJson
from api.cli.reading_pages import review
from api.cli.terminal import Terminal, err, out, show_json, show_table
from graph.errors import Held, NotFound
from graph.settings import Settings
from graph.store import jobs, schema, withdraw
from graph.store.connect import connected
from graph.store.session import WRITE_PATIENCE, Store
from ingest import jobs as engine
from ingest.rejects import mapping_for_rejects, write_rejects

app = typer.Typer(help="Look after ingest jobs: list, resume, cancel, withdraw, mend.", no_args_is_help=True)
app.command("review")(review)
JobId = Annotated[str, typer.Argument(metavar="ID", help="The job, as 'jobs list' shows it.")]


@app.command("list")
def list_jobs(
    limit: Annotated[int, typer.Option(min=1, max=500, help="Jobs, the latest first.")] = 20,
    as_json: AsJson = False,
) -> None:
    """List the latest jobs with their counts."""
    with _store(Settings()) as store:
        found = answers.job_list(store, limit)
    if as_json:
        show_json(found)
        return
    names = ("read", "written", "unchanged", "rejected")
    rows = [
        (one.id, _state(one), one.source, one.file, *(getattr(one, name) for name in names))
        for one in found.jobs
    ]
    show_table(("id", "state", "source", "file", *names), rows)


@app.command()
def show(uid: JobId, as_json: AsJson = False) -> None:
    """Show one job: counts, notes on how the file was read, and the first rejected rows."""
    with _store(Settings()) as store:
        found = answers.job(store, uid)
    if as_json:
        show_json(found)
        return
    for name, value in found.model_dump(exclude={"rejects", "notes", "lost"}).items():
        shown = _state(found) if name == "state" else value
        out.print(f"{name.replace('_', ' ')}: {shown if shown is not None else '–'}")
    for note in found.notes:
        out.print(f"note: {note}")
    for reject in found.rejects[:REJECTS_PRINTED]:
        where = " ".join(str(p) for p in (reject.part, f"row {reject.row}", reject.column) if p)
        out.print(f"rejected: {where}: {reject.reason}")
    if found.rejected > len(found.rejects[:REJECTS_PRINTED]):
        out.print(f"All rejected rows: socialcluster jobs rejects {uid}")


@app.command()
def resume(uid: JobId, as_json: AsJson = False) -> None:
    """Run a job that failed, was cancelled or withdrawn, rejected rows, or lost its worker."""
    settings = Settings()
    with _store(settings) as store:
        try:
            done = engine.run(store, settings, uid, Terminal())
        except Held as error:
            if as_json:
                show_json(answers.job(store, uid))
            err.print(error.message)
            return
    if as_json:
        show_json(jobs.as_shown(done))
    else:
        tell(done)
    if not is_clean(done):
        raise typer.Exit(code=1)


@app.command()
def cancel(uid: JobId, as_json: AsJson = False) -> None:
    """Stop a job; what it has written stays, and it can be resumed."""
    with _store(Settings()) as store:
        state = engine.cancel(store, uid)
    if as_json:
        show_json({"id": uid, "state": state})
    elif state == jobs.State.CANCELLED:
        out.print(f"Job {uid} is cancelled.")
    else:
        out.print(f"Job {uid} stops within seconds.")


@app.command("withdraw")
def withdraw_job(
    uid: JobId,
    sure: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take back all that a job brought: the graph is as if it had never run."""
    with _store(Settings()) as store:
        found = answers.job(store, uid)
        if not sure:
            question = f"Take back all that job {uid} brought from {found.file} ({found.written} records)?"
            typer.confirm(question, abort=True, err=True)
        done = withdraw.withdraw(store, uid, Terminal())
    if as_json:
        show_json({"id": uid, "removed": done.removed, "restored": done.restored})
    else:
        out.print(
            f"Job {uid} is withdrawn: {done.removed} records are gone, "
            f"{done.restored} say what they said before."
        )


@app.command()
def rejects(
    uid: JobId,
    folder: Annotated[Path, typer.Option("--out", "-o", help="Folder for the tables.")] = Path(),
    as_json: AsJson = False,
) -> None:
    """Write the rejected rows of a job as CSV, to be mended and loaded again."""
    settings = Settings()
    with _store(settings) as store:
        job = jobs.job(store, uid)
    kept = engine.rejects_file(settings, uid)
    if job.rejected and not kept.is_file():
        raise NotFound(f"The rejected rows of job {uid} are not in {settings.home}; they are where it ran.")
    folder.mkdir(parents=True, exist_ok=True)
    written = write_rejects(kept, folder)
    mapping = _mapping(job, folder) if written else None
    if as_json:
        shown: list[dict[str, Any]] = [{"file": str(t.file), "part": t.part, "rows": t.rows} for t in written]
        show_json({"id": uid, "tables": shown, "mapping": str(mapping) if mapping else None})
        return
    if not written:
        out.print(f"Job {uid} rejected no row.")
    for table in written:
        out.print(f"{table.file}: {table.rows} rows. The last three columns say what is wrong with each.")
    for table in written:
        how = f"--mapping {mapping}" if mapping else f"--source {job.source}"
        out.print(f"When it is mended: socialcluster ingest {table.file} {how}")


def work() -> None:
    """Run queued and abandoned jobs until it is stopped; the job under way is then put back."""
    settings, stop = Settings(), Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with _store(settings) as store:
        schema.install(store)
        err.print("Waiting for jobs - Ctrl-C stops it.")
        engine.work(store, settings, Terminal(), stop)
    err.print("Stopped. What is not finished waits for the next worker.")


def _store(settings: Settings) -> AbstractContextManager[Store]:
    return connected(settings, Terminal(), patience=WRITE_PATIENCE)


def _state(job: answers.JobAnswer) -> str:
    return f"{job.state} (its worker is lost)" if job.lost else job.state


def _mapping(job: jobs.Job, folder: Path) -> Path | None:
    """The mapping with which the mended rows are to be loaded."""
    text = job.options.get("mapping")
    if not text:
        return None
    file = folder / f"{job.id}.mapping.yaml"
    file.write_text(mapping_for_rejects(text), encoding="utf-8")
    return file
