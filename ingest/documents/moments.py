"""Dates in running text, no more precise than they are written; and two of them as a period."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ingest.documents.words import Words, words_of

_SEP = r"[^\S\n]{0,3}"


@dataclass(frozen=True, slots=True)
class Moment:
    """An ISO date of a year, a month or a day, and where it stands in the clean text."""

    iso: str
    start: int
    end: int


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], ...]:
    words = words_of(code)
    month = "|".join(f"(?P<m{n}>{one})" for n, one in enumerate(words.told["months"], start=1))
    fill = rf"(?:{_SEP}(?:{'|'.join(words.told['date_fillers']) or '(?!)'}))*"
    year, day = r"(?P<y>(?:19|20)\d\d)", r"(?P<d>[0-3]?\d)"
    return tuple(
        re.compile(rf"(?<![\w.,/])(?:{pattern})(?!\w|[/]\d)", re.IGNORECASE)
        for pattern in (
            rf"(?P<y>(?:19|20)\d\d)[-./]{_SEP}(?P<mm>0?[1-9]|1[0-2])[-./]{_SEP}(?P<d>[0-3]?\d)\.?",
            rf"(?P<d>[0-3]?\d)[-./]{_SEP}(?P<mm>0?[1-9]|1[0-2])[-./]{_SEP}(?P<y>(?:19|20)\d\d){fill}",
            rf"{year}{fill},?{_SEP}(?:{month}){fill},?{_SEP}{day}{fill}(?!\d)",
            rf"{day}{fill}{_SEP}(?:{month}){fill},?{_SEP}{year}{fill}",
            rf"(?:{month}){_SEP}{day}{fill},?{_SEP}{year}",
            rf"{year}{fill},?{_SEP}(?:{month}){fill}",
            rf"(?:{month}){fill},?{_SEP}{year}{fill}",
            rf"(?P<mm>0[1-9]|1[0-2])[./]{_SEP}(?P<y>(?:19|20)\d\d)",
            r"(?P<y>(?:19|20)\d\d)[./-](?P<mm>0[1-9]|1[0-2])(?![\d./-])",
            rf"{year}(?![\d/])(?:{fill})",
        )
    )


def moments(words: Words, text: str, start: int, end: int) -> list[Moment]:
    """All dates of a stretch, the more precise reading of each place."""
    found: list[Moment] = []
    for pattern in _patterns(words.code):
        for match in pattern.finditer(text[start:end]):
            moment = _moment(match, start)
            if moment and all(moment.end <= one.start or one.end <= moment.start for one in found):
                found.append(moment)
    return sorted(found, key=lambda one: one.start)


def _moment(match: re.Match[str], offset: int) -> Moment | None:
    groups = match.groupdict()
    month = groups.get("mm") or next(
        (name[1:] for name, text in groups.items() if text and re.fullmatch(r"m\d+", name)), None
    )
    iso = groups["y"]
    if month:
        iso += f"-{int(month):02}"
        day = groups.get("d")
        if day:
            if not 1 <= int(day) <= 31:
                return None
            iso += f"-{int(day):02}"
    end = match.end() - (len(match[0]) - len(match[0].rstrip()))
    return Moment(iso, offset + match.start(), offset + end)


# One year or month-day for two dates: `1-30 June 2018`, `05-10.2018`, `March - June 2018`.
def ranges(words: Words, text: str, start: int, end: int) -> Iterator[tuple[Moment, Moment]]:
    """Pairs of dates with a word or a dash between them that makes them a period."""
    found = moments(words, text, start, end)
    joint = re.compile(rf"\W*(?:{'|'.join(_joints(words))})\W*", re.IGNORECASE)
    for one, other in pairwise(found):
        between = text[one.end : other.start]
        joined = joint.fullmatch(between) or (
            not between.strip() and _says_from(words, text[one.start : one.end])
        )
        if joined and one.iso[:4] <= other.iso[:4] and one.iso < other.iso + "~":
            yield one, other
    yield from _shared_year(words, text, start, end)


def _says_from(words: Words, text: str) -> bool:
    """Languages with case endings say `from` in the date itself."""
    return words.pattern("from_endings").search(text) is not None


def _joints(words: Words) -> list[str]:
    return [re.escape(word) if len(word) == 1 else word for word in words.told["range_to"]]


@cache
def _shared(code: str) -> re.Pattern[str]:
    words = words_of(code)
    first = "|".join(f"(?P<a{n}>{one})" for n, one in enumerate(words.told["months"], start=1))
    last = "|".join(f"(?P<b{n}>{one})" for n, one in enumerate(words.told["months"], start=1))
    joint = "|".join(_joints(words))
    before = r"(?P<y0>(?:19|20)\d\d)(?:[^\S\n]*m?\.)?[^\S\n]*"
    after = r"[^\S\n]*(?P<y>(?:19|20)\d\d)"
    body = rf"(?:{first})[^\S\n]*(?:{joint})[^\S\n]*(?:{last})"
    return re.compile(rf"(?<!\w)(?:{before})?{body}(?:{after})?(?!\w)", re.IGNORECASE)


def _shared_year(words: Words, text: str, start: int, end: int) -> Iterator[tuple[Moment, Moment]]:
    for match in _shared(words.code).finditer(text, start, end):
        year = match["y"] or match["y0"]
        if year is None or (match["y"] and match["y0"]):
            continue
        groups = match.groupdict()
        months = [
            next(name[1:] for name, told in groups.items() if told and re.fullmatch(rf"{which}\d+", name))
            for which in "ab"
        ]
        first, last = (f"{year}-{int(month):02}" for month in months)
        if first <= last:
            yield Moment(first, match.start(), match.end()), Moment(last, match.start(), match.end())
