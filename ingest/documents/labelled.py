"""Labels such as `Lead partner:` and what stands under or beside them, in lines, tables and glued pairs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile

from ingest.documents.page import Line, Page
from ingest.documents.places import country_in
from ingest.documents.words import LABELS, Words, words_of

MOST_WORDS = 14
LONGEST_ITEM = 230
# Labels whose value is a list of lines; the others have one line.
LISTS = frozenset(("partner", "participants", "associated", "supplier", "patron", "lead"))
_COLON = re.compile(r"\s*(?:\([^()]{0,40}\))?\s*(?:[:：]|\s[–—-]\s|\s\|\s?)\s*")
_CELLS = re.compile(r"\s*(?:\t|\s\|\s)\s*")
# A grant number is no body, however it stands in a list.
_CODE = re.compile(r"(?=(?:.*\d){4})(?=.*[A-Z]{2})[\w./–-]+")
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
    told = (_field(page, line, marks[line.number], marks) for line in page.lines if line.number in marks)
    return tuple(part for field in told for part in _parted(page, field))


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
    return re.compile(rf"[,;.]\s+(?:\w{{1,3}}\s)?(?P<label>{told})\s*[:–—-]\s+(?=[„“\"A-ZĄĆĘŁŃÓŚŹŻČĖĮŠŲŪŽÁÉÍÖŐÚÜŰÆØÅ])", re.I)


@dataclass(frozen=True, slots=True)
class Mark:
    """The label of a line, and where in the line it ends and its value begins."""

    label: str
    end: int
    value: int
    whole: bool


def label_of(words: Words, line: Line) -> Mark | None:
    """The label with which a line begins, None for any other line."""
    colon = _COLON.search(line.text, 0, 140)
    if colon and colon.start() > 0:
        told = line.text[: colon.start()].strip()
        if len(told.split()) <= MOST_WORDS and (label := _told(words, told, colon[0])):
            return Mark(label, colon.start(), colon.end(), whole=colon.end() >= len(line.text))
    if len(line.text.split()) <= 7 and (label := _whole(words, line.text.rstrip(" :"))):
        return Mark(label, len(line.text), len(line.text), whole=True)
    return _glued(words, line)


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
    return found is not None and re.search(r"(?<!^)\s[^\W\d_a-z]\w+", rest) is not None and found[0][0].isupper()


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
    for name in ("lead", "partner", "budget", "grant", "code"):
        for length in (3, 2, 1):
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
    if mark.whole and mark.label in ("partner", "participants") and (cards := cards_after(page, line, marks)):
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


def cards_after(page: Page, line: Line, marks: Mapping[int, Mark]) -> list[Line]:
    """The names of partners that each have a paragraph of their own under a heading for partners.

    A line that is set off by an empty one names a partner; what follows it, up to the next empty line, is
    its country, its role, or sentences about it. Of these the name's line is returned, with the next line
    where that is short, so that both are read together.
    """
    groups: list[list[Line]] = []
    for one in page.lines[line.number + 1 : line.number + 200]:
        if one.number in marks and (marks[one.number].label not in ("lead", "partner") or marks[one.number].whole):
            break
        if not groups or one.blanks:
            groups.append([])
        if one.text.strip("￼ "):
            groups[-1].append(one)
    named = [group for group in groups if group]
    told = list(takewhile(lambda group: _is_card(page, group), named))
    with_more = [group for group in told if len(group) > 1]
    if len(told) < 2 or len(with_more) * 2 < len(told):
        return []
    return [_joined(page, group) for group in told]


def _is_card(page: Page, group: Sequence[Line]) -> bool:
    """A name, and then nothing that could be another body of a plain list."""
    first, rest = group[0], group[1:]
    if not is_item(page.words, first) or len(first.text.split()) > 12 or first.text.endswith("."):
        return False
    if rest and not any(_tells_of(page, one) for one in rest):
        return False
    return bool(rest) or page.words.any_head.search(first.text) is not None


def _tells_of(page: Page, one: Line) -> bool:
    """A sentence, or a country with or without a role."""
    if one.text.endswith((".", "!")) and len(one.text.split()) > 3:
        return True
    return len(one.text.split()) <= 5 and country_in(one.text, page.words.code) is not None


def _joined(page: Page, group: Sequence[Line]) -> Line:
    first = group[0]
    if len(group) > 1 and len(group[1].text.split()) <= 5 and not group[1].text.endswith("."):
        end = group[1].end
        return replace(first, end=end, text=page.text[first.start : end])
    return first


def _is_inside(mark: Mark, other: Mark) -> bool:
    """`Lead: A` in the midst of a list of partners does not end it."""
    return mark.whole and mark.label in ("partner", "participants") and other.label == "lead" and not other.whole


def is_item(words: Words, line: Line) -> bool:
    """Whether a line can be one of a list of bodies: short, begins like a name, and is no sentence."""
    text = line.text
    if len(text) > LONGEST_ITEM:
        return False
    if _CODE.fullmatch(text.split(" | ")[0]):
        return False
    if text in ("￼",) or text.startswith("￼"):
        return True
    if not (text[0].isupper() or text[0] in "„“”\"«»'(1234567890" or words.any_head.match(text)):
        return bool(line.bullet and words.any_head.search(text))
    if words.pattern("verbs").search(text) and not words.any_head.search(text[:60]):
        return False
    if text.endswith((".", "!", "?")) and len(text.split()) > 4 and words.pattern("project").search(text):
        return bool(line.bullet and words.any_head.search(text))
    ends = text.endswith((".", "!", "?", ":")) and len(text.split()) > 9
    return not ends or line.bullet


def cells(page: Page, start: int, end: int) -> Sequence[tuple[int, int]]:
    """The cells of a line that is a row of a table; one where it is none."""
    place, found = start, []
    for border in _CELLS.finditer(page.text, start, end):
        found.append((place, border.start()))
        place = border.end()
    found.append((place, end))
    return [(a, b) for a, b in found if page.text[a:b].strip()]
