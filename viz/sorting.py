"""Names in the order in which the readers of a language look for them.

The alphabets follow the collation of the Unicode CLDR for our languages: letters of one group are one letter
to a dictionary and tell names apart only where all else is equal. What an alphabet lacks counts as the Latin
letters that it is written with.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from anyascii import anyascii

from viz.languages import spoken

_ALPHABETS = {
    "en": "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "lt": "aą b c č d eęė f g h iįy j k l m n o p q r s š t uųū v w x z ž",
    "da": "a b c dđð e f g h i j k l m n o p q r s t u v w x yüű z æä øöő å,aa",
    "hu": "aá b c cs d dz dzs eé f g gy h ií j k l ly m n ny oó öő p q r s sz t ty uú üű v w x y z zs",
}
# Hungarian doubles a letter of two signs by its first sign only: ssz is sz and sz.
_DOUBLED = {
    "hu": {sign[0] + sign: (sign, sign) for sign in ("cs", "dz", "dzs", "gy", "ly", "ny", "sz", "ty", "zs")}
}

Key = tuple[list[tuple[int, int]], list[int], str]


def sort_key(text: str) -> Key:
    """By which a name is sorted in the present language: by letters, then by their marks, then as written."""
    ranks = [_rank(sign) for sign in _signs(unicodedata.normalize("NFC", text).casefold())]
    return [(group, place) for group, place, _ in ranks], [mark for _, _, mark in ranks], text


def by_name(pair: tuple[str, object]) -> Key:
    """Key of a pair whose first is a name."""
    return sort_key(pair[0])


def _signs(text: str) -> Iterator[str]:
    """Letters as the language has them, such as `sz`; what it has not, in Latin letters."""
    language = spoken()
    doubled = _DOUBLED.get(language, {})
    for sign in _pattern(language).findall(text):
        if sign in doubled:
            yield from doubled[sign]
        elif sign in _places(language):
            yield sign
        else:
            yield from anyascii(sign).casefold() or sign


def _rank(sign: str) -> tuple[int, int, int]:
    """Group, place in it and mark: other signs before spaces, spaces before digits, digits before letters."""
    if sign in (places := _places(spoken())):
        return 3, *places[sign]
    if sign.isdecimal():
        return 2, unicodedata.decimal(sign), 0
    return (1, 0, 0) if sign.isspace() else (0, ord(sign[0]), 0)


@cache
def _places(language: str) -> dict[str, tuple[int, int]]:
    """Place of each letter in the alphabet, and which form of that letter it is."""
    return {
        form: (place, mark)
        for place, group in enumerate(_ALPHABETS[language].split(), start=1)
        for mark, form in enumerate(_forms(group))
    }


def _forms(group: str) -> list[str]:
    """`aą` are two forms of a letter, `cs` one letter of two signs, `å,aa` a letter and its old spelling."""
    if "," in group:
        return group.split(",")
    return [group] if group.isascii() else list(group)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Finds the longest letters first."""
    signs = sorted((*_places(language), *_DOUBLED.get(language, {})), key=lambda sign: (-len(sign), sign))
    return re.compile("|".join([*signs, "."]), re.DOTALL)
