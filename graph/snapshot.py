"""The graph frozen: columnar tables with integer references, and a content hash as its id.

Analysis, maps and exports are pure functions of a Snapshot and parameters. All tables are sorted by
uid (or by their references), so the same graph gives the same bytes wherever it is read.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from graph.errors import NotFound
from graph.names import folded
from graph.projection import IntArray

TABLES: dict[str, pa.Schema] = {
    "organisations": pa.schema(
        [
            pa.field("uid", pa.string(), nullable=False),
            ("name", pa.string()),
            ("kind", pa.string()),
            ("sector", pa.string()),
            ("country", pa.string()),
            ("place", pa.string()),
        ]
    ),
    "projects": pa.schema(
        [
            pa.field("uid", pa.string(), nullable=False),
            ("code", pa.string()),
            ("acronym", pa.string()),
            ("title", pa.string()),
            ("start", pa.string()),
            ("end", pa.string()),
        ]
    ),
    "participations": pa.schema(
        [
            pa.field("organisation", pa.int32(), nullable=False),
            pa.field("project", pa.int32(), nullable=False),
            ("role", pa.string()),
            ("records", pa.list_(pa.string())),
        ]
    ),
    "places": pa.schema(
        [
            pa.field("uid", pa.string(), nullable=False),
            ("code", pa.string()),
            ("name", pa.string()),
            ("level", pa.string()),
            ("country", pa.string()),
            ("part_of", pa.list_(pa.string())),
        ]
    ),
    "themes": pa.schema([pa.field("uid", pa.string(), nullable=False), ("name", pa.string())]),
    "about": pa.schema(
        [pa.field("project", pa.int32(), nullable=False), pa.field("theme", pa.int32(), nullable=False)]
    ),
}


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Tables of TABLES by name. `participations` holds one row per organisation and project.

    Equal to itself alone, so that what is computed from it can be cached; compare `id` for content.
    """

    tables: Mapping[str, pa.Table]

    @cached_property
    def id(self) -> str:
        """Hash of the content alone: not of the machine, the time or the library that holds it."""
        return content_hash(self.tables)

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

    def organisation(self, row: int) -> dict[str, str | None]:
        """Values of one organisation."""
        return {name: self.organisations[name][row].as_py() for name in self.organisations.column_names}

    def project(self, row: int) -> dict[str, str | None]:
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
    elif pa.types.is_string(column.type):
        digest.update(np.asarray(column.is_null()).tobytes())
        texts = ["" if text is None else text for text in column.to_pylist()]
        digest.update(np.array([len(text) for text in texts], dtype="<i8").tobytes())
        digest.update("".join(texts).encode())
    else:
        digest.update(np.asarray(column.is_null()).tobytes())
        digest.update(np.asarray(column.fill_null(0), dtype="<i8").tobytes())
