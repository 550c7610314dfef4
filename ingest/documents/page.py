"""The text of a page, cleaned for reading, with the way back from every character to the raw text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.documents.words import Words

Span = tuple[int, int]
LONGEST_SENTENCE = 2000

_BULLET = re.compile(r"[ \t]*(?:[•·●▪■◦‣*]|[-–—](?=\s)|\d{1,2}[.)](?=\s)|[a-z]\)(?=\s))[ \t]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty: where it stands in the clean text, without its bullet and outer spaces."""

    number: int
    start: int
    end: int
    text: str
    bullet: bool
    blanks: int


@dataclass(frozen=True)
class Page:
    """Raw text, clean text, and for each clean character its place in the raw text."""

    raw: str
    text: str
    origin: Sequence[int]
    words: Words

    def span(self, start: int, end: int) -> Span:
        """The place in the raw text of a stretch of the clean text."""
        return self.origin[start], self.origin[end - 1] + 1

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return tuple(_lines(self.text, self.words.month))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Spans of the sentences in the clean text; a line never holds parts of two paragraphs."""
        return tuple(part for start, end in _sentences(self.text) for part in _short(self.text, start, end))

    def sentence_at(self, place: int) -> Span:
        """The sentence in which a place of the clean text lies."""
        low, high = 0, len(self.sentences) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.sentences[middle][0] <= place:
                low = middle
            else:
                high = middle - 1
        return self.sentences[low] if self.sentences else (0, len(self.text))


def _lines(text: str, month: re.Pattern[str]) -> Iterator[Line]:
    place, number, blanks = 0, 0, 0
    for raw_line in text.split("\n"):
        bare = raw_line.strip()
        if bare:
            bullet = _BULLET.match(raw_line)
            if bullet and month.match(raw_line, bullet.end()):
                # `1. october 2022` is a date, not the first of a list.
                bullet = None
            lead = bullet.end() if bullet else len(raw_line) - len(raw_line.lstrip())
            inner = raw_line[lead:].rstrip()
            if inner:
                start = place + lead + len(inner) - len(inner.lstrip())
                inner = inner.strip()
                yield Line(number, start, start + len(inner), inner, bool(bullet), blanks)
                number += 1
                blanks = 0
        else:
            blanks += 1
        place += len(raw_line) + 1


# A full stop ends a sentence before a capital, but not after an abbreviation, an initial or a number.
_STOP = re.compile(r"(?<=[.!?…])[”\"“’')\]]*[ \t]+(?=[\"„“»(A-ZĄĆĘŁŃÓŚŹŻČĖĮŠŲŪŽÁÉÍÖŐÚÜŰÆØÅ•–-])|\n+")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(„\"])(?:(?:[A-ZĄĆĘŁŃÓŚŹŻČĖĮŠŲŪŽÁÉÍÖŐÚÜŰÆØÅ]\.?)?[A-ZĄĆĘŁŃÓŚŹŻČĖĮŠŲŪŽÁÉÍÖŐÚÜŰÆØÅ]\.[A-Z]|[A-ZĄĆĘŁŃÓŚŹŻČĖĮŠŲŪŽÁÉÍÖŐÚÜŰÆØÅ]|\d{1,2}|m|d|mėn|im|ul|al|pl|nr|ref|no|pt|pn|tj|np|św|dr|prof|mgr|hab|"
    r"inż|ds|ok|art|tys|mln|mio|ca|kb|bl\.a|bl|f\.eks|etc|o\.o|vol|st|g|pav|el|tel|tzn|br|jr|sz|ún|ill|stb|inc)\.$",
    re.IGNORECASE,
)


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for stop in _STOP.finditer(text):
        if stop[0][0] != "\n" and "\n" not in stop[0]:
            before = text[max(start, stop.start() - 12) : stop.start()]
            if _ABBREVIATED.search(before):
                continue
        elif not _paragraph_ends(text, stop):
            continue
        if text[start : stop.start()].strip():
            yield start, stop.start()
        start = stop.end()
    if text[start:].strip():
        yield start, len(text)


def _short(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence that never ends is taken in pieces, for no rule looks further."""
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cut = cut if cut > 0 else start + LONGEST_SENTENCE
        yield start, cut
        start = cut
    yield start, end


def _paragraph_ends(text: str, stop: re.Match[str]) -> bool:
    """A line break inside a sentence: the line before ends with a small word, the next goes on in small."""
    after = text[stop.end() : stop.end() + 1]
    before = text[: stop.start()].rstrip()[-1:]
    return not (after.islower() and before not in ".!?:;" and stop[0].count("\n") == 1)
