"""Participants that one document counts without a name, and another document names.

A placeholder is filled only where nothing else is possible: the other document names exactly one participant
of that country that the first does not name, and the first leaves exactly one of that country without a name.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.resolution.canonical import SameAs
from graph.resolution.judgements import Pair, pair_of
from graph.resolution.matching import Comparison, Feature, Verdict

PLACEHOLDER_MATCHER = "placeholders-1"
FILLED_SCORE = 0.95
UNCLEAR_SCORE = 0.5
# Where many could be meant, nobody can tell them apart in a review either.
MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Appearance:
    """An organisation in a project, as some documents state it; `named` is False for a placeholder."""

    project: str
    organisation: str
    named: bool
    country: str | None
    kind: str | None
    documents: frozenset[str]


def fillings(appearances: Iterable[Appearance], same_as: SameAs) -> list[Comparison]:
    """Which named participant each placeholder can be, sorted by uids; `same_as` as known so far."""
    projects: dict[str, list[Appearance]] = defaultdict(list)
    for appearance in appearances:
        projects[appearance.project].append(appearance)
    found: dict[Pair, Comparison] = {}
    for project in sorted(projects):
        for comparison in _of_project(projects[project], same_as):
            found.setdefault((comparison.a, comparison.b), comparison)
    return [found[pair] for pair in sorted(found)]


def _of_project(members: Sequence[Appearance], same_as: SameAs) -> Iterator[Comparison]:
    members = sorted(members, key=lambda member: member.organisation)
    named = [member for member in members if member.named]
    possible = {
        empty.organisation: _candidates(empty, named, same_as) for empty in members if not empty.named
    }
    claims: dict[str, int] = defaultdict(int)
    for candidates in possible.values():
        for group in candidates:
            claims[group] += 1
    for empty in (member for member in members if not member.named):
        candidates = possible[empty.organisation]
        if len(candidates) <= MOST_CANDIDATES:
            alone = len(candidates) == 1 and all(claims[group] == 1 for group in candidates)
            for candidate in candidates.values():
                yield _comparison(empty, candidate, sure=alone and empty.country is not None)


def _candidates(empty: Appearance, named: Iterable[Appearance], same_as: SameAs) -> Mapping[str, Appearance]:
    """Named participants that the placeholder's own documents do not name, one of each that are the same."""
    others = list(named)
    known = {same_as.of(other.organisation) for other in others if other.documents & empty.documents}
    found: dict[str, Appearance] = {}
    for other in others:
        group = same_as.of(other.organisation)
        if group not in known and _can_be(empty, other):
            found.setdefault(group, other)
    return found


def _can_be(empty: Appearance, named: Appearance) -> bool:
    same_country = empty.country is None or empty.country == named.country
    return same_country and (None in (empty.kind, named.kind) or empty.kind == named.kind)


def _comparison(empty: Appearance, named: Appearance, *, sure: bool) -> Comparison:
    where = f" from {empty.country}" if empty.country else ""
    sentence = (
        f"One document counts a participant{where} without a name; it is the only one{where} that another "
        "document of the same project names and the first does not."
        if sure
        else f"One document counts a participant{where} without a name; another document of the same project "
        "names this one, and more than one could be meant or the country is not stated."
    )
    score = FILLED_SCORE if sure else UNCLEAR_SCORE
    a, b = pair_of(empty.organisation, named.organisation)
    return Comparison(
        a=a,
        b=b,
        score=score,
        verdict=Verdict.MERGE if sure else Verdict.REVIEW,
        features=(Feature(name="placeholder", value=empty.project, weight=score, sentence=sentence),),
        parent=None,
    )
