"""What the whole of a FollowTheMoney file tells before its entities can be read: which id is what.

Kept in memory are the ids of organisations, projects and persons, and who lives at which address; nothing
else of the entities, so that a file may be much larger than the memory.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from graph.records import NodeRef
from graph.vocabulary import Node
from ingest.identity import organisation_uid, project_uid
from ingest.reading.cannot_read import CannotRead, shown
from ingest.sources.follow_the_money_entity import Entity

SCOPE = "follow-the-money"
ORGANISATIONS = frozenset(("LegalEntity", "Organization", "Company", "PublicBody"))
PROJECTS = frozenset(("Project",))
ADDRESSES = frozenset(("Address",))
PERSONS = frozenset(("Person",))
# Schemata that tell of persons and of nobody else.
PERSONAL = PERSONS | {
    "Associate", "Directorship", "Employment", "Family", "Identification", "Occupancy", "Passport",
    "Position", "PositionHeld", "Post", "UserAccount",
}  # fmt: skip
COUNTRY_PROPERTIES = ("country", "mainCountry", "jurisdiction")


class Sort(StrEnum):
    """What an id stands for."""

    ORGANISATION = "organisation"
    PROJECT = "project"
    PERSON = "person"


# Of an id that stands for two things in one file: whoever is a person anywhere is one everywhere.
_PRECEDENCE = (Sort.PROJECT, Sort.ORGANISATION, Sort.PERSON)


@dataclass(frozen=True, slots=True)
class World:
    """Which id is what; and by address the organisations at it, with whether they name a country."""

    sorts: dict[str, Sort]
    dwellers: dict[str, list[tuple[str, bool]]]

    def is_organisation(self, key: str) -> bool:
        return self.sorts.get(key) is Sort.ORGANISATION

    def organisation(self, key: str, column: str) -> NodeRef:
        """The organisation under an id; raises CannotRead for persons and ids that are not in the file."""
        self._check(key, Sort.ORGANISATION, column)
        return organisation_ref(key)

    def project(self, key: str, column: str) -> NodeRef:
        """The project under an id; raises CannotRead for anything else."""
        self._check(key, Sort.PROJECT, column)
        return project_ref(key)

    def _check(self, key: str, wanted: Sort, column: str) -> None:
        found = self.sorts.get(key)
        if found is Sort.PERSON:
            raise CannotRead("It hangs on a person, and persons are not stored.", _heading(column))
        if found is not wanted:
            known = f"is a {found}" if found else "is not in this file"
            raise CannotRead(
                f"{shown(key)} {known}, so that it is not known which {wanted} is meant.", _heading(column)
            )


def _heading(column: str) -> str:
    return column if column == "id" else f"properties.{column}"


def organisation_ref(key: str) -> NodeRef:
    """The organisation under an id of FollowTheMoney."""
    return NodeRef(Node.ORGANISATION, organisation_uid(SCOPE, key))


def project_ref(key: str) -> NodeRef:
    """The project under an id of FollowTheMoney."""
    return NodeRef(Node.PROJECT, project_uid(SCOPE, key))


def survey(entities: Iterable[Entity]) -> World:
    """Reads all entities once for what the others need to know of them."""
    world = World({}, {})
    for entity in entities:
        sort = _sort(entity.schema)
        if sort:
            world.sorts[entity.id] = max(sort, world.sorts.get(entity.id, sort), key=_PRECEDENCE.index)
        if sort is Sort.ORGANISATION:
            _note_address(entity, world)
    return world


def _sort(schema: str) -> Sort | None:
    for schemata, sort in (
        (ORGANISATIONS, Sort.ORGANISATION),
        (PROJECTS, Sort.PROJECT),
        (PERSONS, Sort.PERSON),
    ):
        if schema in schemata:
            return sort
    return None


def _note_address(entity: Entity, world: World) -> None:
    at_home = any(entity.all(name) for name in COUNTRY_PROPERTIES)
    for key in entity.all("addressEntity"):
        world.dwellers.setdefault(key, []).append((entity.id, at_home))
