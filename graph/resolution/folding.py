"""Letters made comparable: one small Latin alphabet for all scripts, and the words of a text."""

import re
from functools import lru_cache

from anyascii import anyascii

_APOSTROPHES = re.compile(r"(?<=\w)['’`´](?=\w)|['’`´]")
_DOTTED = re.compile(r"\b(?:\w\.\s?){2,}(?:\w\b)?")
_WORD = re.compile(r"[a-z0-9]+")
_SLASHED = re.compile(r"\b([a-z])/([a-z])\b")
_SIGNS = str.maketrans({"№": " ", "ь": None, "Ь": None, "ъ": None, "Ъ": None})
# the same vowel is written with or without its second letter once the dots are gone
_VOWELS = re.compile(r"ae|oe|ue|aa|oo|ii|ee|uu")
_ONE_VOWEL = {"ae": "a", "oe": "o", "ue": "u", "aa": "a", "oo": "o", "ii": "i", "ee": "e", "uu": "u"}


@lru_cache(maxsize=500_000)
def skeleton(word: str) -> str:
    """A word in small ASCII letters, without accents, doubled vowels and the e that stands for an umlaut."""
    plain = word.casefold() if word.isascii() else anyascii(word).casefold()
    return _VOWELS.sub(lambda found: _ONE_VOWEL[found[0]], plain)


def words_of(text: str) -> list[str]:
    """Folded words of a text; dotted initials (`s.r.o.`) and slashed ones (`A/S`) are one word."""
    plain = text.casefold() if text.isascii() else anyascii(text.translate(_SIGNS)).casefold()
    plain = _APOSTROPHES.sub(" ", plain)
    if "." in plain:
        plain = _DOTTED.sub(_closed_up, plain)
    if "/" in plain:
        plain = _SLASHED.sub(r"\1\2", plain)
    return [skeleton(word) for word in _WORD.findall(plain)]


def _closed_up(found: re.Match[str]) -> str:
    return re.sub(r"[.\s]", "", found[0]) + " "
