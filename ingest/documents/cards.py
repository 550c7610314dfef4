"""Partners that each have a paragraph of their own under a heading for partners."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from ingest.documents.heads import foreign_head_in
from ingest.documents.items import is_item
from ingest.documents.page import Line, Page
from ingest.documents.places import country_in

# A full stop after a word, which a legal form such as `e.V.` or `Ltd.` has too.
_ENDS = re.compile(r"(?<![^\W\d_]\.[^\W\d_])(?<!Ltd)(?<!Inc)(?<!Kft)(?<!Zrt)(?<!Bt)\.$")


def cards_after(page: Page, line: Line, closing: frozenset[int]) -> list[Line]:
    """The names of partners that each have a paragraph of their own under a heading for partners.

    A line that is set off by an empty one names a partner; what follows it, up to the next empty line, is
    its country, its role, or sentences about it. Of these the name's line is returned, with the next line
    where that is short, so that both are read together.
    """
    groups: list[list[Line]] = []
    for one in page.lines[line.number + 1 : line.number + 200]:
        if one.number in closing:
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
    if not is_item(page.words, first) or len(first.text.split()) > 12 or _ENDS.search(first.text):
        return False
    if rest and not any(_tells_of(page, one) for one in rest):
        return False
    code = page.words.code
    if (
        page.words.any_head.search(first.text)
        or country_in(first.text, code)
        or foreign_head_in(code, first.text)
    ):
        return True
    return any(len(one.text.split()) <= 5 and country_in(one.text, page.words.code) for one in rest)


def _tells_of(page: Page, one: Line) -> bool:
    """A sentence, or a country with or without a role."""
    if one.text.endswith((".", "!")) and len(one.text.split()) > 3:
        return True
    return len(one.text.split()) <= 5 and country_in(one.text, page.words.code) is not None


def _joined(page: Page, group: Sequence[Line]) -> Line:
    first = group[0]
    beside = list(
        takewhile(lambda one: len(one.text.split()) <= 5 and not one.text.endswith("."), group[1:3])
    )
    if beside:
        end = beside[-1].end
        return replace(first, end=end, text=page.text[first.start : end])
    return first
