"""From what a person typed to a full-text query in which nothing they typed is an operator."""

from graph.names import words

MOST_WORDS = 12


def fulltext_query(text: str) -> str:
    """Lucene query for a text that a person typed: every word as it is, begun, or with a typing error.

    It is made of word characters only, in small letters, so nothing in it is an operator.
    """
    terms = words(text, MOST_WORDS)
    return " AND ".join(f"({term}^4 OR {term}*^2{_misspelt(term)})" for term in terms)


def _misspelt(term: str) -> str:
    """Short words have too many neighbours for a typing error to be forgiven."""
    return f" OR {term}~1" if len(term) > 3 else ""
