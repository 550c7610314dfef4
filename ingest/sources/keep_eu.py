"""keep.eu: projects and partners of Interreg and its neighbours, as the database exports them.

A project stands in sheet "Projects (lead partners)" once per lead partner, so 39 of them stand twice;
its funding belongs to the project and is stored once. A partner is known by its trimmed, lower-cased
name and its country until the resolver knows better. Partner rows name their project by programme
and acronym; the sheets hold no number for it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.records import Location, NodeClaim, NodeRef, Record, Rejection, Row, TieClaim, Value, canonical
from graph.vocabulary import Node, Role, Sector, Tie
from ingest.cells import CellError, amount_of, date_of
from ingest.countries import country_code, country_of_nuts
from ingest.identity import organisation_uid, place_uid, programme_uid, project_uid, slug, theme_uid
from ingest.kinds import kind_of_name
from ingest.source import Opened, SourceFacts
from ingest.workbook import Sheet, open_workbook, sheet

FACTS = SourceFacts(
    name="keep.eu",
    title="keep.eu: projects and partners of Interreg, Interreg IPA CBC and ENI CBC programmes",
    publisher="Interact Programme",
    address="keep.eu",
    licence="Reuse with the source named; see the terms of keep.eu.",
    publishes="Projects, partners with their seat, themes, programmes, calls, funding per project.",
)
PROJECTS, PARTNERS, CALLS = "Projects (lead partners)", "Partners", "Calls"
COLUMNS = {
    PROJECTS: (
        "Programme", "Acronym", "Project Name", "Lead Partner", "Period", "Budget", "EU Funding", "Website",
        "Thematic1", "Thematic2", "Thematic3", "Project start", "Project end", "Call SN",
    ),
    PARTNERS: (
        "Programme", "Acronym", "Project Partner", "Lead Partner", "Town", "Country", "Department",
        "Legal Status", "NUTS1 (or equivalent)", "NUTS2 (or equivalent)", "NUTS3 (or equivalent)",
    ),
    CALLS: ("Programme", "Serial Number", "Start Date", "End Date", "Budget"),
}  # fmt: skip
NUTS_COLUMNS = {level: f"NUTS{level} (or equivalent)" for level in (1, 2, 3)}
LEGAL_SECTOR = {"public": Sector.PUBLIC}
DAY = "%Y/%m/%d"
PERIOD = re.compile(r"(\d{4}) - (\d{4}) (?=\S)")
CURRENCY = "EUR"

Cells = dict[str, str]


class KeepEu:
    """The xlsx export of keep.eu."""

    @property
    def facts(self) -> SourceFacts:
        return FACTS

    @contextmanager
    def open(self, path: Path) -> Iterator[Opened]:
        workbook = open_workbook(path)
        try:
            sheets = {name: sheet(workbook, path.name, name, COLUMNS[name]) for name in COLUMNS}
        finally:
            workbook.close()
        yield Opened(total=sum(map(len, sheets.values())), rows=_Reader(path.name).rows(sheets))


class _Reader:
    """Reads the sheets in the order in which they refer to each other."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.projects: set[str] = set()
        self.places: dict[tuple[tuple[int, str, str], ...], tuple[Record, ...]] = {}

    def rows(self, sheets: dict[str, Sheet]) -> Iterator[Row | Rejection]:
        readers = {CALLS: _call, PROJECTS: _project, PARTNERS: self._partner}
        for name, read in readers.items():
            for number, cells in sheets[name].rows():
                place = Location(self.file, name, number)
                try:
                    row = read(cells, place)
                except CellError as error:
                    yield Rejection(place, error.column, error.reason)
                    continue
                if name == PROJECTS:
                    self.projects.add(_project_uid(cells))
                yield row

    def _partner(self, cells: Cells, place: Location) -> Row:
        partner = _Partner.read(cells)
        if partner.project not in self.projects:
            named = f"{cells['Acronym']!r} of {cells['Programme']!r}"
            raise CellError("Acronym", f"There is no project {named} in sheet {PROJECTS!r}.")
        if partner.places not in self.places:
            self.places[partner.places] = tuple(_places(partner.places, place))
        return Row(partner.record(cells, place), self.places[partner.places])


