"""How like a language words look: the evidence by which one reading of bytes is told from another.

Each language is known by the names of countries, languages, currencies, months and days that come with
Babel: enough to know that Polish writes `ń` before consonants, and Spanish `ñ` before vowels.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from babel import Locale

_LATIN = "ca cs da de en es et eu fi fr ga gl hr hu is it lt lv nb nl pl pt ro sk sl sq sr_Latn sv tr"
_OTHER = "bg el mk sr uk"
LANGUAGES = (*_LATIN.split(), *_OTHER.split())
_WORD = re.compile(r"[^\W\d_]+")
# Bytes of the old encodings know s and t with a cedilla; Romanian is now written with a comma below.
_CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")
# How far three, two or one letters back are trusted; found by trying on 100,000 names of municipalities.
_TRUST = 5.0
_RARE = 0.05

Likelihoods = npt.NDArray[np.float64]


class _Letters:
    """How often one, two and three letters follow each other, in all languages at once."""

    def __init__(self) -> None:
        texts = [_text(code) for code in LANGUAGES]
        counts = [_grams(text) for text in texts]
        known = sorted(set().union(*counts))
        self._place = {gram: place for place, gram in enumerate(known, start=1)}
        self._counts = np.zeros((len(known) + 1, len(LANGUAGES)), dtype=np.uint16)
        for column, grams in enumerate(counts):
            self._counts[[self._place[gram] for gram in grams], column] = list(grams.values())
        self._totals = np.array([len(text) for text in texts])

    def likelihoods(self, word: str) -> Likelihoods:
        """Logarithm of the probability of a word, its end included, in each language."""
        text = f"  {_small(word)} "
        places = range(2, len(text))
        share = (self._of([text[at] for at in places]) + _RARE) / (self._totals + _TRUST)
        for back in (1, 2):
            whole = self._of([text[at - back : at + 1] for at in places])
            before = self._of([text[at - back : at] for at in places])
            share = (whole + _TRUST * share) / (before + _TRUST)
        likelihoods: Likelihoods = np.log(share).sum(axis=0)
        return likelihoods

    def _of(self, grams: Sequence[str]) -> Likelihoods:
        return self._counts[[self._place.get(gram, 0) for gram in grams]].astype(np.float64)


@lru_cache(maxsize=20_000)
def likelihoods(word: str) -> Likelihoods:
    """Logarithm of the probability of a word in each of LANGUAGES; the first call takes half a second."""
    return _letters().likelihoods(word)


def words_of(text: str) -> list[str]:
    """The words of a text: letters only."""
    return _WORD.findall(text)


@cache
def _letters() -> _Letters:
    return _Letters()


def _text(code: str) -> str:
    """Every word that is known of a language, once, between spaces."""
    words = {word for name in _names(code) for word in words_of(_small(name.translate(_CEDILLAS)))}
    return f"  {'  '.join(sorted(words))}  "


def _grams(text: str) -> Counter[str]:
    grams = Counter(text)
    grams.update(map("".join, pairwise(text)))
    grams.update(map("".join, zip(text, text[1:], text[2:], strict=False)))
    return grams


def _small(text: str) -> str:
    """Small letters; Turkish İ becomes i without the dot that Python sets above it."""
    return text.lower().replace("i\u0307", "i")


def _names(code: str) -> Iterator[str]:
    locale = Locale.parse(code)
    for names in (locale.territories, locale.languages, locale.currencies):
        yield from names.values()
    for calendar in (locale.months, locale.days):
        for widths in calendar.values():
            for names in widths.values():
                yield from names.values()
