"""The word of a name that says what kind of body it is."""

import re

from ingest.documents.words import Words


def head_in(words: Words, text: str) -> str | None:
    """The kind of body whose word stands in a name: the first or the last, as the language puts it."""
    best: tuple[int, int, str] | None = None
    for kind, pattern in words.heads.items():
        for found in pattern.finditer(text):
            place = found.start() if words.head == "first" else -found.end()
            rank = (place, -(found.end() - found.start()), kind)
            if best is None or rank < best:
                best = rank
    return best[2] if best else None


def is_generic(words: Words, text: str) -> bool:
    """Whether every word is a common one (`Cultural Institutions`): nobody is called that."""
    told = re.findall(r"[^\W\d_]+", text.casefold())
    pattern = words.pattern("generic")
    return bool(told) and text[0] not in '„“”"«»' and all(pattern.fullmatch(one) for one in told)
