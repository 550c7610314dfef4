"""The word of a name that says what kind of body it is."""

import re
from functools import lru_cache

from ingest.documents.words import Words, bodies_abroad, known_languages, words_of

# Shorter words for bodies of one language are common words of another.
_TELLING = 5
# Words such as `region` and `institute` are much the same in all languages, also as adjectives.
_FOUND_ANYWHERE = frozenset(("region", "public_body", "company"))


def head_in(words: Words, text: str) -> str | None:
    """The kind of body whose word stands in a name: the first or the last, as the language puts it."""
    return _head_in(words.code, text)


@lru_cache(maxsize=20_000)
def _head_in(code: str, text: str) -> str | None:
    words = words_of(code)
    best: tuple[int, int, str] | None = None
    for kind, pattern in words.heads.items():
        for found in pattern.finditer(text):
            place = found.start() if words.head == "first" else -found.end()
            rank = (place, -(found.end() - found.start()), kind)
            if best is None or rank < best:
                best = rank
    return best[2] if best else None


@lru_cache(maxsize=20_000)
def foreign_head_in(code: str, text: str) -> str | None:
    """The kind of body whose word in another language stands in a name.

    Of languages in which pages are read only words that are long enough count.
    """
    for kind, pattern in bodies_abroad().items():
        if pattern.search(text):
            return kind
    for other in known_languages():
        if other == code:
            continue
        for kind, pattern in words_of(other).heads.items():
            if kind in _FOUND_ANYWHERE:
                continue
            if any(len(found[0]) >= _TELLING for found in pattern.finditer(text)):
                return kind
    return None


def is_generic(words: Words, text: str) -> bool:
    """Whether every word is a common one (`Cultural Institutions`): nobody is called that."""
    told = re.findall(r"[^\W\d_]+", text.casefold())
    pattern = words.pattern("generic")
    return bool(told) and text[0] not in '„“”"«»' and all(pattern.fullmatch(one) for one in told)
