"""Operations of the EU funds in Poland, as the map of grants exports them.

The table has neither a number for an operation nor one for its beneficiary, and a beneficiary may have
several operations of one title. What tells them apart are the sums, so these are part of the key. Which
fund and period it is stands only in the name under which a file was published, so it is not read.
"""

from decimal import Decimal

from graph.records import NodeClaim, NodeRef, Record, Row, TieClaim
from graph.vocabulary import Node, Tie
from ingest.claims import record_key, stated, theme_record
from ingest.identity import programme_uid, project_uid, slug, theme_uid
from ingest.reading.amounts import amount
from ingest.reading.columns import Column
from ingest.source import SourceFacts
from ingest.sources import esif
from ingest.tabular import Entry, TableKind, TabularSource

COUNTRY, CURRENCY = "PL", "PLN"
PROGRAMME = (esif.SCOPE, COUNTRY)
NO_FIELD = "brak"
FACTS = SourceFacts(
    name="esif-pl",
    title="EU funds in Poland: list of operations",
    publisher="Ministry of Development Funds and Regional Policy of Poland",
    address="mapadotacji.gov.pl",
    licence=esif.LICENCE,
    publishes="Operations with title, beneficiary by name, value and EU support in zloty, field.",
)
OPERATIONS = (
    Column("title", ("Tytuł projektu",), required=True),
    Column("beneficiary", ("Nazwa beneficjenta",), required=True),
    Column("value", ("Wartość projektu [zł]", "Wartość projektu"), required=True, read=amount),
    Column(
        "support",
        (
            "Dofinansowanie z EU [zł]",
            "Dofinansowanie z EU",
            "Dofinansowanie z UE [zł]",
            "Dofinansowanie z UE",
        ),
        required=True,
        read=amount,
    ),
    Column("media", ("Multimedia",)),
    Column("field", ("Dziedzina",)),
    Column(
        "wide", ("Czy projekt jest realizowany na obszarze większym niż jedna jednostka administracyjna?",)
    ),
)
ALL = tuple(column.field for column in OPERATIONS)


def operation(entry: Entry) -> Row:
    """One operation of one beneficiary."""
    title, body = entry.required("title"), esif.beneficiary(entry.required("beneficiary"), COUNTRY)
    value, support = entry.get("value", Decimal), entry.get("support", Decimal)
    field = entry.text("field")
    project = NodeClaim(
        Node.PROJECT,
        project_uid(FACTS.name, _project_key(entry)),
        stated(title=title) | esif.money("budget", value, CURRENCY),
    )
    funder = NodeRef(Node.PROGRAMME, programme_uid(*PROGRAMME))
    themes = [field] if field and field != NO_FIELD else []
    about = [NodeRef(Node.THEME, theme_uid(slug(theme))) for theme in themes]
    record = Record(
        source=FACTS.name,
        key=record_key("operation", *esif.written(entry, *ALL)),
        location=entry.location,
        raw=entry.cells,
        nodes=(
            body,
            project,
            NodeClaim(Node.PROGRAMME, funder.uid),
            *(NodeClaim(Node.THEME, ref.uid) for ref in about),
        ),
        ties=(
            *esif.supported(body.ref, project.ref, funder, esif.money("amount", support, CURRENCY)),
            *(TieClaim(Tie.ABOUT, project.ref, ref) for ref in about),
        ),
    )
    return Row(record, (_programme(entry), *(_theme(entry, theme) for theme in themes)))


def _project_key(entry: Entry) -> str:
    names = (esif.folded(entry.required(name)) for name in ("title", "beneficiary"))
    sums = (entry.get(name, Decimal) for name in ("value", "support"))
    others = (entry.text(name) or "" for name in ("field", "wide"))
    return record_key(*names, *("" if sum_ is None else f"{sum_:f}" for sum_ in sums), *others)


def _programme(entry: Entry) -> Record:
    return entry.once(
        PROGRAMME,
        lambda: esif.programme(
            FACTS.name, PROGRAMME, entry.location, name="European Union funds in Poland", level="fund"
        ),
    )


def _theme(entry: Entry, theme: str) -> Record:
    return entry.once(("theme", theme), lambda: theme_record(FACTS.name, theme, entry.location))


ESIF_PL = TabularSource(FACTS, (TableKind("operations", OPERATIONS, operation),))
