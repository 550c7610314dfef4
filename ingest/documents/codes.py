"""The grant or project number: under its label, beside the word for project, or by its shape."""

import re
from collections.abc import Iterator, Sequence

from ingest.documents.found import Fact
from ingest.documents.labelled import Field
from ingest.documents.page import Page
from ingest.documents.words import Words

_LETTER = "A-ZĄĆĘŁŃÓŚŹŻČĖĮŠŲŪŽÁÉÍÖŐÚÜŰÆØÅ"
# Parts of letters and digits joined by signs; at least one digit, and a letter or a sign that a date lacks.
_CODE = re.compile(
    rf"(?<![\w/.@-])(?:[{_LETTER}]{{3,7}} (?=\d+\.\d+\.\d+-))?(?=[\w./–-]*\d)"
    rf"(?:[{_LETTER}0-9]+(?:[a-z]{{1,3}}(?=\d))?)"
    rf"(?:(?:\s?[-–/.]\s?|_)[{_LETTER}0-9]+(?:[a-z](?=[-/.\s,;)]|$))?)+(?![\w@])"
)
_PLAIN = re.compile(rf"(?<!\w)#?(?:[{_LETTER}]{{1,6}}\s?)?\d{{2,9}}(?:/\d{{2,4}})?(?!\w)")
_LONG_NUMBER = re.compile(r"\d{6,10}(?![\w/]|\.\w)")
_STRONG = re.compile(rf"(?=(?:.*\d){{4}})(?=.*[{_LETTER}]{{2}})(?=(?:.*[-–/.]){{2}})")
_SHORT_CODE = re.compile(rf"[{_LETTER}]{{2,6}}-?\d{{2,4}}|[{_LETTER}]{{2,6}}/\d{{2,4}}/[\d.]+(?:/\d+)*")
_DATE = re.compile(r"(?:\d{1,2}[./-]){1,2}\d{2,4}|\d{4}[./–-]\d{1,4}(?:[./-]\d{1,2})?\.?")


def project_code(page: Page, fields: Sequence[Field]) -> Fact | None:
    """The code of the page's project; where several could be it, the one with the strongest evidence."""
    return next(_labelled(page, fields), None) or next(_in_text(page), None)


def _labelled(page: Page, fields: Sequence[Field]) -> Iterator[Fact]:
    for field in fields:
        if field.label != "code":
            continue
        for start, end in field.values[:1]:
            told = page.text[start : min(end, start + 120)]
            found = _first(page.words, told) or _PLAIN.search(told)
            if found and found.start() <= 30:
                yield _fact(page, start + found.start(), start + found.end(), "under its label", 0.95)


def _first(words: Words, text: str) -> re.Match[str] | None:
    return next((found for found in _CODE.finditer(text) if not _is_no_code(words, text, found)), None)


def _in_text(page: Page) -> Iterator[Fact]:
    """A labelled number inside a sentence, then a long code anywhere, then a short one after `project`."""
    label = page.words.labels["code"]
    for start, end in page.sentences:
        for told in label.finditer(page.text, start, end):
            between = re.compile(r"\s*[:.]?\s*(?=[\[(]?\s*#?[A-Z0-9])[\[(]?\s*")
            opened = between.match(page.text, told.end(), end)
            if opened and told.end() - told.start() >= 2 and len(told[0]) > 1:
                code = _CODE.match(page.text, opened.end(), end)
                plain = _LONG_NUMBER.match(page.text, opened.end(), end)
                if code is None and plain and len(told[0]) >= 8:
                    yield _fact(page, plain.start(), plain.end(), f"a number after '{told[0]}'", 0.85)
                if code and not _is_no_code(page.words, page.text, code):
                    yield _fact(page, code.start(), code.end(), f"after '{told[0]}'", 0.9)
    for code in _CODE.finditer(page.text):
        if _STRONG.match(code[0]) and not _is_no_code(page.words, page.text, code):
            yield _fact(page, code.start(), code.end(), "the shape of a grant number", 0.85)
    project = re.compile(r"(?i)\bproje[kc]t\w*[^\S\n]+(?:n[ro]\.?[^\S\n]*)?[(\[]?")
    for told in project.finditer(page.text):
        short = _SHORT_CODE.match(page.text, told.end())
        if short and not re.match(r"\w", page.text[short.end() : short.end() + 1]):
            yield _fact(page, short.start(), short.end(), "a number after the word for project", 0.8)


def _is_no_code(words: Words, whole: str, found: re.Match[str]) -> bool:
    text = found[0]
    if _DATE.fullmatch(text.replace(" ", "")) or sum(map(str.isdigit, text)) < 2:
        return True
    if not any(map(str.isalpha, text)) and len(text) < 8:
        return True
    if re.fullmatch(r"[\d\s.,/–-]+", text) and not re.search(r"[-/]", text):
        return True
    if re.fullmatch(r"(?i)(?:\d+(?:[.,]\d+)*)\s?(?:eur|pln|huf|ltl|dkk|zł|ft)", text):
        return True
    return _is_of_something_else(words, whole[max(0, found.start() - 40) : found.start()])


def _is_of_something_else(words: Words, before: str) -> bool:
    """A law, a call, a bank account: words for them stand right before the number."""
    near = list(words.pattern("not_codes").finditer(before))
    return bool(near) and len(before) - near[-1].end() <= 26 and "\n" not in before[near[-1].end() :]


def _fact(page: Page, start: int, end: int, rule: str, confidence: float) -> Fact:
    code = re.sub(r"\s*([-–/.])\s*", r"\1", page.text[start:end].strip()).rstrip(".,;")
    return Fact(code.replace("–", "-"), (page.span(start, end),), rule, confidence)
