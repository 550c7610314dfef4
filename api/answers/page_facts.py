"""Facts of a project's page that are not sure enough for the graph: shown with their words, and decided."""

from collections.abc import Collection
from dataclasses import replace
from threading import Event

from pydantic import BaseModel

from api.answers.jobs import JobAnswer, job
from graph.errors import Conflict, NotFound
from graph.progress import Silent
from graph.settings import Settings
from graph.store import jobs, leases, withdraw
from graph.store.jobs import Job, State
from graph.store.session import Store
from ingest import jobs as engine
from ingest import raw
from ingest.documents.found import Findings
from ingest.documents.review import Decisions, Doubt, waiting
from ingest.documents.source import NAME, PageRead, page_source

AROUND = 80


class PageFact(BaseModel):
    """One fact with the words that it was taken from, and those around them."""

    id: str
    says: str
    before: str
    words: str
    after: str
    rule: str
    confidence: float


class PageFacts(BaseModel):
    """Facts that wait, and how many were decided before."""

    job: JobAnswer
    waiting: list[PageFact]
    accepted: int
    rejected: int


def page_facts(store: Store, settings: Settings, uid: str) -> PageFacts:
    """Facts of a page that wait for a person; raises NotFound, Conflict for a job of another source."""
    read, decisions = page_read(settings, _page_job(store, uid))
    return PageFacts(
        job=job(store, uid),
        waiting=[_fact(one, read.raw) for one in waiting(read.found, decisions)],
        accepted=len(decisions.accepted),
        rejected=len(decisions.rejected),
    )


def decide(
    store: Store,
    settings: Settings,
    uid: str,
    *,
    accept: Collection[str],
    reject: Collection[str],
    stop: Event,
) -> None:
    """Keeps decisions and queues the job again, so that a worker brings the graph in line with them.

    Raises NotFound for a fact that the page does not have, Conflict while the page is being loaded.
    """
    asked = _page_job(store, uid)
    if asked.state in (State.QUEUED, State.RUNNING):
        raise Conflict("The page is being loaded. Decide when that has ended.")
    read, before = page_read(settings, asked)
    after = decided_with(read.found, before, set(accept), set(reject))
    if before.accepted & set(reject):
        # What the job has written stays with it, so it is taken back whole and run anew.
        withdraw.withdraw(store, uid, Silent(), stop=stop)
        asked = jobs.job(store, uid)
    told = replace(page_source(asked.options.get("page") or {}), decisions=after)
    jobs.save(store, replace(asked, options={**asked.options, "page": told.options}))
    leases.requeue(store, uid, engine.RESUMABLE | {State.DONE})


def _page_job(store: Store, uid: str) -> Job:
    found = jobs.job(store, uid)
    if found.source != NAME:
        raise Conflict(f"Job {uid} is of the source {found.source}; only facts of pages are reviewed.")
    return found


def page_read(settings: Settings, asked: Job) -> tuple[PageRead, Decisions]:
    """The page of a job as it is read now, and what was decided of it."""
    source = page_source(asked.options.get("page") or {})
    return source.read(raw.find(settings, asked.file_checksum, asked.file)), source.decisions


def decided_with(found: Findings, before: Decisions, accept: set[str], reject: set[str]) -> Decisions:
    """Decisions with new ones; raises NotFound for a fact that there is not, Conflict for one said twice."""
    known = {one.id for one in waiting(found, Decisions())}
    if unknown := sorted((accept | reject) - known):
        raise NotFound(f"No doubtful fact of this page has the id {unknown[0]!r}.")
    if both := accept & reject:
        raise Conflict(f"{', '.join(sorted(both))} is both accepted and rejected. Say one of the two.")
    return Decisions(
        frozenset((before.accepted - reject) | accept), frozenset((before.rejected - accept) | reject)
    )


def _fact(one: Doubt, text: str) -> PageFact:
    start, end = one.at[0] if one.at else (0, 0)
    return PageFact(
        id=one.id,
        says=one.says,
        before=text[max(0, start - AROUND) : start],
        words=text[start:end],
        after=text[end : end + AROUND],
        rule=one.rule,
        confidence=one.confidence,
    )
