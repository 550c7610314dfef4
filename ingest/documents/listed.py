"""One line of a list of partners: the name of the body, and what the line tells besides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.documents.heads import head_in
from ingest.documents.labelled import cells
from ingest.documents.name_lists import names_in, runs_of_names
from ingest.documents.names import Name, NameReader
from ingest.documents.page import Page, Span
from ingest.documents.places import country_in, country_named
from ingest.documents.words import Words

_LINK = re.compile(r"(?:https?://|www\.)\S+")
_MAIL = re.compile(r"\S+@\S+")
_BRACKETS = re.compile(r"\s*\(([^()]{1,120})\)?")
_DASH = re.compile(r"\s+[–—-]+\s+|\s*[–—]\s+|:\s+")
_NUMBERED = re.compile(r"(?:\d{1,2}[.)]\s*|(?:COO|BEN|LP|PP|LB|PB|AP|AE|P)\s?\d{0,2}\s*[:.–-]?\s+(?=[A-Z]))")
_ROLE_NUMBER = re.compile(r"(?:partner\w*|partneris|tag)\s*(?:nr\.?\s*)?\d+\s*[:.–-]\s*", re.IGNORECASE)
# Signs of templates and markup, and those that turn the direction of writing: no name has them.
_NOT_WRITTEN = re.compile("[{}<>\\\\\u202a-\u202e\u2066-\u2069]")
# Words of a line; hardly a name has more.
_LONG_NAME = 9


@dataclass(frozen=True, slots=True)
class Listed:
    """A body of a list: its name in the clean text, and the texts that stand beside the name."""

    text: str
    start: int
    end: int
    head: str | None
    beside: tuple[str, ...]
    link: str | None = None
    place: str | None = None
    country: str | None = None
    quoted: bool = False

    @property
    def sure(self) -> bool:
        return self.head is not None or self.quoted


def listed_bodies(page: Page, start: int, end: int, *, many: bool) -> list[Listed]:
    """The bodies of one line; `many` where the label speaks of several and they may stand in one line."""
    if "\n" in page.text[start:end]:
        one = _single(page, start, end)
        return [one] if one else []
    row = cells(page, start, end)
    if len(row) > 1:
        if many and len(several := _of_cells(page, row)) == len(row):
            return several
        found = _of_row(page, row)
        return [found] if found else []
    if many:
        several = _several(page, start, end)
        several = several if len(several) > 1 else _in_a_sentence(page, start, end)
        if len(several) > 1 or (several and page.text[start:end].count(",") > 1):
            return several
    one = _single(page, start, end)
    return [one] if one else []


def _in_a_sentence(page: Page, start: int, end: int) -> list[Listed]:
    """`the local school, the Free Church of A and the B Library`: the names among words that name nobody."""
    text = page.text[start:end]
    if "," not in text or len(text.split()) <= _LONG_NAME:
        return []
    told = [name for run in runs_of_names(page, start, end) for name in run if name.sure]
    return [_from_name(name, page.words) for name in told]


def _of_cells(page: Page, spans: Sequence[Span]) -> list[Listed]:
    """`A (SK) | B (PL)`: bodies beside one another, each with its country."""
    found = [_single(page, *span) for span in spans]
    return [one for one in found if one and one.country]


def _of_row(page: Page, spans: Sequence[Span]) -> Listed | None:
    """The cell of a table's row that names a body; the others tell of it."""
    ranked = sorted(
        spans,
        key=lambda s: (head_in(page.words, page.text[s[0] : s[1]]) is None, not _is_name(page, *s), s[0]),
    )
    best = _single(page, *ranked[0])
    if best is None or not _is_name(page, *ranked[0]):
        return None
    others = tuple(page.text[a:b] for a, b in spans if (a, b) != ranked[0])
    return _with(best, best.beside + others, page.words)


def _is_name(page: Page, start: int, end: int) -> bool:
    text = page.text[start:end]
    return sum(map(str.isalpha, text)) > 3 and country_named(text, page.words.code) is None


def _several(page: Page, start: int, end: int) -> list[Listed]:
    """Bodies between commas or semicolons, if each of them could stand alone."""
    text = page.text[start:end]
    if ";" in text:
        pieces = [m.span() for m in re.finditer(r"[^;]+", text)]
        return [one for a, b in pieces for one in _of_piece(page, start + a, start + b)]
    names = list(NameReader(page, start, end).names())
    if len(names) < 2 or text[names[-1].stop - start :].strip(" .,;()") != "":
        return _pieces(page, start, end)
    if sum(name.sure for name in names) < 2 and not _are_alike(names, text):
        return []
    if any(country_named(name.text, page.words.code) for name in names):
        return []
    return [_from_name(name, page.words) for name in names]


