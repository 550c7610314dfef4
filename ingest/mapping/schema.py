"""What a mapping file says: from which columns of a table which facts are read, as checked values.

    source      name (part of every id), title, publisher, address, licence
    file        sheet, member, encoding, delimiter, where the file does not tell
    reading     decimal sign, order of dates, currency, country and language where no column says
    table       which kind of table it is; with it go these sections:

    participations   organisation, project; outcome
    projects         project; participants (each one column, numbered columns, or several in a cell); outcome
    organisations    organisation
    memberships      organisation, network; membership
    partnerships     one, other; together
    places           place

    rows_differ_in   columns that tell rows apart which speak of one thing, such as the regions of a project
    left_out    columns of persons, whose cells are not kept at all

A field says where its value comes from (`Cell`): a heading, or a heading with more about it.
"""

import re
from collections.abc import Mapping as Pairs
from typing import Annotated, Literal, Self, get_args

import pycountry
from babel.numbers import list_currencies
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

TableName = Literal["participations", "projects", "organisations", "memberships", "partnerships", "places"]
TABLES: tuple[TableName, ...] = get_args(TableName)
# Beside `name`, what an organisation can be known by; any other register goes as `national` or `id`.
Scheme = Literal["id", "pic", "oid", "vat", "ror", "oib", "lei", "grid", "wikidata", "isni", "national"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
# `organisation` is the one that is named first; for tables without codes, where many projects share a title.
KnownBy = Literal["code", "acronym", "title", "programme", "start", "end", "budget", "grant", "organisation"]
NUMBER = "{n}"

Text = Annotated[str, StringConstraints(min_length=1)]


def _name(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", text):
        raise ValueError(f"{text!r} is no short name; use small letters a to z, digits, dots and hyphens")
    return text


def _language(code: str) -> str:
    if not re.fullmatch(r"[a-z]{2}", code):
        raise ValueError(f"{code!r} is no two-letter code of a language such as pl or da")
    return code


def _currency(code: str) -> str:
    if code not in list_currencies():
        raise ValueError(f"{code!r} is no code of a currency such as EUR or PLN")
    return code


def _country(code: str) -> str:
    if code != "XK" and pycountry.countries.get(alpha_2=code) is None:
        raise ValueError(f"{code!r} is no two-letter code of a country such as PL or DK")
    return code


class Part(BaseModel):
    """A part of a mapping: nothing in it is unknown, nothing changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Cell(Part):
    """Where a value comes from. A bare heading is short for `column`.

    `values` says what the words of a column mean; a word that is not there is refused with its row, left
    out, or kept as it is (`others`). `separator` stands between the items of a list.
    """

    column: Text | None = None
    columns: tuple[Text, ...] = ()
    joined_by: str = " "
    value: Text | None = None
    separator: Text | None = None
    values: dict[str, Text] = Field(default_factory=dict)
    others: Literal["refused", "left out", "kept"] = "refused"
    required: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_heading(cls, said: object) -> object:
        return {"column": said} if isinstance(said, str) else said

    @model_validator(mode="after")
    def _has_one_origin(self) -> Self:
        if sum((self.column is not None, bool(self.columns), self.value is not None)) != 1:
            raise ValueError("give one of `column`, `columns` (joined) and `value` (the same in all rows)")
        return self

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings from which the value comes; none where it is fixed."""
        return (self.column,) if self.column is not None else self.columns


class SourcePart(Part):
    """Who publishes the table. Tables with the same `name` share their organisations and projects."""

    name: Annotated[str, AfterValidator(_name)]
    title: Text
    publisher: str = ""
    address: str = ""
    licence: str = ""


class FilePart(Part):
    sheet: Text | None = None
    member: Text | None = None
    encoding: Text | None = None
    delimiter: Annotated[str, StringConstraints(min_length=1, max_length=1)] | None = None


class ReadingPart(Part):
    """How cells are written, and what is true of all rows; `not_known` are words such as NA for no value."""

    decimal: Literal["auto", ",", "."] = "auto"
    dates: Literal["auto", "dmy", "mdy"] = "auto"
    currency: Annotated[str, AfterValidator(_currency)] | None = None
    country: Annotated[str, AfterValidator(_country)] | None = None
    language: Annotated[str, AfterValidator(_language)] | None = None
    not_known: tuple[Text, ...] = ()


class Organisation(Part):
    """Who an organisation is. It is known by one of its `identifiers`, else by name and country."""

    known_by: Literal["name"] | Scheme = "name"
    identifiers: dict[Scheme, Cell] = Field(default_factory=dict)
    name: Cell | None = None
    names: Cell | None = None
    kind: Cell | None = None
    sector: Cell | None = None
    legal_status: Cell | None = None
    country: Cell | None = None
    town: Cell | None = None
    website: Cell | None = None
    status: Cell | None = None
    nuts: Cell | None = None
    longitude: Cell | None = None
    latitude: Cell | None = None
    themes: Cell | None = None

    @model_validator(mode="after")
    def _can_be_known(self) -> Self:
        if self.known_by != "name" and self.known_by not in self.identifiers:
            raise ValueError(f"it is known by {self.known_by!r}, so `identifiers` must say its column")
        if self.known_by == "name" and self.name is None:
            raise ValueError("`name` is needed, or `known_by` with one of the `identifiers`")
        return self


class Participant(Organisation):
    """An organisation and its part in a project; `separator` says that one cell holds several."""

    separator: Text | None = None
    role: Cell | None = None
    department: Cell | None = None
    contribution: Cell | None = None
    cost: Cell | None = None
    currency: Cell | None = None


class Project(Part):
    """What a project is, and by which of its fields (or `organisation`) it is known."""

    known_by: tuple[KnownBy, ...]
    code: Cell | None = None
    acronym: Cell | None = None
    title: Cell | None = None
    start: Cell | None = None
    end: Cell | None = None
    status: Cell | None = None
    website: Cell | None = None
    budget: Cell | None = None
    grant: Cell | None = None
    requested: Cell | None = None
    currency: Cell | None = None
    programme: Cell | None = None
    call: Cell | None = None
    themes: Cell | None = None
    covers: Cell | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_or_several(cls, said: object) -> object:
        if isinstance(said, dict) and isinstance(said.get("known_by"), str):
            return said | {"known_by": (said["known_by"],)}
        return said

    @model_validator(mode="after")
    def _can_be_known(self) -> Self:
        lacking = [name for name in self.known_by if name != "organisation" and getattr(self, name) is None]
        if lacking:
            raise ValueError(f"it is known by {lacking[0]!r}, so that field must say its column")
        if not set(self.known_by) & {"code", "acronym", "title"}:
            raise ValueError("`known_by` must have `code`, `acronym` or `title`")
        if self.grant is not None and self.programme is None:
            raise ValueError("`grant` goes with `programme`: who grants it; give its name as a fixed `value`")
        return self


class Membership(Part):
    since: Cell | None = None
    until: Cell | None = None
    status: Cell | None = None


class Together(Part):
    """What two organisations do together; rows that differ in it are different projects."""

    title: Cell | None = None
    start: Cell | None = None
    end: Cell | None = None


class Place(Part):
    """A place by its code; `nuts`, `lau` and the like say from which list it is (`scheme`)."""

    code: Cell
    name: Cell | None = None
    names: Cell | None = None
    level: Cell | None = None
    scheme: Cell | None = None
    country: Cell | None = None
    part_of: Cell | None = None
    population: Cell | None = None
    population_year: Cell | None = None
    area: Cell | None = None
    urbanisation: Cell | None = None
    valid_from: Cell | None = None
    valid_to: Cell | None = None
    longitude: Cell | None = None
    latitude: Cell | None = None


# Sections of each kind of table: those that it needs, and those that it may have.
SECTIONS: Pairs[TableName, tuple[frozenset[str], frozenset[str]]] = {
    "participations": (frozenset({"organisation", "project"}), frozenset({"outcome"})),
    "projects": (frozenset({"project"}), frozenset({"participants", "outcome"})),
    "organisations": (frozenset({"organisation"}), frozenset()),
    "memberships": (frozenset({"organisation", "network"}), frozenset({"membership"})),
    "partnerships": (frozenset({"one", "other"}), frozenset({"together"})),
    "places": (frozenset({"place"}), frozenset()),
}


class Mapping(Part):
    """A whole mapping file."""

    source: SourcePart
    file: FilePart = FilePart()
    reading: ReadingPart = ReadingPart()
    table: TableName
    organisation: Participant | None = None
    participants: tuple[Participant, ...] = ()
    project: Project | None = None
    outcome: Cell | None = None
    network: Organisation | None = None
    membership: Membership | None = None
    one: Organisation | None = None
    other: Organisation | None = None
    together: Together | None = None
    place: Place | None = None
    rows_differ_in: tuple[Text, ...] = ()
    left_out: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _has_its_sections(self) -> Self:
        needed, allowed = SECTIONS[self.table]
        sections = frozenset().union(*(one | other for one, other in SECTIONS.values()))
        given = {name for name in sections if getattr(self, name)}
        lacking, foreign = sorted(needed - given), sorted(given - needed - allowed)
        if lacking:
            raise ValueError(f"a table of {self.table} needs the section `{lacking[0]}`")
        if foreign:
            raise ValueError(f"a table of {self.table} has no section `{foreign[0]}`")
        return self
