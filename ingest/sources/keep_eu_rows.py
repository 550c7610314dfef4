"""What the rows of keep.eu state: calls, projects with a lead partner each, and partners.

A project stands in its sheet once per lead partner, so 39 of them stand twice; its funding belongs to the
project and is stored once. A partner is known by its trimmed, lower-cased name and its country until the
resolver knows better. Partner rows name their project by programme and acronym; the sheets hold no number
for it.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from graph.properties import Value
from graph.records import NodeClaim, NodeRef, Record, Row, TieClaim
from graph.vocabulary import Node, Role, Sector, Tie
from ingest.claims import kind_values, place_record, record_key, stated, theme_record
from ingest.countries import country_of_nuts
from ingest.identity import organisation_uid, place_uid, programme_uid, project_uid, slug, theme_uid
from ingest.reading.amounts import amount
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.columns import Column
from ingest.reading.dates import date
from ingest.source import SourceFacts
from ingest.sources.territories import country, country_record
from ingest.tabular import Entry

FACTS = SourceFacts(
    name="keep.eu",
    title="keep.eu: projects and partners of Interreg, Interreg IPA CBC and ENI CBC programmes",
    publisher="Interact Programme",
    address="keep.eu",
    licence="Reuse with the source named; see the terms of keep.eu.",
    publishes="Projects, partners with their seat, themes, programmes, calls, funding per project.",
)
PROJECTS, PARTNERS, CALLS = "Projects (lead partners)", "Partners", "Calls"
LEGAL_SECTOR = {"public": Sector.PUBLIC}
PERIOD = re.compile(r"(\d{4}) - (\d{4}) (?=\S)")
CURRENCY = "EUR"
THEMES = ("theme1", "theme2", "theme3")
NUTS_LEVELS = (1, 2, 3)

Territory = tuple[str, str]


def leads(text: str) -> bool:
    """Whether a partner leads."""
    if text.lower() not in {"yes", "no"}:
        raise CannotRead(f"{shown(text)} is neither Yes nor No.")
    return text.lower() == "yes"


def territory(text: str) -> Territory | None:
    """Code and name of a text such as `DEG01  / Erfurt, Kreisfreie Stadt`; None where it has no code."""
    code, _, name = text.partition("/")
    return (code.strip(), name.strip()) if re.fullmatch(r"[A-Z]{2}\w{1,3}", code.strip()) else None


PROJECT_COLUMNS = (
    Column("programme", ("Programme",), required=True),
    Column("acronym", ("Acronym",), required=True),
    Column("title", ("Project Name",), required=True),
    Column("other_title", ("Project Name language 2",)),
    Column("lead", ("Lead Partner",), required=True),
    Column("period", ("Period",), required=True),
    Column("budget", ("Budget",), required=True, read=amount),
    Column("funding", ("EU Funding",), required=True, read=amount),
    Column("website", ("Website",), required=True),
    *(Column(field, (f"Thematic{number}",), required=True) for number, field in enumerate(THEMES, start=1)),
    Column("start", ("Project start",), required=True, read=date),
    Column("end", ("Project end",), required=True, read=date),
    Column("call", ("Call SN",), required=True),
)
PARTNER_COLUMNS = (
    Column("programme", ("Programme",), required=True),
    Column("acronym", ("Acronym",), required=True),
    Column("name", ("Project Partner",), required=True),
    Column("leads", ("Lead Partner",), required=True, read=leads),
    Column("town", ("Town",), required=True),
    Column("country", ("Country",), required=True, read=country),
    Column("department", ("Department",), required=True),
    Column("legal_status", ("Legal Status",), required=True),
    *(
        Column(f"nuts{level}", (f"NUTS{level} (or equivalent)",), required=True, read=territory)
        for level in NUTS_LEVELS
    ),
)
CALL_COLUMNS = (
    Column("programme", ("Programme",), required=True),
    Column("number", ("Serial Number",), required=True),
    Column("start", ("Start Date",), required=True, read=date),
    Column("end", ("End Date",), required=True, read=date),
    Column("budget", ("Budget",), required=True, read=amount),
)


def call(entry: Entry) -> Row:
    """One call of a programme."""
    programme, number = entry.required("programme"), entry.required("number")
    node = NodeClaim(
        Node.PROGRAMME,
        programme_uid(FACTS.name, programme, "call", number),
        stated(
            name=f"Call {number}",
            code=number,
            level="call",
            start=entry.text("start"),
            end=entry.text("end"),
        )
        | _money("budget", entry),
    )
    parent = NodeClaim(Node.PROGRAMME, programme_uid(FACTS.name, programme))
    record = Record(
        source=FACTS.name,
        key=record_key("call", programme, number),
        location=entry.location,
        raw=entry.cells,
        nodes=(node, parent),
        ties=(TieClaim(Tie.PART_OF, node.ref, parent.ref),),
    )
    return Row(record, (_programme(entry, programme),))


def project(entry: Entry) -> Row:
    """One project with one of its lead partners."""
    programme, acronym = entry.required("programme"), entry.required("acronym")
    node = NodeClaim(Node.PROJECT, _project(entry).uid, _project_values(entry))
    funder = NodeClaim(Node.PROGRAMME, programme_uid(FACTS.name, programme))
    themes = [theme for field in THEMES if (theme := entry.text(field))]
    about = [NodeClaim(Node.THEME, theme_uid(slug(theme))) for theme in dict.fromkeys(themes)]
    funding = _money("funding", entry, called="amount") | stated(call=entry.text("call"))
    record = Record(
        source=FACTS.name,
        key=record_key("project", programme, acronym, _folded(entry.text("lead") or "")),
        location=entry.location,
        raw=entry.cells,
        nodes=(node, funder, *about),
        ties=(
            TieClaim(Tie.FUNDED_BY, node.ref, funder.ref, funding),
            *(TieClaim(Tie.ABOUT, node.ref, theme.ref) for theme in about),
        ),
    )
    told = (
        entry.once(("theme", theme), partial(theme_record, FACTS.name, theme, entry.location))
        for theme in themes
    )
    return Row(record, (_programme(entry, programme), *told))


def _project_values(entry: Entry) -> dict[str, Value]:
    said = stated(
        acronym=entry.required("acronym"),
        title=entry.text("title") or entry.text("other_title"),
        start=entry.text("start"),
        end=entry.text("end"),
        website=entry.text("website"),
    )
    return said | _money("budget", entry)


def partner(entry: Entry, projects: set[str] | None = None) -> Row:
    """One partner in one project, which must be one of `projects` where these are known."""
    programme, acronym = entry.required("programme"), entry.required("acronym")
    name, where = entry.required("name"), entry.required("country")
    node, target = _organisation(entry, name, where), _project(entry)
    if projects is not None and target.uid not in projects:
        told = f"There is no project {acronym!r} of {programme!r} in sheet {PROJECTS!r}."
        raise CannotRead(told, entry.heading("acronym"))
    if entry.get("leads", bool) is None:
        raise CannotRead("The cell is empty.", entry.heading("leads"))
    role = Role.LEAD if entry.get("leads", bool) else Role.PARTNER
    part = stated(role=str(role), department=entry.text("department"))
    nodes, ties = [node, NodeClaim(target.label, target.uid)], []
    ties.append(TieClaim(Tie.PARTICIPATES_IN, node.ref, target, part))
    places = _territories(entry)
    if places:
        seat = NodeClaim(Node.PLACE, place_uid(places[-1][0]))
        nodes.append(seat)
        ties.append(TieClaim(Tie.LOCATED_IN, node.ref, seat.ref))
    key = record_key("partner", programme, acronym, _folded(name), where)
    record = Record(FACTS.name, key, entry.location, entry.cells, tuple(nodes), tuple(ties))
    return Row(record, tuple(_places(entry, places)))


def _organisation(entry: Entry, name: str, where: str) -> NodeClaim:
    legal = (entry.text("legal_status") or "").lower()
    values = stated(
        name=name,
        sector=str(LEGAL_SECTOR[legal]) if legal in LEGAL_SECTOR else None,
        legal_status=legal if legal != "n/a" else None,
        country=where,
        town=entry.text("town"),
    )
    uid = organisation_uid(FACTS.name, record_key(_folded(name), where))
    return NodeClaim(Node.ORGANISATION, uid, values | kind_values(name, where))


def _territories(entry: Entry) -> list[tuple[str, str, int]]:
    """Code, name and level of each territory that the row gives, largest first."""
    found = ((level, entry.get(f"nuts{level}", tuple)) for level in NUTS_LEVELS)
    return [(told[0], told[1], level) for level, told in found if told]


def _places(entry: Entry, places: Sequence[tuple[str, str, int]]) -> Iterator[Record]:
    above: str | None = country_of_nuts(places[0][0]) if places else None
    if above:
        yield entry.once(("place", above), partial(country_record, FACTS.name, above, entry.location))
    for code, name, level in places:
        build = partial(
            place_record,
            FACTS.name,
            code,
            entry.location,
            above,
            name=name,
            level=f"nuts{level}",
            scheme="NUTS",
            country=country_of_nuts(code),
        )
        yield entry.once(("place", code, name, level, above), build)
        above = code


def _programme(entry: Entry, programme: str) -> Record:
    named = PERIOD.match(programme)
    values = stated(
        name=programme[named.end() :] if named else programme,
        level="programme",
        period=f"{named[1]}-{named[2]}" if named else None,
    )
    node = NodeClaim(Node.PROGRAMME, programme_uid(FACTS.name, programme), values)
    key = record_key("programme", programme)
    return entry.once(
        ("programme", programme),
        lambda: Record(FACTS.name, key, entry.location, {"Programme": programme}, (node,)),
    )


def _project(entry: Entry) -> NodeRef:
    key = entry.required("programme"), entry.required("acronym")
    return NodeRef(Node.PROJECT, project_uid(FACTS.name, *key))


def _money(field: str, entry: Entry, called: str | None = None) -> dict[str, Value]:
    value = entry.get(field, Decimal)
    return {} if value is None else stated(**{called or field: value}, currency=CURRENCY)


def _folded(name: str) -> str:
    """Lower case, not case folding: folding would write 'ß' as 'ss' and join names that differ."""
    return name.strip().lower()
