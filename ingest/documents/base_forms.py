"""Names in their base form, where a sentence has put them into another case.

The rules are data: pairs of a pattern and what replaces it, each for the whole name; the first that fits
counts. A name that fits none stays as it is written, because a wrong base form is worse than a case ending.
"""

import re
from functools import cache

from ingest.documents.agreement import with_head_in_base_form
from ingest.documents.words import Words, words_of


def base_form(name: str, words: Words) -> str:
    """The name in the nominative where a rule of its language is sure, else as it is written."""
    if (agreed := with_head_in_base_form(name, words.code)) != name:
        return agreed
    return _changed(name, _rules(words.code, "base_forms"))


def programme_form(name: str, words: Words) -> str:
    """The name of a programme in the nominative."""
    return _changed(name, _rules(words.code, "programme_forms"))


def _changed(name: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, to in rules:
        changed, count = pattern.subn(to, name, count=1)
        if count:
            return " ".join(changed.split())
    return name


@cache
def _rules(code: str, name: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), to) for pattern, to in words_of(code).told.get(name) or ())
