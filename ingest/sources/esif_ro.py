"""Operations of the Regional Operational Programme 2007-2013 in Romania.

An operation has a number (SMIS). A beneficiary is a name, and often several bodies in one cell; which of
them are partners, and where one name ends and the next begins, the table does not say, so such a cell
stays one organisation. Counties are those in which an operation is carried out; a cell may name several.
"""

import re
from decimal import Decimal
from functools import partial

from graph.properties import Value
from graph.records import NodeClaim, Record, Row, TieClaim
from graph.vocabulary import Node, Tie
from ingest.claims import record_key, stated
from ingest.identity import programme_uid, project_uid
from ingest.reading.amounts import amount
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.columns import Column
from ingest.reading.heading_rows import fold
from ingest.reading.values import identifier
from ingest.source import SourceFacts
from ingest.sources import esif
from ingest.sources.territories import place, territories
from ingest.tabular import Entry, TableKind, TabularSource

COUNTRY, CURRENCY = "RO", "RON"
PROGRAMME = (esif.SCOPE, COUNTRY, "Regional Operational Programme 2007-2013")
FACTS = SourceFacts(
    name="esif-ro",
    title="Regional Operational Programme of Romania 2007-2013: list of operations",
    publisher="Ministry of Regional Development and Public Administration of Romania",
    address="inforegio.ro",
    licence=esif.LICENCE,
    publishes="Operations with number, beneficiary by name, counties, priority axis, ERDF and total amount.",
)
COUNTIES = {
    "RO111": "Bihor", "RO112": "Bistrița-Năsăud", "RO113": "Cluj", "RO114": "Maramureș",
    "RO115": "Satu Mare", "RO116": "Sălaj", "RO121": "Alba", "RO122": "Brașov", "RO123": "Covasna",
    "RO124": "Harghita", "RO125": "Mureș", "RO126": "Sibiu", "RO211": "Bacău", "RO212": "Botoșani",
    "RO213": "Iași", "RO214": "Neamț", "RO215": "Suceava", "RO216": "Vaslui", "RO221": "Brăila",
    "RO222": "Buzău", "RO223": "Constanța", "RO224": "Galați", "RO225": "Tulcea", "RO226": "Vrancea",
    "RO311": "Argeș", "RO312": "Călărași", "RO313": "Dâmbovița", "RO314": "Giurgiu", "RO315": "Ialomița",
    "RO316": "Prahova", "RO317": "Teleorman", "RO321": "București", "RO322": "Ilfov", "RO411": "Dolj",
    "RO412": "Gorj", "RO413": "Mehedinți", "RO414": "Olt", "RO415": "Vâlcea", "RO421": "Arad",
    "RO422": "Caraș-Severin", "RO423": "Hunedoara", "RO424": "Timiș",
}  # fmt: skip
_CODES = {fold(name): code for code, name in COUNTIES.items()}


def counties(text: str) -> tuple[str, ...]:
    """NUTS codes of the counties in a text such as `Arad, Caras Severin` or `Salaj - Cluj`."""
    whole = _CODES.get(fold(text))
    if whole:
        return (whole,)
    names = [name for name in re.split(r"[,;/]|\s-\s|-", text) if name.strip()]
    unknown = next((name for name in names if fold(name) not in _CODES), None)
    if unknown is not None or not names:
        raise CannotRead(f"{shown((unknown or text).strip())} is no county of Romania.")
    return tuple(dict.fromkeys(_CODES[fold(name)] for name in names))


OPERATIONS = (
    Column("code", ("Cod SMIS",), required=True, read=identifier),
    Column("title", ("Titlu",), required=True),
    Column("beneficiary", ("Beneficiar",), required=True),
    Column("counties", ("County",), required=True, read=counties),
    Column("support", ("FEDR",), required=True, read=amount),
    Column("total", ("total amount",), required=True, read=amount),
    Column("axis", ("Priority Axis",), required=True),
    Column("measure", ("Intervention Category",)),
)


def operation(entry: Entry) -> Row:
    """One operation of one beneficiary in its counties."""
    code, body = entry.required("code"), esif.beneficiary(entry.required("beneficiary"), COUNTRY)
    funder = NodeClaim(Node.PROGRAMME, programme_uid(*_axis(entry)))
    project = NodeClaim(Node.PROJECT, project_uid(FACTS.name, code), _project_values(entry, code))
    nuts = entry.get("counties", tuple) or ()
    support = esif.money("amount", entry.get("support", Decimal), CURRENCY)
    record = Record(
        source=FACTS.name,
        key=record_key("operation", code),
        location=entry.location,
        raw=entry.cells,
        nodes=(body, project, funder, *(NodeClaim(Node.PLACE, place(county).uid) for county in nuts)),
        ties=(
            *esif.supported(body.ref, project.ref, funder.ref, support),
            *(TieClaim(Tie.COVERS, project.ref, place(county)) for county in nuts),
        ),
    )
    places = (record for county in nuts for record in territories(entry, FACTS.name, county, COUNTIES))
    return Row(record, (*_programmes(entry), *places))


def _project_values(entry: Entry, code: str) -> dict[str, Value]:
    said = stated(code=code, title=" ".join(entry.required("title").split()))
    return said | esif.money("budget", entry.get("total", Decimal), CURRENCY)


def _axis(entry: Entry) -> tuple[str, ...]:
    return (*PROGRAMME, " ".join(entry.required("axis").split()))


def _programmes(entry: Entry) -> tuple[Record, ...]:
    path = _axis(entry)
    told = partial(esif.programme, FACTS.name, location=entry.location)
    whole = partial(told, PROGRAMME, name=PROGRAMME[-1], level="programme", period="2007-2013")
    return (
        entry.once(path, partial(told, path, under=PROGRAMME, name=path[-1], level="priority")),
        entry.once(PROGRAMME, whole),
    )


ESIF_RO = TabularSource(FACTS, (TableKind("operations", OPERATIONS, operation),))
