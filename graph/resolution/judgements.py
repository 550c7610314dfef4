"""Judgements: who decided whether two organisations are one, when and why; and which decision is in force.

Judgements are only ever added. Per pair the latest one counts, and a person's outranks the matcher's. What a
person undoes is as if it had not been said; what the matcher had decided becomes "not sure" when a person
undoes it, so that the matcher does not decide it again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

MATCHER_NAME = "matcher"
Pair = tuple[str, str]


class Decision(StrEnum):
    """What is said of a pair. PART_OF parts it and links the unit to its parent; WITHDRAWN says no more."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"
    PART_OF = "part of"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision on the pair `a` < `b`; `number` is its place in the log.

    `score` is the matcher's, `parent` the one of the pair of which the other is a part, `undoes` the uid of
    an earlier judgement that is taken back.
    """

    uid: str
    number: int
    a: str
    b: str
    decision: Decision
    by: str
    score: float | None = None
    parent: str | None = None
    undoes: str | None = None

    def __post_init__(self) -> None:
        if not self.a < self.b:
            raise ValueError("A judgement names two organisations, the smaller uid first.")
        if (self.decision is Decision.PART_OF) != (self.parent in (self.a, self.b)):
            raise ValueError("A part has one of the two as its parent, any other decision none.")

    @property
    def pair(self) -> Pair:
        return self.a, self.b

    @property
    def by_person(self) -> bool:
        return self.by != MATCHER_NAME


def pair_of(one: str, other: str) -> Pair:
    """The two uids as judgements write them."""
    return (one, other) if one < other else (other, one)


def in_force(judgements: Iterable[Judgement]) -> Mapping[Pair, Judgement]:
    """The judgement that counts of each pair, sorted by pair, in whatever order they are given."""
    by_pair: dict[Pair, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        by_pair[judgement.pair].append(judgement)
    counting = {pair: _counting(by_pair[pair]) for pair in sorted(by_pair)}
    return {pair: judgement for pair, judgement in counting.items() if judgement}


def _counting(entries: Iterable[Judgement]) -> Judgement | None:
    latest_first = sorted(entries, key=lambda entry: (-entry.number, entry.uid))
    undone: set[str] = set()
    for entry in latest_first:
        if not entry.by_person or entry.uid in undone:
            continue
        if entry.undoes:
            undone.add(entry.undoes)
        if entry.decision is not Decision.WITHDRAWN:
            return entry
    own = next((entry for entry in latest_first if not entry.by_person), None)
    return own if own and own.decision is not Decision.WITHDRAWN else None
