"""Labels such as `Lead partner:` and what stands under or beside them, in lines, tables and glued pairs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ingest.documents.cards import cards_after
from ingest.documents.items import is_item
from ingest.documents.moments import is_date
from ingest.documents.page import Line, Page
from ingest.documents.places import country_named
from ingest.documents.words import LABELS, Words, words_of

MOST_WORDS = 14
# Labels whose value is a list of lines; the others have one line.
LISTS = frozenset(("partner", "participants", "associated", "supplier", "patron", "lead"))
_COLON = re.compile(r"\s*(?:\([^()]{0,40}\))?\s*(?:[:：]|\s[–—-]\s|\s\|\s?)\s*")
_CELLS = re.compile(r"\s*(?:\t|\s\|\s)\s*")
# What a glued value begins with: a capital of a word, or a digit.
_VALUE = '[A-ZĄĆĘŁŃÓŚŹŻČĖĮŠŲŪŽÁÉÍÖŐÚÜŰÆØÅ„“"]\\w|\\d'


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its values: spans of the clean text, one per line; `after` is the last line's number."""

    label: str
    start: int
    end: int
    values: tuple[tuple[int, int], ...]
    line: int
    after: int
    inline: bool


def fields(page: Page) -> tuple[Field, ...]:
    """All labelled fields of a page, in their order."""
    marks = {line.number: mark for line in page.lines if (mark := label_of(page.words, line)) is not None}
    marks = {number: mark for number, mark in marks.items() if not _is_role_of_card(page, number, mark)}
    told = (_field(page, line, marks[line.number], marks) for line in page.lines if line.number in marks)
    return tuple(_up_to_its_stop(page, part) for field in told for part in _parted(page, field))


def _up_to_its_stop(page: Page, field: Field) -> Field:
    """`Partners: A, B. Project number 7` in one line: a list of bodies ends with its sentence."""
    if not field.inline or field.label not in LISTS or not field.values:
        return field
    start, end = field.values[0]
    while start < end and not page.text[start].strip():
        start += 1
    stop = page.sentence_at(start)[1]
    return replace(field, values=((start, stop if start < stop < end else end), *field.values[1:]))


def _parted(page: Page, field: Field) -> Iterator[Field]:
    """`Lead: A, partners: B, C` in one line is two fields."""
    second = None
    if field.inline and field.label in LISTS:
        start, end = field.values[0]
        second = _embedded(page.words.code).search(page.text, start, end)
    if second is None:
        yield field
        return
    start, end = field.values[0]
    yield replace(field, values=((start, second.start()),), after=field.line)
    label = "associated" if page.words.labels["associated"].fullmatch(second["label"]) else "partner"
    rest = ((second.end(), end), *field.values[1:])
    yield Field(label, second.start("label"), second.end("label"), rest, field.line, field.after, inline=True)


