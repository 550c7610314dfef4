"""Reads the graph into a Snapshot, and keeps the latest under the home for every process to map."""

import gc
import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa

from graph.errors import BeingWritten
from graph.settings import Settings
from graph.snapshot import TABLES, Snapshot
from graph.store import freeze_statements as statements
from graph.store.derive_statements import VERSION
from graph.store.resolution_view import ResolvedView
from graph.store.session import Store, Transaction
from graph.store.statement import Statement

READ_SECONDS = 300.0
TRIES = 5
# Nodes or ties whose values are taken off the wire as one row.
PORTION = 5000
# From the most detailed level of places to the least; any other comes after them.
LEVELS = ("lau", "settlement", "nuts3", "subdivision", "nuts2", "nuts1", "area", "country")
DETAIL = {level: rank for rank, level in enumerate(LEVELS)}


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
        with _no_garbage():
            snapshot = store.read(_read, timeout=READ_SECONDS)
        if graph_version(store) == before:
            return Frozen(snapshot, before)
    raise BeingWritten("The graph is being written all the time; try again when the running jobs have ended.")


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Values off the wire form no cycles; to look for some among a million of them takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(tx: Transaction) -> Snapshot:
    """Ties before nodes, so that the ends of every tie are found even where somebody writes meanwhile."""
    takes_part, is_about, others = (
        _all(tx, statement) for statement in (statements.PARTICIPATIONS, statements.ABOUT, statements.TIES)
    )
    view = ResolvedView(tx)
    takes_part = view.participations(takes_part, statements.PARTICIPATION_COLUMNS)
    organisations = view.organisations(_all(tx, statements.ORGANISATIONS), statements.ORGANISATION_COLUMNS)
    places = _places(_all(tx, statements.PLACES))
    tables = {
        "places": places,
        "organisations": _organisations(organisations, places),
        "projects": _projects(_all(tx, statements.PROJECTS)),
        "programmes": _sorted("programmes", _all(tx, statements.PROGRAMMES), lists=[5]),
        "themes": _sorted("themes", _all(tx, statements.THEMES)),
        "ties": _sorted("ties", view.ties(others), lists=[3], key=lambda row: row[:3]),
    }
    organisation, project, theme = (_rows_of(tables[t]) for t in ("organisations", "projects", "themes"))
    tables["participations"] = _participations(takes_part, organisation, project)
    about = [(project[p], theme[t]) for p, t in is_about]
    tables["about"] = _sorted("about", about, key=lambda row: row)
    return Snapshot({name: tables[name] for name in TABLES})


def _all(tx: Transaction, statement: Statement) -> list[list[Any]]:
    return [row for (rows,) in tx.values(statement, portion=PORTION) for row in rows]


def _organisations(rows: list[list[Any]], places: pa.Table) -> pa.Table:
    row_of, codes = _rows_of(places), places["code"].to_pylist()
    detail = [
        (DETAIL.get(level, len(DETAIL)), code or "")
        for level, code in zip(places["level"].to_pylist(), codes, strict=True)
    ]
    placed = []
    for uid, name, kind, sector, country, *rest, located in rows:
        at = min((row_of[place] for place in located), key=lambda row: (detail[row], row), default=None)
        code = None if at is None else codes[at]
        placed.append((uid, name, kind, sector, country, code, at, *rest))
    return _sorted("organisations", placed, lists=[11])


def _projects(rows: list[list[Any]]) -> pa.Table:
    told = []
    for *values, budget, currency, budget_eur, programmes in rows:
        euro = _euro(budget, currency, budget_eur)
        told.append((*values, budget, currency, euro, min(programmes, default=None)))
    return _sorted("projects", told)


def _participations(rows: list[list[Any]], organisation: dict[str, int], project: dict[str, int]) -> pa.Table:
    told = [
        (organisation[o], project[p], role, amount, currency, _euro(amount, currency, euro), records)
        for o, p, role, amount, currency, euro, records in rows
    ]
    return _sorted("participations", told, lists=[6], key=lambda row: row[:2])


def _places(rows: list[list[Any]]) -> pa.Table:
    return _sorted("places", rows, lists=[14])


def _euro(amount: str | None, currency: str | None, euro: str | None) -> str | None:
    """Amount in euro: worked out where it was stated in another currency, else as it was stated."""
    return euro if euro is not None else (amount if currency == "EUR" else None)


def _rows_of(table: pa.Table) -> dict[str, int]:
    return {uid: row for row, uid in enumerate(table["uid"].to_pylist())}


def _sorted(
    name: str,
    rows: Sequence[Sequence[Any]],
    *,
    lists: Sequence[int] = (),
    key: Callable[[Sequence[Any]], Any] = itemgetter(0),
) -> pa.Table:
    """Rows as the named table in the order of `key`; what stands in `lists` is sorted too."""
    columns: list[Sequence[Any]] = list(zip(*sorted(rows, key=key), strict=True)) or [
        () for _ in TABLES[name]
    ]
    for at in lists:
        columns[at] = [items if items is None or len(items) < 2 else sorted(items) for items in columns[at]]
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
