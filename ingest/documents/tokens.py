"""Words and signs of a stretch of text, each with its place."""

import re
from dataclasses import dataclass
from enum import StrEnum

_TOKEN = re.compile(
    r"(?P<link>(?:https?://|www\.)\S+)"
    r"|(?P<word>[^\W_]+(?:[-'’&/+.][^\W_]+)*\+?)"
    r"|(?P<quote>[„“”\"«»‟])"
    r"|(?P<sign>\S)"
)
_KEEPS_STOP = re.compile(
    r"(?:[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]|im|nr|no|ds|dr|prof|św|o\.o|sp|ltd|inc|pw|kft|bt|zrt|nyrt|st|co|s\.r\.o|s\.a|s\.r\.l|e\.v|m|pl|Pl)",
    re.IGNORECASE,
)


class Sort(StrEnum):
    """What a token is: a word with a capital, a word without, a number, a quotation mark, a link, a sign."""

    CAPITAL = "capital"
    SMALL = "small"
    NUMBER = "number"
    QUOTE = "quote"
    LINK = "link"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    start: int
    end: int
    sort: Sort


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Tokens between two places of a text; a full stop belongs to an abbreviation or an initial."""
    found: list[Token] = []
    place = start
    while match := _TOKEN.search(text, place, end):
        place = match.end()
        word = match["word"]
        if word and text[place : place + 1] == "." and place < end and _KEEPS_STOP.fullmatch(word):
            place += 1
        found.append(Token(text[match.start() : place], match.start(), place, _sort(match)))
    return found


def _sort(match: re.Match[str]) -> Sort:
    if match["link"]:
        return Sort.LINK
    if match["quote"]:
        return Sort.QUOTE
    word = match["word"]
    if not word:
        return Sort.SIGN
    if word[0].isdigit():
        return Sort.NUMBER
    return Sort.CAPITAL if word[0].isupper() else Sort.SMALL
