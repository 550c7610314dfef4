"""From what headings speak of to the fields of a mapping, checked by how the cells look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.vocabulary import Sector
from ingest.mapping.lexicon import HeadingMeaning
from ingest.mapping.looks import Look
from ingest.mapping.schema import SCHEMES

PERSON = "person"
# Of which share of its letters the words must be known, where a heading names a field or only a thing.
SURE_OF_FIELD, SURE_OF_THING = 0.45, 0.8
# What a heading without a thing speaks of; `?` is settled by the rest of the table.
_ALONE = {
    "name": "?.name", "code": "?.code", "acronym": "?.acronym", "title": "project.title",
    "start": "project.start", "end": "project.end", "status": "project.status", "budget": "project.budget",
    "grant": "project.grant", "requested": "project.requested", "call": "project.call", "theme": "?.themes",
    "currency": "project.currency", "website": "?.website", "contribution": "organisation.contribution",
    "cost": "organisation.cost", "role": "organisation.role", "since": "membership.since",
    "until": "membership.until", "source": "one", "target": "other", "population": "place.population",
    "area": "place.area", "level": "place.level", "part_of": "place.part_of", "lau": "place.lau",
    "alias": "organisation.names",
}  # fmt: skip
_OF_ORGANISATION: dict[str, str] = {
    "name": "name", "title": "name", "code": "id", "acronym": "names", "alias": "names",
    "country": "country", "town": "town", "website": "website", "kind": "kind", "sector": "sector",
    "legal_status": "legal_status", "department": "department", "nuts": "nuts", "longitude": "longitude",
    "latitude": "latitude", "role": "role", "contribution": "contribution", "cost": "cost",
    "budget": "cost", "grant": "contribution", "currency": "currency", "status": "status",
    "theme": "themes", **{scheme: scheme for scheme in SCHEMES},
}  # fmt: skip
_OF_PROJECT = {
    "name": "title", "title": "title", "code": "code", "acronym": "acronym", "start": "start", "end": "end",
    "status": "status", "website": "website", "budget": "budget", "cost": "budget", "grant": "grant",
    "contribution": "grant", "requested": "requested", "currency": "currency", "call": "call",
    "theme": "themes", "nuts": "covers",
}  # fmt: skip
_OF_NETWORK = {"name": "name", "title": "name", "code": "id", "acronym": "name"}
_OF_PLACE = {
    "name": "name", "code": "code", "nuts": "nuts", "lau": "lau", "level": "level",
    "population": "population", "area": "area", "country": "country", "part_of": "part_of",
    "longitude": "longitude", "latitude": "latitude",
}  # fmt: skip
_FIELDS = {"project": _OF_PROJECT, "network": _OF_NETWORK, "place": _OF_PLACE}
# How cells must look for a field; where they do not, the heading misled.
LOOKS = {
    "country": "country", "start": "date", "end": "date", "since": "date", "until": "date",
    "budget": "amount", "grant": "amount", "requested": "amount", "contribution": "amount",
    "cost": "amount", "longitude": "degrees", "latitude": "degrees", "nuts": "nuts", "covers": "nuts",
    "website": "website", "population": "whole", "area": "amount", "pic": "pic", "oid": "oid", "ror": "ror",
    "grid": "grid", "wikidata": "wikidata", "isni": "isni", "lei": "lei", "oib": "oib",
}  # fmt: skip


# Amounts of a project that are lists are those of its participants.
_OF_EACH = {"budget": "cost", "grant": "contribution"}


@dataclass(frozen=True, slots=True)
class Guess:
    """A column, the field that it is taken for, how surely, and what was noticed."""

    heading: str
    target: str | None
    certainty: float
    look: Look
    number: int | None = None
    remark: str = ""

    @property
    def section(self) -> str:
        return (self.target or "").partition(".")[0]

    @property
    def field(self) -> str:
        return (self.target or "").partition(".")[2]

    def to(self, target: str | None, remark: str = "") -> "Guess":
        return replace(self, target=target, remark=remark or self.remark)


def guesses(
    headings: Sequence[str], found: Sequence[HeadingMeaning | None], looks: Mapping[str, Look]
) -> list[Guess]:
    """For each column the field of which its heading speaks, if its cells agree."""
    return [_guess(h, meaning, looks[h]) for h, meaning in zip(headings, found, strict=True)]


def _guess(heading: str, meaning: HeadingMeaning | None, look: Look) -> Guess:
    if look.certainly("mail"):
        return Guess(heading, PERSON, 1.0, look, remark="mail addresses")
    if meaning is None:
        return _by_cells(heading, look)
    bare = meaning.attribute is None
    if meaning.certainty < (SURE_OF_THING if bare else SURE_OF_FIELD) and meaning.thing != PERSON:
        return _by_cells(heading, look)
    guess = Guess(heading, _target(meaning), round(meaning.certainty, 2), look, meaning.number)
    if guess.target == "lead.name" and (look.certainly("boolean") or _is_list(look, "boolean")):
        return guess.to("organisation.role", "yes and no say who leads")
    return _checked(guess)


def _target(meaning: HeadingMeaning) -> str | None:
    thing, attribute = meaning.thing, meaning.attribute
    if thing == PERSON or attribute in ("mail", "phone"):
        return PERSON
    if attribute == "role" and thing in ("project", "programme"):
        return "organisation.role"
    if thing == "municipality":
        return "?.municipality"
    if thing in ("project", "network", "place", "programme"):
        return _of(thing, attribute)
    if thing in ("lead", "partner", "organisation"):
        field = _OF_ORGANISATION.get(attribute) if attribute else "name"
        return f"{thing}.{field}" if field else None
    if thing == "membership":
        return f"membership.{attribute}"
    if thing is None and attribute in _ALONE:
        return _ALONE[attribute]
    field = _OF_ORGANISATION.get(attribute or "")
    return f"?.{field}" if thing is None and field else None


def _of(thing: str, attribute: str | None) -> str | None:
    if thing == "programme":
        return "project.programme" if attribute in (None, "name", "title", "kind") else None
    fields = _FIELDS[thing]
    field = fields.get(attribute) if attribute else ("title" if thing == "project" else "name")
    return f"{thing}.{field}" if field else None


def _checked(guess: Guess) -> Guess:
    """The guess, or none where the cells are something else."""
    wanted = LOOKS.get(guess.field)
    if guess.section == "project" and guess.field in _OF_EACH and _is_list(guess.look, "amount"):
        return guess.to(
            f"organisation.{_OF_EACH[guess.field]}", "a list: it is read as what each of them gets"
        )
    if wanted and not guess.look.is_mostly(wanted) and not _is_list(guess.look, wanted):
        return guess.to(None, f"the heading speaks of {guess.field}, but the cells do not look like it")
    if guess.field == "sector" and not any(text.lower() in list(Sector) for text in guess.look.samples):
        return guess.to(None, "the cells name none of the sectors public, private, civic and science")
    if guess.field == "kind" and guess.look.certainly("boolean"):
        return guess.to(None, "the cells say yes and no, not what kind it is")
    if guess.field in ("title", "name") and guess.section in ("project", "organisation", "lead", "partner"):
        for kind in ("date", "amount", "boolean"):
            if guess.look.certainly(kind) and len(guess.look.counts) > 1:
                return guess.to(None, f"the cells look like {kind}s, not like names")
    return guess


def _is_list(look: Look, wanted: str) -> bool:
    """Whether the cells are lists of such values."""
    parts = [part.strip() for sample in look.samples for part in sample.split(";") if part.strip()]
    several = sum(";" in sample for sample in look.samples) > 0
    return several and Look(tuple(parts[:500]), 1.0, look.counts).is_mostly(wanted)


def _by_cells(heading: str, look: Look) -> Guess:
    """A column whose heading says nothing, but whose cells can be only one thing."""
    for kind, field in (("oid", "?.oid"), ("ror", "?.ror"), ("nuts", "?.nuts")):
        if look.certainly(kind) and len(look.counts) > 2:
            return Guess(heading, field, 0.4, look, remark="the heading is not known; the cells look like it")
    if look.certainly("country") and len(look.counts) > 2 and look.filled > 0.5:
        return Guess(
            heading, "?.country", 0.4, look, remark="the heading is not known; the cells are countries"
        )
    return Guess(heading, None, 0.0, look)
