"""The graph frozen: columnar tables with integer references, and a content hash as its id.

Analysis, maps and exports are pure functions of a Snapshot and parameters. All tables are sorted by
uid (or by their references), so the same graph gives the same bytes wherever it is read.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.errors import NotFound
from graph.names import folded
from graph.projection import IntArray


def _table(*required: tuple[str, pa.DataType], **known: pa.DataType) -> pa.Schema:
    """Columns that every row has, then those that are null where nothing is known."""
    must = [pa.field(name, of, nullable=False) for name, of in required]
    return pa.schema([*must, *(pa.field(name, of) for name, of in known.items())])


_TEXT, _LIST, _ROW, _WHOLE, _DEGREES = (
    pa.string(),
    pa.list_(pa.string()),
    pa.int32(),
    pa.int64(),
    pa.float64(),
)

# Amounts are decimal texts as the source states them. `budget_eur` and `contribution_eur` hold an amount in
# euro also where it was stated in euro, so they alone can be added up; null where no rate is known.
# `located_in` is a row of `places`, `place` its code: of several places the most detailed, then the first by
# code. `programme` is the uid of the programme directly above a project, of several the first by uid; `ties`
# has them all.
TABLES: dict[str, pa.Schema] = {
    "organisations": _table(
        ("uid", _TEXT),
        name=_TEXT,
        kind=_TEXT,
        sector=_TEXT,
        country=_TEXT,
        place=_TEXT,
        located_in=_ROW,
        town=_TEXT,
        longitude=_DEGREES,
        latitude=_DEGREES,
        website=_TEXT,
        identifiers=_LIST,
    ),
    "projects": _table(
        ("uid", _TEXT),
        code=_TEXT,
        acronym=_TEXT,
        title=_TEXT,
        start=_TEXT,
        end=_TEXT,
        status=_TEXT,
        budget=_TEXT,
        currency=_TEXT,
        budget_eur=_TEXT,
        programme=_TEXT,
    ),
    "participations": _table(
        ("organisation", _ROW),
        ("project", _ROW),
        role=_TEXT,
        contribution=_TEXT,
        currency=_TEXT,
        contribution_eur=_TEXT,
        records=_LIST,
    ),
    "places": _table(
        ("uid", _TEXT),
        code=_TEXT,
        name=_TEXT,
        level=_TEXT,
        scheme=_TEXT,
        country=_TEXT,
        valid_from=_WHOLE,
        valid_to=_WHOLE,
        population=_WHOLE,
        population_year=_WHOLE,
        urbanisation=_TEXT,
        longitude=_DEGREES,
        latitude=_DEGREES,
        shape_set=_TEXT,
        part_of=_LIST,
    ),
    "programmes": _table(("uid", _TEXT), code=_TEXT, name=_TEXT, level=_TEXT, period=_TEXT, part_of=_LIST),
    "themes": _table(("uid", _TEXT), name=_TEXT),
    "about": _table(("project", _ROW), ("theme", _ROW)),
    "ties": _table(("type", _TEXT), ("from", _TEXT), ("to", _TEXT), records=_LIST),
}


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Tables of TABLES by name. `participations` holds one row per organisation and project, `ties` every
    other stated tie of which no other table tells, with the uids of its ends.

    Equal to itself alone, so that what is computed from it can be cached; compare `id` for content.
    """

    tables: Mapping[str, pa.Table]

    @cached_property
    def id(self) -> str:
        """Hash of the content alone: not of the machine, the time or the library that holds it."""
        return content_hash(self.tables)

    @property
    def participations(self) -> pa.Table:
        return self.tables["participations"]

    @property
    def places(self) -> pa.Table:
        return self.tables["places"]

    @property
    def organisations(self) -> pa.Table:
        return self.tables["organisations"]

    @property
    def projects(self) -> pa.Table:
        return self.tables["projects"]

    @cached_property
    def participant(self) -> IntArray:
        """Organisation of each participation, as a row number of `organisations`."""
        return _integers(self.tables["participations"], "organisation")

    @cached_property
    def joint_project(self) -> IntArray:
        """Project of each participation, as a row number of `projects`."""
        return _integers(self.tables["participations"], "project")

    @cached_property
    def organisation_uids(self) -> list[str]:
        uids: list[str] = self.organisations["uid"].to_pylist()
        return uids

    @cached_property
    def folded_names(self) -> list[str]:
        """Name of each organisation in small letters without diacritics; empty where it has none."""
        return [folded(name) if name else "" for name in self.organisations["name"].to_pylist()]

    @cached_property
    def _organisation_rows(self) -> dict[str, int]:
        return {uid: row for row, uid in enumerate(self.organisation_uids)}

    @cached_property
    def projects_per_organisation(self) -> IntArray:
        """Number of projects in which each organisation takes part, one entry per organisation."""
        return np.bincount(self.participant, minlength=len(self.organisations))

    def organisation_row(self, uid: str) -> int:
        """Row number of an organisation; raises NotFound."""
        try:
            return self._organisation_rows[uid]
        except KeyError:
            raise NotFound(f"There is no organisation {uid!r}.") from None

    def organisation(self, row: int) -> dict[str, Any]:
        """Values of one organisation."""
        return {name: self.organisations[name][row].as_py() for name in self.organisations.column_names}

    def project(self, row: int) -> dict[str, Any]:
        """Values of one project."""
        return {name: self.projects[name][row].as_py() for name in self.projects.column_names}


def _integers(table: pa.Table, column: str) -> IntArray:
    return np.asarray(table[column].to_numpy(), dtype=np.int64)


def table_of(name: str, rows: list[dict[str, object]]) -> pa.Table:
    """Rows as the named table, values of columns that a row lacks null."""
    return pa.Table.from_pylist(rows, schema=TABLES[name])


def content_hash(tables: Mapping[str, pa.Table]) -> str:
    """16 bytes of BLAKE2 over names, types and values; independent of how Arrow chunks or pads them."""
    digest = hashlib.blake2b(digest_size=16)
    for name in sorted(tables):
        table = tables[name]
        digest.update(f"{name}\x1e{len(table)}\x1e{table.schema.to_string()}\x1e".encode())
        for column in table.column_names:
            _update(digest, table[column].combine_chunks())
    return digest.hexdigest()


def _update(digest: "hashlib.blake2b", column: pa.Array) -> None:
    if pa.types.is_list(column.type):
        _update(digest, column.value_lengths())
        _update(digest, column.flatten())
        return
    digest.update(np.asarray(column.is_null()).tobytes())
    if pa.types.is_string(column.type):
        _update_texts(digest, column.fill_null(""))
    elif pa.types.is_floating(column.type):
        # Adding zero turns -0.0, which equals 0.0, into it.
        digest.update((np.asarray(column.fill_null(0.0), dtype="<f8") + 0.0).tobytes())
    else:
        digest.update(np.asarray(column.fill_null(0), dtype="<i8").tobytes())


def _update_texts(digest: "hashlib.blake2b", texts: pa.Array) -> None:
    """Lengths in bytes, then all letters: one stretch of Arrow's own buffer, so nothing is copied."""
    _, offsets, letters = texts.buffers()
    digest.update(np.asarray(pc.binary_length(texts), dtype="<i8").tobytes())
    if len(texts) == 0 or letters is None:
        return
    bounds = np.frombuffer(offsets, dtype=np.int32)
    begin, end = int(bounds[texts.offset]), int(bounds[texts.offset + len(texts)])
    digest.update(memoryview(letters)[begin:end])