def _of_piece(page: Page, start: int, end: int) -> list[Listed]:
    """What stands between two semicolons: one body with its place, or several that are all sure."""
    several = _several(page, start, end)
    if len(several) > 1 and all(one.sure for one in several):
        return several
    one = _single(page, start, end)
    return [one] if one else []


def _pieces(page: Page, start: int, end: int) -> list[Listed]:
    """What stands between commas outside brackets, where every piece looks like a name of its own."""
    bounds = [m.start() for m in re.finditer(r",\s(?![^(]*\))", page.text[start:end])]
    if not bounds:
        return []
    cuts = [0, *(bound + 1 for bound in bounds), end - start + 1]
    spans = [(start + a, start + b - 1) for a, b in pairwise(cuts)]
    if joint := _joint(page, *spans[-1]):
        spans[-1:] = [(spans[-1][0], joint[0]), (joint[1], spans[-1][1])]
    found = [_single(page, *span) for span in spans]
    bodies = [one for one in found if one and (one.text[0].isupper() or one.text[0] in '„“”"«»')]
    told = sum(one.head is not None or one.country is not None for one in bodies)
    if len(bodies) != len(found) or told < 2 or any(len(one.text.split()) > 9 for one in bodies):
        return []
    return bodies


def _joint(page: Page, start: int, end: int) -> Span | None:
    """Where `and` stands between the last two names of a list, each with a word for the kind of its body."""
    for found in page.words.conjunction.finditer(page.text, start, end):
        left, right = page.text[start : found.start()], page.text[found.end() : end]
        if head_in(page.words, left) and head_in(page.words, right) and right.lstrip()[:1].isupper():
            return found.span()
    return None


def _are_alike(names: list[Name], text: str) -> bool:
    """Three or more names with nothing else between them are a list of names."""
    if len(names) >= 3 or all(name.beside for name in names):
        return True
    return names[0].sure and all(len(name.text.split()) >= 3 for name in names)


def _from_name(name: Name, words: Words) -> Listed:
    place = name.place
    one = Listed(
        name.text, name.start, name.end, name.head, name.beside, name.link, place, name.country, name.quoted
    )
    return _with(one, name.beside, words)


def _single(page: Page, start: int, end: int) -> Listed | None:
    """The name at the beginning of a line, up to a bracket, an address, a dash, or a comma before a place."""
    text = page.text[start:end]
    if "\n" in text:
        return _of_two_lines(page, start, start + text.index("\n"), end)
    numbers = []
    for pattern in (_NUMBERED, _ROLE_NUMBER):
        if skipped := pattern.match(text):
            start, text = start + skipped.end(), text[skipped.end() :]
            numbers.append(skipped[0].strip(" :.–-"))
    stop = len(text)
    for pattern in (_LINK, _MAIL):
        if found := pattern.search(text):
            stop = min(stop, found.start())
    beside = [number for number in numbers if number[:1].isalpha()]
    first, last = _name_part(page.words, text[:stop])
    beside += _around(page.words, text[:stop], first, last)
    first = _past_small_words(page, start, text, first, last)
    name = text[first:last].strip(" ,;.–—-:|(\t")
    name = (
        name + "."
        if re.search(r"(?i)(?:o\.o|s\.a|kft|bt|zrt|e\.v|s\.r\.l|s\.r\.o|inc|ltd)$", name)
        and text[first:last].rstrip()[len(name) :].startswith(".")
        else name
    )
    name = _unbalanced(name)
    if sum(map(str.isalpha, name)) < 2 or _is_no_body(page.words, name):
        return None
    place = start + text.index(name, first)
    link = _LINK.search(text)
    listed = Listed(
        name,
        place,
        place + len(name),
        head_in(page.words, name),
        (),
        link[0].rstrip(".,;)") if link else None,
    )
    return _with(listed, tuple(beside), page.words)


