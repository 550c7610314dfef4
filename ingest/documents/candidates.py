"""Where a page may name those who take part: under labels, and in sentences that say who does what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.documents.items import is_item
from ingest.documents.labelled import Field
from ingest.documents.listed import Listed, listed_bodies
from ingest.documents.name_lists import by_country, name_before, names_in
from ingest.documents.names import Name
from ingest.documents.page import Line, Page
from ingest.documents.prose import is_on_something_else, told_in_prose
from ingest.documents.shared_heads import RULE, listed_settlements, shared_bodies, told_apart
from ingest.documents.words import Words

ROLES = ("lead", "partner", "participants", "associated", "supplier", "patron")
# After these words a sentence names a body in this role; before those it has named one.
AFTER = ("lead", "associated", "supplier", "patron", "partner", "responsible", "host")
BEFORE = ("lead", "partner")


# Codes of roles in lists of the programmes of the Union.
_CODES = {
    "COO": "lead", "LP": "lead", "LB": "lead", "AP": "associated", "AE": "associated",
    "BEN": "partner", "PP": "partner", "PB": "partner",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name, the role in which it stands there, by which rule, and how far that is to be trusted."""

    body: Listed
    role: str
    rule: str
    confidence: float
    cue: tuple[int, int]
    listed: bool = False


def candidates(page: Page, fields: Sequence[Field]) -> list[Candidate]:
    """All candidates of a page, those of labels first."""
    found = [one for field in fields if field.label in ROLES for one in _of_field(page, field)]
    found += _of_introduced(page, fields)
    taken = [
        (field.start, page.lines[field.after].end)
        for field in fields
        if field.label in ROLES and field.values
    ]
    for start, end in page.sentences:
        found += _of_sentence(page, start, end, taken)
    apart = [replace(one, body=body) for one in found for body in told_apart(page, one.body)]
    return [one for one in apart if not _is_person(page, one)]


def _of_field(page: Page, field: Field) -> Iterator[Candidate]:
    role = "partner" if field.label == "participants" else field.label
    rule = f"under the label '{_short(page.text[field.start : field.end])}'"
    count = len(field.values)
    for start, end in field.values:
        for body in shared_bodies(page, start, end) if field.label != "lead" else ():
            yield Candidate(body, role, f"{rule}: {RULE}", 0.85, (field.start, field.end), listed=False)
        many = field.label != "lead" or bool(re.search(r"[;,]", page.text[start:end]))
        for body in listed_bodies(page, start, end, many=many and field.label != "lead"):
            own = role_beside(page.words, body.beside) or role
            confidence = 0.95 if body.sure else 0.85 if count > 1 or role == "lead" else 0.75
            is_acronym = body.text.isupper() and len(body.text) <= 4
            if not body.sure and (len(body.text.split()) > 14 or (is_acronym and not body.beside)):
                confidence = 0.5
            yield Candidate(body, own, rule, confidence, (field.start, field.end), listed=count > 1)


def _of_introduced(page: Page, fields: Sequence[Field]) -> Iterator[Candidate]:
    """Lists under a sentence that announces them: `The partnership consists of five organisations:`."""
    labelled = {field.line for field in fields}
    for line in page.lines:
        cue = next((m for c in page.words.cues["partner_after"] if (m := c.search(line.text))), None)
        if line.number in labelled or line.bullet or not line.text.endswith((":", ".")):
            continue
        announced = None if cue else _announced(page, line)
        cue = cue or announced
        if cue is None:
            continue
        if line.text.endswith(".") and names_in(page, line.start + cue.end(), line.end):
            continue
        items = list(_items(page, line.number, labelled, bullets=not line.text.endswith(":")))
        if len(items) < 2 or (announced and not _are_bodies(page, items)):
            continue
        for item in items:
            for body in listed_bodies(page, item.start, item.end, many=False):
                role = role_beside(page.words, body.beside) or "partner"
                confidence = 0.9 if body.sure else 0.75
                rule = f"in the list after '{_short(cue[0])}'"
                span = (line.start + cue.start(), line.start + cue.end())
                yield Candidate(body, role, rule, confidence, span, listed=True)


def _announced(page: Page, line: Line) -> re.Match[str] | None:
    """`Six schools take part:`: a word for bodies in a line that ends with a colon and is on the project."""
    if not line.text.endswith(":") or page.words.pattern("announcing").search(line.text) is None:
        return None
    return page.words.pattern("announced").search(line.text)


def _are_bodies(page: Page, items: Sequence[Line]) -> bool:
    """Whether a list that no word for partners opens is one of bodies all the same."""
    sure = [
        item
        for item in items
        if any(one.sure or one.country for one in listed_bodies(page, item.start, item.end, many=False))
    ]
    return len(items) >= 3 and len(sure) * 3 >= len(items) * 2


def _items(page: Page, after: int, labelled: set[int], *, bullets: bool) -> Iterator[Line]:
    """The lines right after one that could be items of a list, all bulleted where nothing else marks it."""
    for line in page.lines[after + 1 : after + 60]:
        if (
            line.number in labelled
            or not is_item(page.words, line)
            or line.blanks > 2
            or (bullets and not line.bullet)
        ):
            return
        if len(line.text.split()) > 22:
            return
        yield line


def role_beside(words: Words, beside: Sequence[str]) -> str | None:
    """The role that stands in brackets or after a dash beside a name."""
    for text in beside:
        if code := _CODES.get(text.strip().rstrip("0123456789 ")):
            return code
        for role in ("lead", "associated", "partner"):
            for part in re.split(r"[,;/()–—]|\s-\s", text):
                if words.labels[role].fullmatch(part.strip(" .:–-")):
                    return role
    return None


