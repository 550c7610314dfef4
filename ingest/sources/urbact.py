"""URBACT: the networks of the programme, and the cities in them.

A network is a project, known by its code; a city is a municipality, known by its code where the tables
give one and else by name and country. Both tables name the lead partner. In a few networks it is a
ministry or a university of the city that takes part; the tables give the city alone.
"""

import re
from collections.abc import Callable

from graph.properties import Value
from graph.records import NodeClaim, NodeRef, Record, Row, TieClaim
from graph.vocabulary import Kind, Node, Role, Tie
from ingest.claims import kind_values, programme_record, record_key, stated, theme_record
from ingest.identity import organisation_uid, programme_uid, project_uid, slug, theme_uid
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.columns import Column
from ingest.reading.dates import date
from ingest.reading.values import identifier
from ingest.source import SourceFacts
from ingest.sources.measures import latitude, longitude
from ingest.sources.territories import country, point, settlement, settlement_place
from ingest.tabular import Entry, TableKind, TabularSource

PROGRAMME = "URBACT"
NOT_STATED = "NA"
FACTS = SourceFacts(
    name="urbact",
    title="City networks of the URBACT programme",
    publisher="URBACT programme; collected by the authors of the research database ETMUN",
    address="urbact.eu",
    licence="The files state no licence; name the database, and ask its authors before you publish it.",
    publishes="Networks with themes, years and phase; cities with their part in them, seat and point.",
)
ROLES = {"partner": Role.PARTNER, "lead partner": Role.LEAD}


def role(text: str) -> Role:
    """Part of a city in a network."""
    if text.lower() not in ROLES:
        raise CannotRead(f"{shown(text)} is none of the roles {', '.join(ROLES)}.")
    return ROLES[text.lower()]


def if_stated(read: Callable[[str], object]) -> Callable[[str], object]:
    """Reads what is there; the tables say `NA` where nothing is."""
    return lambda text: None if text == NOT_STATED else read(text)


year, plain = if_stated(date), if_stated(str)


def themes(text: str) -> tuple[str, ...]:
    """Key words, which slashes part; a comma belongs to a word (`Governance, partnership`)."""
    return tuple(dict.fromkeys(" ".join(word.split()) for word in text.split("/") if slug(word)))


MEMBERSHIPS = (
    Column("network", ("Code_Network",), required=True, read=identifier),
    Column("acronym", ("Network",), required=True),
    Column("title", ("Description",)),
    Column("city", ("NameCity",), required=True),
    Column("city_code", ("CodeCity",), required=True, read=plain),
    Column("country", ("Country",), required=True, read=country),
    Column("role", ("City.Statut",), required=True, read=role),
    Column("start", ("Start",), read=year),
    Column("end", ("End",), read=year),
    Column("website", ("Url",), read=plain),
    Column("geonames", ("geonameId",), read=if_stated(identifier)),
    Column("settlement", ("asciiName",), read=plain),
    Column("settlement_longitude", ("lng_GN",), read=if_stated(longitude)),
    Column("settlement_latitude", ("lat_GN",), read=if_stated(latitude)),
)
NETWORKS = (
    Column("network", ("Code_Network",), required=True, read=identifier),
    Column("acronym", ("Name",), required=True),
    Column("title", ("Description",)),
    Column("theme", ("Main.Key.Word",), required=True, read=themes),
    Column("themes", ("Additionnal.key.words", "Additional.key.words"), read=themes),
    Column("city", ("LeadPartner",), required=True),
    Column("city_code", ("CodeCity",), required=True, read=plain),
    Column("country", ("LeadPartnerCountry",), required=True, read=country),
    Column("start", ("Start",), read=year),
    Column("end", ("End",), read=year),
    Column("website", ("Url",), read=plain),
    Column("phase", ("Phase",), required=True),
)


