"""One zip with all that it takes to use and to cite the data: tables, dictionary, method, sources, sums.

All times in it are 1 January 1980, so that the same snapshot and parameters give the same members.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa

from graph.export import dictionary
from graph.export.citation import citation_of
from graph.export.delimited import csv_of
from graph.export.lines import heading_of
from graph.export.note import LANGUAGES, method_note
from graph.export.sheets import Sheet, sheets
from graph.export.subject import Subject

TABLES_FOLDER = "tables"
ABOUT, SUMS = "snapshot.json", "SHA256SUMS"
_TIME = (1980, 1, 1, 0, 0, 0)
_TEXT = pa.string()


def write_package(subject: Subject, target: Path) -> None:
    """Writes the zip, member after member; `SHA256SUMS` is the last, as `sha256sum --check` reads it."""
    sums = []
    with zipfile.ZipFile(target, "w") as archive:
        for name, portions in _members(subject):
            sums.append(f"{_write(archive, name, portions)}  {name}\n")
        _write(archive, SUMS, ["".join(sums).encode()])


def _write(archive: zipfile.ZipFile, name: str, portions: Iterable[bytes]) -> str:
    """Returns the SHA-256 of what was written."""
    info = zipfile.ZipInfo(name, _TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o644 << 16
    digest = hashlib.sha256()
    with archive.open(info, "w", force_zip64=True) as member:
        for portion in portions:
            digest.update(portion)
            member.write(portion)
    return digest.hexdigest()


def _members(subject: Subject) -> Iterator[tuple[str, Iterable[bytes]]]:
    made = sheets(subject)
    yield ABOUT, [_about(subject, made.values())]
    for sheet in made.values():
        yield f"{TABLES_FOLDER}/{sheet.name}.csv", csv_of(sheet)
    yield "dictionary.csv", csv_of(_dictionary(subject, made.values()))
    yield "metrics.csv", csv_of(_metrics(subject))
    yield "sources.csv", csv_of(_sources(subject))
    for language in LANGUAGES:
        yield f"method.{language}.md", [method_note(subject, language).encode()]
    yield "CITATION.cff", [citation_of(subject).encode()]


def _about(subject: Subject, made: Iterable[Sheet]) -> bytes:
    rows = {sheet.name: sheet.rows for sheet in made if sheet.rows is not None}
    said = {**heading_of(subject), "rows": rows, "stability": _stability(subject)}
    return (json.dumps(said, indent=2) + "\n").encode()


def _stability(subject: Subject) -> dict[str, float] | None:
    """How far the clusters may be relied on; None where there is nothing to divide."""
    known = subject.stability
    if known is None:
        return None
    return {"runs": known.runs, "nmi": round(known.nmi, 9), "ari": round(known.ari, 9)}


def _dictionary(subject: Subject, made: Iterable[Sheet]) -> Sheet:
    told = {one.name: f"{one.question} {one.reading} {one.caution}" for one in subject.measures}
    rows = [
        (*entry, sheet.sentence)
        for sheet in made
        for entry in dictionary.entries(sheet.name, sheet.schema, told)
    ]
    return _sheet("dictionary", ("table", "column", "type", "meaning", "each_row_is"), rows)


def _metrics(subject: Subject) -> Sheet:
    columns = ("name", "question", "reading", "caution", "formula", "source", "method", "undefined")
    rows = [tuple(getattr(measure, column) for column in columns) for measure in subject.measures]
    return _sheet("metrics", columns, rows)


def _sources(subject: Subject) -> Sheet:
    columns = ("name", "title", "publisher", "address", "licence")
    rows = [tuple(getattr(credit, column) for column in columns) for credit in subject.credits]
    return _sheet("sources", columns, rows)


def _sheet(name: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Sheet:
    schema = pa.schema([(column, _TEXT) for column in columns])
    values = list(zip(*rows, strict=True)) or [() for _ in columns]
    batch = pa.record_batch([pa.array(column, _TEXT) for column in values], schema=schema)
    return Sheet(name, schema, lambda: iter([batch]), len(rows))