def _past_small_words(page: Page, start: int, text: str, first: int, last: int) -> int:
    """`thanks to the Dale Trust`: where a name begins behind a verb; the end where it names somebody else."""
    told = text[first:last].lstrip(" ,;.–—-:|(\t")
    if not told[:1].islower() or page.words.any_head.match(told) or len(told.split()) < 3:
        return first
    offset = start + last - len(text[first:last].lstrip(" ,;.–—-:|(\t"))
    names = names_in(page, offset, start + last)
    if not names or not names[0].sure:
        return first
    skipped = page.text[offset : names[0].start]
    return last if page.words.pattern("elsewhere_before").search(skipped) else names[0].start - start


def _of_two_lines(page: Page, start: int, border: int, end: int) -> Listed | None:
    """A name, and under it what the page tells of it: a country, a role."""
    first = _single(page, start, border)
    if first is None:
        return None
    told = page.text[border:end].strip()
    parts = (told, *re.split(r"\s+[–—-]\s+|\n", told))
    return _with(first, (*first.beside, *parts), page.words)


def _name_part(words: Words, text: str) -> tuple[int, int]:
    """First and last place of the name in a line."""
    first, last = 0, len(text)
    dash = _DASH.search(text)
    if dash:
        left, right = text[: dash.start()], text[dash.end() :]
        if (
            country_named(left, words.code)
            or words.labels["lead"].fullmatch(left.strip())
            or words.labels["partner"].fullmatch(left.strip())
        ):
            first = dash.end()
        elif head_in(words, left) or not head_in(words, right) or country_named(right, words.code):
            last = dash.start()
        elif dash[0].strip() != ":" or len(left.split()) <= 2:
            first = dash.end() if len(left.split()) <= 2 and not left.isupper() else first
    bracket = _BRACKETS.search(text, first)
    if bracket and bracket.start() < last and bracket.start() > first:
        rest = text[bracket.end() : last].strip(" ,.;")
        if not rest or not rest[0].islower() or not head_in(words, rest):
            last = bracket.start()
    return first, min(last, _comma(words, text, first, last))


def _comma(words: Words, text: str, first: int, last: int) -> int:
    """The comma after which a line tells the place, the country or an address of the body."""
    if place := _place_before_country(words, text, first, last):
        return place
    for found in re.finditer(r",\s+", text[first:last]):
        left, right = text[first : first + found.start()], text[first + found.end() : last]
        if country_named(right.rpartition(",")[2], words.code) or re.match(r"\d|ul\.|al\.|pl\.", right):
            return first + found.start()
        if (
            head_in(words, left)
            and not head_in(words, right)
            and right[:1].isupper()
            and len(right.split()) <= 3
        ):
            return first + found.start()
    return last


def _place_before_country(words: Words, text: str, first: int, last: int) -> int | None:
    """`Lycée Victor Hugo, Lille (France)`: a comma, a town, and the country in brackets."""
    bracket = _BRACKETS.match(text, last)
    parts = text[first:last].split(",")
    if bracket is None or len(parts) != 2 or country_named(bracket[1], words.code) is None:
        return None
    name, town = parts
    is_town = len(town.split()) <= 2 and town.strip()[:1].isupper() and head_in(words, town) is None
    return first + len(name) if is_town and len(name.split()) > 1 else None


def _around(words: Words, text: str, first: int, last: int) -> list[str]:
    told = [text[:first], text[last:]]
    told += [found[1] for found in _BRACKETS.finditer(text)]
    return [one.strip(" –—-:,;.()") for one in told if one.strip(" –—-:,;.()")]


def _with(listed: Listed, beside: tuple[str, ...], words: Words) -> Listed:
    country = listed.country
    for text in beside:
        country = (
            country
            or country_named(text, words.code)
            or country_named(text.rpartition(",")[2], words.code)
            or (country_in(text, words.code) if len(text.split()) <= 8 else None)
        )
    return Listed(
        listed.text,
        listed.start,
        listed.end,
        listed.head,
        beside,
        listed.link,
        listed.place,
        country,
        listed.quoted,
    )


def _unbalanced(name: str) -> str:
    """Without a bracket or quotation marks that the line's end has cut off."""
    if name.count("(") != name.count(")"):
        name = name.partition(" (")[0] if "(" in name else name.rstrip(")")
    return name.strip()


def _is_no_body(words: Words, name: str) -> bool:
    bare = name.strip('„“”"«» ')
    if re.match(r"\d+\s+[^\W\d_]", bare) and bare[bare.index(" ") + 1].islower():
        return True
    if words.not_name.match(bare) or words.pattern("person_titles").match(bare) or _NOT_WRITTEN.search(bare):
        return True
    return country_named(bare, words.code) is not None or words.pattern("persons").fullmatch(bare) is not None