def membership(entry: Entry) -> Row:
    """One city in one network."""
    city, network, geonames = _city(entry), _network(entry), entry.text("geonames")
    part = TieClaim(Tie.PARTICIPATES_IN, city.ref, network, stated(role=_role(entry)))
    nodes, ties = [city, NodeClaim(network.label, network.uid)], [part]
    if geonames:
        seat = settlement_place(geonames)
        nodes.append(NodeClaim(seat.label, seat.uid))
        ties.append(TieClaim(Tie.LOCATED_IN, city.ref, seat))
    code, iso = entry.required("network"), entry.required("country")
    key = record_key("membership", code, city.uid, _role(entry))
    record = Record(FACTS.name, key, entry.location, entry.cells, tuple(nodes), tuple(ties))
    places = settlement(FACTS.name, geonames, entry, iso) if geonames else ()
    return Row(
        record, (entry.once(_told_of_network(entry), lambda: _network_record(entry, network)), *places)
    )


def network(entry: Entry) -> Row:
    """One network, with its lead partner."""
    lead, project = _city(entry), _network(entry)
    funder = NodeRef(Node.PROGRAMME, programme_uid(PROGRAMME, entry.required("phase")))
    named = dict.fromkeys([*(entry.get("theme", tuple) or ()), *(entry.get("themes", tuple) or ())])
    about = {theme_uid(slug(theme)): theme for theme in named}
    record = Record(
        source=FACTS.name,
        key=record_key("network", entry.required("network")),
        location=entry.location,
        raw=entry.cells,
        nodes=(
            NodeClaim(Node.PROJECT, project.uid, _network_values(entry)),
            lead,
            NodeClaim(Node.PROGRAMME, funder.uid),
            *(NodeClaim(Node.THEME, uid) for uid in about),
        ),
        ties=(
            TieClaim(Tie.PARTICIPATES_IN, lead.ref, project, stated(role=str(Role.LEAD))),
            TieClaim(Tie.FUNDED_BY, project, funder),
            *(TieClaim(Tie.ABOUT, project, NodeRef(Node.THEME, uid)) for uid in about),
        ),
    )
    return Row(record, (_programme(entry), *(_theme(entry, theme) for theme in about.values())))


def _city(entry: Entry) -> NodeClaim:
    name, iso, code = entry.required("city"), entry.required("country"), entry.text("city_code")
    key = ("code", code) if code else ("name", " ".join(name.lower().split()), iso)
    said = stated(
        name=name, country=iso, town=name, **point(entry, "settlement_longitude", "settlement_latitude")
    )
    told = kind_values(name, iso, Kind.MUNICIPALITY)
    return NodeClaim(Node.ORGANISATION, organisation_uid(FACTS.name, *key), said | told)


def _role(entry: Entry) -> str:
    return str(entry.required("role"))


def _network(entry: Entry) -> NodeRef:
    return NodeRef(Node.PROJECT, project_uid(FACTS.name, entry.required("network")))


def _network_values(entry: Entry) -> dict[str, Value]:
    return stated(
        code=entry.required("network"),
        acronym=entry.text("acronym"),
        title=re.sub(r"\s+", " ", entry.text("title") or ""),
        start=entry.text("start"),
        end=entry.text("end"),
        website=entry.text("website"),
    )


def _told_of_network(entry: Entry) -> tuple[tuple[str, str], ...]:
    told = entry.cells_of("network", "acronym", "title", "start", "end", "website")
    return tuple(told.items())


def _network_record(entry: Entry, network: NodeRef) -> Record:
    """What every row of a network repeats; rows that differ in it are told apart by it."""
    told = _told_of_network(entry)
    return Record(
        source=FACTS.name,
        key=record_key("network of members", *(text for pair in told for text in pair)),
        location=entry.location,
        raw=dict(told),
        nodes=(NodeClaim(Node.PROJECT, network.uid, _network_values(entry)),),
    )


def _programme(entry: Entry) -> Record:
    path = (PROGRAMME, entry.required("phase"))
    return entry.once(path, lambda: programme_record(FACTS.name, path, entry.location))


def _theme(entry: Entry, theme: str) -> Record:
    return entry.once(("theme", theme), lambda: theme_record(FACTS.name, theme, entry.location))


URBACT = TabularSource(
    FACTS,
    (TableKind("networks", NETWORKS, network), TableKind("memberships", MEMBERSHIPS, membership)),
)
