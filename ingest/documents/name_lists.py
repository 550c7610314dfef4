"""Lists of names in a stretch of a page: from a place on, right before one, anywhere, behind countries."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.documents.moments import moments
from ingest.documents.names import Name, NameReader
from ingest.documents.page import Page

LOOKED_BACK = 600


def names_in(page: Page, start: int, end: int, *, officials: bool = False) -> list[Name]:
    """The names of a list in running text from `start` on; offices count as bodies only for patrons."""
    return list(NameReader(page, start, end, officials=officials).names())


def runs_of_names(page: Page, start: int, end: int) -> Iterator[list[Name]]:
    """All lists of names between two places, one name being the shortest."""
    reader = NameReader(page, start, end)
    at = 0
    while at < len(reader.tokens):
        found = list(reader.names(at)) if reader.begins_name(at) else []
        if found:
            yield found
        at = reader.number_from(found[-1].stop) if found else at + 1


def name_before(page: Page, start: int, end: int) -> list[Name]:
    """The name or names of a sentence that stand right before `end`."""
    reader = NameReader(page, max(start, end - LOOKED_BACK), end)
    best: list[Name] = []
    at = 0
    while at < len(reader.tokens):
        if not reader.begins_name(at):
            at += 1
            continue
        found = list(reader.names(at))
        if not found:
            at += 1
            continue
        if _is_near(page, found[-1].stop, end):
            best = found
            break
        at = next(
            (n for n, token in enumerate(reader.tokens) if token.start >= found[-1].stop), len(reader.tokens)
        )
    return best


def _is_near(page: Page, stop: int, end: int) -> bool:
    between = page.text[stop:end]
    if re.fullmatch(r"[\s,–-]*(?:\w+[\s,]+){0,2}", between):
        return True
    if re.search(r"\d", between) and re.fullmatch(
        r"\s*(?:[\d.,]+|[^\W\d_A-ZÁÉÍÓÖŐÚÜŰ]\w*\.?|kr\.?)(?:\s+(?:[\d.,]+|\w+\.?)){0,4}\s*", between
    ):
        return True
    dates = moments(page.words, page.text, stop, end)
    for one in reversed(dates):
        between = between[: one.start - stop] + between[one.end - stop :]
    return bool(dates) and re.fullmatch(r"[\s,.()–-]*(?:\w+[\s,.()–-]+){0,5}", between) is not None


def by_country(page: Page, start: int, end: int) -> list[Name]:
    """`Poland (City Library), Italy (Free School)`: names in brackets after the countries they are from."""
    found = []
    for code, pattern in page.words.countries.items():
        for match in pattern.finditer(page.text, start, end):
            bracket = re.compile(r"\s*\(([^()]{3,120})\)").match(page.text, match.end(), end)
            if bracket and (names := names_in(page, bracket.start(1), bracket.end(1))):
                name = names[0]
                whole = page.text[bracket.start(1) : bracket.end(1)]
                if not re.search(r"[,;:]", whole) and len(whole.split()) <= 8 and whole[:1].isupper():
                    # The bracket holds one name, in a language of which nothing else is known.
                    name = replace(name, text=whole, start=bracket.start(1), end=bracket.end(1))
                found.append(replace(name, stop=bracket.end(), country=code))
    return sorted(found, key=lambda name: name.start) if len(found) >= 2 else []
