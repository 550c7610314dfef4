"""Projects of CORDIS: what they are, who funds them and what they are about.

The funding of a project is told by the table of projects alone. Whatever else names a programme names no
amount, so that no sum counts it twice.
"""

import re
from decimal import Decimal
from functools import partial

from graph.properties import Value
from graph.records import NodeClaim, NodeRef, Record, Row, TieClaim
from graph.vocabulary import Node, Tie
from ingest.claims import record_key, stated, theme_record
from ingest.identity import slug, theme_uid
from ingest.reading.cannot_read import CannotRead, shown
from ingest.reading.columns import Column
from ingest.reading.dates import date
from ingest.reading.values import boolean, identifier
from ingest.sources.cordis_programmes import SHORT_NAMES, Part, part_of
from ingest.sources.cordis_values import CURRENCY, SCOPE, country, euros, project
from ingest.sources.websites import website
from ingest.tabular import Entry

SCIENCE_VOCABULARY = "EuroSciVoc"
day = partial(date, order="dmy")

PROJECTS = (
    Column("number", ("id", "reference", "Contract Number"), required=True, read=identifier),
    Column("title", ("title", "Project Title"), required=True),
    Column("framework", ("frameworkProgramme",), required=True),
    Column("start", ("startDate",), required=True, read=day),
    Column("end", ("endDate",), read=day),
    Column("acronym", ("acronym", "Project Acronym")),
    Column("status", ("status",)),
    Column("budget", ("totalCost",), read=euros),
    Column("grant", ("ecMaxContribution", "Total Funding"), read=euros),
    Column("legal_basis", ("legalBasis", "programme", "PGA")),
    Column("call", ("subCall", "call", "Project Call")),
    Column("master_call", ("masterCall",)),
    Column("website", ("projectUrl", "Project Website"), read=website),
    # Read to be understood only: in older lists an amount with a comma in it moves all cells after it.
    Column("coordinator_country", ("coordinatorCountry",), read=country),
)
TOPICS = (
    Column("project", ("projectID",), required=True, read=identifier),
    Column("topic", ("topic",), required=True),
    Column("title", ("title",), required=True),
)
LEGAL_BASES = (
    Column("project", ("projectID",), required=True, read=identifier),
    Column("legal_basis", ("legalBasis",), required=True),
    Column("title", ("title",), required=True),
    Column("main", ("uniqueProgrammePart",), read=boolean),
)
FIELDS_OF_SCIENCE = (
    Column("project", ("projectID",), required=True, read=identifier),
    Column("code", ("euroSciVocCode",), required=True, read=identifier),
    Column("title", ("euroSciVocTitle",), required=True),
    Column("path", ("euroSciVocPath",)),
)
PROGRAMME_PARTS = (
    Column("project", ("rcn",), required=True, read=identifier),
    Column("part", ("programme_part",), required=True),
)
_BETWEEN_CODES = re.compile(r"\s*[;|,]\s*")


def funded_project(entry: Entry) -> Row:
    """A project, with the one tie that says which programme pays it how much."""
    number, funder = entry.required("number"), _funder(entry)
    joint = project(number)
    record = Record(
        source=SCOPE,
        key=record_key("project", number),
        location=entry.location,
        raw=entry.cells,
        nodes=(
            NodeClaim(Node.PROJECT, joint.uid, _values(entry, number)),
            NodeClaim(Node.PROGRAMME, funder.ref.uid),
        ),
        ties=(TieClaim(Tie.FUNDED_BY, joint, funder.ref, _funding(entry)),),
    )
    return Row(record, _programmes(entry, funder))


def _values(entry: Entry, number: str) -> dict[str, Value]:
    # CORDIS writes 0 for the cost of projects of which it holds no figure.
    budget = entry.get("budget", Decimal) or None
    return stated(
        code=number,
        acronym=entry.text("acronym"),
        title=entry.text("title"),
        start=entry.text("start"),
        end=entry.text("end"),
        status=entry.text("status"),
        budget=budget,
        currency=CURRENCY if budget is not None else None,
        website=entry.text("website"),
    )


