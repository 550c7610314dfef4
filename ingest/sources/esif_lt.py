"""EU structural funds in Lithuania: contracts of 2007-2013, and applications of 2014-2020 with their state.

Not every application was funded. Whoever has no contract has only applied: no participation is stated, and
no programme funds the project. An application under way or turned down may carry sums and even a day of
signing; its state decides. The tables write 0 for a sum that is not known yet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from graph.properties import Value
from graph.records import NodeClaim, NodeRef, Record, Row, TieClaim
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
from ingest.tabular import Entry, TableKind, TabularSource

COUNTRY = "LT"
FACTS = SourceFacts(
    name="esif-lt",
    title="EU structural funds in Lithuania: contracts 2007-2013, applications 2014-2020",
    publisher="Ministry of Finance of the Republic of Lithuania",
    address="esinvesticijos.lt",
    licence=esif.LICENCE,
    publishes="Projects with number, applicant by name, sums asked for and granted, state.",
)


class Outcome(Enum):
    """What became of an application."""

    APPLIED = "applied"
    FUNDED = "funded"
    ENDED = "ended early"


OUTCOMES = {
    fold(text): outcome
    for text, outcome in {
        "Paraiškos vertinimas": Outcome.APPLIED,
        "Nesudaryta sutartis": Outcome.APPLIED,
        "Įgyvendinimas": Outcome.FUNDED,
        "Baigtas įgyvendinti": Outcome.FUNDED,
        "Nutrauktas": Outcome.ENDED,
    }.items()
}


def state(text: str) -> str:
    """The state as it is written; raises CannotRead for one of which it is not known what it means."""
    if fold(text) not in OUTCOMES:
        raise CannotRead(f"{shown(text)} is no state of which it is known whether it means support.")
    return text


def sum_known(text: str) -> Decimal | None:
    """An amount, None for 0."""
    return amount(text) or None


CONTRACTS = (
    Column("code", ("Paraiškos kodas",), required=True, read=identifier),
    Column("applicant", ("Pareiškėjas",), required=True),
    Column("title", ("Projekto pavadinimas",), required=True),
    Column(
        "value", ("Bendra projekto vertė, Eur", "Bendra projekto vertė, Lt"), required=True, read=sum_known
    ),
    Column(
        "support",
        ("Projektui skirto finansavimo ES dalis, Eur", "Projektui skirto finansavimo ES dalis, Lt"),
        required=True,
        read=sum_known,
    ),
    Column("state", ("Projekto būsena",), required=True, read=state),
)
APPLICATIONS = (
    Column("code", ("Kodas",), required=True, read=identifier),
    Column("applicant", ("Pareiškėjas/ Vykdytojas",), required=True),
    Column("title", ("Projektas",), required=True),
    Column("state", ("Paraiškos būsena",), required=True, read=state),
    Column("asked_value", ("Projekto vertė paraiškoje",), read=sum_known),
    Column("asked", ("Prašomas finansavimas",), required=True, read=sum_known),
    Column("value", ("Projekto išlaidų suma",), read=sum_known),
    Column("support", ("Finansavimas",), required=True, read=sum_known),
)


@dataclass(frozen=True, slots=True)
class Period:
    """A programming period and its programme; `table` keeps records of the two tables apart."""

    years: str
    table: str

    @property
    def programme(self) -> tuple[str, ...]:
        return (esif.SCOPE, COUNTRY, self.years)


def reader(period: Period) -> Callable[[Entry], Row]:
    """Reads rows of the table of one period."""
    return lambda entry: _row(entry, period)


def _row(entry: Entry, period: Period) -> Row:
    code, outcome = entry.required("code"), OUTCOMES[fold(entry.required("state"))]
    body = esif.beneficiary(entry.required("applicant"), COUNTRY)
    project = _project(entry, code, outcome)
    applied = outcome is Outcome.APPLIED
    funder = NodeClaim(Node.PROGRAMME, programme_uid(*period.programme))
    record = Record(
        source=FACTS.name,
        key=record_key(period.table, code),
        location=entry.location,
        raw=entry.cells,
        nodes=(body, project) if applied else (body, project, funder),
        ties=(
            (_application(entry, body.ref, project.ref),)
            if applied
            else esif.supported(
                body.ref,
                project.ref,
                funder.ref,
                _funding(entry, code),
                outcome.value if outcome is Outcome.ENDED else None,
            )
        ),
    )
    return Row(record, () if applied else (_programme(entry, period),))


def _project(entry: Entry, code: str, outcome: Outcome) -> NodeClaim:
    asked = entry.get("asked_value", Decimal) if outcome is Outcome.APPLIED else None
    budget = entry.get("value", Decimal) if asked is None else asked
    said = stated(code=code, title=entry.required("title"), status=entry.text("state"))
    uid = project_uid(FACTS.name, code)
    return NodeClaim(Node.PROJECT, uid, said | esif.money("budget", budget, _currency(entry, "value")))


def _application(entry: Entry, body: NodeRef, project: NodeRef) -> TieClaim:
    asked = esif.money("amount", entry.get("asked", Decimal), _currency(entry, "asked"))
    return TieClaim(Tie.APPLIED_FOR, body, project, stated(status=entry.text("state")) | asked)


def _funding(entry: Entry, code: str) -> dict[str, Value]:
    granted = esif.money("amount", entry.get("support", Decimal), _currency(entry, "support"))
    return granted | stated(call=code.rpartition("-")[0])


def _programme(entry: Entry, period: Period) -> Record:
    return entry.once(
        period.programme,
        lambda: esif.programme(
            FACTS.name,
            period.programme,
            entry.location,
            name=f"EU structural funds in Lithuania {period.years}",
            level="programme",
            period=period.years,
        ),
    )


def _currency(entry: Entry, field: str) -> str:
    """Lithuania has paid in euro since 2015; older tables say litas in their headings."""
    return "LTL" if (entry.heading(field) or "").endswith(", Lt") else "EUR"


ESIF_LT = TabularSource(
    FACTS,
    (
        TableKind("contracts 2007-2013", CONTRACTS, reader(Period("2007-2013", "contract"))),
        TableKind("applications 2014-2020", APPLICATIONS, reader(Period("2014-2020", "application"))),
    ),
)