def _of_sentence(page: Page, start: int, end: int, taken: Sequence[tuple[int, int]]) -> Iterator[Candidate]:
    if any(a < end and start < b and _covers((a, b), (start, end)) for a, b in taken):
        return
    text = page.text
    yield from _sharing(page, start, end)
    yield from _of_prose(page, start, end)
    for role in AFTER:
        for cue in page.words.cues.get(f"{role}_after", ()):
            for match in cue.finditer(text, start, end):
                if role == "partner" and _is_of_a_programme(page, start, match):
                    continue
                names = names_in(page, match.end(), end, officials=role == "patron")
                if role == "partner" and (told := by_country(page, match.end(), end)):
                    names = told
                yield from _named(page, names, role, match, "after")
    for role in BEFORE:
        for cue in page.words.cues.get(f"{role}_before", ()):
            for match in cue.finditer(text, start, end):
                bracket = match[0].startswith(("(", "-", "–"))
                names = name_before(page, start, _subject_end(page, start, match, role, bracket=bracket))
                if role == "lead" and len(names) > 1 and page.words.pattern("grant_cues").search(match[0]):
                    # Several together have received the money: nothing says which of them leads.
                    yield from _named(page, names, "partner", match, "before")
                    continue
                names = names[-1:] if role == "lead" or bracket else names
                yield from _named(page, names, role, match, "before")
                if role == "lead" and names:
                    yield from _partners_after(page, match, end)


def _sharing(page: Page, start: int, end: int) -> Iterator[Candidate]:
    """`The cities of A and B run the project`: of a sentence that says who takes part."""
    cues = [
        cue for role in BEFORE for side in ("after", "before") for cue in page.words.cues[f"{role}_{side}"]
    ]
    cues.append(page.words.pattern("taking_part"))
    told = next((match for cue in cues if (match := cue.search(page.text, start, end))), None)
    if told:
        for body in shared_bodies(page, start, end):
            yield Candidate(body, "partner", RULE, 0.8, told.span())
        for body in listed_settlements(page, start, end):
            yield Candidate(body, "partner", "settlements that a sentence lists", 0.74, told.span())


def _of_prose(page: Page, start: int, end: int) -> Iterator[Candidate]:
    for told in told_in_prose(page, start, end):
        for one in _named(page, told.names, "partner", told.cue, "beside"):
            yield replace(one, confidence=0.74 if told.on_the_project else 0.6)


def _is_of_a_programme(page: Page, start: int, match: re.Match[str]) -> bool:
    """`The programme is run by A together with B`, `a conference with C`: no partners of the project."""
    before = max(start, match.start() - 80)
    return page.words.pattern("administering").search(page.text, before, match.start()) is not None or (
        is_on_something_else(page, start, match.start())
    )


def _subject_end(page: Page, start: int, match: re.Match[str], role: str, *, bracket: bool) -> int:
    """`A together with B and C runs the project`: who runs it stands before the words for together."""
    if role != "lead" or bracket:
        return match.start()
    for cue in page.words.cues["partner_after"]:
        if (found := cue.search(page.text, start, match.start())) and name_before(page, start, found.start()):
            return found.start()
    return match.start()


def _partners_after(page: Page, match: re.Match[str], end: int) -> Iterator[Candidate]:
    """`X's consortium partners – A, B, C`: the words that make X the lead also open the list of partners."""
    if page.words.labels["partner"].match(match[0]) is None and "partner" not in match[0].casefold():
        return
    opened = re.compile(r"\s*[–:-]\s*").match(page.text, match.end(), end)
    if opened:
        yield from _named(page, names_in(page, opened.end(), end), "partner", match, "after")


def _covers(outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    """Whether most of a sentence lies in a list that has been read."""
    inside = min(outer[1], inner[1]) - max(outer[0], inner[0])
    return inside > 0.6 * (inner[1] - inner[0])


def _named(
    page: Page, names: Sequence[Name], role: str, match: re.Match[str], side: str
) -> Iterator[Candidate]:
    rule = f"named {side} '{_short(match[0])}'"
    own = {"responsible": "partner"}.get(role, role)
    for place, name in enumerate(names):
        body = Listed(
            name.text,
            name.start,
            name.end,
            name.head,
            name.beside,
            name.link,
            name.place,
            name.country,
            name.quoted,
        )
        told = role_beside(page.words, name.beside) or own
        if role == "lead" and side == "after" and place and told == "lead":
            told = "partner"
        confidence = 0.85 if name.head else 0.75
        if side == "before" and not name.head:
            confidence = 0.6 if role == "partner" else 0.72 if match[0].startswith(("(", "-", "–")) else 0.6
        if role in ("responsible",):
            confidence = 0.72 if name.head else 0.5
        if len(names) == 1 and side == "after" and not name.sure and len(name.text.split()) == 1:
            confidence = 0.55
        yield Candidate(body, told, rule, confidence, match.span())


def _short(text: str) -> str:
    return " ".join(text.split())[:60].strip(" :–-")


def _is_person(page: Page, one: Candidate) -> bool:
    if one.body.sure:
        return False
    return page.words.pattern("persons").match(one.body.text) is not None


def with_role(one: Candidate, role: str) -> Candidate:
    """The candidate in another role."""
    return replace(one, role=role)
