"""How much is in the graph, and where it comes from."""

from functools import lru_cache

from pydantic import BaseModel, Field

from api.answers.basis import Answer, basis
from api.explorer import Explorer
from graph.projection import fractional
from graph.snapshot import Snapshot
from graph.store import jobs
from ingest.registry import SOURCES

JOBS_READ = 200


class LoadedSource(BaseModel):
    """A source and what became of the rows of its files, each file counted once."""

    name: str
    title: str
    files: list[str]
    read: int
    rejected: int
    finished: str | None = Field(description="When the latest of its files was loaded.")


class Overview(Answer):
    organisations: int
    projects: int
    ties: int = Field(description="Pairs of organisations with at least one joint project.")
    sources: list[LoadedSource]


def overview(explorer: Explorer) -> Overview:
    """Sizes of the graph as it is now, and the sources that were loaded into it."""
    snapshot = explorer.snapshot()
    return Overview(
        **basis(explorer),
        organisations=len(snapshot.organisations),
        projects=len(snapshot.projects),
        ties=_pairs(snapshot),
        sources=_sources(explorer),
    )


@lru_cache(maxsize=2)
def _pairs(snapshot: Snapshot) -> int:
    return len(fractional(snapshot.participant, snapshot.joint_project).a)


def _sources(explorer: Explorer) -> list[LoadedSource]:
    titles = {source.facts.name: source.facts.title for source in SOURCES}
    found: dict[str, LoadedSource] = {}
    for job in jobs.jobs_as_shown(explorer.store, JOBS_READ):
        if job["state"] not in ("done", "partial"):
            continue
        name = job["source"]
        empty = LoadedSource(
            name=name, title=titles.get(name, ""), files=[], read=0, rejected=0, finished=job["finished"]
        )
        source = found.setdefault(name, empty)
        if job["file"] not in source.files:
            source.files.append(job["file"])
            source.read += job["read"]
            source.rejected += job["rejected"]
    return [found[name] for name in sorted(found)]
