"""The name of the project: under its label, in quotation marks after the word for project, or the heading."""

import re
from collections.abc import Iterator, Sequence

from ingest.documents.found import Fact
from ingest.documents.labelled import Field
from ingest.documents.page import Page

_OPEN, _CLOSE = '„“”"»«‟', '”“"«»'
_QUOTED = re.compile(rf"[^\S\n]*[{_OPEN}](?P<title>[^{_OPEN}{_CLOSE}\n]{{3,220}})[{_CLOSE}]")
_QUOTED_BEFORE = re.compile(
    rf"[{_OPEN}]?(?P<title>[A-ZÁÉÍÓÖŐÚÜŰ][^{_OPEN}{_CLOSE}\n]{{3,200}})[{_CLOSE}]\s+(?:(?:című|elnevezésű|megnevezésű),?\s+(?:\S+\s+){{0,4}}(?:projekt|pályázat)\w*|project|projekt\w*)"
)
_CAPITALS = re.compile(r"(?:[^\S\n]|[„\"])*(?P<title>[A-ZĄĆĘŁŃÓŚŹŻ]{3,}(?:[^\S\n]+[A-ZĄĆĘŁŃÓŚŹŻ0-9]{2,})+)")
_LABELLED = re.compile(r"(?:\S+\s+){0,5}\S+:\s")
_CALLED = re.compile(r"\s*(?:cím\w+|elnevez\w+|project|projekt\w*|er et|is an?)")
_HALF = re.compile(rf"(?P<title>[A-ZÁÉÍÓÖŐÚÜŰŁŚŻ][^{_OPEN}{_CLOSE}\n]{{3,200}})[{_CLOSE}]")


def title(page: Page, fields: Sequence[Field]) -> Fact | None:
    """The first title that the page gives, in the order of how plainly it does."""
    return next(_titles(page, fields), None)


def _titles(page: Page, fields: Sequence[Field]) -> Iterator[Fact]:
    yield from _labelled(page, fields)
    yield from _named(page, _QUOTED, "in quotation marks after the word for project", 0.9)
    for found in _QUOTED_BEFORE.finditer(page.text):
        yield _of(page, found, "in quotation marks before the word for project", 0.85)
    yield from _named(page, _CAPITALS, "in capitals after the word for project", 0.8)
    yield from _half_quoted(page)
    yield from _headings(page, fields)


def _labelled(page: Page, fields: Sequence[Field]) -> Iterator[Fact]:
    for field in fields:
        if field.label == "title" and field.values and field.inline:
            start, end = field.values[0]
            text = page.text[start:end]
            if 3 <= len(text) <= 300 and any(map(str.isalpha, text)):
                yield _fact(page, *_bare(page, start, end), "under its label", 0.95)


def _named(page: Page, pattern: re.Pattern[str], rule: str, confidence: float) -> Iterator[Fact]:
    """What stands right after words that announce a title."""
    for before in page.words.patterns("title_before"):
        for cue in re.finditer(f"(?i){before.pattern}", page.text):
            if found := pattern.match(page.text, cue.end()):
                yield _of(page, found, rule, confidence)


def _half_quoted(page: Page) -> Iterator[Fact]:
    for number, line in enumerate(page.lines):
        half = _HALF.match(page.text, line.start)
        if half and half.end() - half.start() < 120 and (number == 0 or _CALLED.match(page.text, half.end())):
            yield _of(page, half, "before a quotation mark that was never opened", 0.8)


def _headings(page: Page, fields: Sequence[Field]) -> Iterator[Fact]:
    """The first line that is neither a menu nor a field nor a sentence."""
    labelled = {number for field in fields for number in range(field.line, field.after + 1)}
    for line in page.lines[:12]:
        if line.number in labelled or re.search(r"\d", line.text[-3:]) or _LABELLED.match(line.text):
            continue
        is_chrome = len(line.text.split()) < 2 and line.text.casefold() == line.text
        is_short = len(line.text) <= 200 and not is_chrome and not line.text.isupper()
        is_plain = not re.search(r"[.!?]$|:$|_", line.text) and not _is_small(line.text)
        if is_plain and (is_short or " - " in line.text):
            yield _fact(page, *_bare(page, line.start, line.end), "the heading of the page", 0.7)


def _of(page: Page, found: re.Match[str], rule: str, confidence: float) -> Fact:
    return _fact(page, found.start("title"), found.end("title"), rule, confidence)


def _is_small(text: str) -> bool:
    return text[0].islower() or len(text) < 4


def _bare(page: Page, start: int, end: int) -> tuple[int, int]:
    """Without quotation marks around all of it."""
    while start < end and page.text[start] in _OPEN + " ":
        start += 1
    while end > start and page.text[end - 1] in _CLOSE + " .;,":
        end -= 1
    return start, end


def _fact(page: Page, start: int, end: int, rule: str, confidence: float) -> Fact:
    return Fact(" ".join(page.text[start:end].split()), (page.span(start, end),), rule, confidence)


def status(page: Page) -> Fact | None:
    """What the page says has become of the project: archived or closed."""
    for name, pattern in (page.words.told.get("status") or {}).items():
        if found := re.search(f"(?i){pattern}", page.text):
            return Fact(name, (page.span(found.start(), found.end()),), "words for it", 0.9)
    return None


def website(page: Page) -> Fact | None:
    """An address that a sentence on more information gives."""
    for line in page.lines:
        found = re.search(r"(?:https?://|www\.)[^\s<>()]+", line.text)
        label = line.text[: found.start()].strip(" :–-") if found else ""
        if found and label and page.words.labels["other"].match(label):
            start = line.start + found.start()
            end = line.start + len(line.text[: found.end()].rstrip(".,;"))
            return Fact(page.text[start:end], (page.span(start, end),), f"after '{label}'", 0.8)
    return None
