"""Whom to thank for the data: the sources whose files were loaded, as an export must name them."""

from api.explorer import Explorer
from graph.errors import InputError
from graph.export.subject import Credit
from graph.store import jobs
from graph.store.jobs import Job
from ingest.registry import SOURCES, source_of_job
from ingest.source import SourceFacts

JOBS_READ = 10_000
_LOADED = ("done", "partial")


def credits_of(explorer: Explorer) -> tuple[Credit, ...]:
    """Sources of what answers, by name; those of a kept snapshot as they were when it was kept."""
    if explorer.view:
        kept = explorer.view.kept
        return tuple(sorted(Credit(**source) for source in (kept.sources if kept else ())))
    found = [job for job in jobs.latest_jobs(explorer.store, JOBS_READ) if job.state in _LOADED]
    return tuple(sorted({_credit(job) for job in found}))


def _credit(job: Job) -> Credit:
    facts = _facts(job)
    if facts is None:
        return Credit(job.source, job.source, "Not stated.", "Not stated.", "Not stated.")
    return Credit(facts.name, facts.title, facts.publisher, facts.address, facts.licence)


def _facts(job: Job) -> SourceFacts | None:
    """None for a source that this version of the program does not know."""
    if not job.options.get("mapping"):
        return next((source.facts for source in SOURCES if source.facts.name == job.source), None)
    try:
        return source_of_job(job).facts
    except InputError:
        return None
