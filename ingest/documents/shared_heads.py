"""Bodies that share one word for what they are: `the cities of A and B`, `A og B Kommuner`."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ingest.documents.listed import Listed
from ingest.documents.page import Page
from ingest.documents.words import words_of

_UPPER = "A-ZĄĆĘŁŃÓŚŹŻČĖĮŠŲŪŽÁÉÍÖŐÚÜŰÆØÅ"
_WORD = rf"[{_UPPER}][\w’-]+"
_NAME = rf"{_WORD}(?: {_WORD}){{0,2}}"
RULE = "one word for several bodies"


def told_apart(page: Page, body: Listed) -> tuple[Listed, ...]:
    """A name of several bodies as one name for each; any other name as it is."""
    for pattern, one, first in _patterns(page.words.code):
        if found := pattern.fullmatch(body.text):
            parts = list(re.finditer(_NAME, found["names"]))
            offset = body.start + found.start("names")
            return tuple(_one(body, part, offset, one, first=first) for part in parts)
    return (body,)


def shared_bodies(page: Page, start: int, end: int) -> Iterator[Listed]:
    """Names of several bodies in a stretch, which are refused as names of one for their plural."""
    for pattern, one, first in _patterns(page.words.code):
        for found in pattern.finditer(page.text, start, end):
            parts = list(re.finditer(_NAME, found["names"]))
            own = [n for n, part in enumerate(parts) if page.words.any_head.search(part[0])]
            # `A Society, B and the C municipality`: what has a word of its own does not share the last one.
            parts = parts[own[-1] + 1 :] if own else parts
            body = Listed(found[0], found.start(), found.end(), "municipality", ())
            for part in parts if len(parts) > 1 else ():
                yield _one(body, part, found.start("names"), one, first=first)


def listed_settlements(page: Page, start: int, end: int) -> Iterator[Listed]:
    """`the six villages of the valley – A, B, C and D`: settlements by their bare names, three or more."""
    pattern = _settlements(page.words.code)
    for found in pattern.finditer(page.text, start, end):
        parts = list(re.finditer(_NAME, found["names"]))
        offset = found.start("names")
        for part in parts if len(parts) >= 3 else ():
            yield Listed(part[0], offset + part.start(), offset + part.end(), "municipality", ())


@cache
def _settlements(code: str) -> re.Pattern[str]:
    told = words_of(code).told
    joint = rf"(?:, | (?:{'|'.join(told['conjunctions'])}) )"
    words = "|".join(told.get("settlements", ())) or "(?!)"
    name = rf"{_WORD}(?: {_WORD}){{0,2}}"
    return re.compile(rf"(?<!\w)(?:{words})(?:\s?[–—:]\s?| \(| - )(?P<names>{name}(?:{joint}{name})+)(?!\w)")


def _one(body: Listed, part: re.Match[str], offset: int, one: str, *, first: bool) -> Listed:
    text = f"{one} {part[0]}" if first else f"{part[0]} {one}"
    return replace(body, text=text, start=offset + part.start(), end=offset + part.end())


@cache
def _patterns(code: str) -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    told = words_of(code).told
    joint = rf"(?:, | (?:{'|'.join(told['conjunctions'])}) )"
    names = rf"(?P<names>{_WORD}(?: {_WORD}){{0,2}}(?:{joint}{_WORD}(?: {_WORD}){{0,2}})+)"
    firsts = [
        (re.compile(rf"(?<!\w)(?:{word}) {names}"), one, True) for word, one in told.get("shared_first", ())
    ]
    lasts = [
        (re.compile(rf"(?<!\w){names} (?:{word})(?!\w)"), one, False)
        for word, one in told.get("shared_last", ())
    ]
    return (*firsts, *lasts)
