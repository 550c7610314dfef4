"""Whether two organisations are one: a score from 0 to 1, made of features that say in words what they saw.

The score is a logistic regression over the features of `evidence.py` with the weights of `weights.py`.
Identifiers come first, and guards see to it that what may be a chance is left to a person.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from graph.resolution.belonging import Belonging, belonging
from graph.resolution.evidence import Evidence, evidence
from graph.resolution.guards import guards
from graph.resolution.identifiers import DOUBLES, Numbers, numbers
from graph.resolution.likeness import Likeness
from graph.resolution.subject import Subject
from graph.resolution.weights import START, WEIGHTS
from graph.settings import Settings

MATCHER = "names-2"
BELOW = 0.01  # how far under the merge threshold a guard keeps a score


class Verdict(StrEnum):
    """What the matcher makes of a pair. PART_OF links a sub-unit or subordinate body, and never merges it."""

    MERGE = "merge"
    REVIEW = "review"
    APART = "apart"
    PART_OF = "part of"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Least score to merge, least score to review, and least lead over the second best to merge."""

    merge: float
    review: float
    margin: float

    @classmethod
    def of(cls, settings: Settings) -> "Thresholds":
        """The thresholds that the settings give."""
        return cls(settings.merge_threshold, settings.review_threshold, settings.merge_margin)


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that the matcher saw: its value, what it added to the score's log odds, and a sentence."""

    name: str
    value: float | str | None
    weight: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Score and verdict of a pair (`a` < `b`), with the features that led to them."""

    a: str
    b: str
    score: float
    verdict: Verdict
    features: tuple[Feature, ...]
    parent: str | None


def compare(a: Subject, b: Subject, thresholds: Thresholds, *, explain_apart: bool = True) -> Comparison:
    """Score, verdict and reasons of one pair; the same whichever of the two is given first.

    Without `explain_apart` a pair found apart has no features, which saves half of the time.
    """
    if b.uid < a.uid:
        a, b = b, a
    if not a.names or not b.names:
        return _settled(a, b, 0.0, Verdict.APART, "placeholder", "One of the two is counted but not named.")
    found = numbers(a, b)
    if found.same:
        return _by_number(a, b, found, thresholds)
    if a.country and b.country and a.country != b.country:
        sentence = f"One is in {a.country}, the other in {b.country}."
        return _settled(a, b, 0.0, Verdict.APART, "country", sentence)
    return _by_names(a, b, found, thresholds, explain_apart=explain_apart)


def _settled(a: Subject, b: Subject, score: float, verdict: Verdict, name: str, sentence: str) -> Comparison:
    seen = Feature(name=name, value=None, weight=0.0, sentence=sentence)
    return Comparison(a=a.uid, b=b.uid, score=score, verdict=verdict, features=(seen,), parent=None)


def _by_number(a: Subject, b: Subject, found: Numbers, thresholds: Thresholds) -> Comparison:
    listed = ", ".join(found.same)
    if found.different:
        schemes = ", ".join(found.different)
        sentence = f"Both have {listed}, but they have different numbers in {schemes}."
        score = max(thresholds.merge - BELOW, 0.0)
        return _settled(a, b, score, Verdict.REVIEW, "identifiers contradict", sentence)
    return _settled(a, b, 1.0, Verdict.MERGE, "same identifier", f"Both have {listed}.")


def _by_names(
    a: Subject, b: Subject, found: Numbers, thresholds: Thresholds, *, explain_apart: bool
) -> Comparison:
    seen = evidence(a, b)
    best = seen.names
    assert best is not None, "both have names"  # noqa: S101 - narrows the type, cannot fail here
    weighed = _weighed(seen)
    score = 1 / (1 + math.exp(-START - sum(weight for _, _, weight in weighed)))
    part = _part(a, b, seen, best, found, sure=score >= thresholds.merge)
    if not explain_apart and not part and score < thresholds.review:
        return Comparison(a.uid, b.uid, round(score, 6), Verdict.APART, (), None)
    told = [Feature(guard.name, None, 0.0, guard.sentence) for guard in guards(a, b, seen, found)]
    if told:
        score = min(score, max(thresholds.merge - BELOW, 0.0))
    verdict = Verdict.APART if _parted(found) else _verdict(score, thresholds)
    if part:
        verdict = Verdict.PART_OF
        told.append(Feature("part of", None, 0.0, part.sentence))
    features = (
        Feature(name, round(value, 4), weight, _sentence(name, best)) for name, value, weight in weighed
    )
    parent = part.parent if part else None
    return Comparison(a.uid, b.uid, round(score, 6), verdict, (*told, *features), parent)


def _parted(found: Numbers) -> bool:
    """Whether different numbers of a register prove that the two are two."""
    return bool(found.different) and not DOUBLES.issuperset(found.different)


def _part(
    a: Subject, b: Subject, seen: Evidence, best: Likeness, found: Numbers, *, sure: bool
) -> Belonging | None:
    """Which of the two is a part of the other.

    One acronym for both outweighs a longer name, unless that names a faculty or the like.
    """
    known_as_one = sure and seen.values["acronym"] and not seen.values["sub-unit"]
    return None if known_as_one or _parted(found) else belonging(a, b, best)


def _verdict(score: float, thresholds: Thresholds) -> Verdict:
    if score >= thresholds.merge:
        return Verdict.MERGE
    return Verdict.REVIEW if score >= thresholds.review else Verdict.APART


def _weighed(seen: Evidence) -> list[tuple[str, float, float]]:
    """Name, value and weight of what was seen and weighs, the heaviest first."""
    told = (
        (name, value, round(WEIGHTS[name] * value, 4))
        for name, value in seen.values.items()
        if WEIGHTS.get(name) and value
    )
    return sorted(told, key=lambda feature: (-abs(feature[2]), feature[0]))


def _sentence(name: str, best: Likeness) -> str:
    missing = ", ".join((*best.words_a, *best.words_b)) or "none"
    return SENTENCES[name].format(a=best.a, b=best.b, missing=missing)


SENTENCES = {
    "acronym": "An acronym of the one is an acronym or the initials of the other.",
    "alike": "“{a}” and “{b}” are nearly the same words.",
    "alike, other language": "They are nearly the same words, but in two languages.",
    "dice": "“{a}” and “{b}” share words.",
    "disagree elsewhere": "In one language the names say different things.",
    "head missing": "Only one of “{a}” and “{b}” says what it is.",
    "heads differ": "“{a}” and “{b}” are different kinds of body.",
    "left in both": "Words without a counterpart: {missing}.",
    "left in both, one language": "Both names are in one language, and words of both stand alone: {missing}.",
    "numbers differ": "The numbers in the names differ.",
    "one language": "The names may be in one language, in which one body is rarely named twice.",
    "other town": "They are in different towns.",
    "plain": "They share words that few names have.",
    "same words": "“{a}” and “{b}” are the same words once translated.",
    "sub-unit": "Only one of the two is named as a unit of something.",
    "same site": "Both give the same web site.",
}
