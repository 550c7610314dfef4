"""From what a person typed to a full-text query in which nothing they typed is an operator."""

from graph.names import folded, words

MOST_WORDS = 12
# Words that the index's analyzer (standard-folding) throws away: asked for, they match nothing.
_THROWN_AWAY = (
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these "
    "they this to was will with"
)
STOP_WORDS = frozenset(_THROWN_AWAY.split())


def fulltext_query(text: str) -> str:
    """Lucene query for a text that a person typed: every word as it is, begun, or with a typing error.

    Words are word characters only, in small letters; what else was typed stands inside quotation marks,
    where the analyzer takes it apart as it did with the names, so nothing in the query is an operator.
    """
    typed = [part for part in text.split() if words(part, 1)][:MOST_WORDS]
    telling = [part for part in typed if not STOP_WORDS.issuperset(words(part, MOST_WORDS))]
    return " AND ".join(_clause(part) for part in telling or typed)


def _clause(part: str) -> str:
    found = words(part, MOST_WORDS)
    if len(found) == 1:
        return _like(found[0])
    return f"({_as_written(part)}^4 OR ({' AND '.join(map(_like, found))}))"


def _as_written(part: str) -> str:
    """The analyzer keeps “d'Azur” and “e.V.” in one piece, which none of their words would match."""
    return '"' + folded(part).translate({ord("\\"): " ", ord('"'): " "}) + '"'


def _like(word: str) -> str:
    """Short words have too many neighbours for a typing error to be forgiven."""
    misspelt = f" OR {word}~1" if len(word) > 3 else ""
    return f"({word}^4 OR {word}*^2{misspelt})"
