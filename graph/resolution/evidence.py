"""What speaks for and against two subjects being one, as numbers between which the matcher weighs."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from rapidfuzz.distance import Levenshtein

from graph.resolution.folding import words_of
from graph.resolution.lexicon import roles
from graph.resolution.likeness import Likeness, likeness
from graph.resolution.subject import Subject
from graph.resolution.wording import Wording, wording

MOST_NAMES = 10
DISAGREEMENT = 0.6


@dataclass(frozen=True, slots=True)
class Evidence:
    """The best pair of names and the values of all features, by their names in `weights.py`."""

    names: Likeness | None
    values: Mapping[str, float]


def evidence(a: Subject, b: Subject) -> Evidence:
    """Compares every name of one with every name of the other and takes the most telling pair."""
    towns = town_words(a.town, a.country), town_words(b.town, b.country)
    likely = _likely(a, b, *towns)
    ours, theirs = readings(a), readings(b)
    found = [(likeness(x, y, likely), x, y) for x in ours for y in theirs]
    best, _, _ = max(
        found, key=lambda pair: (_telling(pair[0]), pair[0].a, pair[0].b), default=(None, None, None)
    )
    if best is None:
        return Evidence(None, {})
    spoken = _same_language(best, found)
    values = _name_values(best) | spoken | _other_values(a, b, *towns) | _agreement(a, b, ours, theirs)
    return Evidence(best, values)


def _same_language(best: Likeness, found: list[tuple[Likeness, Wording, Wording]]) -> dict[str, float]:
    """Words without a counterpart tell more where both names are in one language."""
    alike = [one for one, x, y in found if not x.languages or not y.languages or x.languages & y.languages]
    same = any(one is best for one in alike)
    disagree = bool(alike) and not same and max(one.dice for one in alike) < DISAGREEMENT
    less = min(best.left_a, best.left_b)
    return {
        "one language": float(same),
        "left in both, one language": min(less, 2.0) * same,
        "alike, other language": max(best.dice - 0.8, 0.0) * 5 * (not same),
        "disagree elsewhere": float(disagree),
    }


@lru_cache(maxsize=200_000)
def readings(one: Subject) -> tuple[Wording, ...]:
    """The names of a subject as read, each wording once."""
    read = [wording(name, one.country) for name in one.names[:MOST_NAMES]]
    told = [w for w in read if not is_code(w)] or read
    return tuple({frozenset(w.words): w for w in reversed(told)}.values())[::-1]


def is_code(read: Wording) -> bool:
    """Whether a name is an acronym or a number: it may agree by chance, so it is no name to compare."""
    if any(len(word) > 4 for word in read.words if word.isalpha() and word not in read.acronyms):
        return False
    return len(read.words) <= 2 and (
        len(read.squashed) <= 6
        or any(c.isdigit() for c in read.squashed)
        or (bool(read.acronyms & set(read.words)) and len(read.squashed) <= 8)
    )


@lru_cache(maxsize=200_000)
def acronyms_of(one: Subject) -> frozenset[str]:
    """All acronyms in the names of a subject, the names that are nothing else among them."""
    read = [wording(name, one.country) for name in one.names[:MOST_NAMES]]
    return codes_of(one).union(*(w.acronyms for w in read))


@lru_cache(maxsize=200_000)
def codes_of(one: Subject) -> frozenset[str]:
    """The names of a subject that are nothing but an acronym or a number."""
    read = (wording(name, one.country) for name in one.names[:MOST_NAMES])
    return frozenset(w.squashed for w in read if is_code(w))


def _telling(one: Likeness) -> tuple[float, float, float]:
    penalty = 0.3 * one.heads_differ + 0.15 * one.head_missing + 0.2 * one.numbers_differ
    depth = min(one.shared, 2.0) * 0.1
    return (one.dice - penalty + depth, one.letters, -len(one.words_a) - len(one.words_b))


def _name_values(best: Likeness) -> dict[str, float]:
    less = min(best.left_a, best.left_b)
    return {
        "dice": best.dice,
        "alike": max(best.dice - 0.8, 0.0) * 5,
        "plain": min(best.plain, 2.0),
        "left in both": min(less, 2.0),
        "same words": float(best.exact),
        "heads differ": float(best.heads_differ),
        "head missing": float(best.head_missing),
        "sub-unit": float(best.subunit),
        "numbers differ": float(best.numbers_differ),
    }


def _agreement(
    a: Subject, b: Subject, ours: tuple[Wording, ...], theirs: tuple[Wording, ...]
) -> dict[str, float]:
    """Whether an acronym of the one is one of the other, or is made of its initials."""
    acronyms_a, acronyms_b = acronyms_of(a), acronyms_of(b)
    met = acronyms_a & (acronyms_b | {w.initials for w in theirs}) | acronyms_b & {w.initials for w in ours}
    return {"acronym": float(any(len(word) > 2 for word in met))}


def _other_values(a: Subject, b: Subject, town_a: frozenset[str], town_b: frozenset[str]) -> dict[str, float]:
    known = bool(town_a and town_b)
    same_town = known and (bool(town_a & town_b) or _nearly(town_a, town_b))
    return {
        "same town": float(same_town),
        "other town": float(known and not same_town),
        "same site": float(_same_site(a, b)),
    }


def _likely(a: Subject, b: Subject, town_a: frozenset[str], town_b: frozenset[str]) -> frozenset[str]:
    """Words that place and country make likely in any name there."""
    towns = town_a | town_b if not town_a or not town_b else town_a & town_b
    country = roles().countries.get(a.country or b.country or "")
    return towns | {country} if country else towns


@lru_cache(maxsize=200_000)
def town_words(town: str | None, country: str | None) -> frozenset[str]:
    """The words of a town's name, under the name that all languages share."""
    return (
        frozenset(word for word in wording(town, country).words if not word.isdigit())
        if town
        else frozenset()
    )


def _nearly(a: frozenset[str], b: frozenset[str]) -> bool:
    return any(
        Levenshtein.normalized_similarity(x, y) >= 0.8 for x in a for y in b if min(len(x), len(y)) > 3
    )


def _same_site(a: Subject, b: Subject) -> bool:
    """Records of one source often name its own site, so only that of another source tells."""
    if a.website is None or b.website is None or not set(a.sources).isdisjoint(b.sources):
        return False
    return host(a.website) == host(b.website) != ""


@lru_cache(maxsize=100_000)
def host(address: str) -> str:
    """Host of a web address without `www.`; empty where there is none."""
    text = address.strip().lower()
    try:
        found = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    return found.removeprefix("www.")


def is_bare_place(one: Wording, town: str | None, country: str | None) -> bool:
    """Whether a name is nothing but the name of a town, so that it may mean more than one body there."""
    words = frozenset(one.words)
    return (
        bool(words)
        and not one.heads
        and (words == town_words(town, country) or len(words) == 1 == len(words_of(one.text)))
    )
