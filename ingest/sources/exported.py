"""A snapshot that this program exported, stated again: an empty database that loads it has the same hash.

Every thing of the snapshot is a record of this source. Ties keep the records that stated them: such a record
comes back under its own id, so that the evidence of each tie reads as before. What those records said in full
stays with the files from which they came.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from graph.export.reading import read_export
from graph.properties import PROPERTIES, TIE_PROPERTIES, Value
from graph.records import RESTATED, Location, NodeClaim, NodeRef, Record, Row, TieClaim
from graph.snapshot import Snapshot
from graph.vocabulary import Node, Tie
from ingest.reading.columns import Column
from ingest.source import Opened, SourceFacts

FACTS = SourceFacts(
    name=RESTATED,
    title="A snapshot exported by this program",
    publisher="Whoever exported it; sources.csv in the export names whose data it is.",
    address="None: the file is the source.",
    licence="Those of the sources that sources.csv in the export names.",
    publishes="Everything that a snapshot holds; for an empty database.",
)
LABELS = {
    "organisations": Node.ORGANISATION,
    "projects": Node.PROJECT,
    "places": Node.PLACE,
    "programmes": Node.PROGRAMME,
    "themes": Node.THEME,
}
# Columns that are read off the ties, so that stating the ties states them.
FROM_TIES = {("organisations", "place"), ("organisations", "located_in"), ("projects", "programme")}
Group = dict[str, list[TieClaim]]


class ExportedSnapshot:
    """The zip, or the JSON lines with all tables, that `socialcluster export` writes."""

    @property
    def facts(self) -> SourceFacts:
        return FACTS

    @property
    def columns(self) -> Mapping[str, Sequence[Column]]:
        """None: an export is known by its first line, or by its members."""
        return {}

    @contextmanager
    def open(self, path: Path) -> Iterator[Opened]:
        """Raises UnreadableFile, UnexpectedLayout for an export that is not whole or was changed."""
        told = _Telling(read_export(path), path.name)
        rows = list(told.rows())
        yield Opened(total=len(rows), rows=iter(rows))


class _Telling:
    """A snapshot as records."""

    def __init__(self, snapshot: Snapshot, file: str) -> None:
        self._tables: Mapping[str, pa.Table] = snapshot.tables
        self._file = file
        self._uids = {name: self._tables[name]["uid"].to_pylist() for name in LABELS}
        self._labels = {uid: label for name, label in LABELS.items() for uid in self._uids[name]}

    def rows(self) -> Iterator[Row]:
        own = self._without_records()
        for name, label in LABELS.items():
            for number, row in enumerate(self._tables[name].to_pylist(), start=1):
                claim = NodeClaim(label, row["uid"], _values(name, label, row))
                yield self._row(row["uid"], number, own.get(row["uid"], ()), claim)
        for number, (record, ties) in enumerate(sorted(self._by_record().items()), start=1):
            yield self._row(record, number, ties)

    def _row(self, key: str, number: int, ties: Sequence[TieClaim], claim: NodeClaim | None = None) -> Row:
        ends = {ref: NodeClaim(ref.label, ref.uid) for tie in ties for ref in (tie.start, tie.end)}
        if claim:
            ends[claim.ref] = claim
        place = Location(self._file, None, number)
        return Row(Record(RESTATED, key, place, {"key": key}, nodes=tuple(ends.values()), ties=tuple(ties)))

    def _without_records(self) -> Group:
        """Ties of which the snapshot does not say by which records they are stated, by their start."""
        own: Group = defaultdict(list)
        for name, label in (("places", Node.PLACE), ("programmes", Node.PROGRAMME)):
            for row in self._tables[name].to_pylist():
                for above in row["part_of"] or ():
                    start, end = NodeRef(label, row["uid"]), NodeRef(label, above)
                    own[row["uid"]].append(TieClaim(Tie.PART_OF, start, end))
        projects, themes = self._uids["projects"], self._uids["themes"]
        for row in self._tables["about"].to_pylist():
            start, end = (
                NodeRef(Node.PROJECT, projects[row["project"]]),
                NodeRef(Node.THEME, themes[row["theme"]]),
            )
            own[start.uid].append(TieClaim(Tie.ABOUT, start, end))
        return own

    def _by_record(self) -> Group:
        stated: Group = defaultdict(list)
        organisations, projects = self._uids["organisations"], self._uids["projects"]
        allowed = TIE_PROPERTIES[Tie.PARTICIPATES_IN]
        for row in self._tables["participations"].to_pylist():
            start = NodeRef(Node.ORGANISATION, organisations[row["organisation"]])
            end = NodeRef(Node.PROJECT, projects[row["project"]])
            claim = TieClaim(Tie.PARTICIPATES_IN, start, end, _known(row, allowed))
            for record in row["records"] or ():
                stated[record].append(claim)
        for row in self._tables["ties"].to_pylist():
            kind = Tie(row["type"])
            start = NodeRef(self._label(row["from"], kind.facts.starts), row["from"])
            end = NodeRef(self._label(row["to"], kind.facts.ends), row["to"])
            for record in row["records"] or ():
                stated[record].append(TieClaim(kind, start, end))
        return stated

    def _label(self, uid: str, allowed: Sequence[Node]) -> Node:
        """Of which kind the end of a tie is; groups and counters stand in no table of their own."""
        if uid in self._labels:
            return self._labels[uid]
        others = [label for label in allowed if label not in LABELS.values()]
        prefix = Node.COUNTER if uid.startswith("cnt-") else Node.GROUP
        return prefix if prefix in others else (others or list(allowed))[0]


def _values(name: str, label: Node, row: Mapping[str, Any]) -> dict[str, Value]:
    named = {column: value for column, value in row.items() if (name, column) not in FROM_TIES}
    return _known(named, PROPERTIES[label])


def _known(row: Mapping[str, Any], allowed: Mapping[str, object]) -> dict[str, Value]:
    """What is stated; an amount that was stated in euro is stated once."""
    known = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in row.items()
        if name in allowed and value is not None
    }
    euro = {f"{name}_eur" for name in known if known[name] == known.get(f"{name}_eur")}
    stated_once = known.get("currency") == "EUR"
    return {name: value for name, value in known.items() if not (stated_once and name in euro)}
