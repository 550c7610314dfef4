"""Participations in Horizon 2020 as one flat table: who took part in which project, with which money.

A project is known by its record number (`rcn`), an organisation by its participant identification code
(PIC). Both are CORDIS's own, so they share their ids with what the CORDIS source says. An organisation
without a name is an organisation all the same: the table counts it.
"""

from decimal import Decimal

from graph.records import NodeClaim, NodeRef, Record, Row, TieClaim
from graph.vocabulary import Node, Tie
from ingest.claims import programme_record, record_key, stated
from ingest.identity import programme_uid
from ingest.reading.columns import Column
from ingest.reading.dates import date
from ingest.reading.values import identifier
from ingest.source import SourceFacts
from ingest.sources.cordis_values import (
    CURRENCY,
    HORIZON_2020,
    country,
    euros,
    organisation,
    organisation_claim,
    point,
    project,
    role,
)
from ingest.tabular import Entry, TableKind, TabularSource

FACTS = SourceFacts(
    name="h2020",
    title="Participations in Horizon 2020 projects",
    publisher="European Commission, CORDIS",
    address="cordis.europa.eu",
    licence="CC BY 4.0; name CORDIS.",
    publishes="Participations with role and contribution, organisations with PIC and seat, project dates.",
)

PARTICIPATIONS = (
    Column("project", ("rcn",), required=True, read=identifier),
    Column("pic", ("pic",), required=True, read=identifier),
    Column("role", ("role",), required=True, read=role),
    Column("name", ("name",), required=True),
    Column("short_name", ("shortName",)),
    Column("type", ("type",)),
    Column("vat", ("vatNumber",)),
    Column("town", ("city",)),
    Column("country", ("country",), required=True, read=country),
    Column("point", ("geolocation",), read=point),
    Column("contribution", ("contribution",), read=euros),
    Column("start", ("start_date",), required=True, read=date),
    Column("end", ("end_date",), read=date),
    Column("grant", ("max_contribution",), read=euros),
    Column("budget", ("total_cost",), read=euros),
)


def participation(entry: Entry) -> Row:
    """One organisation in one project."""
    pic, number = entry.required("pic"), entry.required("project")
    joint = project(number, numbered_by="rcn")
    contribution = entry.get("contribution", Decimal)
    part = stated(
        role=entry.text("role"),
        contribution=contribution,
        currency=CURRENCY if contribution is not None else None,
    )
    record = Record(
        source=FACTS.name,
        key=record_key("participation", number, pic),
        location=entry.location,
        raw=entry.cells,
        nodes=(organisation_claim(entry, pic),),
        ties=(TieClaim(Tie.PARTICIPATES_IN, organisation(pic), joint, part),),
    )
    # Rows of a project may disagree on it; each wording is handed on, so that none is chosen by its place.
    told = entry.cells_of("project", "start", "end", "grant", "budget")
    shared = entry.once(tuple(told.items()), lambda: _project(entry, joint, number, told))
    return Row(record, (shared, _programme(entry)))


def _project(entry: Entry, joint: NodeRef, number: str, told: dict[str, str]) -> Record:
    """What every row of a project repeats: its period, its budget and its grant."""
    budget, grant = entry.get("budget", Decimal), entry.get("grant", Decimal)
    funder = NodeRef(Node.PROGRAMME, programme_uid(*HORIZON_2020))
    values = stated(
        start=entry.text("start"),
        end=entry.text("end"),
        budget=budget,
        currency=CURRENCY if budget is not None else None,
    )
    funding = stated(amount=grant, currency=CURRENCY if grant is not None else None)
    return Record(
        source=FACTS.name,
        key=record_key("project", number),
        location=entry.location,
        raw=told,
        nodes=(NodeClaim(Node.PROJECT, joint.uid, values), NodeClaim(Node.PROGRAMME, funder.uid)),
        ties=(TieClaim(Tie.FUNDED_BY, joint, funder, funding),),
    )


def _programme(entry: Entry) -> Record:
    return entry.once(HORIZON_2020, lambda: programme_record(FACTS.name, HORIZON_2020, entry.location))


H2020 = TabularSource(FACTS, (TableKind("participations", PARTICIPATIONS, participation),))
