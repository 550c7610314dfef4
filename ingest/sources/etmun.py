"""ETMUN: who is a member of which transnational network of cities.

A network is itself an organisation, and membership is no joint project. Members are cities, regions,
associations and others; what a member is, its name says where it says it plainly, else the column
`Entity`. Names repeat within a country (there are two Samone in Italy), so a member is known by name,
country and the settlement to which it was located; the resolver joins what that keeps apart.
"""

import re

from graph.properties import Value
from graph.records import NodeClaim, NodeRef, Record, Row, TieClaim
from graph.vocabulary import Kind, Node, Tie
from ingest.claims import kind_values, record_key, stated
from ingest.countries import country_code
from ingest.identity import organisation_uid
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.columns import Column
from ingest.reading.heading_rows import fold
from ingest.reading.values import identifier
from ingest.source import SourceFacts
from ingest.sources.measures import latitude, longitude
from ingest.sources.territories import point, settlement, settlement_place
from ingest.tabular import Entry, TableKind, TabularSource

FACTS = SourceFacts(
    name="etmun",
    title="ETMUN: memberships in transnational networks of cities",
    publisher="Authors of the research database ETMUN",
    address="github.com",
    licence="The files state no licence; name the database, and ask its authors before you publish it.",
    publishes="Members of 59 networks of cities with status, year of joining, seat and point.",
)
KINDS = {
    "city": Kind.MUNICIPALITY,
    "municipality": Kind.MUNICIPALITY,
    "municipalauthority": Kind.MUNICIPALITY,
    "municipaladministration": Kind.MUNICIPALITY,
    "region": Kind.REGION,
    "regionalauthority": Kind.REGION,
    "regionalauthorities": Kind.REGION,
    "countyauthority": Kind.REGION,
}
_YEAR = re.compile(r"(\d{4})(?:\.0)?", re.ASCII)
_PERIOD = re.compile(r"(\d{4})\s*-\s*(\d{4})\b.*", re.ASCII)


def joined(text: str) -> tuple[str, str | None]:
    """Years of joining and leaving of a text such as `2008` or `2008-2012 - CIVITAS PLUS`."""
    year, period = _YEAR.fullmatch(text), _PERIOD.fullmatch(text)
    if year:
        return year[1], None
    if period:
        return period[1], period[2]
    raise CannotRead(f"{shown(text)} is not a year of joining such as 2008.")


MEMBERSHIPS = (
    Column("code", ("MembershipCode",), required=True, read=identifier),
    Column("name", ("Full_Name",), required=True),
    Column("town", ("Locality_Siege",), required=True),
    Column("country", ("CountryCode",), required=True),
    Column("country_name", ("CountryName",)),
    Column("status", ("Statut",), required=True),
    Column("entity", ("Entity",), required=True),
    Column("joined", ("Year_of_Joining",), required=True, read=joined),
    Column("network", ("Network_Name",), required=True),
    Column("network_code", ("Code_Network",), required=True, read=identifier),
    Column("longitude", ("lon",), read=longitude),
    Column("latitude", ("lat",), read=latitude),
    Column("geonames", ("geonameId",), read=identifier),
    Column("settlement", ("asciiName",)),
    Column("settlement_longitude", ("lng_GN",), read=longitude),
    Column("settlement_latitude", ("lat_GN",), read=latitude),
)


def membership(entry: Entry) -> Row:
    """One member of one network."""
    iso, geonames = _country(entry), entry.text("geonames")
    member, network = _member(entry, iso), _network(entry)
    nodes = [member, NodeClaim(network.label, network.uid)]
    ties = [TieClaim(Tie.MEMBER_OF, member.ref, network, _terms(entry))]
    if geonames:
        seat = settlement_place(geonames)
        nodes.append(NodeClaim(seat.label, seat.uid))
        ties.append(TieClaim(Tie.LOCATED_IN, member.ref, seat))
    record = Record(
        source=FACTS.name,
        key=record_key("membership", entry.required("code")),
        location=entry.location,
        raw=entry.cells,
        nodes=tuple(nodes),
        ties=tuple(ties),
    )
    places = settlement(FACTS.name, geonames, entry, iso) if geonames else ()
    return Row(record, (_network_record(entry, network), *places))


def _country(entry: Entry) -> str:
    """ISO code; the one of Namibia, `NA`, is often lost as 'not available', then the name tells."""
    code, name = entry.text("country"), entry.text("country_name")
    iso = country_code(code) if code else None
    iso = iso or (country_code(name) if name else None)
    if iso is None:
        told = f"{shown(code)} is no country that is known here." if code else "The cell is empty."
        raise CannotRead(told, entry.heading("country"))
    return iso


def _member(entry: Entry, iso: str) -> NodeClaim:
    name, town = " ".join(entry.required("name").split()), entry.text("town")
    where = entry.text("geonames") or (town or "").lower()
    uid = organisation_uid(FACTS.name, "member", name.lower(), iso, where)
    told = KINDS.get(fold(entry.text("entity") or ""))
    said = stated(name=name, country=iso, town=town, **point(entry, "longitude", "latitude"))
    kind = kind_values(name, iso) or kind_values(name, iso, told)
    return NodeClaim(Node.ORGANISATION, uid, said | kind)


def _network(entry: Entry) -> NodeRef:
    return NodeRef(Node.ORGANISATION, organisation_uid(FACTS.name, "network", entry.required("network_code")))


def _terms(entry: Entry) -> dict[str, Value]:
    since, until = entry.get("joined", tuple) or (None, None)
    return stated(since=since, until=until, status=entry.text("status"))


def _network_record(entry: Entry, network: NodeRef) -> Record:
    name, code = entry.required("network"), entry.required("network_code")
    return entry.once(
        ("network", code, name),
        lambda: Record(
            source=FACTS.name,
            key=record_key("network", code, name),
            location=entry.location,
            raw=entry.cells_of("network", "network_code"),
            nodes=(NodeClaim(network.label, network.uid, {"name": name}),),
        ),
    )


ETMUN = TabularSource(FACTS, (TableKind("memberships", MEMBERSHIPS, membership),))
