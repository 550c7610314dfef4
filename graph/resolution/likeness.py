"""How alike two names are, in the terms that the matcher weighs."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from graph.resolution.lexicon import roles
from graph.resolution.wording import ORDINARY, Wording

_DOUBLED = re.compile(r"(.)\1+")
# in this order: what is replaced first is not there any more for those after it
_SPELLINGS = {
    "sch": "s",
    "tch": "k",
    "ch": "k",
    "ck": "k",
    "ph": "f",
    "th": "t",
    "qu": "k",
    "kh": "k",
    "sh": "s",
    "c": "k",
    "q": "k",
    "y": "i",
    "j": "i",
    "w": "v",
    "z": "s",
    "x": "ks",
}

SAME_WORD = 0.8  # least likeness of two spellings of one word
NEUTRAL, FAINT = 0.1, 0.3  # weight of a word without a counterpart that tells nothing, or little
TELLING = 0.8  # least weight of any other word without a counterpart


@dataclass(frozen=True, slots=True)
class Likeness:
    """Shared and left-over weight of two names, and what their heads, numbers and letters say."""

    a: str
    b: str
    shared: float
    plain: float
    left_a: float
    left_b: float
    words_a: tuple[str, ...]
    words_b: tuple[str, ...]
    letters: float
    heads_differ: bool
    head_missing: bool
    subunit: bool
    numbers_differ: bool

    @property
    def dice(self) -> float:
        """Twice the shared weight over all weight."""
        return 2 * self.shared / (2 * self.shared + self.left_a + self.left_b) if self.shared else 0.0

    @property
    def exact(self) -> bool:
        """Whether nothing that tells stands in one name only."""
        return self.shared > 0 and not self.words_a and not self.words_b


def likeness(a: Wording, b: Wording, known: Collection[str]) -> Likeness:
    """Compares two names; `known` are words that place and country make likely in either."""
    common = set(a.words).intersection(b.words)
    rest_a = [word for word in a.words if word not in common]
    rest_b = [word for word in b.words if word not in common]
    shared = sum(FAINT if word in known else a.weights[word] for word in common)
    plain = sum(a.weights[word] for word in common if word in a.plain and word not in known)
    if rest_a and rest_b:
        more, lost = _spelled_alike(rest_a, rest_b)
        shared, plain = shared + more, plain + more
    else:
        lost = 0.0
    spelled_out_b, spelled_out_a = _spelled_out(rest_a, b), _spelled_out(rest_b, a)
    shared += bool(spelled_out_a) + bool(spelled_out_b)
    left_a = max(sum(_left(word, a, b, known) for word in rest_a) - spelled_out_a, 0.0) + lost
    left_b = max(sum(_left(word, b, a, known) for word in rest_b) - spelled_out_b, 0.0) + lost
    heads_a, heads_b = _hard(a.heads), _hard(b.heads)
    return Likeness(
        a=a.text,
        b=b.text,
        shared=shared,
        plain=plain,
        left_a=left_a,
        left_b=left_b,
        words_a=tuple(rest_a),
        words_b=tuple(rest_b),
        letters=_letters(a.squashed, b.squashed),
        heads_differ=bool(heads_a and heads_b and not heads_a & heads_b),
        head_missing=bool(heads_a ^ heads_b),
        subunit=bool(roles().subunits.intersection(a.words) ^ roles().subunits.intersection(b.words)),
        numbers_differ=_numbers(a.words) != _numbers(b.words),
    )


def _spelled_out(rest: list[str], other: Wording) -> float:
    """Weight of the other's words for which an acronym among the rest stands; the acronym is taken out."""
    for word in rest:
        if 3 <= len(word) <= 6 and word in other.initials and word != other.initials[:2]:
            rest.remove(word)
            return len(word) * ORDINARY
    return 0.0


@lru_cache(maxsize=50_000)
def _hard(heads: frozenset[str]) -> frozenset[str]:
    known = roles()
    return frozenset(known.heads[head] for head in heads if head not in known.soft)


def _letters(a: str, b: str) -> float:
    return 1.0 if a == b else fuzz.ratio(a, b) / 100


def _numbers(words: Iterable[str]) -> set[str]:
    return {word.lstrip("0") for word in words if word.isdigit()}


def _left(word: str, own: Wording, other: Wording, known: Collection[str]) -> float:
    """How much a word tells against, that the other name has no counterpart for."""
    if word in roles().silent:
        return NEUTRAL
    if word in known or word in own.acronyms or word == other.initials:
        return FAINT
    group = roles().heads.get(word)
    if group is not None and any(roles().heads[head] == group for head in other.heads):
        return NEUTRAL
    return max(own.weights[word], TELLING)


def _spelled_alike(rest_a: list[str], rest_b: list[str]) -> tuple[float, float]:
    """Pairs off words that are spellings, inflections or parts of one another; both lists are cut down."""
    shared = lost = 0.0
    for word in list(rest_a):
        best, near = max(((_same(word, other), other) for other in rest_b), default=(0.0, ""))
        if best >= SAME_WORD:
            rest_a.remove(word)
            rest_b.remove(near)
            shared += best
            lost += (1 - best) * 0.5
    for ours, theirs in ((rest_a, rest_b), (rest_b, rest_a)):
        for word in list(ours):
            parts = _parts(word, theirs)
            if parts:
                ours.remove(word)
                for part in parts:
                    theirs.remove(part)
                shared += 1.0
    return shared, lost


@lru_cache(maxsize=200_000)
def _same(a: str, b: str) -> float:
    if len(a) < 4 or len(b) < 4 or any(c.isdigit() for c in a + b):
        return 0.0
    a, b = cognate(a), cognate(b)
    if a[0] != b[0]:
        return 0.0
    stem = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        stem += 1
    if stem >= 4 and max(len(a), len(b)) - stem <= 3 and stem * 3 >= 2 * max(len(a), len(b)):
        return 0.95
    return Levenshtein.normalized_similarity(a, b)


@lru_cache(maxsize=100_000)
def cognate(word: str) -> str:
    """A learned word as if all languages spelled it alike (`pharmaceutical`, `farmaceutica`)."""
    for written, plain in _SPELLINGS.items():
        word = word.replace(written, plain)
    return _DOUBLED.sub(r"\1", word)


def _parts(word: str, others: list[str]) -> tuple[str, str] | None:
    """Two of the others that make up the word."""
    for first in others:
        if len(first) >= 2 and word.startswith(first):
            rest = word[len(first) :]
            if rest in others and rest != first:
                return first, rest
    return None
