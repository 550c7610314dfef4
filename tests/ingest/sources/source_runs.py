"""What a source makes of a table that a test writes or that its publisher does."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random

from graph.records import NodeClaim, Record, Rejection, Row, TieClaim, canonical
from graph.vocabulary import Node, Tie
from ingest.source import Source

Cells = Mapping[str, str]


def read(source: Source, path: Path) -> tuple[list[Row], list[Rejection]]:
    """Rows and rejections of a file."""
    with source.open(path) as opened:
        outcome = list(opened.rows)
        assert opened.total in (None, len(outcome))
    rows = [row for row in outcome if isinstance(row, Row)]
    return rows, [row for row in outcome if isinstance(row, Rejection)]


def accepted(source: Source, path: Path) -> list[Row]:
    """Rows of a file of which none may be rejected."""
    rows, rejections = read(source, path)
    assert rejections == []
    return rows


def records(rows: Iterable[Row]) -> Iterator[Record]:
    """The rows' own records and those of things that many rows speak of, each once."""
    seen: set[str] = set()
    for row in rows:
        for record in (row.record, *row.references):
            if record.uid not in seen:
                seen.add(record.uid)
                yield record


def nodes(rows: Iterable[Row], label: Node) -> dict[str, list[NodeClaim]]:
    """Claims on the nodes of a label by their id."""
    found: dict[str, list[NodeClaim]] = {}
    for record in records(rows):
        for node in record.nodes:
            if node.label is label:
                found.setdefault(node.uid, []).append(node)
    return found


def ties(rows: Iterable[Row], kind: Tie) -> dict[tuple[str, str], list[TieClaim]]:
    """Claims on the ties of a type by the ids of their ends."""
    found: dict[tuple[str, str], list[TieClaim]] = {}
    for record in records(rows):
        for tie in record.ties:
            if tie.type is kind:
                found.setdefault((tie.start.uid, tie.end.uid), []).append(tie)
    return found


def total(claims: Iterable[TieClaim], name: str) -> Decimal:
    """Sum of an amount over ties; ties that state none add none."""
    return sum((Decimal(str(claim.values[name])) for claim in claims if name in claim.values), Decimal(0))


def stated(rows: Iterable[Row]) -> set[str]:
    """Everything that rows state, without where they stand: equal for equal tables in any order."""
    said = set()
    for record in records(rows):
        said.add(f"{record.uid} {record.checksum()}")
        said |= {f"{n.label} {n.uid} {canonical(n.values)}" for n in record.nodes}
        said |= {f"{t.key} {canonical(t.values)}" for t in record.ties}
    return said


def cells(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """Rows of a published table, read without any of the program's own code."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def write_csv(
    path: Path, rows: Sequence[Cells], delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL
) -> Path:
    """A table of these rows; a heading stands where any row has it."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, restval="", delimiter=delimiter, quoting=quoting)
        writer.writeheader()
        writer.writerows(rows)
    return path


def shuffled(path: Path, folder: Path, seed: int = 1) -> Path:
    """A copy with the lines below the first in another order; for tables without line breaks in cells."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    first, *lines = data.decode("utf-8-sig").splitlines()
    Random(seed).shuffle(lines)
    copy = folder / f"shuffled {path.name.removesuffix('.gz')}"
    copy.write_text("\n".join([first, *lines, ""]), encoding="utf-8")
    return copy
