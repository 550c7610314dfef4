"""Dates in running text, no more precise than they are written; and two of them as a period."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ingest.documents.words import Words, words_of

# A capital right after a date: two cells of a table without the border between them.
_UPPER = "A-ZĄĆĘŁŃÓŚŹŻČĖĮŠŲŪŽÁÉÍÖŐÚÜŰÆØÅ"
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
        re.compile(rf"(?<![\w.,/])(?:{pattern})(?:(?!\w|/\d)|(?<=\d)(?-i:(?=[{_UPPER}])))", re.IGNORECASE)
        for pattern in (
            rf"(?P<y>(?:19|20)\d\d)[-./]{_SEP}(?P<mm>0?[1-9]|1[0-2])[-./]{_SEP}(?P<d>[0-3]?\d)\.?",
            rf"(?P<d>[0-3]?\d)[-./]{_SEP}(?P<mm>0?[1-9]|1[0-2])[-./]{_SEP}(?P<y>(?:19|20)\d\d){fill}",
            rf"{day}/(?P<mm>0?[1-9]|1[0-2]){_SEP}{year}",
            r"(?P<y>(?:19|20)\d\d) (?P<mm>0[1-9]|1[0-2]) (?P<d>0[1-9]|[12]\d|3[01])",
            *_roman(words, day, year),
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


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def _roman(words: Words, day: str, year: str) -> tuple[str, ...]:
    """Months in Roman numerals, in languages that write them: `1.IX.2019`, `2019. IX. 1.`, `IX 2019`."""
    if not words.told.get("roman_months"):
        return ()
    month = rf"(?-i:{'|'.join(f'(?P<m{n}>{one})' for n, one in enumerate(_ROMAN, start=1))})\b"
    return (
        rf"{day}[.\s]{_SEP}{month}[.\s]{_SEP}{year}",
        rf"{year}[.\s]{_SEP}{month}[.\s]{_SEP}{day}\.?",
        rf"{month}[./\s]{_SEP}{year}",
        rf"{year}[./\s]{_SEP}{month}",
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


def is_date(words: Words, text: str) -> bool:
    """Whether a short text begins with a date."""
    found = moments(words, text, 0, len(text)) if len(text) <= 60 else []
    return bool(found) and found[0].start == 0


# Both ends of a period in one expression: two dates, dates that share a month or a year, school years.
def ranges(words: Words, text: str, start: int, end: int) -> Iterator[tuple[Moment, Moment]]:
    """Pairs of dates with a word or a dash between them that makes them a period."""
    yield from _shared(words, text, start, end)
    yield from _school_years(words, text, start, end)
    found = moments(words, text, start, end)
    joint = re.compile(rf"\W*(?:{'|'.join(_joints(words))})(?:\W+(?:{_fillers(words)}))?\W*", re.IGNORECASE)
    for one, other in pairwise(found):
        between = text[one.end : other.start]
        joined = joint.fullmatch(between) or (
            not between.strip() and _says_from(words, text[one.start : one.end])
        )
        if joined and one.iso[:4] <= other.iso[:4] and one.iso < other.iso + "~":
            yield one, other


def is_from(words: Words, text: str, one: Moment) -> bool:
    """Whether the text says that something runs from this date on: by a word before it, or in its ending."""
    if _says_from(words, text[one.start : one.end]) or _says_from(words, text[one.end : one.end + 4]):
        return True
    before = text[max(0, one.start - 24) : one.start]
    froms = "|".join(words.told["range_from"]) or "(?!)"
    return re.search(rf"(?i)(?<!\w)(?:{froms})\W+(?:(?:{_fillers(words)})\W+)?$", before) is not None


def _says_from(words: Words, text: str) -> bool:
    """Languages with case endings say `from` in the date itself."""
    return words.pattern("from_endings").search(text) is not None


def _joints(words: Words) -> list[str]:
    return [re.escape(word) if len(word) == 1 else word for word in words.told["range_to"]]


def _fillers(words: Words) -> str:
    return "|".join(words.told["date_fillers"]) or "(?!)"


@cache
def _shared_patterns(code: str) -> tuple[re.Pattern[str], ...]:
    """Year last, then year first; `1-30 June 2018`, `1 May to 30 June 2018`, `2018. május 1 - június 30.`"""
    words = words_of(code)
    first, last = (_months(words, which) for which in "ab")
    fill = rf"(?:{_SEP}(?:{_fillers(words)}))*{_SEP}"
    joint = rf"\W*(?:{'|'.join(_joints(words))})\W*{fill}"
    year = r"(?P<y>(?:19|20)\d\d)"
    day, until = r"(?P<d>[0-3]?\d)(?!\d)", r"(?P<e>[0-3]?\d)(?!\d)"
    one, other = (rf"(?P<{name}>0?[1-9]|1[0-2])" for name in ("am", "bm"))
    two, last_two = (rf"(?P<{name}>0[1-9]|1[0-2])" for name in ("am", "bm"))
    shapes = (
        rf"{day}[./]{_SEP}{one}[./]?{joint}{until}[./]{_SEP}{other}[./\s]{_SEP}{year}",
        rf"{year}[./-]{_SEP}{one}[./-]{_SEP}{day}{fill}{joint}{other}[./-]{_SEP}{until}",
        rf"{two}\.?{joint}{last_two}[./]{_SEP}{year}",
        rf"(?:{day}{fill})?(?:{first}){fill}{joint}(?:{until}{fill})?(?:{last}){fill},?{_SEP}{year}",
        rf"{day}{fill}{joint}{until}{fill}(?:{last}){fill},?{_SEP}{year}",
        rf"(?:{last}){_SEP}{day}{joint}{until}{fill},{_SEP}{year}",
        rf"{year}{fill}(?:{first}){fill}(?:{day}{fill})?{joint}(?:{last})(?:{fill}{until})?(?!\d)",
        rf"{year}{fill}(?:{last}){fill}{day}{fill}{joint}{until}(?!\d)",
    )
    return tuple(re.compile(rf"(?<![\w.,/])(?:{shape})(?!\w)", re.IGNORECASE) for shape in shapes)


def _months(words: Words, which: str) -> str:
    return "|".join(f"(?P<{which}{n}>{one})" for n, one in enumerate(words.told["months"], start=1))


def _shared(words: Words, text: str, start: int, end: int) -> Iterator[tuple[Moment, Moment]]:
    for pattern in _shared_patterns(words.code):
        for match in pattern.finditer(text, start, end):
            told = match.groupdict()
            last = _month(told, "b")
            first = _month(told, "a") or last
            one = _iso(told["y"], first, told.get("d"))
            other = _iso(told["y"], last, told.get("e"))
            # A second year right behind, or one before, makes two full dates of it.
            if one is None or other is None or one > other or _has_own_year(text, match):
                continue
            yield Moment(one, match.start(), match.end()), Moment(other, match.start(), match.end())


def _has_own_year(text: str, match: re.Match[str]) -> bool:
    around = text[max(0, match.start() - 6) : match.start()], text[match.end() : match.end() + 8]
    year = r"(?:19|20)\d\d"
    if match.start("y") > match.start() + 1:
        return re.search(rf"{year}\W*$", around[0]) is not None
    return re.match(rf"\W*{year}", around[1]) is not None


def _month(told: Mapping[str, str | None], which: str) -> int | None:
    if number := told.get(f"{which}m"):
        return int(number)
    return next(
        (int(name[1:]) for name, text in told.items() if text and re.fullmatch(rf"{which}\d+", name)), None
    )


def _iso(year: str | None, month: int | None, day: str | None) -> str | None:
    if year is None or month is None or (day and not 1 <= int(day) <= 31):
        return None
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")


@cache
def _school_pattern(code: str) -> re.Pattern[str]:
    told = words_of(code).told["school_year"]
    year = r"20\d\d\s?[/–-]\s?(?:20)?\d\d(?!\d)"
    several = rf"{year}(?:\W+(?:\w{{1,3}}\W+)?{year})*"
    words = "|".join(told)
    return re.compile(
        rf"(?<!\w)(?:(?:{words})\W{{1,3}}{several}|{several}(?:-\w+|\.)?\W(?:{words})(?!\w))", re.IGNORECASE
    )


def _school_years(words: Words, text: str, start: int, end: int) -> Iterator[tuple[Moment, Moment]]:
    """From the year in which the first begins to the year in which the last ends: no page says more."""
    for match in _school_pattern(words.code).finditer(text, start, end):
        years = re.findall(r"(20\d\d)\s?[/–-]\s?(?:20)?(\d\d)", match[0])
        first, last = years[0][0], f"20{years[-1][1]}"
        if first < last:
            yield Moment(first, match.start(), match.end()), Moment(last, match.start(), match.end())
