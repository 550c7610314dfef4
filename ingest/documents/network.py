"""What was found on a page, as the network file that a person would write down."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from anyascii import anyascii

from graph.vocabulary import Kind, Role, Stated
from ingest import evidence
from ingest.documents.found import Body, Fact, Figure, Findings, Funder
from ingest.documents.gazetteer import municipality, places
from ingest.evidence import Evidence
from ingest.network_schema import (
    Area,
    Counter,
    Document,
    Group,
    Network,
    Organisation,
    Participant,
    Patron,
    Programme,
    Project,
    Supplier,
    Theme,
)

_LONGEST_KEY = 70


def network_of(found: Findings, *, key: str, address: str) -> Network:
    """The network of a page; `key` is its own among all pages, `address` where the page stands."""
    taking_part = _keyed(
        [body for body in found.bodies if body.role.value in ("lead", "partner", "associated")]
    )
    suppliers = _keyed([body for body in found.bodies if body.role.value == "supplier"], taking_part)
    patrons = _keyed([body for body in found.bodies if body.role.value == "patron"], taking_part | suppliers)
    keys = {b.parent.value: key_of(b.parent.value) for b in taking_part.values() if b.parent}
    keys |= {body.name.value: one for one, body in taking_part.items() if body.name}
    participants = tuple(
        Participant(
            **_body(one, body, keys),
            role=None if body.name is None else _fact(body.role, Role(body.role.value)),
        )
        for one, body in taking_part.items()
    )
    organs = tuple(
        _organ(body)
        for body in taking_part.values()
        if body.parent and keys[body.parent.value] not in taking_part
    )
    located = [p.located_in.value for p in (*participants, *organs) if p.located_in]
    return Network(
        network=key,
        document=Document(id=key, language=found.language, address=address),
        project=_project(found),
        participants=participants,
        suppliers=tuple(Supplier(**_body(one, b, {}), supplies=_supplies(b)) for one, b in suppliers.items()),
        patrons=tuple(Patron(**_body(one, b, {}), patronage=_evidence(b.role)) for one, b in patrons.items()),
        bodies=tuple({organ.key: organ for organ in organs}.values()),
        programmes=tuple(_programme(one) for one in found.funders),
        places=places([*(area.code for area in found.areas), *located]),
        themes=tuple(
            Theme(slug=fact.value, name=fact.value.replace("-", " "), at=fact.at, rule=fact.rule)
            for fact in found.themes
        ),
        counters=tuple(_counters(found.figures)),
        groups=(*_groups(found, keys), *_aggregates(found)),
    )


def key_of(text: str) -> str:
    """A key of ASCII letters, digits and hyphens."""
    return (
        re.sub(r"[^a-z0-9]+", "-", anyascii(text).casefold()).strip("-")[:_LONGEST_KEY].strip("-")
        or "unnamed"
    )


def _keyed(bodies: Sequence[Body], taken: Iterable[str] = ()) -> dict[str, Body]:
    """Bodies by keys of their own; those without names by country or number."""
    made: dict[str, Body] = {}
    for body in bodies:
        base = key_of(body.name.value) if body.name else _unnamed_key(body)
        key, number = base, 1
        while key in made or key in taken:
            number += 1
            key = f"{base}-{number}"
        made[key] = body
    return made


def _unnamed_key(body: Body) -> str:
    if _is_narrator(body):
        return "publisher"
    return body.country.value.casefold() if body.country else "unnamed"


def _is_narrator(body: Body) -> bool:
    return body.name is None and body.evidence is not None and body.evidence.value == "we"


def _fact(fact: Fact, value: Any = None) -> Any:
    return evidence.Fact[Any](value=fact.value if value is None else value, at=fact.at, rule=fact.rule)


def _evidence(fact: Fact) -> Evidence:
    return Evidence(at=fact.at, rule=fact.rule)


def _body(key: str, body: Body, keys: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"key": key}
    if body.name:
        told["name"] = _fact(body.name)
        told["names"] = tuple(_fact(alias) for alias in body.aliases)
        told["located_in"] = _located(body)
    else:
        told["unnamed"] = _evidence(body.evidence or body.role)
    told["kind"] = _fact(body.kind, Kind(body.kind.value)) if body.kind else None
    for name in ("country", "website"):
        fact = getattr(body, name)
        told[name] = _fact(fact) if fact else None
    told["town"] = _fact(body.place) if body.place else None
    if body.above:
        above = keys.get(body.above.value)
        told["subordinate_to"] = _fact(body.above, above) if above else None
    if body.parent:
        told["part_of"] = _fact(body.parent, keys[body.parent.value])
    return told


def _located(body: Body) -> Any:
    """The municipality in whose name a public body stands, where the reference list has it."""
    if (
        not body.name
        or not body.country
        or not body.kind
        or body.kind.value in ("university", "college", "company", "ngo")
    ):
        return None
    code = municipality(body.name.value.split()[0], body.country.value)
    return (
        evidence.Fact[str](
            value=code, at=body.name.at, rule="a public body stands in the municipality whose name it bears"
        )
        if code
        else None
    )


def _organ(body: Body) -> Organisation:
    parent = body.parent
    assert parent is not None  # noqa: S101 - only bodies with a parent come here
    whole = Body(parent, body.role, body.kind, body.country)
    return Organisation(**_body(key_of(parent.value), whole, {}))


def _supplies(body: Body) -> Any:
    words = body.role.rule.partition("'")[2].rstrip("'") or body.role.rule
    return evidence.Fact[str](value=f"as the page puts it: {words}", at=body.role.at, rule=body.role.rule)


def _project(found: Findings) -> Project:
    leaves = [one for one in found.funders if not any(other.above == one.key for other in found.funders)]
    pays = tuple(_fact(one.name, one.key) for one in leaves if not one.serves)
    budget = found.budget
    return Project(
        key=key_of(found.title.value) if found.title else "project",
        code=_maybe(found.code),
        title=_maybe(found.title),
        start=_maybe(found.start),
        end=_maybe(found.end),
        status=_maybe(found.status),
        website=_maybe(found.website),
        budget=_maybe(budget.fact) if budget else None,
        currency=_fact(budget.fact, budget.currency) if budget else None,
        funded_by=pays,
        serves=tuple(_fact(one.name, one.key) for one in leaves if one.serves),
        funding=None if pays else evidence.Fact[Any](value="missing", rule="no funder is named in the text"),
        covers=tuple(
            Area(places=(a.code,), at=a.fact.at, rule=a.fact.rule) for a in found.areas if not a.excluded
        ),
        excludes=tuple(
            Area(places=(a.code,), at=a.fact.at, rule=a.fact.rule) for a in found.areas if a.excluded
        ),
    )


def _maybe(fact: Fact | None) -> Any:
    return _fact(fact) if fact else None


def _programme(one: Funder) -> Programme:
    return Programme(
        key=one.key,
        level=one.level,  # type: ignore[arg-type]  # pydantic checks that it is one of the levels
        name=_fact(one.name),
        code=_fact(one.name, one.code) if one.code else None,
        period=_fact(one.name, one.period) if one.period else None,
        part_of=_fact(one.name, one.above) if one.above else None,
    )


def _counters(figures: Sequence[Figure]) -> Iterator[Counter]:
    taken: set[str] = set()
    for figure in figures:
        base = key_of(f"{figure.unit} {figure.label}")
        key, number = base, 1
        while key in taken:
            number += 1
            key = f"{base}-{number}"
        taken.add(key)
        known = figure.status in (Stated.STATED, Stated.COMPUTED)
        yield Counter(
            key=key, label=figure.label, unit=figure.unit, value=figure.value, value_to=figure.value_to,
            comparator=figure.comparator if known else None, status=figure.status, basis=figure.basis,
            at=figure.at, rule=figure.rule,
        )  # fmt: skip


def _groups(found: Findings, keys: dict[str, str]) -> Iterator[Group]:
    for number, (fact, owner) in enumerate(found.groups, start=1):
        if owner in keys:
            key = key_of(fact.value) if number == 1 else f"{key_of(fact.value)}-{number}"
            yield Group(
                key=key,
                name=fact.value,
                status=Stated.MISSING,
                member_of=keys[owner],
                at=fact.at,
                rule=fact.rule,
            )


def _aggregates(found: Findings) -> Iterator[Group]:
    """Groups of a stated size; a figure that waits for a person makes none."""
    told = {one.key: one for one in found.aggregates if one.figure in found.figures}
    for one in told.values():
        figure = one.figure
        yield Group(
            key=one.key,
            name=figure.label if one.helped == () else one.key,
            size=figure.value,
            size_to=figure.value_to,
            comparator=figure.comparator,
            mentors=tuple(key for key in one.helped if key in told),
            at=figure.at,
            rule="counted, not named; a word for helpers stands in the sentence",
        )
