"""Bodies named anywhere in a sentence that says who takes part, where no cue stands right beside them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.documents.heads import foreign_head_in
from ingest.documents.name_lists import runs_of_names
from ingest.documents.names import Name
from ingest.documents.page import Page
from ingest.documents.words import Words

# How much of a sentence before and behind a list of names may say that they do something else.
BEFORE, BEHIND = 70, 45
_STOPS = frozenset(".!?:;")


@dataclass(frozen=True, slots=True)
class Told:
    """Names in one list of a sentence, the words that say that they take part, and whether in the project."""

    names: tuple[Name, ...]
    cue: re.Match[str]
    on_the_project: bool


def told_in_prose(page: Page, start: int, end: int) -> Iterator[Told]:
    """The lists of names of a sentence that says who takes part, but for those that it names as others.

    A list counts if the word for the kind of body stands in one of its names; two names without such a
    word between names with one are names as well. Sponsors, speakers and payers stand beside words of
    their own, which are looked for in the sentence just before and just behind a list.
    """
    if page.text[start:end].rstrip()[-1:] not in _STOPS or is_on_something_else(page, start, end):
        return
    cues = list(page.words.pattern("taking_part").finditer(page.text, start, end))
    runs = list(runs_of_names(page, start, end)) if cues else []
    names = [name for run in runs for name in run if " " in name.text]
    cue = next((one for one in cues if not any(n.start <= one.start() < n.end for n in names)), None)
    for run in runs if cue else ():
        kept = tuple(name for name in run if _is_body(page, name))
        if cue and any(_has_head(page, name) for name in kept) and not _is_elsewhere(page, run, start, end):
            yield Told(kept, cue, _speaks_of_the_project(page, start, end))


def is_on_something_else(page: Page, start: int, end: int) -> bool:
    """Whether a sentence tells of a visit, a conference, a website: who is named there takes part in that.

    `A conference closed the project that A runs with B` is on the project from that word on.
    """
    told = list(page.words.pattern("not_the_project").finditer(page.text, start, end))
    return bool(told) and page.words.pattern("project").search(page.text, told[-1].end(), end) is None


def _speaks_of_the_project(page: Page, start: int, end: int) -> bool:
    """In the sentence itself, or in the one before it."""
    before = page.sentence_at(max(0, start - 3))
    project, running = page.words.pattern("project"), page.words.pattern("running")
    return any(
        project.search(page.text, *span) or running.search(page.text, *span)
        for span in ((start, end), before)
    )


def _is_body(page: Page, name: Name) -> bool:
    """A word for a kind of body, or at least two words that are no person, programme or country."""
    if page.words.pattern("locative_endings").search(name.text):
        return False
    words = name.text.split()
    if len(words) == 1 and page.words.code != "da" and page.words.any_head.fullmatch(name.text):
        return False
    if _has_head(page, name):
        return True
    if len(words) < 2 or page.words.pattern("persons").match(name.text):
        return False
    return all(word[:1].isupper() or word[:1] in '„“”"«»' for word in (words[0], words[-1]))


def _has_head(page: Page, name: Name) -> bool:
    return name.head is not None or foreign_head_in(page.words.code, name.text) is not None


def _is_told_last(words: Words, clause: str) -> bool:
    """A word for sponsors and the like, and behind it no word for taking part before the names."""
    others = [found.end() for found in words.pattern("elsewhere_before").finditer(clause)]
    cues = [found.start() for found in words.pattern("taking_part").finditer(clause)]
    return bool(others) and not any(cue >= others[-1] for cue in cues)


def _is_elsewhere(page: Page, run: Sequence[Name], start: int, end: int) -> bool:
    """Whether the words around a list say that it is of sponsors, speakers, payers or hosts."""
    before = page.text[max(start, run[0].start - BEFORE) : run[0].start]
    behind = page.text[run[-1].stop : min(end, run[-1].stop + BEHIND)]
    clause = re.split(r"[;–—]|,\s+(?=\w+\s+\w+\s+\w+)", before)[-1] or before
    first = " ".join(re.split(r"[;,]", behind)[0].split()[:4])
    words = page.words
    nearest = re.findall(r"\w+", before)[-1:]
    return (
        any(words.pattern("places_before").fullmatch(word) for word in nearest)
        or _is_told_last(words, clause)
        or words.pattern("elsewhere_before").match(run[0].text) is not None
        or words.pattern("administering").search(before) is not None
        or words.pattern("elsewhere_behind").search(first) is not None
    )
