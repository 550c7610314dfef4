"""What ROR says of an organisation, however the file writes it, and the record that is made of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.properties import Value
from graph.records import NodeClaim, NodeRef, Record, Row, TieClaim
from graph.vocabulary import Kind, Node, Sector, Stated, Tie
from ingest.claims import kind_values, record_key, stated
from ingest.identity import organisation_uid
from ingest.reading.cannot_read import CannotRead, shown
from ingest.tabular import Entry

SCOPE = "ror"
# Where each record has a page of its own.
REGISTER = "ror.org"
# A fallback where the name does not say more; 'education' are universities, academies and schools alike.
KINDS = {
    "archive": Kind.CULTURE,
    "company": Kind.COMPANY,
    "facility": Kind.RESEARCH,
    "government": Kind.PUBLIC_BODY,
    "healthcare": Kind.HEALTH,
    "nonprofit": Kind.NGO,
}
SECTORS = {"education": Sector.SCIENCE}
# What an organisation also does besides being what it is.
_BESIDES = ("funder", "other")
_ID = re.compile(r"(?:https?://)?(?:ror\.org/)?(0[a-z0-9]{6}[0-9]{2})/?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Relation:
    """To which organisation another belongs, as a row of either of them says."""

    type: str
    other: str


@dataclass(frozen=True, slots=True)
class Described:
    """What a row says of an organisation."""

    id: str
    name: str
    names: Iterable[str]
    types: Sequence[str]
    status: str | None
    country: str | None
    town: str | None
    point: tuple[float, float] | None
    website: str | None
    identifiers: Iterable[tuple[str, str]]
    relations: Iterable[Relation]


def ror_id(text: str) -> str:
    """The id without the address before it: `0000ev088`."""
    found = _ID.fullmatch(text.strip())
    if not found:
        raise CannotRead(f"{shown(text)} is no id of ROR such as 0000ev088.")
    return found[1].lower()


def row_of(entry: Entry, said: Described) -> Row:
    """The organisation, those to which it belongs and those that belong to it."""
    own = _organisation(said.id)
    pairs = sorted(set(_upwards(said)) - {(said.id, said.id)})
    refs = {number: _organisation(number) for pair in pairs for number in pair if number != said.id}
    others, refs = sorted(refs), {**refs, said.id: own}
    record = Record(
        source=SCOPE,
        key=record_key("organisation", said.id),
        location=entry.location,
        raw=entry.cells,
        nodes=(
            NodeClaim(Node.ORGANISATION, own.uid, _values(said)),
            *(NodeClaim(Node.ORGANISATION, refs[other].uid) for other in others),
        ),
        ties=tuple(TieClaim(Tie.PART_OF, refs[low], refs[high]) for low, high in pairs),
        address=f"https://{REGISTER}/{said.id}",
    )
    return Row(record)


def _upwards(said: Described) -> Iterator[tuple[str, str]]:
    """Pairs of which one is part of the other, the smaller first; other relations say nothing of parts."""
    for relation in said.relations:
        if relation.type == "parent":
            yield said.id, relation.other
        elif relation.type == "child":
            yield relation.other, said.id


def _organisation(number: str) -> NodeRef:
    return NodeRef(Node.ORGANISATION, organisation_uid(SCOPE, number))


def _values(said: Described) -> dict[str, Value]:
    latitude, longitude = said.point or (None, None)
    others = {name.strip() for name in said.names} - {said.name, ""}
    numbers = {f"{scheme}:{number}" for scheme, number in said.identifiers if number}
    values = stated(
        name=said.name,
        names=tuple(sorted(others)),
        name_status=str(Stated.STATED),
        country=said.country,
        town=said.town,
        website=said.website,
        identifiers=(f"{SCOPE}:{said.id}", *sorted(numbers)),
        status=said.status,
        latitude=latitude,
        longitude=longitude,
    )
    return values | _kind(said.name, said.country, said.types)


def _kind(name: str, country: str | None, types: Iterable[str]) -> dict[str, Value]:
    """What the name says, else the type where there is one that says what the organisation is."""
    by_name = kind_values(name, country)
    telling = [type_ for type_ in types if type_ not in _BESIDES]
    if by_name or len(telling) != 1:
        return by_name
    told: dict[str, Value] = {"sector": str(SECTORS[telling[0]])} if telling[0] in SECTORS else {}
    kind = KINDS.get(telling[0])
    return told | (kind_values(name, country, kind) if kind else {})


def isni(text: str) -> str:
    """The 16 signs of an ISNI, however they are grouped."""
    return "".join(text.split())
