"""JSON lines: first what the export is, then an object per row that names its table, last how many rows.

A file that lacks its last line, or whose SHA-256 is not the one that it states, is not whole.
"""

import hashlib
from collections.abc import Iterable, Iterator

import orjson

from graph.export.sheets import Sheet, portions
from graph.export.subject import Subject

FIRST, LAST = "snapshot", "end"


def heading_of(subject: Subject) -> dict[str, object]:
    """What an export says of itself before its rows.

    `content` is the hash of the snapshot, `tables` that of the tables here where they are a part of it.
    """
    stamp = subject.stamp
    tables = subject.snapshot.id
    part = {} if tables == stamp.content else {"tables": tables}
    return {
        "id": stamp.id,
        "content": stamp.content,
        **part,
        "parameters": dict(stamp.parameters),
        "code_version": stamp.code_version,
    }


def lines_of(subject: Subject, chosen: Iterable[Sheet]) -> Iterator[bytes]:
    """The tables a batch at a time."""
    digest = hashlib.sha256()
    counts: dict[str, int] = {}
    first = _line({"table": FIRST, **heading_of(subject)})
    digest.update(first)
    yield first
    for sheet in chosen:
        counts[sheet.name] = 0
        for batch in portions(sheet):
            text = b"".join(_line({"table": sheet.name, **row}) for row in batch.to_pylist())
            counts[sheet.name] += batch.num_rows
            digest.update(text)
            yield text
    yield _line({"table": LAST, "rows": counts, "sha256": digest.hexdigest()})


def _line(values: dict[str, object]) -> bytes:
    return orjson.dumps(values, option=orjson.OPT_APPEND_NEWLINE)
