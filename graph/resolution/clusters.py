"""Which organisations are one: a pure function of the judgements in force, in whatever order they came."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from graph.resolution.canonical import SameAs, canonical_of
from graph.resolution.judgements import Decision, Judgement, in_force

CLUSTER_RULE = (
    "what is judged to be one is joined, the strongest judgement first (a person's before the matcher's, "
    "then the higher score, then the smaller uids); a judgement that would bring together two that are "
    "judged to be apart gives way"
)


@dataclass(frozen=True, slots=True)
class PartOf:
    """A unit that is part of its parent by a judgement, and never one with it."""

    unit: str
    parent: str
    judgement: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What follows from the judgements.

    `grounds` are, per organisation that is one with others, the judgements that say so; `overruled` are
    positive judgements that gave way to a negative one.
    """

    same_as: SameAs
    grounds: Mapping[str, tuple[str, ...]]
    parts: tuple[PartOf, ...]
    overruled: tuple[Judgement, ...]


def resolved(judgements: Iterable[Judgement], present: Collection[str]) -> Resolution:
    """Clusters by CLUSTER_RULE; judgements on an organisation that is not `present` wait until it is."""
    counting = [j for j in in_force(judgements).values() if j.a in present and j.b in present]
    groups = _Groups()
    for judgement in counting:
        if judgement.decision in (Decision.NEGATIVE, Decision.PART_OF):
            groups.part(*judgement.pair)
    positive = [j for j in counting if j.decision is Decision.POSITIVE]
    overruled = [j for j in sorted(positive, key=_weakness) if not groups.join(*j.pair)]
    given_way = {judgement.uid for judgement in overruled}
    return Resolution(
        same_as=SameAs(groups.canonical()),
        grounds=_grounds(j for j in positive if j.uid not in given_way),
        parts=tuple(_part(j) for j in counting if j.decision is Decision.PART_OF),
        overruled=tuple(sorted(overruled, key=lambda j: j.pair)),
    )


def _weakness(judgement: Judgement) -> tuple[bool, float, str, str]:
    score = 0.0 if judgement.score is None else judgement.score
    return not judgement.by_person, -score, judgement.a, judgement.b


def _part(judgement: Judgement) -> PartOf:
    unit = judgement.a if judgement.parent == judgement.b else judgement.b
    return PartOf(unit, judgement.parent or "", judgement.uid)


def _grounds(judgements: Iterable[Judgement]) -> Mapping[str, tuple[str, ...]]:
    grounds: dict[str, list[str]] = defaultdict(list)
    for judgement in judgements:
        for end in judgement.pair:
            grounds[end].append(judgement.uid)
    return {uid: tuple(sorted(grounds[uid])) for uid in sorted(grounds)}


class _Groups:
    """Disjoint sets that know which other sets they must not be joined with."""

    def __init__(self) -> None:
        self._group: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)

    def part(self, one: str, other: str) -> None:
        """These two must never meet; said before anything is joined."""
        self._apart[one].add(other)
        self._apart[other].add(one)

    def join(self, one: str, other: str) -> bool:
        """Makes the groups of the two one; False, and nothing done, where that would join what is apart."""
        a, b = self._group.get(one, one), self._group.get(other, other)
        if a == b:
            return True
        if b in self._apart[a]:
            return False
        if len(self._in(a)) < len(self._in(b)):
            a, b = b, a
        self._members[a] = [*self._in(a), *self._in(b)]
        for member in self._members.pop(b, [b]):
            self._group[member] = a
        for enemy in self._apart.pop(b, set()):
            self._apart[enemy].discard(b)
            self._apart[enemy].add(a)
            self._apart[a].add(enemy)
        return True

    def _in(self, group: str) -> list[str]:
        return self._members.get(group, [group])

    def canonical(self) -> dict[str, str]:
        """Who stands for each member that does not stand for itself."""
        found = {}
        for members in self._members.values():
            first = canonical_of(members)
            found.update({member: first for member in members if member != first})
        return dict(sorted(found.items()))
