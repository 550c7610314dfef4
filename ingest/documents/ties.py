"""Bodies that belong to another: organs of a municipality, and institutions that a page calls subordinate."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.documents.found import Body, Fact
from ingest.documents.page import Page


def with_ties(page: Page, bodies: Sequence[Body]) -> tuple[Body, ...]:
    """The bodies with the one of which each is part, or to which it is subordinate."""
    told = page.words.pattern("subordinates").search(page.text)
    organs = [_with_whole(page, body) for body in bodies]
    if told is None:
        return tuple(organs)
    at = page.span(told.start(), told.end())
    return tuple(_under(body, organs, at) for body in organs)


def _with_whole(page: Page, body: Body) -> Body:
    if body.name is None:
        return body
    for pattern, to in page.words.told.get("organ_of") or ():
        if found := re.fullmatch(pattern, body.name.value):
            whole = Fact(found.expand(to), body.name.at, "the body in whose name its organ stands", 0.9)
            return replace(body, parent=whole)
    return body


def _under(body: Body, bodies: Sequence[Body], at: tuple[int, int]) -> Body:
    """`Biržų ... biuras` under `Biržų ... savivaldybė`, where the page speaks of subordination."""
    if (
        body.name is None
        or body.kind is None
        or body.kind.value in ("municipality", "university", "college", "company", "ngo")
    ):
        return body
    first = body.name.value.split()[0]
    for other in bodies:
        if (
            other.name
            and other.kind
            and other.kind.value == "municipality"
            and other.name.value.split()[0] == first
        ):
            name = other.parent.value if other.parent else other.name.value
            return replace(
                body,
                above=Fact(
                    name, (at, *body.name.at), "called subordinate, and bears the municipality's name", 0.85
                ),
            )
    return body
