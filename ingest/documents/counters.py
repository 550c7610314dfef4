"""Stated numbers with what they count, and how exact the page says they are; nothing is added up."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from graph.vocabulary import Comparator, Stated
from ingest.documents.amounts import amounts
from ingest.documents.found import Figure
from ingest.documents.labelled import Field
from ingest.documents.moments import moments
from ingest.documents.page import Page
from ingest.documents.words import words_of

_DIGITS = r"\d{1,3}(?:,\d{3})+(?![\d,.])|\d{1,3}(?:[ .]\d{3})+(?![\d,])|\d{1,6}(?:[.,]\d{1,2})?"
_NOT_AFTER = re.compile(
    r"(?<!\w)(?:nr|no|number|numer|ul|str|tel|fax|art|§|št|g|t\.|pkt|poz|id|§)\.?\s*$|[#/@:.–-]$|\d[ .]?$",
    re.IGNORECASE,
)


@cache
def _pattern(code: str) -> re.Pattern[str]:
    words = words_of(code)
    numbers = "|".join(sorted(map(re.escape, words.told["numbers"]), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,/–-])(?:(?P<low>{_DIGITS})\s?[-–]\s?(?P<high>{_DIGITS})|(?P<digits>{_DIGITS})|(?P<word>{numbers}))(?P<plus>\+)?(?![\w/])",
        re.IGNORECASE,
    )


@cache
def _units(code: str) -> Mapping[str, re.Pattern[str]]:
    return {
        unit: re.compile(rf"(?<!\w)(?:{stems})(?!\w)", re.IGNORECASE)
        for unit, stems in words_of(code).told["counters"].items()
    }


def figures(page: Page, fields: Sequence[Field]) -> tuple[Figure, ...]:
    """All counted things; a page's own 0 that a script would count up is told as not rendered."""
    taken = _taken(page)
    found = list(_not_rendered(page))
    for start, end in page.sentences:
        if _is_chrome(page, start, end):
            continue
        for match in _pattern(page.words.code).finditer(page.text, start, end):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            figure = _figure(page, match, start, end)
            if figure and (computed := _times(page, figure, match, start)) and not _is_known(computed, found):
                found.append(computed)
            if figure and not _is_known(figure, found):
                found.append(figure)
    return tuple(found)


def _taken(page: Page) -> list[tuple[int, int]]:
    """Dates and amounts of money are no counters."""
    text = page.text
    taken = [(one.start, one.end) for one in amounts(page, 0, len(text))]
    return taken + [
        (m.start, m.end) for m in moments(page.words, text, 0, len(text)) if len(m.iso) > 4 or _is_year(m.iso)
    ]


def _is_year(iso: str) -> bool:
    return len(iso) == 4 and "1990" <= iso <= "2040"


def _is_chrome(page: Page, start: int, end: int) -> bool:
    return end - start > 4000


def _figure(page: Page, match: re.Match[str], start: int, end: int) -> Figure | None:
    text = page.text
    before = text[max(start, match.start() - 30) : match.start()]
    if _NOT_AFTER.search(before):
        return None
    percent = re.compile(r"\s?(?:%|proc\w*|százalék\w*|percent|per cent)").match(text, match.end(), end)
    if percent:
        return _made(page, match, before, "per cent", match.end(), percent.end())
    unit = _unit_after(page, match.end(), end)
    if unit is None:
        return _counted_before(page, match, start)
    name, stop = unit
    if match["word"] and match["word"].casefold() in _ARTICLES.get(page.words.code, ()):
        return None
    return _made(page, match, before, name, match.end(), stop)


def _counted_before(page: Page, match: re.Match[str], start: int) -> Figure | None:
    """`Number of participants: 240`, `mentoraink száma 9`: a word for a count, the counted, the number."""
    begin = max(start, page.text.rfind("\n", 0, match.start()) + 1, match.start() - 60)
    before = page.text[begin : match.start()]
    if page.words.pattern("counting").search(before) is None or re.search(r"\d|[.;](?!\s*$)", before):
        return None
    unit = next((name for name, pattern in _units(page.words.code).items() if pattern.search(before)), None)
    if unit is None or not re.fullmatch(r"[^\n]*?[\w)]\s?(?:[:–-]|\w{0,4})?\s?", before):
        return None
    value = _number(page, match["digits"]) if match["digits"] else None
    label = " ".join(before.split()).strip(" :–-")
    spans = (page.span(begin, match.end()),)
    made = Figure(label, unit, spans, "a number after a word for a count", value, None, Comparator.EXACTLY)
    return made if value is not None else None


