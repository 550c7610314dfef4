"""Participants that a page counts without naming them, and groups that hang on a named one."""

import re
from collections.abc import Iterator, Sequence

from ingest.documents.found import Body, Fact
from ingest.documents.labelled import Field
from ingest.documents.page import Page
from ingest.documents.places import countries_in
from ingest.documents.words import Words

_IMAGE = "￼"


def placeholders(page: Page, fields: Sequence[Field], named: Sequence[Body]) -> tuple[Body, ...]:
    """Bodies without names: one for each listed country, or one for each picture in a list of partners."""
    if any(body.role.value == "partner" for body in named):
        return ()
    found = next(_by_countries(page), None)
    return tuple(found) if found else tuple(_by_pictures(page, fields))


def _by_countries(page: Page) -> Iterator[list[Body]]:
    """`fem organisationer fra fem lande: A, B, C, D og E`: as many bodies as countries, one from each."""
    words = page.words
    what = rf"(?P<what>(?:\w+ ){{0,2}}(?:{words.told['groups']['organisations']}))"
    counted = re.compile(rf"(?i)(?<!\w)(?P<count>{_numbers(words)}|\d{{1,2}}) {what}(?!\w)")
    for match in counted.finditer(page.text):
        _, end = page.sentence_at(match.start())
        count = _count(words, match["count"])
        countries = countries_in(page.text[match.end() : end], words)
        if count and len({code for code, _, _ in countries}) == len(countries) == count > 1:
            yield [_unnamed(page, match, code, match.end() + a, match.end() + b) for code, a, b in countries]


def _unnamed(page: Page, match: re.Match[str], code: str, start: int, end: int) -> Body:
    counted = page.span(match.start(), match.end())
    rule = "counted by country and not named: one from each"
    evidence = Fact(match[0], (counted,), rule, 0.9)
    kind = None
    if re.search(r"(?i)civil|ngo|organizacj\w+ pozarządow", match["what"]):
        kind = Fact(
            "ngo", (page.span(match.start("what"), match.end("what")),), "civil-society organisations", 0.9
        )
    country = Fact(code, (page.span(start, end),), "named in the list of countries", 0.9)
    return Body(None, Fact("partner", (counted,), rule, 0.9), kind, country, evidence=evidence)


def _numbers(words: Words) -> str:
    return "|".join(re.escape(word) for word in words.told["numbers"])


def _count(words: Words, text: str) -> int | None:
    return words.told["numbers"].get(text.casefold()) or (int(text) if text.isdigit() else None)


def _by_pictures(page: Page, fields: Sequence[Field]) -> Iterator[Body]:
    """Logos without text in a list of partners: each is somebody, and nobody can say who."""
    for field in fields:
        if field.label not in ("partner", "participants"):
            continue
        for start, end in field.values:
            for picture in re.finditer(_IMAGE, page.text[start:end]):
                at = page.span(start + picture.start(), start + picture.end())
                evidence = Fact("picture", (at,), "a picture without text in the list of partners", 0.9)
                yield Body(None, Fact("partner", (at,), evidence.rule, 0.9), evidence=evidence)


def narrator(page: Page, named: Sequence[Body]) -> Body | None:
    """Who says `we run the project` on a page that does not tell who that is."""
    if any(body.role.value == "lead" for body in named) or not page.words.told.get("we"):
        return None
    spoken = list(page.words.pattern("we").finditer(page.text))
    if not spoken:
        return None
    spans = tuple(page.span(one.start(), one.end()) for one in spoken[:3])
    rule = "the page speaks as 'we' of running the project and does not say who that is"
    return Body(None, Fact("partner", spans, rule, 0.75), evidence=Fact("we", spans, rule, 0.75))


def member_groups(page: Page, named: Sequence[Body]) -> tuple[tuple[Fact, str], ...]:
    """`and its member institutions` right after a name: a group of unknown size that belongs to it."""
    found = []
    for match in page.words.pattern("members").finditer(page.text):
        at = page.span(match.start(), match.end())
        before = [b for b in named if b.name and b.name.at[0][1] <= at[0] and at[0] - b.name.at[0][1] <= 2]
        if before and before[-1].name:
            text = match[0].split()[-1]
            found.append((Fact(text, (at,), "mentioned without number or names", 0.9), before[-1].name.value))
    return tuple(found)
