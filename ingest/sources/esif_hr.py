"""Operations of the EU funds in Croatia 2007-2020.

An operation stands there once for each county that it covers, so its sums repeat and belong to it once.
A beneficiary's name ends in its personal identification number (OIB), by which it is known; one body goes
under several spellings, and several bodies under one. An operation has no number: what tells operations
apart are title, beneficiary, days and sums.
"""

import re
from functools import partial

from graph.records import NodeClaim, NodeRef, Record, Row, TieClaim
from graph.vocabulary import Node, Tie
from ingest.claims import record_key, stated
from ingest.identity import programme_uid, project_uid
from ingest.reading.amounts import Money, money
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.columns import Column
from ingest.reading.dates import date
from ingest.reading.heading_rows import fold
from ingest.source import SourceFacts
from ingest.sources import esif
from ingest.sources.territories import place, territories
from ingest.tabular import Entry, TableKind, TabularSource

COUNTRY = "HR"
FACTS = SourceFacts(
    name="esif-hr",
    title="EU funds in Croatia 2007-2020: list of operations",
    publisher="Ministry of Regional Development and EU Funds of the Republic of Croatia",
    address="strukturnifondovi.hr",
    licence=esif.LICENCE,
    publishes="Operations with beneficiary by OIB, programme, counties, days, support and eligible cost.",
)
# Counties by the codes of NUTS 2021.
COUNTIES = {
    "HR021": "Bjelovarsko-bilogorska", "HR022": "Virovitičko-podravska", "HR023": "Požeško-slavonska",
    "HR024": "Brodsko-posavska", "HR025": "Osječko-baranjska", "HR026": "Vukovarsko-srijemska",
    "HR027": "Karlovačka", "HR028": "Sisačko-moslavačka", "HR031": "Primorsko-goranska",
    "HR032": "Ličko-senjska", "HR033": "Zadarska", "HR034": "Šibensko-kninska",
    "HR035": "Splitsko-dalmatinska", "HR036": "Istarska", "HR037": "Dubrovačko-neretvanska",
    "HR050": "Grad Zagreb", "HR061": "Međimurska", "HR062": "Varaždinska",
    "HR063": "Koprivničko-križevačka", "HR064": "Krapinsko-zagorska", "HR065": "Zagrebačka",
}  # fmt: skip
_CODES = {fold(name): code for code, name in COUNTIES.items()}
_NUMBERED = re.compile(r"(?P<name>.*\S)\s*\(\s*(?P<oib>[0-9]+)\s*\)", re.DOTALL)


def county(text: str) -> str:
    """NUTS code of a county by its name, with or without the word for county."""
    code = _CODES.get(fold(text).removesuffix("zupanija"))
    if code is None:
        raise CannotRead(f"{shown(text)} is no county of Croatia.")
    return code


def holder(text: str) -> tuple[str, str | None]:
    """Name and OIB of a text such as `Grad Osijek (30050049642)`; the number must hold."""
    found = _NUMBERED.fullmatch(text)
    if not found:
        return text, None
    if not oib_holds(found["oib"]):
        raise CannotRead(f"{found['oib']} is no OIB: it lacks digits, or its check digit is another.")
    return found["name"], found["oib"]


def oib_holds(number: str) -> bool:
    """Whether 11 digits end in the check digit of ISO 7064, MOD 11,10."""
    if not re.fullmatch(r"[0-9]{11}", number):
        return False
    rest = 10
    for digit in number[:-1]:
        rest = (rest + int(digit)) % 10 or 10
        rest = rest * 2 % 11
    return (11 - rest) % 10 == int(number[-1])


OPERATIONS = (
    Column("title", ("Naziv projekta",), required=True),
    Column("fund", ("Fond",), required=True),
    Column("programme", ("Operativni program",), required=True),
    Column("county", ("Županija",), required=True, read=county),
    Column("beneficiary", ("Korisnik",), required=True, read=holder),
    Column("start", ("Datum ugovaranja",), read=date),
    Column("end", ("Zaključni datum provedbe aktivnosti",), read=date),
    Column("support", ("Bespovratna sredstva",), required=True, read=money),
    Column("cost", ("Ukupno prihvatljivi troškovi",), required=True, read=money),
)
# What repeats in every row of an operation.
OF_THE_OPERATION = tuple(column.field for column in OPERATIONS if column.field != "county")


def operation(entry: Entry) -> Row:
    """One operation in one of its counties."""
    holder_, code = entry.get("beneficiary", tuple), entry.required("county")
    if holder_ is None:
        raise CannotRead("The cell is empty.", entry.heading("beneficiary"))
    body = esif.beneficiary(
        holder_[0],
        COUNTRY,
        key=("oib", holder_[1]) if holder_[1] else (),
        identifiers=(f"oib:{holder_[1]}",) if holder_[1] else (),
    )
    project = NodeRef(Node.PROJECT, project_uid(FACTS.name, _project_key(entry, body)))
    covered, told = place(code), esif.written(entry, *OF_THE_OPERATION)
    record = Record(
        source=FACTS.name,
        key=record_key("operation", *told, code),
        location=entry.location,
        raw=entry.cells,
        nodes=(NodeClaim(project.label, project.uid), NodeClaim(covered.label, covered.uid)),
        ties=(TieClaim(Tie.COVERS, project, covered),),
    )
    shared = entry.once(told, lambda: _operation(entry, body, project))
    places = territories(entry, FACTS.name, code, COUNTIES)
    return Row(record, (shared, *_programmes(entry), *places))


def _project_key(entry: Entry, body: NodeClaim) -> str:
    sums = (entry.get(name, Money) for name in ("support", "cost"))
    days = (entry.text(name) or "" for name in ("start", "end"))
    told = (f"{sum_.amount:f} {sum_.currency}" if sum_ else "" for sum_ in sums)
    return record_key(esif.folded(entry.required("title")), body.uid, _path(entry)[-1], *days, *told)


def _operation(entry: Entry, body: NodeClaim, project: NodeRef) -> Record:
    """What every row of an operation repeats."""
    cost, support = entry.get("cost", Money), entry.get("support", Money)
    values = stated(title=entry.text("title"), start=entry.text("start"), end=entry.text("end"))
    budget = esif.money("budget", cost.amount, cost.currency) if cost else {}
    funding = esif.money("amount", support.amount, support.currency) if support else {}
    funder = NodeRef(Node.PROGRAMME, programme_uid(*_path(entry)))
    return Record(
        source=FACTS.name,
        key=record_key("whole operation", *esif.written(entry, *OF_THE_OPERATION)),
        location=entry.location,
        raw=entry.cells_of(*OF_THE_OPERATION),
        nodes=(
            body,
            NodeClaim(Node.PROJECT, project.uid, values | budget),
            NodeClaim(Node.PROGRAMME, funder.uid),
        ),
        ties=esif.supported(body.ref, project, funder, funding),
    )


def _path(entry: Entry) -> tuple[str, ...]:
    """Country, fund and programme as the table writes them."""
    return (esif.SCOPE, COUNTRY, entry.required("fund"), entry.required("programme"))


def _programmes(entry: Entry) -> tuple[Record, ...]:
    path, fund = _path(entry), _path(entry)[:-1]
    told = partial(esif.programme, FACTS.name, location=entry.location)
    return (
        entry.once(path, partial(told, path, under=fund, name=path[-1], level="programme")),
        entry.once(fund, partial(told, fund, name=fund[-1], level="fund")),
    )


ESIF_HR = TabularSource(FACTS, (TableKind("operations", OPERATIONS, operation),))
