"""The real keep.eu file loaded once for all tests, as plain values that outlive the graph."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from graph.progress import Silent
from graph.settings import Settings
from graph.snapshot import Snapshot
from graph.store.freeze import Version, freeze, graph_version
from graph.store.jobs import Job
from graph.store.session import Store
from graph.store.statement import Statement
from ingest.jobs import ingest
from ingest.sources.keep_eu import KeepEu

COUNT_NODES = Statement("count nodes", "MATCH (n) UNWIND labels(n) AS name RETURN name, count(n) AS number")
COUNT_TIES = Statement("count ties", "MATCH ()-[t]->() RETURN type(t) AS name, count(t) AS number")
AMOUNTS = Statement("amounts", "MATCH ()-[t:FUNDED_BY]->() RETURN t.amount AS amount, t.currency AS currency")
ACRONYMS = Statement(
    "acronyms of digits", "MATCH (p:Project) WHERE p.acronym =~ '[0-9]+' RETURN p.acronym AS acronym"
)


@dataclass(frozen=True, slots=True)
class KeepEuRun:
    """Both jobs, the version after each, counts by label and tie type, and the frozen graph."""

    first: Job
    second: Job
    version_after_first: Version
    version_after_second: Version
    counts: dict[str, int]
    funding: Decimal
    currencies: frozenset[str | None]
    acronyms_of_digits: frozenset[str]
    snapshot: Snapshot


def load_keep_eu(store: Store, file: Path, settings: Settings) -> KeepEuRun:
    """Loads the file twice into an empty graph."""
    first = ingest(store, KeepEu(), file, settings, Silent())
    after_first = graph_version(store)
    second = ingest(store, KeepEu(), file, settings, Silent())
    after_second = graph_version(store)
    amounts = store.rows(AMOUNTS)
    counted = store.rows(COUNT_NODES) + store.rows(COUNT_TIES)
    return KeepEuRun(
        first=first,
        second=second,
        version_after_first=after_first,
        version_after_second=after_second,
        counts={row["name"]: row["number"] for row in counted},
        funding=sum((Decimal(row["amount"]) for row in amounts if row["amount"]), Decimal()),
        currencies=frozenset(row["currency"] for row in amounts),
        acronyms_of_digits=frozenset(row["acronym"] for row in store.rows(ACRONYMS)),
        snapshot=freeze(store).snapshot,
    )
