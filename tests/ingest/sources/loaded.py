"""What a source makes of a file: its rows, rejections, nodes and ties, and what is the same in any order."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random

from graph.properties import Value
from graph.records import NodeClaim, Record, Rejection, Row, TieClaim
from graph.shown import shown_values
from graph.vocabulary import Node, Tie
from ingest.reading.columns import recognise
from ingest.reading.tables import open_table
from ingest.source import Source


@dataclass(frozen=True)
class Loaded:
    """All that came out of a file."""

    total: int | None
    rows: tuple[Row, ...]
    rejections: tuple[Rejection, ...]
    records: Mapping[str, Record] = field(repr=False)

    @property
    def accounted(self) -> int:
        return len(self.rows) + len(self.rejections)

    @property
    def contradictions(self) -> list[str]:
        """Keys of rows that an earlier row has with other values: the pipeline would reject them."""
        said: dict[str, set[str]] = {}
        for row in self.rows:
            said.setdefault(row.record.key, set()).add(row.record.checksum())
        return [key for key, sums in said.items() if len(sums) > 1]

    @cached_property
    def shown(self) -> dict[tuple[Node, str], dict[str, Value]]:
        """Values that a user would see of each node."""
        told: dict[tuple[Node, str], list[Mapping[str, Value]]] = {}
        for node in self._nodes():
            told.setdefault((node.label, node.uid), []).append(node.values)
        return {key: shown_values([values for values in all_ if values]) for key, all_ in told.items()}

    def of(self, label: Node) -> list[dict[str, Value]]:
        """Values of all nodes of a label."""
        return [values for (found, _), values in self.shown.items() if found is label]

    def ties(self, kind: Tie) -> dict[tuple[str, str], Mapping[str, Value]]:
        """Ties of a type by the ids of their ends."""
        return {(t.start.uid, t.end.uid): t.values for t in self._ties() if t.type is kind}

    @property
    def counts(self) -> Counter[str]:
        nodes = Counter(str(label) for label, _ in self.shown)
        return nodes + Counter(str(key.type) for key in {tie.key for tie in self._ties()})

    @property
    def stated(self) -> set[tuple[str, str]]:
        """Every record with its checksum: the same whatever the order of the rows."""
        return {(record.uid, record.checksum()) for record in self.records.values()}

    def _nodes(self) -> Iterable[NodeClaim]:
        return (node for record in self.records.values() for node in record.nodes)

    def _ties(self) -> Iterable[TieClaim]:
        return (tie for record in self.records.values() for tie in record.ties)


def load(source: Source, path: Path) -> Loaded:
    """Reads a file as the pipeline does: the first record under a key counts."""
    with source.open(path) as opened:
        total, read = opened.total, list(opened.rows)
    rows = tuple(row for row in read if isinstance(row, Row))
    records: dict[str, Record] = {}
    for row in rows:
        for record in (row.record, *row.references):
            records.setdefault(record.uid, record)
    return Loaded(total, rows, tuple(row for row in read if isinstance(row, Rejection)), records)


def recognised(path: Path, sources: Sequence[Source]) -> str | None:
    """The table of the source by whose columns the file is known."""
    tables = {
        f"{source.facts.name}: {name}": columns
        for source in sources
        for name, columns in source.columns.items()
    }
    return recognise(open_table(path).headings, tables)


Cells = Mapping[str, str]


def table_file(
    path: Path, rows: Sequence[Cells], *, delimiter: str = ",", encoding: str = "utf-8", newline: str = "\n"
) -> Path:
    """A text file of these rows under the headings of the first."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter, lineterminator=newline)
        writer.writeheader()
        writer.writerows(rows)
    return path


def shuffled(
    path: Path, to: Path, *, delimiter: str = ",", encoding: str = "utf-8-sig", seed: int = 1
) -> Path:
    """A copy of a text file with its rows in another order."""
    with path.open(encoding=encoding, newline="") as file:
        headings, *rows = csv.reader(file, delimiter=delimiter)
    Random(seed).shuffle(rows)
    with to.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([headings, *rows])
    return to


def cells(path: Path, *, delimiter: str = ",", encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    """The rows of a text file as the csv module reads them."""
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))
