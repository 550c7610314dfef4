"""Pages of projects as a source: the facts of one page become records, the doubtful ones wait as rejects."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.records import Location, Rejection, Row
from ingest.documents.formats.raw_text import raw_text
from ingest.documents.found import Findings
from ingest.documents.network import key_of, network_of
from ingest.documents.reading import READ, read_page
from ingest.documents.review import Decisions, Doubt, decided, waiting
from ingest.network_claims import records_of
from ingest.reading.columns import Column
from ingest.source import Opened, SourceFacts

NAME = "page"
FACTS = SourceFacts(
    name=NAME,
    title="A project's own page (text, HTML, PDF, Word) in Danish, English, Hungarian, Lithuanian or Polish",
    publisher="Whoever published the page.",
    address="The address that is given with the page, else its file.",
    licence="Names, dates, figures and codes only; no text of the page is put into the graph.",
    publishes="One project: participants, suppliers, patrons, funders, places, figures, with span and rule.",
)


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page with all that was found on it."""

    raw: str
    format: str
    key: str
    found: Findings


@dataclass(frozen=True, slots=True)
class PageSource:
    """Reads one page; `decisions` tell which doubtful facts a person has accepted or rejected."""

    language: str | None = None
    address: str | None = None
    decisions: Decisions = field(default_factory=Decisions)

    @property
    def facts(self) -> SourceFacts:
        return FACTS

    @property
    def columns(self) -> Mapping[str, Sequence[Column]]:
        """None: pages are no tables."""
        return {}

    @contextmanager
    def open(self, path: Path) -> Iterator[Opened]:
        """Raises UnreadableFile and UnexpectedLayout: of a page that cannot be read nothing is kept."""
        page = self.read(path)
        told = decided(page.found, self.decisions)
        network = network_of(told, key=page.key, address=self.address or f"file:{path.name}")
        rows: list[Row | Rejection] = [
            Row(record) for record in records_of(network, source=NAME, file=path.name)
        ]
        doubtful = waiting(page.found, self.decisions)
        rows += [_rejection(one, path.name) for one in doubtful]
        yield Opened(total=len(rows), rows=iter(rows), notes=lambda: list(_notes(page, len(doubtful))))

    def read(self, path: Path) -> PageRead:
        """The page with all that was found, doubtful or not."""
        raw = raw_text(path)
        found = read_page(raw.text, self.language)
        digest = hashlib.blake2b(raw.text.encode(), digest_size=6).hexdigest()
        key = key_of(self.address.partition("://")[2] or self.address) if self.address else f"page-{digest}"
        return PageRead(raw.text, raw.format, key, found)

    @property
    def options(self) -> dict[str, Any]:
        """What a job keeps, so that another process reads the page in the same way."""
        return {
            "language": self.language,
            "address": self.address,
            "accepted": sorted(self.decisions.accepted),
            "rejected": sorted(self.decisions.rejected),
        }


def page_source(options: Mapping[str, Any]) -> PageSource:
    """The source that a job's options describe."""
    decisions = Decisions(frozenset(options.get("accepted") or ()), frozenset(options.get("rejected") or ()))
    return PageSource(options.get("language"), options.get("address"), decisions)


def _rejection(doubt: Doubt, file: str) -> Rejection:
    spans = ", ".join(f"{a}-{b}" for a, b in doubt.at)
    reason = (
        f"{doubt.says}: read at {spans} by the rule '{doubt.rule}', which is not sure enough "
        f"({doubt.confidence:.2f}). Decide with: socialcluster jobs review"
    )
    cells = {
        "id": doubt.id,
        "says": doubt.says,
        "spans": spans,
        "rule": doubt.rule,
        "confidence": f"{doubt.confidence:.2f}",
    }
    return Rejection(Location(file, "review", None), doubt.id, reason, cells)


def _notes(page: PageRead, doubtful: int) -> Iterator[str]:
    yield f"Read as {page.format} in {page.found.language}; spans count the characters of that text."
    if len(page.raw) > READ:
        yield f"The page has {len(page.raw):,} letters; the first {READ:,} were read."
    if doubtful:
        yield f"{doubtful} facts are not sure enough and wait for a person: socialcluster jobs review"
