"""Participants of CORDIS: organisations in projects, and the register of their names."""

import re
from decimal import Decimal
from functools import partial

from graph.properties import Value
from graph.records import Location, NodeClaim, NodeRef, Record, Row, TieClaim
from graph.vocabulary import NUTS_TO_ISO, Node, Tie
from ingest.claims import place_record, record_key, stated
from ingest.countries import country_of_nuts
from ingest.identity import place_uid
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.columns import Column
from ingest.reading.values import boolean, identifier
from ingest.sources.cordis_values import (
    CURRENCY,
    SCOPE,
    country,
    euros,
    organisation,
    organisation_claim,
    point,
    project,
    role,
)
from ingest.sources.websites import website
from ingest.tabular import Entry

ENDED_EARLY = "ended early"

_NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")


def nuts(text: str) -> str:
    """A NUTS code, or a country's where the Commission writes no more; raises CannotRead for others."""
    code = text.strip()
    if not _NUTS.fullmatch(code) or country_of_nuts(code) is None:
        raise CannotRead(f"{shown(text)} is no NUTS code such as DEG01.")
    return code


ORGANISATIONS = (
    Column("project", ("projectID",), required=True, read=identifier),
    Column("pic", ("organisationID", "organizationID", "id"), required=True, read=identifier),
    Column("role", ("role",), required=True, read=role),
    Column("name", ("name",), required=True),
    Column("country", ("country",), required=True, read=country),
    Column("acronym", ("projectAcronym",)),
    Column("short_name", ("shortName",)),
    Column("type", ("activityType",)),
    Column("vat", ("vatNumber",)),
    Column("town", ("city",)),
    Column("nuts", ("nutsCode",), read=nuts),
    Column("point", ("geolocation",), read=point),
    Column("website", ("organizationURL", "organisationURL"), read=website),
    Column("order", ("order",)),
    Column("contribution", ("ecContribution",), read=euros),
    Column("net", ("netEcContribution",), read=euros),
    Column("cost", ("totalCost",), read=euros),
    Column("ended", ("endOfParticipation",), read=boolean),
)
REGISTER = (
    Column("pic", ("pic",), required=True, read=identifier),
    Column("name", ("name",), required=True),
    Column("short_name", ("shortName",)),
    Column("vat", ("vatNumber",)),
    Column("town", ("city",)),
    Column("point", ("geolocation",), read=point),
)


def participation(entry: Entry) -> Row:
    """One organisation in one project; who changed its part in it stands there twice."""
    pic, number = entry.required("pic"), entry.required("project")
    member, seat = organisation(pic), entry.text("nuts")
    nodes = [organisation_claim(entry, pic)]
    ties = [TieClaim(Tie.PARTICIPATES_IN, member, project(number), _part(entry))]
    if seat:
        place = NodeRef(Node.PLACE, place_uid(_place_code(seat)))
        nodes.append(NodeClaim(Node.PLACE, place.uid))
        ties.append(TieClaim(Tie.LOCATED_IN, member, place))
    record = Record(
        source=SCOPE,
        key=record_key("participation", number, pic, entry.text("order") or ""),
        location=entry.location,
        raw=entry.cells,
        nodes=tuple(nodes),
        ties=tuple(ties),
    )
    return Row(record, (_named_project(entry, number), *(_territories(entry, seat) if seat else ())))


def registered(entry: Entry) -> Row:
    """An organisation of the participant register."""
    pic = entry.required("pic")
    key, claim = record_key("organisation", pic), organisation_claim(entry, pic)
    return Row(Record(SCOPE, key, entry.location, raw=entry.cells, nodes=(claim,)))


def _part(entry: Entry) -> dict[str, Value]:
    contribution, cost = _contribution(entry), entry.get("cost", Decimal) or None
    return stated(
        role=entry.text("role"),
        contribution=contribution,
        cost=cost,  # CORDIS writes 0 for costs of which it holds no figure
        currency=CURRENCY if contribution is not None or cost is not None else None,
        status=ENDED_EARLY if entry.get("ended", bool) else None,
    )


def _contribution(entry: Entry) -> Decimal | None:
    """What the organisation itself gets: without the shares of its third parties, which stand at theirs."""
    whole, own = entry.get("contribution", Decimal), entry.get("net", Decimal)
    if whole is None and not own:
        return None  # a net 0 beside an empty cell is filled in, not stated
    return whole if own is None else own


def _named_project(entry: Entry, number: str) -> Record:
    acronym = entry.text("acronym") or ""
    return entry.once(("project", number, acronym), lambda: _project(entry, number, acronym))


def _project(entry: Entry, number: str, acronym: str) -> Record:
    values = stated(code=number, acronym=acronym)
    return Record(
        source=SCOPE,
        key=record_key("project of participants", number, acronym),
        location=entry.location,
        raw=entry.cells_of("project", "acronym"),
        nodes=(NodeClaim(Node.PROJECT, project(number).uid, values),),
    )


def _territories(entry: Entry, code: str) -> list[Record]:
    """The territory under a NUTS code and all above it, up to the country."""
    codes = [code[:length] for length in range(2, len(code) + 1)]
    return [entry.once(("place", below), partial(_territory, below, entry.location)) for below in codes]


def _territory(code: str, location: Location) -> Record:
    home = country_of_nuts(code)
    if len(code) == 2:
        iso = _place_code(code)
        return place_record(SCOPE, iso, location, level="country", scheme="ISO 3166-1", country=home)
    return place_record(
        SCOPE,
        code,
        location,
        above=_place_code(code[:-1]),
        level=f"nuts{len(code) - 2}",
        scheme="NUTS",
        country=home,
    )


def _place_code(code: str) -> str:
    """NUTS territories keep their code; countries have the ISO one."""
    return NUTS_TO_ISO.get(code, code)