def _times(page: Page, figure: Figure, match: re.Match[str], start: int) -> Figure | None:
    """`kétszer 15 000`: the product is ours, so it is told as computed with what it was computed from."""
    for word, times in (page.words.told.get("times") or {}).items():
        before = page.text[max(start, match.start() - len(word) - 1) : match.start()]
        if before.strip().casefold() == word and figure.value is not None:
            spans = (page.span(match.start() - len(before), match.end()),)
            basis = f"{times} x {figure.value:,.0f}"
            return replace(
                figure,
                value=figure.value * times,
                at=spans,
                status=Stated.COMPUTED,
                basis=basis,
                rule=f"'{word}' before a number",
            )
    return None


# In these languages the word for one is the indefinite article too.
_ARTICLES: Mapping[str, frozenset[str]] = {
    "hu": frozenset(("egy",)),
    "da": frozenset(("en", "et")),
    "en": frozenset(("one",)),
    "lt": frozenset(("vienas",)),
    "pl": frozenset(("jeden", "jedna")),
}


def _unit_after(page: Page, place: int, end: int) -> tuple[str, int] | None:
    """The counted word after a number, with up to three words before it that tell of what sort."""
    window = re.compile(r"(?:-(?=\w))?(?:[^\S\n]*[^\s\d.,;:()%–-][^\s\d.,;:()%]*){1,5}").match(
        page.text, place, min(end, place + 90)
    )
    if window is None:
        return None
    best: tuple[int, int, str] | None = None
    adjective = page.words.pattern("unit_adjective")
    for name, pattern in _units(page.words.code).items():
        found = next(
            (
                m
                for m in pattern.finditer(page.text, window.start(), window.end())
                if not adjective.fullmatch(m[0])
            ),
            None,
        )
        if (
            found
            and len(page.text[window.start() : found.start()].split()) <= 4
            and (best is None or (found.start(), -found.end()) < best[:2])
        ):
            best = (found.start(), -found.end(), name)
    return (best[2], -best[1]) if best else None


def _made(page: Page, match: re.Match[str], before: str, unit: str, place: int, stop: int) -> Figure | None:
    comparator, cue = _comparator(page, before, match)
    if unit in ("years", "months", "hours") and cue.strip().casefold() in ("over", "på"):
        comparator, cue = Comparator.EXACTLY, ""
    value = _number(page, match["low"] or match["digits"] or match["word"])
    high = _number(page, match["high"]) if match["high"] else None
    if value is None or (high is not None and high <= value):
        return None
    label = " ".join(page.text[match.end() : stop].split()).strip("-+ %") or unit
    begin = match.start() - len(cue)
    confidence = 0.8 if unit != "per cent" else 0.7
    return Figure(
        label,
        unit,
        (page.span(begin, stop),),
        "a number before what it counts",
        value,
        high,
        comparator,
        confidence=confidence,
    )


def _comparator(page: Page, before: str, match: re.Match[str]) -> tuple[Comparator, str]:
    if match["high"]:
        return Comparator.RANGE, ""
    for name, comparator in (
        ("more", Comparator.MORE_THAN),
        ("less", Comparator.LESS_THAN),
        ("about", Comparator.ABOUT),
    ):
        every = list(page.words.pattern(name).finditer(before))
        found = every[-1] if every else None
        if found and not before[found.end() :].strip():
            return comparator, before[found.start() :]
    return (Comparator.MORE_THAN if match["plus"] else Comparator.EXACTLY), ""


def _number(page: Page, text: str) -> float | None:
    word = page.words.told["numbers"].get(text.casefold())
    if word is not None:
        return float(word)
    grouped = r"[ .,]" if page.words.code == "en" else r"[ .]"
    bare = re.sub(rf"{grouped}(?=\d{{3}}(?!\d))", "", text).replace(",", ".")
    try:
        return float(bare)
    except ValueError:
        return None


def _not_rendered(page: Page) -> Iterator[Figure]:
    """A line that is only 0 above a line of words: the figure is drawn by a script and is not in the text."""
    for line, after in zip(page.lines, page.lines[1:], strict=False):
        if re.fullmatch(r"0\s?[%+]?", line.text) is None or not after.text[0].isalpha():
            continue
        end, words = after.end, after.text
        further = page.lines[after.number + 1 : after.number + 2]
        if words.endswith(",") and further:
            end, words = further[0].end, f"{words} {further[0].text}"
        unit = next(
            (name for name, pattern in _units(page.words.code).items() if pattern.search(after.text)),
            after.text,
        )
        yield Figure(
            words,
            unit,
            (page.span(after.start, end),),
            "the page counts up to this figure by script; the text has only the 0 from which it starts",
            comparator=None,
            status=Stated.NOT_RENDERED,
            confidence=0.9,
        )


def _is_known(figure: Figure, found: Sequence[Figure]) -> bool:
    return any(
        (figure.value, figure.value_to, figure.comparator, figure.unit)
        == (one.value, one.value_to, one.comparator, one.unit)
        for one in found
    )
