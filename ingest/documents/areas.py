"""Territories that a project covers, and those that it leaves out by design."""

from collections.abc import Iterator

from ingest.documents.found import Area, Fact
from ingest.documents.page import Page
from ingest.documents.places import regions_in


def areas(page: Page) -> tuple[Area, ...]:
    """Regions in the title or in sentences on where the project works; exclusions where the text says so."""
    found: dict[tuple[str, bool], Area] = {}
    for area in (*_everywhere_but(page), *_named(page)):
        if (area.code, True) not in found:
            found.setdefault((area.code, area.excluded), area)
    return tuple(found[key] for key in sorted(found))


def _everywhere_but(page: Page) -> Iterator[Area]:
    """`Pest megye kivételével minden megyében`: all of a list but those before the word for exception."""
    for start, end in page.sentences:
        every = page.words.pattern("everywhere").search(page.text, start, end)
        if every is None:
            continue
        out = page.words.pattern("exclusions").search(page.text, start, end)
        left_out = set()
        if out:
            near = max(start, out.start() - 120)
            for code, a, b in regions_in(page.text[near : out.start()], page.words):
                left_out.add(code)
                at = page.span(near + a, out.end() if out.start() - near - b < 60 else near + b)
                yield Area(code, Fact(code, (at,), f"left out by '{out[0]}'", 0.9), excluded=True)
        for code in page.words.told.get("everywhere_places") or ():
            if code not in left_out:
                at = page.span(every.start(), every.end())
                rule = "every one of the list but those left out" if left_out else "every one of the list"
                yield Area(code, Fact(code, (at,), rule, 0.85))


def _named(page: Page) -> Iterator[Area]:
    """Regions in the first lines, where titles stand, and after words for where a project works."""
    heading_end = page.lines[min(2, len(page.lines) - 1)].end if page.lines else 0
    for code, a, b in regions_in(page.text, page.words):
        start, end = page.sentence_at(a)
        near = page.text[max(start, a - 60) : min(end, b + 30)]
        if b <= heading_end or page.words.pattern("area_cues").search(near):
            yield Area(
                code, Fact(code, (page.span(a, b),), "a region named as where the project works", 0.75)
            )
