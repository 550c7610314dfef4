"""FollowTheMoney: entities as JSON lines, each with an id, a schema and properties that are lists.

Entities name each other by id, so the file is read twice: first which id is an organisation, a project, an
address or a person, then what each says. Persons, and whatever hangs on persons, are not stored; schemata
that have no place in the graph are rejected with their name. The cells of such rows are not kept either.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.records import Location, Rejection, Row
from ingest.reading.cannot_read import CannotRead
from ingest.reading.columns import Column, match, wanted
from ingest.reading.rows import BrokenRow, Table
from ingest.reading.tables import open_table
from ingest.source import Opened, SourceFacts
from ingest.sources.follow_the_money_entity import PROPERTIES, Entity, entity_of
from ingest.sources.follow_the_money_things import address, organisation, project
from ingest.sources.follow_the_money_ties import membership, ownership, participation
from ingest.sources.follow_the_money_world import (
    ADDRESSES,
    ORGANISATIONS,
    PERSONAL,
    PROJECTS,
    SCOPE,
    Sort,
    World,
    survey,
)

FACTS = SourceFacts(
    name=SCOPE,
    title="FollowTheMoney entities, as OpenSanctions, OCCRP and others exchange them",
    publisher="Whoever made the file; the model is kept by OpenSanctions",
    address="followthemoney.tech",
    licence="That of the data set in the file; it does not say so itself.",
    publishes="Organisations, projects and their participants, memberships and majority ownership.",
)
COLUMNS = (
    Column("id", ("id",), required=True),
    Column("schema", ("schema",), required=True),
    *(Column(name, (f"properties.{name}",)) for name in PROPERTIES),
)

MENDABLE = ORGANISATIONS | PROJECTS

Reader = Callable[[Entity, World], Row]
_READERS: Mapping[str, Reader] = {
    **dict.fromkeys(ORGANISATIONS, organisation),
    **dict.fromkeys(PROJECTS, project),
    **dict.fromkeys(ADDRESSES, address),
    "ProjectParticipant": participation,
    "Membership": membership,
    "Ownership": ownership,
}


@dataclass(frozen=True, slots=True)
class FollowTheMoney:
    """Reads a file of entities, one on each line."""

    @property
    def facts(self) -> SourceFacts:
        return FACTS

    @property
    def columns(self) -> Mapping[str, Sequence[Column]]:
        return {"entities": COLUMNS}

    @contextmanager
    def open(self, path: Path) -> Iterator[Opened]:
        table = open_table(path, wanted=[wanted(COLUMNS)])
        match(table.headings, COLUMNS)
        world = survey(_entities(table))
        yield Opened(total=table.total, rows=_rows(table, world), notes=lambda: table.notes)


def _entities(table: Table) -> Iterator[Entity]:
    for row in table.rows():
        if not isinstance(row, BrokenRow):
            try:
                yield entity_of(row.cells, Location(table.name, table.part, row.row))
            except CannotRead:
                continue  # told when the row is read again


def _rows(table: Table, world: World) -> Iterator[Row | Rejection]:
    for row in table.rows():
        location = Location(table.name, table.part, row.row)
        if isinstance(row, BrokenRow):
            # Its text may tell of a person: only where and why is kept.
            yield Rejection(location, row.column, row.reason)
        else:
            yield _read(row.cells, location, world)


def _read(cells: Mapping[str, str], location: Location, world: World) -> Row | Rejection:
    schema = cells.get("schema", "")
    try:
        if schema in PERSONAL:
            raise CannotRead(f"Persons are not stored, nor what hangs on them ({schema}).", "schema")
        entity = entity_of(cells, location)
        if schema not in _READERS:
            raise CannotRead(f"Entities of the schema {schema!r} have no place in the graph.", "schema")
        return _READERS[schema](entity, world)
    except CannotRead as error:
        return Rejection(location, error.column, error.reason, _kept(cells, location, world))


def _kept(cells: Mapping[str, str], location: Location, world: World) -> Mapping[str, str]:
    """Cells of an organisation or a project, to be mended; of others, which may be personal, the schema."""
    try:
        entity = entity_of(cells, location)
    except CannotRead:
        return {}
    if entity.schema in MENDABLE and world.sorts.get(entity.id) is not Sort.PERSON:
        return entity.cells
    return {"schema": entity.schema}


FOLLOW_THE_MONEY = FollowTheMoney()