@cache
def _embedded(code: str) -> re.Pattern[str]:
    labels = words_of(code).labels
    told = "|".join(_inner(labels[name].pattern) for name in ("associated", "partner"))
    return re.compile(
        rf"(?:[,;.]|\s[/|])\s+(?:\w{{1,3}}\s)?(?P<label>{told})(?:(?:\s\w+){{0,3}}:|\s*[:–—-])\s+(?=[„“\"A-ZĄĆĘŁŃÓŚŹŻČĖĮŠŲŪŽÁÉÍÖŐÚÜŰÆØÅ])",
        re.I,
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """The label of a line, and where in the line it ends and its value begins."""

    label: str
    end: int
    value: int
    whole: bool


def _is_role_of_card(page: Page, number: int, mark: Mark) -> bool:
    """`Partner` under a country under a name tells of that name; it does not head a list."""
    if not mark.whole or mark.label not in ("lead", "partner", "associated") or number < 2:
        return False
    line, before = page.lines[number], page.lines[number - 1]
    return line.blanks == before.blanks == 0 and country_named(before.text, page.words.code) is not None


def label_of(words: Words, line: Line) -> Mark | None:
    """The label with which a line begins, None for any other line."""
    if _is_head_of_table(words, line.text):
        return Mark("participants", len(line.text), len(line.text), whole=True)
    colon = _COLON.search(line.text, 0, 140)
    if colon and colon.start() > 0:
        told = line.text[: colon.start()].strip()
        if len(told.split()) <= MOST_WORDS and (label := _told(words, told, colon[0])):
            return Mark(label, colon.start(), colon.end(), whole=colon.end() >= len(line.text))
    if len(line.text.split()) <= 7 and (label := _whole(words, line.text.rstrip(" :"))):
        return Mark(label, len(line.text), len(line.text), whole=True)
    return _glued(words, line)


def _is_head_of_table(words: Words, text: str) -> bool:
    """`Organisation | Country | Share`: most cells, and the first, are words for what stands under them."""
    told = [cell.strip(" :") for cell in _CELLS.split(text)]
    known = [words.pattern("table_heads").fullmatch(cell) is not None for cell in told]
    return len(told) > 1 and known[0] and sum(known) * 2 > len(told)


def _told(words: Words, told: str, border: str) -> str | None:
    """The label that the words before a colon are, in full; else of long ones the one that they hold."""
    whole = _whole(words, told)
    if whole:
        return whole
    if len(told.split()) > 9 or ":" not in border:
        return None
    for name in ("start", "end", "code", "period", "budget", "grant"):
        inside = words.label_inside[name].search(told)
        if name in ("start", "end", "code", "period") and inside and len(inside[0]) >= 5:
            return name
    for name in ("associated", "lead", "partner", "title", "supplier", "patron", "person", "budget", "grant"):
        found = words.labels[name].search(told)
        if found and _names_body(words, told[: found.start()] + told[found.end() :]):
            return None
        if found and (found.start() == 0 or found.end() == len(told)) and found.end() - found.start() >= 5:
            return name if len(told.split()) <= 7 else None
    return None


def _names_body(words: Words, rest: str) -> bool:
    """`The lead is City of A, and the partners are` holds a name: that is a sentence, not a label."""
    found = words.any_head.search(rest)
    if found is None or re.search(r"(?<!^)\s[^\W\d_a-z]\w+", rest) is None:
        return False
    return words.head == "last" or found[0][0].isupper()


def _whole(words: Words, told: str) -> str | None:
    bare = re.sub(r"^\d+[.)]\s*|\s*(?:\d+|\(\d+\))$", "", told).strip(" .–-")
    number = re.search(r"\d+$", told)
    for name in ORDER:
        if words.labels[name].fullmatch(bare):
            # Of numbered beneficiaries the first leads.
            return "partner" if name == "lead" and number and int(number[0]) > 1 else name
    return None


# `Participants` before `partner`, `lead` before `person`: the more telling label first.
ORDER = (
    "participants",
    "associated",
    "lead",
    *(n for n in LABELS if n not in ("participants", "associated", "lead")),
)


def _glued(words: Words, line: Line) -> Mark | None:
    """`Lead PartnerMunicipality of X`, `Total budget172 442`: a page lost the border between two cells."""
    for name in ORDER:
        if name in ("other", "person", "host", "speaker", "fund", "funder", "patron", "supplier"):
            continue
        found = re.match(rf"(?i:{_inner(words.labels[name].pattern)})(?={_VALUE})", line.text)
        if found and found.end() >= 4:
            return Mark(name, found.end(), found.end(), whole=False)
    return _spaced(words, line)


def _spaced(words: Words, line: Line) -> Mark | None:
    """`Partnership Municipality of X`: a label, a space, and a name; only where the label is a whole one."""
    for name in ("lead", "partner", "budget", "grant", "code", "start", "end", "period"):
        for length in (4, 3, 2, 1):
            told = re.match(rf"(?:\S+\s+){{{length - 1}}}\S+(?=\s+\S)", line.text)
            if told is None or words.labels[name].fullmatch(told[0]) is None:
                continue
            rest = line.text[told.end() :].strip()
            names_body = words.any_head.search(rest) is not None and rest[0].isupper()
            if (
                name in ("lead", "partner")
                and names_body
                and len(rest.split()) <= 12
                and told[0][0].isupper()
                and (rest[-1] not in ".!?" and not words.pattern("verbs").search(rest))
            ):
                return Mark(name, told.end(), line.text.index(rest, told.end()), whole=False)
            if name in ("start", "end", "period") and is_date(words, rest):
                return Mark(name, told.end(), line.text.index(rest, told.end()), whole=False)
            if name in ("budget", "grant", "code") and re.match(r"[€$£]?\s?\d[\d .,]*\s?\S{0,6}$", rest):
                return Mark(name, told.end(), line.text.index(rest, told.end()), whole=False)
    return None


def _inner(pattern: str) -> str:
    return pattern.removeprefix(r"(?<!\w)(?:").removesuffix(r")(?!\w)")


def _field(page: Page, line: Line, mark: Mark, marks: dict[int, Mark]) -> Field:
    values: list[tuple[int, int]] = []
    after = line.number
    if not mark.whole:
        values.append((line.start + mark.value, line.end))
    if mark.whole or (mark.label in LISTS and not _is_number(page.text, values)):
        following = list(_following(page, line, mark, marks))
        values += [(one.start, one.end) for one in following]
        after = following[-1].number if following else after
    return Field(
        mark.label, line.start, line.start + mark.end, tuple(values), line.number, after, not mark.whole
    )


def _is_number(text: str, values: Sequence[tuple[int, int]]) -> bool:
    """`Partners: 3` counts them; what stands in the next lines is something else."""
    return any(re.fullmatch(r"[\d\s.,]+", text[start:end]) for start, end in values)


def _following(page: Page, line: Line, mark: Mark, marks: dict[int, Mark]) -> Iterator[Line]:
    """The lines of a list under its label; for other labels the next line."""
    if mark.label not in LISTS:
        after = page.lines[line.number + 1 : line.number + 2]
        yield from (one for one in after if one.number not in marks and one.blanks <= 1)
        return
    inside_prose = (
        not mark.whole
        and not line.bullet
        and page.words.labels["partner"].search(line.text[: mark.end]) is None
    )
    if inside_prose:
        return
    if (
        mark.whole
        and mark.label in ("partner", "participants")
        and (cards := cards_after(page, line, _closing(marks)))
    ):
        yield from cards
        return
    for taken, one in enumerate(page.lines[line.number + 1 : line.number + 121]):
        if one.number in marks and _is_inside(mark, marks[one.number]):
            continue
        if one.number in marks:
            return
        if not is_item(page.words, one) or (one.blanks > 2 and taken):
            return
        if mark.label == "lead" and (taken or not mark.whole):
            return
        yield one


def _closing(marks: dict[int, Mark]) -> frozenset[int]:
    """Lines whose labels end a list of partners."""
    return frozenset(
        number for number, mark in marks.items() if mark.label not in ("lead", "partner") or mark.whole
    )


def _is_inside(mark: Mark, other: Mark) -> bool:
    """`Lead: A` in the midst of a list of partners does not end it."""
    return (
        mark.whole and mark.label in ("partner", "participants") and other.label == "lead" and not other.whole
    )


def cells(page: Page, start: int, end: int) -> Sequence[tuple[int, int]]:
    """The cells of a line that is a row of a table; one where it is none."""
    place, found = start, []
    for border in _CELLS.finditer(page.text, start, end):
        found.append((place, border.start()))
        place = border.end()
    found.append((place, end))
    return [(a, b) for a, b in found if page.text[a:b].strip()]
