"""Organisations, projects and addresses of FollowTheMoney as records."""

from graph.properties import Value
from graph.records import NodeClaim, NodeRef, Record, Row, TieClaim
from graph.vocabulary import Kind, Node, Stated, Tie
from ingest.claims import kind_values, record_key, stated
from ingest.countries import country_code
from ingest.reading.amounts import money
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.dates import date
from ingest.sources.follow_the_money_entity import Entity
from ingest.sources.follow_the_money_world import (
    COUNTRY_PROPERTIES,
    SCOPE,
    World,
    organisation_ref,
    project_ref,
)
from ingest.sources.ror_flat import degrees
from ingest.sources.websites import website

# A fallback where the name does not say more; a 'LegalEntity' and an 'Organization' may be anything.
KINDS = {"Company": Kind.COMPANY, "PublicBody": Kind.PUBLIC_BODY}
SCHEMES = {
    "registrationNumber": "registration", "vatCode": "vat", "leiCode": "lei", "wikidataId": "wikidata",
    "taxNumber": "tax", "dunsCode": "duns", "ogrnCode": "ogrn", "innCode": "inn", "uniqueEntityId": "uei",
}  # fmt: skip
# The European Union as a whole, and nowhere in particular.
NO_COUNTRY = ("eu", "zz")


def organisation(entity: Entity, world: World) -> Row:
    """An organisation, and those organisations of the file to which it says that it is subordinate."""
    own = world.organisation(entity.id, "id")
    above = {organisation_ref(key) for key in entity.all("parent") if world.is_organisation(key)} - {own}
    parents = sorted(above, key=lambda ref: ref.uid)
    return Row(
        record_of(
            entity,
            nodes=(
                NodeClaim(Node.ORGANISATION, own.uid, _organisation_values(entity)),
                *(NodeClaim(Node.ORGANISATION, parent.uid) for parent in parents),
            ),
            ties=tuple(TieClaim(Tie.SUBORDINATE_TO, own, parent) for parent in parents),
        )
    )


def record_of(entity: Entity, nodes: tuple[NodeClaim, ...], ties: tuple[TieClaim, ...] = ()) -> Record:
    """The record of an entity, under its schema and id."""
    return Record(
        source=SCOPE,
        key=record_key(entity.schema, entity.id),
        location=entity.location,
        raw=entity.cells,
        nodes=nodes,
        ties=ties,
        address=entity.only("sourceUrl"),
    )


def _organisation_values(entity: Entity) -> dict[str, Value]:
    name, home = _name(entity), country(entity)
    others = {text for field in ("name", "alias", "previousName") for text in entity.all(field)} - {name}
    numbers = {f"{scheme}:{text}" for field, scheme in SCHEMES.items() for text in entity.all(field)}
    values = stated(
        name=name,
        names=tuple(sorted(other for other in others if other)),
        name_status=str(Stated.STATED if name else Stated.MISSING),
        country=home,
        legal_status=entity.only("legalForm"),
        status=entity.only("status"),
        website=next(filter(None, map(website, entity.all("website"))), None),
        identifiers=tuple(sorted(numbers)),
    )
    kind = kind_values(name, home)
    if not kind and entity.schema in KINDS:
        kind = kind_values(name, home, KINDS[entity.schema])
    return values | kind


def _name(entity: Entity) -> str | None:
    """The name under which the file shows the entity, if it says so, else the first of its names."""
    names = entity.all("name")
    return entity.caption if entity.caption in names else next(iter(names), None)


def country(entity: Entity) -> str | None:
    """The country that the most telling property names; None where it names several or none.

    Territories that are part of a country (`gb-sct`) are read as that country.
    """
    for name in COUNTRY_PROPERTIES:
        texts = [text for text in entity.all(name) if text.casefold() not in NO_COUNTRY]
        codes = {code_of(text, f"properties.{name}") for text in texts}
        if len(codes) == 1:
            return codes.pop()
    return None


def code_of(text: str, heading: str) -> str:
    """ISO code of a country or of the country of a territory; raises CannotRead naming the column."""
    code = country_code(text.partition("-")[0] if len(text) > 2 and text[2] == "-" else text)
    if code is None:
        raise CannotRead(f"{shown(text)} is no country.", heading)
    return code


def project(entity: Entity, world: World) -> Row:
    """A project with its period and its budget."""
    names = entity.all("name")
    budget, currency = sum_of_money(entity)
    values = stated(
        code=entity.only("projectId"),
        title=entity.caption if entity.caption in names else next(iter(names), None),
        start=day(entity, "startDate"),
        end=day(entity, "endDate"),
        status=entity.only("status"),
        budget=budget,
        currency=currency,
        website=next(filter(None, map(website, entity.all("website"))), None),
    )
    return Row(record_of(entity, nodes=(NodeClaim(Node.PROJECT, project_ref(entity.id).uid, values),)))


def day(entity: Entity, name: str) -> str | None:
    """A date as precise as it is written; None where there is none or several."""
    text = entity.only(name)
    try:
        return date(text) if text else None
    except CannotRead as error:
        raise error.of(f"properties.{name}") from error


def sum_of_money(entity: Entity) -> tuple[str | None, str | None]:
    """An amount and its currency; both None unless the entity gives both."""
    text, currency = entity.only("amount"), entity.only("currency")
    if not text or not currency:
        return None, None
    try:
        read = money(f"{text} {currency}")
    except CannotRead as error:
        raise error.of("properties.amount") from error
    return f"{read.amount:f}", read.currency


def address(entity: Entity, world: World) -> Row:
    """What an address tells of the organisations that are at it; raises CannotRead where there is none."""
    dwellers = world.dwellers.get(entity.id)
    if dwellers is None:
        raise CannotRead("No organisation in this file is at this address.", "id")
    seat = _seat(entity)
    home = country(entity)
    nodes = []
    for key, at_home in sorted(set(dwellers)):
        said = seat if at_home else seat | stated(country=home)
        nodes.append(NodeClaim(Node.ORGANISATION, organisation_ref(key).uid, said))
    return Row(record_of(entity, nodes=tuple(nodes)))


def _seat(entity: Entity) -> dict[str, Value]:
    latitude, longitude = _angle(entity, "latitude", 90), _angle(entity, "longitude", 180)
    if latitude is None or longitude is None:
        latitude = longitude = None
    return stated(town=entity.only("city"), latitude=latitude, longitude=longitude)


def _angle(entity: Entity, name: str, largest: float) -> float | None:
    text = entity.only(name)
    try:
        return degrees(largest)(text) if text else None
    except CannotRead as error:
        raise error.of(f"properties.{name}") from error


def refs(first: list[NodeRef], *others: list[NodeRef]) -> tuple[NodeClaim, ...]:
    """Claims without values on the ends of ties, each thing once."""
    found = {ref.uid: ref for part in (first, *others) for ref in part}
    return tuple(NodeClaim(ref.label, ref.uid) for ref in found.values())
