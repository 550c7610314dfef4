"""Rejected rows as tables that a person mends and loads again: the row as it was, and why it was rejected."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from graph.export.table import write_csv
from ingest.account import rejects_of
from ingest.reading.rejected_rows import ADDED

# Letters; with four bytes each, two such names and the rest are still what a file system takes.
_LONGEST_NAME = 28


@dataclass(frozen=True, slots=True)
class RejectedRows:
    """A table of rejected rows: which part of which file they are from, and where they were written."""

    part: str | None
    file: Path
    rows: int


def write_rejects(rejects: Path, folder: Path) -> list[RejectedRows]:
    """Writes the kept rejects of a job, one table per part of its file; none where no row was rejected."""
    tables = _headings(rejects)
    names = _names(list(tables))
    return [
        RejectedRows(part, folder / name, _write(rejects, (file, part), headings, folder / name))
        for (file, part), headings, name in zip(tables, tables.values(), names, strict=True)
    ]


def mapping_for_rejects(mapping: str) -> str:
    """The mapping of a job without what it says of how its file is written: rejects are plain CSV."""
    root = yaml.compose(mapping, Loader=yaml.SafeLoader)
    if not isinstance(root, yaml.MappingNode):
        return mapping
    lines = mapping.splitlines(keepends=True)
    for key, value in reversed(root.value):
        if key.value == "file":
            ends_in_line = value.end_mark.column > 0
            del lines[key.start_mark.line : value.end_mark.line + ends_in_line]
    return "".join(lines)


def _headings(rejects: Path) -> dict[tuple[str, str | None], list[str]]:
    """Columns of each table, in the order in which its first rows have them."""
    tables: dict[tuple[str, str | None], dict[str, None]] = {}
    for reject in rejects_of(rejects):
        tables.setdefault((reject["file"], reject["part"]), {}).update(dict.fromkeys(reject["cells"]))
    return {table: list(headings) for table, headings in tables.items()}


def _write(rejects: Path, table: tuple[str, str | None], headings: list[str], file: Path) -> int:
    rows = (
        [*(reject["cells"].get(heading) for heading in headings), *_added(reject)]
        for reject in rejects_of(rejects)
        if (reject["file"], reject["part"]) == table
    )
    return write_csv(file, [*headings, *ADDED], rows, encoding="utf-8-sig")


def _added(reject: dict[str, Any]) -> tuple[int | None, str | None, str]:
    return reject["row"], reject["column"], reject["reason"]


def _names(tables: list[tuple[str, str | None]]) -> Iterator[str]:
    """Names of files, no two the same whatever the file system makes of capital letters."""
    taken: set[str] = set()
    for file, part in tables:
        stem = ".".join(filter(None, (_plain(Path(file).stem), _plain(part or ""))))
        name, number = f"{stem}.rejects.csv", 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}.{number}.rejects.csv"
        taken.add(name.casefold())
        yield name


def _plain(name: str) -> str:
    """Letters, digits and a few signs: a name from a file must not lead to another folder."""
    return "".join(c if c.isalnum() or c in "-_ ." else "_" for c in name).strip(". ")[:_LONGEST_NAME]