def _call(cells: Cells, place: Location) -> Row:
    programme, number = _required(cells, "Programme"), _required(cells, "Serial Number")
    uid = programme_uid(FACTS.name, programme, "call", number)
    values = _stated(
        name=f"Call {number}",
        code=number,
        level="call",
        start=date_of("Start Date", cells.get("Start Date", ""), DAY),
        end=date_of("End Date", cells.get("End Date", ""), DAY),
        budget=amount_of("Budget", cells.get("Budget", "")),
        currency=CURRENCY if cells.get("Budget") else None,
    )
    parent = NodeRef(Node.PROGRAMME, programme_uid(FACTS.name, programme))
    record = Record(
        source=FACTS.name,
        key=_key("call", programme, number),
        location=place,
        raw=cells,
        nodes=(NodeClaim(Node.PROGRAMME, uid, values), NodeClaim(Node.PROGRAMME, parent.uid)),
        ties=(TieClaim(Tie.PART_OF, NodeRef(Node.PROGRAMME, uid), parent),),
    )
    return Row(record, (_programme(programme, place),))


def _project(cells: Cells, place: Location) -> Row:
    programme, project = _required(cells, "Programme"), NodeRef(Node.PROJECT, _project_uid(cells))
    themes = [cells[f"Thematic{i}"] for i in (1, 2, 3) if cells.get(f"Thematic{i}")]
    funder = NodeRef(Node.PROGRAMME, programme_uid(FACTS.name, programme))
    amount = amount_of("EU Funding", cells.get("EU Funding", ""))
    funding = _stated(amount=amount, currency=CURRENCY if amount else None, call=cells.get("Call SN"))
    about = [NodeRef(Node.THEME, theme_uid(slug(theme))) for theme in dict.fromkeys(themes)]
    record = Record(
        source=FACTS.name,
        key=_key("project", programme, cells["Acronym"], _folded(cells.get("Lead Partner", ""))),
        location=place,
        raw=cells,
        nodes=(
            NodeClaim(Node.PROJECT, project.uid, _project_values(cells)),
            NodeClaim(Node.PROGRAMME, funder.uid),
            *(NodeClaim(Node.THEME, theme.uid) for theme in about),
        ),
        ties=(
            TieClaim(Tie.FUNDED_BY, project, funder, funding),
            *(TieClaim(Tie.ABOUT, project, theme) for theme in about),
        ),
    )
    return Row(record, (_programme(programme, place), *(_theme(theme, place) for theme in themes)))


def _project_values(cells: Cells) -> dict[str, Value]:
    budget = amount_of("Budget", cells.get("Budget", ""))
    return _stated(
        acronym=_required(cells, "Acronym"),
        title=cells.get("Project Name") or cells.get("Project Name language 2"),
        start=date_of("Project start", cells.get("Project start", ""), DAY),
        end=date_of("Project end", cells.get("Project end", ""), DAY),
        budget=budget,
        currency=CURRENCY if budget else None,
        website=cells.get("Website"),
    )


@dataclass(frozen=True, slots=True)
class _Partner:
    """A partner row understood: who, from where, in which project, in which part."""

    name: str
    country: str
    project: str
    lead: bool
    places: tuple[tuple[int, str, str], ...]

    @classmethod
    def read(cls, cells: Cells) -> "_Partner":
        country = country_code(_required(cells, "Country"))
        if country is None:
            raise CellError("Country", f"{cells['Country']!r} is no country that is known here.")
        name = _required(cells, "Project Partner")
        lead = _required(cells, "Lead Partner").lower()
        if lead not in {"yes", "no"}:
            raise CellError("Lead Partner", f"{cells['Lead Partner']!r} is neither Yes nor No.")
        return cls(name, country, _project_uid(cells), lead == "yes", tuple(_nuts(cells)))

    def record(self, cells: Cells, place: Location) -> Record:
        organisation = NodeRef(
            Node.ORGANISATION, organisation_uid(FACTS.name, _key(_folded(self.name), self.country))
        )
        project = NodeRef(Node.PROJECT, self.project)
        role = Role.LEAD if self.lead else Role.PARTNER
        part = _stated(role=str(role), department=cells.get("Department"))
        nodes = [
            NodeClaim(Node.ORGANISATION, organisation.uid, self._values(cells)),
            NodeClaim(Node.PROJECT, project.uid),
        ]
        ties = [TieClaim(Tie.PARTICIPATES_IN, organisation, project, part)]
        if self.places:
            seat = NodeRef(Node.PLACE, place_uid(self.places[-1][1]))
            nodes.append(NodeClaim(Node.PLACE, seat.uid))
            ties.append(TieClaim(Tie.LOCATED_IN, organisation, seat))
        key = _key("partner", cells["Programme"], cells["Acronym"], _folded(self.name), self.country)
        return Record(FACTS.name, key, place, raw=cells, nodes=tuple(nodes), ties=tuple(ties))

    def _values(self, cells: Cells) -> dict[str, Value]:
        legal = cells.get("Legal Status", "").lower()
        kind = kind_of_name(self.name, self.country)
        sector = (kind.kind.facts.sector if kind else None) or LEGAL_SECTOR.get(legal)
        return _stated(
            name=self.name,
            kind=str(kind.kind) if kind else None,
            kind_rule=kind.rule if kind else None,
            sector=str(sector) if sector else None,
            legal_status=legal if legal not in {"", "n/a"} else None,
            country=self.country,
            town=cells.get("Town"),
        )


