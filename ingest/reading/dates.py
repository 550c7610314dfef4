"""Dates in the notations and languages of Europe, as ISO 8601 no more precise than they are written."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date as day_of
from datetime import timedelta
from functools import cache
from typing import Literal

from anyascii import anyascii
from babel import Locale

from ingest.reading.cannot_read import CannotRead, shown

Order = Literal["dmy", "mdy"]
Precision = Literal["year", "month", "day"]

FIRST_YEAR, LAST_YEAR = 1900, 2100
LANGUAGES = (
    "bg ca cs da de el en es et fi fr ga hr hu is it lt lv mk mt nb nl pl pt ro sk sl sq sr_Latn sv tr uk"
)
_LONGEST = 60
_TIME = re.compile(
    r"(?:T|,?\s+)(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-6]\d(?:[.,]\d+)?)?\s*(?:[AP]M|Z|UTC|[+-]\d{2}:?\d{2})?$",
    re.ASCII | re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])\s?(\d{1,2})(?:\2\s?(\d{1,2}))?\.?", re.ASCII)
_YEAR_LAST = re.compile(r"(?:(\d{1,2})([-/.])\s?)?(\d{1,2})([-/.])\s?(\d{4})\.?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_WORDS = re.compile(r"\d+|[^\W\d_]+")
# What stands between day, month and year: de, m. (metai), d. (diena), r. (rok), th, er, 27-én.
_FILLERS = "de del d di den do m r g gada a an of the st nd rd th er o en e le la"
# Excel counts days from here; before March 1900 it counts a day that never was.
_SERIAL_START = day_of(1899, 12, 30)


def date(
    text: str,
    *,
    order: Literal["auto", "dmy", "mdy"] = "auto",
    excel_serial: bool = False,
    languages: Collection[str] = (),
) -> str:
    """ISO 8601 date as precise as the text (`2015`, `2015-10`, `2015-10-27`); raises CannotRead if uncertain.

    `order` is that of the column (see `column_date_order`) and decides between day and month. `excel_serial`
    says that bare numbers in the column are Excel's. `languages` (codes) decide for names that mean one
    month here and another there: `listopad` is October in Croatian, November in Polish.
    """
    bare = text.strip()
    if not bare or len(bare) > _LONGEST:
        raise _no_date(text)
    if excel_serial and re.fullmatch(r"[0-9.]+", bare):
        return _from_serial(text, bare)
    timeless = _TIME.sub("", bare) if ":" in bare else bare
    for pattern, read in ((_YEAR_FIRST, _year_first), (_YEAR_LAST, _year_last), (_COMPACT, _compact)):
        found = pattern.fullmatch(timeless)
        if found:
            return read(text, found, order)
    if _YEAR.fullmatch(timeless):
        return _iso(text, int(timeless))
    return _in_words(text, timeless, languages)


def precision(iso: str) -> Precision:
    """How precise a date is that `date` gave."""
    by_length: Mapping[int, Precision] = {4: "year", 7: "month", 10: "day"}
    return by_length[len(iso)]


def column_date_order(samples: Iterable[str]) -> Order | None:
    """Whether day or month comes first in a column, by the dates that tell; None if none or both do."""
    orders: set[Order] = set()
    for sample in samples:
        found = _YEAR_LAST.fullmatch(sample.strip())
        if found and found[1] and found[2] == found[4]:
            first, second = int(found[1]), int(found[3])
            if first > 12 >= second:
                orders.add("dmy")
            elif second > 12 >= first:
                orders.add("mdy")
    return orders.pop() if len(orders) == 1 else None


def _no_date(text: str) -> CannotRead:
    return CannotRead(f"{shown(text)} is not a date such as 2015-10-27, 27.10.2015 or 27 October 2015.")


def _year_first(text: str, found: re.Match[str], order: str) -> str:
    return _iso(text, int(found[1]), int(found[3]), int(found[4]) if found[4] else None)


def _year_last(text: str, found: re.Match[str], order: str) -> str:
    year, second = int(found[5]), int(found[3])
    if found[1] is None:
        return _iso(text, year, second)
    first = int(found[1])
    if found[2] != found[4]:
        raise _no_date(text)
    if order == "mdy":
        return _iso(text, year, first, second)
    if order == "dmy" or found[2] == "." or first > 12 or first == second:
        return _iso(text, year, second, first)
    if second > 12:
        raise CannotRead(
            f"{shown(text)} has the month before the day, and no other date in the column shows that this "
            "is meant."
        )
    raise CannotRead(
        f"{shown(text)} has two meanings: day and month may be either way, and no other date in the column "
        "tells which."
    )


def _compact(text: str, found: re.Match[str], order: str) -> str:
    return _iso(text, int(found[1]), int(found[2]), int(found[3]))


def _iso(text: str, year: int, month: int | None = None, day: int | None = None) -> str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CannotRead(
            f"{shown(text)} is in the year {year}; dates from {FIRST_YEAR} to {LAST_YEAR} are read."
        )
    try:
        whole = day_of(year, month or 1, day or 1).isoformat()
    except ValueError:
        raise CannotRead(f"{shown(text)} is a day that is not in the calendar.") from None
    return whole[: 10 if day else 7 if month else 4]


def _from_serial(text: str, bare: str) -> str:
    found = _SERIAL.fullmatch(bare)
    if not found:
        raise CannotRead(f"{shown(text)} is not a date as Excel counts days, such as 42304.")
    counted = _SERIAL_START + timedelta(days=int(found[1]))
    return _iso(text, counted.year, counted.month, counted.day)


def _in_words(text: str, timeless: str, languages: Collection[str]) -> str:
    """Day, month by name, and year in any order, with nothing else but small words between."""
    numbers, months = [], []
    for word in _WORDS.findall(timeless):
        if word.isdecimal() and word.isascii():
            numbers.append(word)
        elif _month_key(word) not in _FILLERS.split():
            months.append(_month(text, word, languages))
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(months) != 1 or len(years) != 1 or len(days) > 1 or len(numbers) > len(years) + len(days):
        raise _no_date(text)
    return _iso(text, int(years[0]), months[0], int(days[0]) if days else None)


def _month(text: str, word: str, languages: Collection[str]) -> int:
    meanings = _months().get(_month_key(word), {})
    if languages:
        meanings = {month: tongues & set(languages) for month, tongues in meanings.items()}
        meanings = {month: tongues for month, tongues in meanings.items() if tongues}
    if not meanings:
        raise _no_date(text)
    if len(meanings) > 1:
        spoken = "; ".join(
            f"{month} in {', '.join(sorted(tongues))}" for month, tongues in sorted(meanings.items())
        )
        raise CannotRead(f"{shown(text)} has two meanings: {word!r} is month {spoken}.")
    return next(iter(meanings))


def _month_key(word: str) -> str:
    return anyascii(word).casefold().strip(".")


@cache
def _months() -> Mapping[str, Mapping[int, set[str]]]:
    """Folded name of a month to what it means, and in which languages."""
    meanings: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for code in LANGUAGES.split():
        for widths in Locale.parse(code).months.values():
            for width in ("wide", "abbreviated"):
                for month, name in widths[width].items():
                    key = _month_key(name)
                    if key.isalpha():
                        meanings[key][month].add(code.split("_")[0])
    return meanings
