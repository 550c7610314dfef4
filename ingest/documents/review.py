"""Facts that are not sure enough: told one by one, and left out of the graph until a person decides."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ingest.documents.found import SURE_ENOUGH, Body, Fact, Figure, Findings
from ingest.documents.page import Span


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fact that waits: its id, what it says, where it stands, by which rule and how surely."""

    id: str
    says: str
    at: tuple[Span, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person has decided of doubts, by their ids."""

    accepted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()


_SINGLE = ("title", "code", "start", "end", "status", "website")


def doubts(found: Findings) -> tuple[Doubt, ...]:
    """All facts under the confidence that the graph asks for, in the order of their ids."""
    told = {doubt.id: doubt for doubt, _ in _all(found)}
    return tuple(told[one] for one in sorted(told))


def decided(found: Findings, decisions: Decisions) -> Findings:
    """The findings without the doubtful facts that nobody has accepted."""
    out = {doubt.id for doubt, _ in _all(found)} - decisions.accepted
    left = replace(
        found,
        bodies=tuple(one for one in found.bodies if not _is_out(_of_body(one), out)),
        figures=tuple(one for one in found.figures if not _is_out(_of_figure(one), out)),
    )
    for name in _SINGLE:
        fact = getattr(found, name)
        if fact and _is_out(_doubt(name, f"{name} is {fact.value}", fact), out):
            left = _without(left, name)
    return left


def _without(found: Findings, name: str) -> Findings:
    changes: dict[str, Any] = {name: None}
    return replace(found, **changes)


def waiting(found: Findings, decisions: Decisions) -> tuple[Doubt, ...]:
    """Doubts of which nothing has been decided."""
    return tuple(one for one in doubts(found) if one.id not in decisions.accepted | decisions.rejected)


def _all(found: Findings) -> Iterator[tuple[Doubt, object]]:
    candidates = [
        *((_of_body(one), one) for one in found.bodies),
        *((_of_figure(one), one) for one in found.figures),
        *((_doubt(n, f"{n} is {fact.value}", fact), fact) for n in _SINGLE if (fact := getattr(found, n))),
    ]
    yield from ((doubt, thing) for doubt, thing in candidates if doubt.confidence < SURE_ENOUGH)


def _is_out(doubt: Doubt, out: Collection[str]) -> bool:
    return doubt.confidence < SURE_ENOUGH and doubt.id in out


def _of_body(body: Body) -> Doubt:
    name = body.name.value if body.name else "somebody who is not named"
    fact = Fact(name, body.name.at if body.name else body.role.at, body.role.rule, body.confidence)
    return _doubt("body", f"{name} takes part as {body.role.value}", fact)


def _of_figure(figure: Figure) -> Doubt:
    fact = Fact(figure.label, figure.at, figure.rule, figure.confidence)
    return _doubt("figure", f"{figure.comparator} {figure.value} {figure.label}", fact)


def _doubt(kind: str, says: str, fact: Fact) -> Doubt:
    stated = "\x1f".join((kind, says, *(f"{a}-{b}" for a, b in fact.at)))
    digest = hashlib.blake2b(stated.encode(), digest_size=4).hexdigest()
    return Doubt(digest, says, fact.at, fact.rule, fact.confidence)