def _nuts(cells: Cells) -> Iterator[tuple[int, str, str]]:
    """Level, code and name of each territory that the row gives, largest first ('DEG01  / Erfurt')."""
    for level, column in NUTS_COLUMNS.items():
        code, _, name = cells.get(column, "").partition("/")
        if re.fullmatch(r"[A-Z]{2}\w{1,3}", code.strip()):
            yield level, code.strip(), name.strip()


def _places(places: tuple[tuple[int, str, str], ...], location: Location) -> Iterator[Record]:
    for i, (level, code, name) in enumerate(places):
        country = country_of_nuts(code)
        above = places[i - 1][1] if i else country
        values = _stated(code=code, name=name, level=f"nuts{level}", scheme="NUTS", country=country)
        yield _place(code, values, above, location)
    if places and (country := country_of_nuts(places[0][1])):
        values = _stated(code=country, level="country", scheme="ISO 3166-1", country=country)
        yield _place(country, values, None, location)


def _place(code: str, values: dict[str, Value], above: str | None, location: Location) -> Record:
    place = NodeRef(Node.PLACE, place_uid(code))
    nodes, ties = [NodeClaim(Node.PLACE, place.uid, values)], []
    if above:
        nodes.append(NodeClaim(Node.PLACE, place_uid(above)))
        ties.append(TieClaim(Tie.PART_OF, place, NodeRef(Node.PLACE, place_uid(above))))
    key = _key("place", code, str(values.get("name", "")), above or "")
    raw = {name: str(value) for name, value in values.items()}
    return Record(FACTS.name, key, location, raw=raw, nodes=tuple(nodes), ties=tuple(ties))


def _programme(programme: str, location: Location) -> Record:
    named = PERIOD.match(programme)
    values = _stated(
        name=programme[named.end() :] if named else programme,
        level="programme",
        period=f"{named[1]}-{named[2]}" if named else None,
    )
    node = NodeClaim(Node.PROGRAMME, programme_uid(FACTS.name, programme), values)
    return Record(FACTS.name, _key("programme", programme), location, {"Programme": programme}, (node,))


def _theme(theme: str, location: Location) -> Record:
    node = NodeClaim(Node.THEME, theme_uid(slug(theme)), {"name": theme})
    return Record(FACTS.name, _key("theme", theme), location, raw={"Thematic": theme}, nodes=(node,))


def _project_uid(cells: Cells) -> str:
    return project_uid(FACTS.name, _required(cells, "Programme"), _required(cells, "Acronym"))


def _required(cells: Cells, column: str) -> str:
    if not cells.get(column):
        raise CellError(column, "The cell is empty.")
    return cells[column]


def _folded(name: str) -> str:
    """Lower case, not case folding: folding would write 'ß' as 'ss' and join names that differ."""
    return name.strip().lower()


def _key(*parts: str) -> str:
    """Parts as a list, because names hold every sign by which they could be joined."""
    return canonical(parts)


def _stated(**values: Value | None) -> dict[str, Value]:
    """What the row says; what it leaves out is not there."""
    return {name: value for name, value in values.items() if value not in (None, "")}
