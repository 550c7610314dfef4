"""What a page tells of one network, as checked values: the schema of a network file.

    network     short name, unique among networks; part of every id
    document    id, language and address of the page from which everything is
    project     key, title, code, period, status, budget; `same_as` (network/key of the project in another
                file that tells of it, where no code says that it is the same); `funded_by` (key of a
                programme) or, where no funder is named, `funding: missing`; `serves` (programmes of those
                whom it serves); `covers` and `excludes` (codes of places)
    participants   partners: who they are, and `role` where it is stated
    suppliers, patrons   named in the project, never partners: `supplies`, `patronage`
    bodies      organisations to which others refer (`subordinate_to`, `part_of`) and that do not take part
    programmes  key shared by all networks, level, name, code; `part_of` up the chain
    places      code, level, list of codes; `part_of` up to the country
    themes      slug and name
    counters    figures: value or none, comparator, status, and for computed ones the basis
    groups      participants that are counted but not named: size, `member_of` (an organisation),
                `mentors` (groups)
    remarks     facts for which the graph has no node; kept with the project's record

Facts are values with their evidence (`ingest.evidence`): the spans of the text where they stand, or the
rule by which they were found. What is not known is left out: a participant without a name has `unnamed`
(the evidence that it is there) instead of `name`. A program that reads pages builds the same objects.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from graph.vocabulary import Comparator, Kind, Role, Sector, Stated
from ingest.evidence import Evidence, Fact, Part, Text

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9./+-]*$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
PartialDate = Annotated[
    str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
]
Amount = Annotated[str, StringConstraints(pattern=r"^\d+(\.\d+)?$")]
Level = Literal["fund", "mechanism", "programme", "priority", "measure", "sub-measure", "call"]
PlaceLevel = Literal["country", "nuts1", "nuts2", "nuts3", "subdivision", "settlement", "area"]


class Document(Part):
    """The page."""

    id: Text
    language: Language
    address: Text


class Area(Evidence):
    """Places that a project covers, or leaves out by design."""

    places: tuple[Text, ...] = Field(min_length=1)


class Project(Part):
    key: Key
    same_as: Annotated[str, StringConstraints(pattern=r"^[^/\s]+/[^\s]+$")] | None = None
    code: Fact[Text] | None = None
    acronym: Fact[Text] | None = None
    title: Fact[Text] | None = None
    start: Fact[PartialDate] | None = None
    end: Fact[PartialDate] | None = None
    status: Fact[Text] | None = None
    budget: Fact[Amount] | None = None
    currency: Fact[Text] | None = None
    website: Fact[Text] | None = None
    funding: Fact[Literal["missing"]] | None = None
    funded_by: tuple[Fact[Key], ...] = ()
    serves: tuple[Fact[Key], ...] = ()
    covers: tuple[Area, ...] = ()
    excludes: tuple[Area, ...] = ()

    @model_validator(mode="after")
    def _says_who_pays(self) -> Self:
        if bool(self.funded_by) == (self.funding is not None):
            raise ValueError("give either `funded_by` or `funding` with the value missing")
        if (self.budget is None) != (self.currency is None):
            raise ValueError("a budget goes with its currency")
        return self


class Organisation(Part):
    """Who an organisation is. `located_in` is a code of `places`; references are keys of this file."""

    key: Key
    name: Fact[Text] | None = None
    unnamed: Evidence | None = None
    names: tuple[Fact[Text], ...] = ()
    kind: Fact[Kind] | None = None
    sector: Fact[Sector] | None = None
    legal_status: Fact[Text] | None = None
    country: Fact[Country] | None = None
    town: Fact[Text] | None = None
    website: Fact[Text] | None = None
    located_in: Fact[Text] | None = None
    subordinate_to: Fact[Key] | None = None
    part_of: Fact[Key] | None = None

    @model_validator(mode="after")
    def _has_name_or_none(self) -> Self:
        if (self.name is None) == (self.unnamed is None):
            raise ValueError("give either `name`, or `unnamed` with the evidence that it is there")
        return self


class Participant(Organisation):
    role: Fact[Role] | None = None


class Supplier(Organisation):
    supplies: Fact[Text]


class Patron(Organisation):
    patronage: Evidence


class Programme(Part):
    key: Key
    level: Level
    name: Fact[Text]
    code: Fact[Text] | None = None
    period: Fact[Text] | None = None
    part_of: Fact[Key] | None = None


class Place(Evidence):
    code: Text
    name: Text
    level: PlaceLevel
    scheme: Text
    country: Country
    part_of: Text | None = None


class Theme(Evidence):
    slug: Key
    name: Text


class Counter(Evidence):
    key: Key
    label: Text
    unit: Text
    value: float | None = None
    value_to: float | None = None
    comparator: Comparator | None = None
    status: Stated = Stated.STATED
    basis: Text | None = None

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        _check_figure(self.value, self.value_to, self.comparator, self.status)
        if (self.status is Stated.COMPUTED) != (self.basis is not None):
            raise ValueError("`basis` is for a computed figure, and a computed figure needs one")
        return self


class Group(Evidence):
    key: Key
    name: Text
    size: float | None = None
    size_to: float | None = None
    comparator: Comparator | None = None
    status: Stated = Stated.STATED
    member_of: Key | None = None
    mentors: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        _check_figure(self.size, self.size_to, self.comparator, self.status)
        return self


class Remark(Evidence):
    key: Key
    text: Text


class Network(Part):
    """All that one page tells; every reference leads to something in the same file."""

    network: Key
    document: Document
    project: Project
    participants: tuple[Participant, ...] = ()
    suppliers: tuple[Supplier, ...] = ()
    patrons: tuple[Patron, ...] = ()
    bodies: tuple[Organisation, ...] = ()
    programmes: tuple[Programme, ...] = ()
    places: tuple[Place, ...] = ()
    themes: tuple[Theme, ...] = ()
    counters: tuple[Counter, ...] = ()
    groups: tuple[Group, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        """All of them, whatever their part in the project."""
        return (*self.participants, *self.suppliers, *self.patrons, *self.bodies)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        organisations = _unique("organisation", (o.key for o in self.organisations))
        programmes = _unique("programme", (p.key for p in self.programmes))
        places = _unique("place", (p.code for p in self.places))
        groups = _unique("group", (g.key for g in self.groups))
        for what, keys in (
            ("theme", (t.slug for t in self.themes)),
            ("counter", (c.key for c in self.counters)),
            ("remark", (r.key for r in self.remarks)),
        ):
            _unique(what, keys)
        _known("organisation", organisations, self._organisations_named())
        _known("programme", programmes, self._programmes_named())
        _known("place", places, self._places_named())
        _known("group", groups, (key for group in self.groups for key in group.mentors))
        _chained("organisation", {o.key: o.part_of.value for o in self.organisations if o.part_of})
        _chained("programme", {p.key: p.part_of.value for p in self.programmes if p.part_of})
        _chained("place", {p.code: p.part_of for p in self.places if p.part_of})
        return self

    def _organisations_named(self) -> Iterable[str]:
        for organisation in self.organisations:
            yield from (fact.value for fact in (organisation.subordinate_to, organisation.part_of) if fact)
        yield from (group.member_of for group in self.groups if group.member_of)

    def _programmes_named(self) -> Iterable[str]:
        yield from (fact.value for fact in (*self.project.funded_by, *self.project.serves))
        yield from (programme.part_of.value for programme in self.programmes if programme.part_of)

    def _places_named(self) -> Iterable[str]:
        yield from (code for area in (*self.project.covers, *self.project.excludes) for code in area.places)
        yield from (place.part_of for place in self.places if place.part_of)
        yield from (o.located_in.value for o in self.organisations if o.located_in)


def _check_figure(
    value: float | None, value_to: float | None, comparator: Comparator | None, status: Stated
) -> None:
    """An unknown figure is absent, never 0; a known one says how exact it is."""
    known = status in {Stated.STATED, Stated.COMPUTED}
    if known != (value is not None) or known != (comparator is not None):
        raise ValueError(
            "a figure that is stated or computed has a value and a comparator, any other has none"
        )
    if (comparator is Comparator.RANGE) != (value_to is not None):
        raise ValueError("the upper end of a figure goes with the comparator range")
    if value is not None and value_to is not None and value_to <= value:
        raise ValueError("the upper end of a range must be above its lower end")


def _unique(what: str, keys: Iterable[str]) -> frozenset[str]:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"there are two {what}s with the key {key!r}")
        seen.add(key)
    return frozenset(seen)


def _known(what: str, known: frozenset[str], keys: Iterable[str]) -> None:
    for key in keys:
        if key not in known:
            raise ValueError(f"there is no {what} {key!r} in this file")


def _chained(what: str, above: Mapping[str, str]) -> None:
    """Every chain of `part_of` must end: who walks it up must not go round in circles."""
    for start in above:
        step, seen = start, {start}
        while step in above:
            step = above[step]
            if step in seen:
                raise ValueError(f"{what} {start!r} is part of itself")
            seen.add(step)
