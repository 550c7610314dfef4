"""From a row of a mapped table to the record that it is, one function for each kind of table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graph.properties import Value
from graph.records import NodeClaim, NodeRef, Record, Row, TieClaim
from graph.vocabulary import Node, Tie
from ingest.claims import record_key, stated
from ingest.identity import place_uid, project_uid
from ingest.mapping import meanings, schema
from ingest.mapping.given import Given
from ingest.mapping.organisations import Taking, organisation, taking, takings
from ingest.mapping.projects import application, project, project_key
from ingest.mapping.told import Telling, Told, all_nodes
from ingest.mapping.words import APPLIED
from ingest.reading.cannot_read import CannotRead

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Understood:
    """A row, where it stands, and its cells as they are kept.

    `apart` tells it from other rows on the same thing; `numbers` are those of numbered columns.
    """

    given: Given
    telling: Telling
    raw: Mapping[str, str]
    apart: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()


def row_of(mapping: schema.Mapping, understood: Understood) -> Row:
    """What a row states; raises CannotRead for a row that cannot be understood."""
    return _KINDS[mapping.table](mapping, understood)


def _participation(mapping: schema.Mapping, row: Understood) -> Row:
    part, about = _required(mapping.organisation), _required(mapping.project)
    funded = _is_funded(mapping, row)
    taken = taking(row.given, part, row.telling)
    key = project_key(row.given, about, taken.organisation.key)
    told = project(row.given, about, row.telling, key, funded)
    own_part = sorted(f"{name}={taken.part.get(name, '')}" for name in ("role", "department"))
    keys = ("participation", *key, *taken.organisation.key, *own_part)
    return _in_project(mapping, row, keys, told, [taken], funded)


def _project(mapping: schema.Mapping, row: Understood) -> Row:
    about, funded = _required(mapping.project), _is_funded(mapping, row)
    spare = ("unnamed", *project_key(row.given, about, ())) if mapping.participants else ()
    taken = [
        one
        for part in mapping.participants
        for one in takings(row.given, part, row.telling, spare, row.numbers)
    ]
    first = taken[0].organisation.key if taken else ()
    key = project_key(row.given, about, first)
    told = project(row.given, about, row.telling, key, funded)
    return _in_project(mapping, row, ("project", *key), told, taken, funded)


def _in_project(
    mapping: schema.Mapping,
    row: Understood,
    key: tuple[str, ...],
    told: Told,
    taken: Sequence[Taking],
    funded: bool,
) -> Row:
    """A project and those in it; who is named twice takes part once, in the part named first."""
    first: dict[NodeRef, Taking] = {}
    for one in taken:
        first.setdefault(one.organisation.ref, one)
    if funded:
        ties = [TieClaim(Tie.PARTICIPATES_IN, ref, told.ref, one.part) for ref, one in first.items()]
    else:
        asked = application(row.given, _required(mapping.project))
        ties = [TieClaim(Tie.APPLIED_FOR, ref, told.ref, asked) for ref in first]
    return _row(row, key, [told, *(one.organisation for one in first.values())], ties)


def _organisation(mapping: schema.Mapping, row: Understood) -> Row:
    told = organisation(row.given, _required(mapping.organisation), row.telling)
    return _row(row, ("organisation", *told.key), [told], [])


def _membership(mapping: schema.Mapping, row: Understood) -> Row:
    member = organisation(row.given, _required(mapping.organisation), row.telling)
    network = organisation(row.given, _required(mapping.network), row.telling)
    _check_two(row, mapping.organisation, member, network)
    part = mapping.membership or schema.Membership()
    values = stated(
        since=row.given.date(part.since), until=row.given.date(part.until), status=row.given.text(part.status)
    )
    tie = TieClaim(Tie.MEMBER_OF, member.ref, network.ref, values)
    key = ("membership", *member.key, *network.key, str(values.get("since", "")))
    return _row(row, key, [member, network], [tie])


def _partnership(mapping: schema.Mapping, row: Understood) -> Row:
    """A nameless project of two: a tie between organisations counts as cooperation only through a project."""
    one = organisation(row.given, _required(mapping.one), row.telling)
    other = organisation(row.given, _required(mapping.other), row.telling)
    _check_two(row, mapping.other, one, other)
    part = mapping.together or schema.Together()
    values = stated(
        title=row.given.text(part.title), start=row.given.date(part.start), end=row.given.date(part.end)
    )
    differing = tuple(f"{name}={value}" for name, value in sorted(values.items()))
    pair = (word for key in sorted((one.key, other.key)) for word in key)
    joint = NodeClaim(Node.PROJECT, project_uid(row.telling.source, "partnership", *pair, *differing), values)
    ties = [TieClaim(Tie.PARTICIPATES_IN, each.ref, joint.ref) for each in (one, other)]
    key = ("partnership", *one.key, *other.key, *differing)
    return _row(row, key, [Told((), joint), one, other], ties)


def _place(mapping: schema.Mapping, row: Understood) -> Row:
    part, given = _required(mapping.place), row.given
    code = given.needed(part.code)
    own = NodeRef(Node.PLACE, place_uid(code))
    above = given.text(part.part_of)
    values: dict[str, Value] = stated(
        code=code,
        name=given.text(part.name),
        names=given.items(part.names),
        level=given.text(part.level),
        scheme=given.text(part.scheme),
        country=given.read(part.country, meanings.country) or given.manners.said.country,
        valid_from=given.number_of(part.valid_from, meanings.count),
        valid_to=given.number_of(part.valid_to, meanings.count),
        population=given.number_of(part.population, meanings.count),
        population_year=given.number_of(part.population_year, meanings.count),
        area=given.number_of(part.area, meanings.number),
        urbanisation=given.text(part.urbanisation),
        longitude=given.number_of(part.longitude, meanings.longitude),
        latitude=given.number_of(part.latitude, meanings.latitude),
    )
    ties = [TieClaim(Tie.PART_OF, own, NodeRef(Node.PLACE, place_uid(above)))] if above else []
    return _row(row, ("place", code), [Told((code,), NodeClaim(Node.PLACE, own.uid, values))], ties)


def _row(row: Understood, key: tuple[str, ...], things: Sequence[Told], ties: Sequence[TieClaim]) -> Row:
    """The record of a row, with the ties that its things bring along, and the records of what they share."""
    brought = (tie for thing in things for tie in thing.ties)
    stated_ties = tuple({tie.key: tie for tie in (*brought, *ties)}.values())
    references = {record.uid: record for thing in things for record in thing.references}
    record = Record(
        source=row.telling.source,
        key=record_key(*key, *row.apart),
        location=row.telling.location,
        raw=row.raw,
        nodes=all_nodes(things, stated_ties),
        ties=stated_ties,
    )
    return Row(record, tuple(references.values()))


def _is_funded(mapping: schema.Mapping, row: Understood) -> bool:
    """A table that has no column of outcomes holds what was funded; an empty cell in one tells nothing."""
    if mapping.outcome is None:
        return True
    row.given.needed(mapping.outcome)
    return row.given.read(mapping.outcome, meanings.outcome) != APPLIED


def _check_two(row: Understood, part: schema.Organisation | None, one: Told, other: Told) -> None:
    if one.ref == other.ref:
        column = row.given.column(part.name or next(iter(part.identifiers.values()))) if part else None
        raise CannotRead("Both ends of the tie are the same organisation.", column)


def _required(part: T | None) -> T:
    """A section that the mapping was checked to have."""
    if part is None:
        raise TypeError("The mapping lacks a section that its kind of table needs.")
    return part


_KINDS: Mapping[schema.TableName, Callable[[schema.Mapping, Understood], Row]] = {
    "participations": _participation,
    "projects": _project,
    "organisations": _organisation,
    "memberships": _membership,
    "partnerships": _partnership,
    "places": _place,
}