def _funding(entry: Entry) -> dict[str, Value]:
    grant = entry.get("grant", Decimal)
    return stated(
        amount=grant,
        currency=CURRENCY if grant is not None else None,
        call=entry.text("call") or entry.text("master_call"),
    )


def _funder(entry: Entry) -> Part:
    """The part of the programme that the row names; the programme itself where it names several."""
    framework = entry.required("framework")
    codes = [code for code in _BETWEEN_CODES.split(entry.text("legal_basis") or "") if code]
    return part_of(codes[0] if len(codes) == 1 else framework, framework)


def _programmes(entry: Entry, funder: Part, name: str | None = None) -> tuple[Record, Record]:
    """What is said of a part and of the framework programme above it, once for all rows."""
    above = funder.framework
    return (
        entry.once((funder, name), lambda: funder.record(SCOPE, entry.location, name)),
        entry.once(above, lambda: above.record(SCOPE, entry.location)),
    )


def topic(entry: Entry) -> Row:
    """The topic of a call under which a project was granted: what it is about."""
    code = entry.required("topic")
    return _about(entry, key=("topic", code), name=entry.text("title") or code)


def legal_basis(entry: Entry) -> Row:
    """The part of the programme that funds a project; other parts that it touches are what it is about."""
    code, name = entry.required("legal_basis"), entry.text("title")
    if entry.heading("main") and not entry.get("main", bool):
        return _about(entry, key=("legal basis", code), name=name or code)
    funder = part_of(code)
    return _funded_by(entry, project(entry.required("project")), funder, name=name)


def programme_part(entry: Entry) -> Row:
    """A part of Horizon 2020, by the short name under which people know it, that funds a project."""
    short = entry.required("part")
    if short not in SHORT_NAMES:
        known = ", ".join(SHORT_NAMES)
        raise CannotRead(f"{shown(short)} is none of the parts {known}.", entry.heading("part"))
    joint = project(entry.required("project"), numbered_by="rcn")
    return _funded_by(entry, joint, part_of(SHORT_NAMES[short]), name=short)


def field_of_science(entry: Entry) -> Row:
    """A field of the European Science Vocabulary that a project belongs to."""
    code, name = entry.required("code"), entry.required("title")
    return _about(entry, key=(SCIENCE_VOCABULARY, code), name=name, code=code, scheme=SCIENCE_VOCABULARY)


def _funded_by(entry: Entry, joint: NodeRef, funder: Part, name: str | None) -> Row:
    record = Record(
        source=SCOPE,
        key=record_key("funded by", joint.uid, funder.code),
        location=entry.location,
        raw=entry.cells,
        nodes=(NodeClaim(Node.PROJECT, joint.uid), NodeClaim(Node.PROGRAMME, funder.ref.uid)),
        ties=(TieClaim(Tie.FUNDED_BY, joint, funder.ref),),
    )
    return Row(record, _programmes(entry, funder, name))


def _about(entry: Entry, key: tuple[str, str], name: str, **values: str) -> Row:
    number = entry.required("project")
    joint, theme = project(number), NodeRef(Node.THEME, theme_uid(slug(name)))
    record = Record(
        source=SCOPE,
        key=record_key("about", *key, number),
        location=entry.location,
        raw=entry.cells,
        nodes=(NodeClaim(Node.PROJECT, joint.uid, {"code": number}), NodeClaim(Node.THEME, theme.uid)),
        ties=(TieClaim(Tie.ABOUT, joint, theme),),
    )
    return Row(record, (entry.once((*key, name), lambda: _theme(entry, key, name, values)),))


def _theme(entry: Entry, key: tuple[str, str], name: str, values: dict[str, str]) -> Record:
    if not values:
        return theme_record(SCOPE, name, entry.location)
    said = stated(name=name, **values)
    node = NodeClaim(Node.THEME, theme_uid(slug(name)), said)
    raw = {field: str(value) for field, value in said.items()}
    return Record(SCOPE, record_key("theme", *key, name), entry.location, raw=raw, nodes=(node,))
