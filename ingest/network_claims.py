"""From what a page tells of a network to records: one per thing, each with the claims that it makes.

A record describes one thing; nodes at the other ends of its ties are named without values.
A participant that the text counts but does not name is an organisation without a name; what is only
known in bulk is a group and never takes part, so it can not become anybody's partner.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.properties import Value
from graph.records import Location, NodeClaim, NodeRef, Record, TieClaim
from graph.vocabulary import Node, Stated, Tie
from ingest.evidence import Part, flat_text
from ingest.identity import (
    counter_uid,
    grant_number,
    group_uid,
    organisation_uid,
    place_uid,
    programme_uid,
    project_uid,
    theme_uid,
)
from ingest.network_schema import (
    Area,
    Counter,
    Group,
    Network,
    Organisation,
    Participant,
    Patron,
    Place,
    Programme,
    Remark,
    Supplier,
    Theme,
)

_PROJECT = ("code", "acronym", "title", "start", "end", "status", "budget", "currency", "website", "funding")
_ORGANISATION = ("name", "kind", "sector", "legal_status", "country", "town", "website")


def records_of(network: Network, source: str, file: str) -> tuple[Record, ...]:
    """Records of a network in the order of their keys, whatever the order in which the file has them."""
    told = sorted(_Teller(network, source).all(), key=lambda thing: (thing.part, thing.key))
    return tuple(
        Record(
            source=source,
            key=f"{network.network}/{thing.part}/{thing.key}",
            location=Location(file=file, part=thing.part, row=row),
            raw=_raw(network, thing.facts),
            nodes=thing.nodes(),
            ties=thing.ties,
            address=network.document.address,
        )
        for row, thing in enumerate(told, start=1)
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """One thing: what is said of it, where it leads, and the facts as the page has them."""

    part: str
    key: str
    node: NodeClaim
    ties: tuple[TieClaim, ...]
    facts: tuple[Part, ...]

    def nodes(self) -> tuple[NodeClaim, ...]:
        others = {ref for tie in self.ties for ref in (tie.start, tie.end)} - {self.node.ref}
        named = sorted(others, key=lambda ref: (ref.label, ref.uid))
        return (self.node, *(NodeClaim(ref.label, ref.uid) for ref in named))


class _Teller:
    """Tells everything that a network file holds, with the ids of its source."""

    def __init__(self, network: Network, source: str) -> None:
        self.network = network
        self.source = source
        self.project = NodeRef(Node.PROJECT, self._project_uid())

    def all(self) -> Iterator[_Told]:
        yield self._of_project()
        yield from map(self._of_participant, self.network.participants)
        yield from map(self._of_supplier, self.network.suppliers)
        yield from map(self._of_patron, self.network.patrons)
        yield from (self._of_organisation("body", body, ()) for body in self.network.bodies)
        yield from map(self._of_group, self.network.groups)
        yield from map(self._of_counter, self.network.counters)
        yield from map(_of_programme, self.network.programmes)
        yield from map(_of_place, self.network.places)
        yield from map(_of_theme, self.network.themes)

    def _project_uid(self) -> str:
        project = self.network.project
        if project.code and project.funded_by:
            scope = min(fact.value for fact in project.funded_by)
            return project_uid(scope, grant_number(project.code.value))
        if project.same_as:
            return project_uid(self.source, *project.same_as.split("/", maxsplit=1))
        return project_uid(self.source, self.network.network, project.key)

    def _organisation(self, key: str) -> NodeRef:
        return NodeRef(Node.ORGANISATION, organisation_uid(self.source, self.network.network, key))

    def _group(self, key: str) -> NodeRef:
        return NodeRef(Node.GROUP, group_uid(self.network.network, key))

    def _of_project(self) -> _Told:
        project = self.network.project
        values = _stated(project, _PROJECT) | {"language": self.network.document.language}
        ties = [
            *(TieClaim(Tie.FUNDED_BY, self.project, _programme(fact.value)) for fact in project.funded_by),
            *(TieClaim(Tie.UNDER, self.project, _programme(fact.value)) for fact in project.serves),
            *self._areas(Tie.COVERS, project.covers),
            *self._areas(Tie.EXCLUDES, project.excludes),
            *(TieClaim(Tie.ABOUT, self.project, _theme(theme.slug)) for theme in self.network.themes),
        ]
        node = NodeClaim(Node.PROJECT, self.project.uid, values)
        return _Told("project", project.key, node, tuple(ties), (project, *self.network.remarks))

    def _areas(self, tie: Tie, areas: Iterable[Area]) -> Iterator[TieClaim]:
        return (TieClaim(tie, self.project, _place(code)) for area in areas for code in area.places)

    def _of_participant(self, participant: Participant) -> _Told:
        part = {"role": str(participant.role.value)} if participant.role else {}
        tie = TieClaim(Tie.PARTICIPATES_IN, self._organisation(participant.key), self.project, part)
        return self._of_organisation("participant", participant, (tie,))

    def _of_supplier(self, supplier: Supplier) -> _Told:
        what = {"what": supplier.supplies.value}
        tie = TieClaim(Tie.SUPPLIES, self._organisation(supplier.key), self.project, what)
        return self._of_organisation("supplier", supplier, (tie,))

    def _of_patron(self, patron: Patron) -> _Told:
        tie = TieClaim(Tie.PATRON_OF, self._organisation(patron.key), self.project)
        return self._of_organisation("patron", patron, (tie,))

    def _of_organisation(self, part: str, organisation: Organisation, ties: tuple[TieClaim, ...]) -> _Told:
        own = self._organisation(organisation.key)
        around = []
        if organisation.located_in:
            around.append(TieClaim(Tie.LOCATED_IN, own, _place(organisation.located_in.value)))
        if organisation.subordinate_to:
            above = self._organisation(organisation.subordinate_to.value)
            around.append(TieClaim(Tie.SUBORDINATE_TO, own, above))
        if organisation.part_of:
            around.append(TieClaim(Tie.PART_OF, own, self._organisation(organisation.part_of.value)))
        node = NodeClaim(Node.ORGANISATION, own.uid, _organisation_values(organisation))
        return _Told(part, organisation.key, node, (*ties, *around), (organisation,))

    def _of_group(self, group: Group) -> _Told:
        own = self._group(group.key)
        ties = [TieClaim(Tie.COUNTED_IN, own, self.project)]
        ties += [TieClaim(Tie.MENTORS, own, self._group(key)) for key in group.mentors]
        if group.member_of:
            ties.append(TieClaim(Tie.MEMBER_OF, own, self._organisation(group.member_of)))
        values = _present(
            name=group.name,
            size=group.size,
            size_to=group.size_to,
            comparator=group.comparator,
            status=group.status,
        )
        return _Told("group", group.key, NodeClaim(Node.GROUP, own.uid, values), tuple(ties), (group,))

    def _of_counter(self, counter: Counter) -> _Told:
        own = NodeRef(Node.COUNTER, counter_uid(self.network.network, counter.key))
        values = _present(
            label=counter.label,
            unit=counter.unit,
            value=counter.value,
            value_to=counter.value_to,
            comparator=counter.comparator,
            status=counter.status,
            basis=counter.basis,
        )
        tie = TieClaim(Tie.COUNTED_IN, own, self.project)
        return _Told("counter", counter.key, NodeClaim(Node.COUNTER, own.uid, values), (tie,), (counter,))


def _of_programme(programme: Programme) -> _Told:
    own = _programme(programme.key)
    values = _stated(programme, ("name", "code", "period")) | {"level": programme.level}
    ties = _part_of(own, _programme(programme.part_of.value) if programme.part_of else None)
    return _Told("programme", programme.key, NodeClaim(own.label, own.uid, values), ties, (programme,))


def _of_place(place: Place) -> _Told:
    own = _place(place.code)
    values = _present(
        code=place.code, name=place.name, level=place.level, scheme=place.scheme, country=place.country
    )
    ties = _part_of(own, _place(place.part_of) if place.part_of else None)
    return _Told("place", place.code, NodeClaim(own.label, own.uid, values), ties, (place,))


def _of_theme(theme: Theme) -> _Told:
    own = _theme(theme.slug)
    return _Told("theme", theme.slug, NodeClaim(own.label, own.uid, {"name": theme.name}), (), (theme,))


def _part_of(own: NodeRef, above: NodeRef | None) -> tuple[TieClaim, ...]:
    return (TieClaim(Tie.PART_OF, own, above),) if above else ()


def _programme(key: str) -> NodeRef:
    return NodeRef(Node.PROGRAMME, programme_uid(key))


def _place(code: str) -> NodeRef:
    return NodeRef(Node.PLACE, place_uid(code))


def _theme(slug: str) -> NodeRef:
    return NodeRef(Node.THEME, theme_uid(slug))


def _organisation_values(organisation: Organisation) -> dict[str, Value]:
    values = _stated(organisation, _ORGANISATION)
    values["name_status"] = str(Stated.STATED if organisation.name else Stated.MISSING)
    if organisation.names:
        values["names"] = tuple(sorted({fact.value for fact in organisation.names}))
    if organisation.kind:
        values["kind_rule"] = organisation.kind.rule or str(Stated.STATED)
        usual = organisation.kind.value.facts.sector
        if usual and not organisation.sector:
            values["sector"] = str(usual)
    return values


def _stated(part: Part, names: Iterable[str]) -> dict[str, Value]:
    """Values of the facts that are given; the others stay absent."""
    facts = {name: getattr(part, name) for name in names}
    return {name: str(fact.value) for name, fact in facts.items() if fact is not None}


def _present(**values: str | float | None) -> dict[str, Value]:
    return {
        name: value if isinstance(value, float) else str(value)
        for name, value in values.items()
        if value is not None
    }


def _raw(network: Network, parts: tuple[Part, ...]) -> dict[str, str]:
    """The facts as flat text, as the page has them; a remark goes under its key."""
    raw = {"document": network.document.id, "document.language": network.document.language}
    for part in parts:
        raw |= flat_text(part, under=f"remark.{part.key}" if isinstance(part, Remark) else None)
    return raw
