"""Project results of Erasmus+, Creative Europe and the programmes before them, with all partners.

Each row is a project: its coordinator, then partners in numbered columns (`Partner 1 name`, `Partner 1
country`, ...), as many as the file has. The tables hold no numbers of organisations, so one is known by its
trimmed, lower-cased name and its country until the resolver knows better. The grant is the one awarded at
selection. Participating countries are told by the participants, not again by the project.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from graph.properties import Value
from graph.records import NodeClaim, NodeRef, Record, Row, TieClaim
from graph.vocabulary import Node, Tie
from ingest.claims import record_key, stated, theme_record
from ingest.identity import project_uid, slug, theme_uid
from ingest.reading.amounts import Money, money
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.columns import Column
from ingest.reading.dates import date
from ingest.reading.values import identifier
from ingest.source import SourceFacts
from ingest.sources.erasmus_plus_participants import SCOPE, participants_of
from ingest.sources.erasmus_plus_programmes import ProgrammePath
from ingest.sources.websites import website
from ingest.tabular import Entry, TableKind, TabularSource

FACTS = SourceFacts(
    name=SCOPE,
    title="Project results of Erasmus+, Creative Europe and the programmes before them",
    publisher="European Commission, Directorate-General for Education, Youth, Sport and Culture",
    address="erasmus-plus.ec.europa.eu",
    licence="CC BY 4.0; name the European Commission.",
    publishes="Projects with grant, topics and programme; coordinators and partners with country and type.",
)
CURRENCY = "EUR"
_GRANT = (
    "EU Grant award in euros (This amount represents the grant awarded after the selection stage and is "
    "indicative. Please note that any changes made during or after the project's lifetime will not be "
    "reflected here.)"
)


def grant(text: str) -> Money:
    """An amount in the column of euros, with or without the word; raises CannotRead for other currencies."""
    read = money(text)
    if read.currency not in (None, CURRENCY):
        raise CannotRead(f"{shown(text)} is in {read.currency}, but the column is in euros.")
    return read


PROJECTS = (
    Column("number", ("Project Identifier", "Project Number"), required=True, read=identifier),
    Column("title", ("Project Title",), required=True),
    Column("countries", ("Participating countries",), required=True),
    Column("coordinator", ("Coordinating organisation name", "Coordinator's name"), required=True),
    Column("coordinator_country", ("Coordinator's country",), required=True),
    Column("programme", ("Programme", "Programme Funding")),
    Column("action", ("Key Action", "Sub-programme")),
    Column("action_type", ("Action Type", "Action")),
    Column("call_year", ("Call year",)),
    Column("start", ("Start date",), read=partial(date, order="dmy")),
    Column("end", ("End date",), read=partial(date, order="dmy")),
    Column("topics", ("Topics",)),
    Column("activities", ("Activity type",)),
    Column("status", ("Project Status",)),
    Column("grant", (_GRANT, "EU Grant award in euros"), read=grant),
    Column("website", ("Project Website",), read=website),
    Column("card", ("Results Platform Project Card",), read=website),
)


def project_result(entry: Entry) -> Row:
    """A project with its participants, its programme, its grant and its themes."""
    number = entry.required("number")
    joint = NodeRef(Node.PROJECT, project_uid(SCOPE, number))
    participants, raw = participants_of(entry, number)
    themes = {slug(name): name for name in _themes(entry) if slug(name)}
    programme = _programme(entry)
    record = Record(
        source=SCOPE,
        key=record_key("project", number),
        location=entry.location,
        raw=raw,
        nodes=(
            NodeClaim(Node.PROJECT, joint.uid, _values(entry, number, funded=programme is not None)),
            *(participant.claim() for participant in participants),
            *(NodeClaim(Node.THEME, theme_uid(code)) for code in themes),
            *([NodeClaim(Node.PROGRAMME, programme.ref.uid)] if programme else []),
        ),
        ties=(
            *(participant.tie(joint) for participant in participants),
            *(TieClaim(Tie.ABOUT, joint, NodeRef(Node.THEME, theme_uid(code))) for code in themes),
            *([TieClaim(Tie.FUNDED_BY, joint, programme.ref, _funding(entry))] if programme else []),
        ),
        address=entry.text("card"),
    )
    return Row(record, tuple(_records(entry, programme, themes.values())))


def _values(entry: Entry, number: str, *, funded: bool) -> dict[str, Value]:
    return stated(
        code=number,
        title=entry.text("title"),
        start=entry.text("start"),
        end=entry.text("end"),
        status=entry.text("status"),
        website=entry.text("website"),
        funding=None if funded else "missing",
    )


def _funding(entry: Entry) -> dict[str, Value]:
    awarded = entry.get("grant", Money)
    return stated(
        amount=awarded.amount if awarded else None,
        currency=CURRENCY if awarded else None,
        call=entry.text("call_year"),
    )


def _programme(entry: Entry) -> ProgrammePath | None:
    """The programme down to the type of action; what is granted must be granted by something."""
    levels = (entry.text(field) for field in ("programme", "action", "action_type"))
    named = ProgrammePath.of(level for level in levels if level)
    if named is None and entry.get("grant", Money) is not None:
        raise CannotRead("There is a grant, but no programme that pays it.", entry.heading("programme"))
    return named


def _themes(entry: Entry) -> Iterator[str]:
    """Topics are apart by semicolons, because commas stand in them; activities by commas."""
    for field, sign in (("topics", ";"), ("activities", ",")):
        yield from (name.strip() for name in (entry.text(field) or "").split(sign))


def _records(entry: Entry, programme: ProgrammePath | None, themes: Iterable[str]) -> Iterator[Record]:
    """What is said of programmes and themes, once for all rows."""
    for level in programme.levels() if programme else ():
        yield entry.once(level, partial(level.record, SCOPE, entry.location))
    for name in themes:
        yield entry.once(("theme", name), partial(theme_record, SCOPE, name, entry.location))


ERASMUS_PLUS = TabularSource(FACTS, (TableKind("projects", PROJECTS, project_result),))
