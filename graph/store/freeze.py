"""Reads the graph into a Snapshot, and keeps the latest under the home for every process to map."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from graph.errors import BeingWritten
from graph.settings import Settings
from graph.snapshot import TABLES, Snapshot, table_of
from graph.store.derive_statements import VERSION
from graph.store.session import Store, Transaction
from graph.store.statement import Statement

READ_SECONDS = 300.0
TRIES = 5

ORGANISATIONS = Statement(
    "all organisations",
    """
    MATCH (n:Organisation)
    OPTIONAL MATCH (n)-[:LOCATED_IN]->(p:Place)
    WITH n, min(p.code) AS place
    RETURN n.uid AS uid, n.name AS name, n.kind AS kind, n.sector AS sector, n.country AS country, place
    ORDER BY uid
    """,
)
PROJECTS = Statement(
    "all projects",
    """
    MATCH (n:Project)
    RETURN n.uid AS uid, n.code AS code, n.acronym AS acronym, n.title AS title,
           n.start AS start, n.end AS end
    ORDER BY uid
    """,
)
PARTICIPATIONS = Statement(
    "all participations",
    """
    MATCH (o:Organisation)-[t:PARTICIPATES_IN]->(p:Project)
    RETURN o.uid, p.uid, t.role, t.records
    """,
)
PLACES = Statement(
    "all places",
    """
    MATCH (n:Place)
    OPTIONAL MATCH (n)-[:PART_OF]->(above:Place)
    WITH n, above ORDER BY above.uid
    RETURN n.uid AS uid, n.code AS code, n.name AS name, n.level AS level, n.country AS country,
           collect(above.uid) AS part_of
    ORDER BY uid
    """,
)
THEMES = Statement("all themes", "MATCH (n:Theme) RETURN n.uid AS uid, n.name AS name ORDER BY uid")
ABOUT = Statement("all subjects", "MATCH (p:Project)-[:ABOUT]->(t:Theme) RETURN p.uid, t.uid")


@dataclass(frozen=True, slots=True)
class Version:
    """Which database, and how often it was written to; (None, 0) for one to which nobody ever wrote."""

    database: str | None
    number: int


@dataclass(frozen=True, slots=True)
class Frozen:
    """A snapshot and the version of the graph from which it was read."""

    snapshot: Snapshot
    version: Version


def graph_version(store: Store) -> Version:
    """Version of the graph as it is now."""
    rows = store.rows(VERSION)
    return Version(rows[0]["database"], rows[0]["version"]) if rows else Version(None, 0)


def latest(store: Store, settings: Settings, known: Frozen | None = None) -> Frozen:
    """The snapshot of the graph as it is: `known` or the kept one where nothing moved, else read anew.

    While a job writes without a pause, `known` is the answer: its id says how old it is.
    """
    version = graph_version(store)
    if known and known.version == version:
        return known
    folder = settings.home / "snapshots"
    kept = _load(folder, version)
    if kept:
        return Frozen(kept, version)
    try:
        frozen = freeze(store)
    except BeingWritten:
        if known:
            return known
        raise
    _save(folder, frozen)
    return frozen


def freeze(store: Store) -> Frozen:
    """Reads the whole graph. Neo4j reads are not repeatable, so a write in between asks for another try."""
    for _ in range(TRIES):
        before = graph_version(store)
        snapshot = store.read(_read, timeout=READ_SECONDS)
        if graph_version(store) == before:
            return Frozen(snapshot, before)
    raise BeingWritten("The graph is being written all the time; try again when the running jobs have ended.")


def _read(tx: Transaction) -> Snapshot:
    """Ties before nodes, so that the ends of every tie are found even where somebody writes meanwhile."""
    takes_part, is_about = tx.values(PARTICIPATIONS), tx.values(ABOUT)
    tables = {
        "organisations": table_of("organisations", tx.run(ORGANISATIONS)),
        "projects": table_of("projects", tx.run(PROJECTS)),
        "places": table_of("places", tx.run(PLACES)),
        "themes": table_of("themes", tx.run(THEMES)),
    }
    organisation, project, theme = (_rows_of(tables[t]) for t in ("organisations", "projects", "themes"))
    participations = sorted(
        (organisation[o], project[p], role, sorted(records)) for o, p, role, records in takes_part
    )
    about = sorted((project[p], theme[t]) for p, t in is_about)
    tables["participations"] = _columns("participations", participations)
    tables["about"] = _columns("about", about)
    return Snapshot(tables)


def _rows_of(table: pa.Table) -> dict[str, int]:
    return {uid: row for row, uid in enumerate(table["uid"].to_pylist())}


def _columns(name: str, rows: list[tuple[Any, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [() for _ in TABLES[name]]
    return pa.table(
        [pa.array(c, type=f.type) for c, f in zip(columns, TABLES[name], strict=True)], TABLES[name]
    )


def _load(folder: Path, version: Version) -> Snapshot | None:
    try:
        kept = json.loads((folder / "latest.json").read_text(encoding="utf-8"))
        if Version(kept["database"], kept["version"]) != version:
            return None
        tables = {name: _mapped(folder / kept["id"] / f"{name}.arrow") for name in TABLES}
    except (OSError, ValueError, KeyError, pa.ArrowInvalid):
        return None
    # What another version of this program kept may lack a column.
    return Snapshot(tables) if all(tables[name].schema == TABLES[name] for name in TABLES) else None


def _mapped(file: Path) -> pa.Table:
    with pa.memory_map(str(file)) as source:
        return pa.ipc.open_file(source).read_all()


def _save(folder: Path, frozen: Frozen) -> None:
    save_to(folder / frozen.snapshot.id, frozen.snapshot)
    version = frozen.version
    pointer = {"database": version.database, "version": version.number, "id": frozen.snapshot.id}
    with _replacing(folder / "latest.json") as path:
        path.write_text(json.dumps(pointer), encoding="utf-8")


def save_to(folder: Path, snapshot: Snapshot) -> None:
    """Writes each table of a snapshot as an Arrow file."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in snapshot.tables.items():
        with _replacing(folder / f"{name}.arrow") as path:
            _write_table(path, table)


def _write_table(path: Path, table: pa.Table) -> None:
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


@contextmanager
def _replacing(target: Path) -> Iterator[Path]:
    """Readers see the whole file or none: written beside it, then moved over it."""
    beside = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
    yield beside
    beside.replace(target)
