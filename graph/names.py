"""Names made comparable: for search and near matches, never for deciding that two bodies are one."""

import re
import unicodedata
from collections.abc import Sequence

from anyascii import anyascii
from rapidfuzz import fuzz, process

WORDS = re.compile(r"\w+")


def folded(text: str) -> str:
    """Small letters without diacritics, as the full-text index folds them: only Latin script is changed."""
    return (text if text.isascii() else "".join(_plain(letter) for letter in text)).lower()


def _plain(letter: str) -> str:
    return anyascii(letter) if unicodedata.name(letter, "").startswith("LATIN") else letter


def words(text: str, most: int) -> list[str]:
    """The first `most` words of a text, folded; signs and operators of query languages are no words."""
    return WORDS.findall(folded(text))[:most]


def nearest(text: str, folded_names: Sequence[str], most: int = 5) -> list[int]:
    """Positions of the names most like `text`, best first; a name that is hardly like it is left out."""
    asked = " ".join(words(text, 50))
    found = process.extract(asked, folded_names, scorer=fuzz.WRatio, limit=most, score_cutoff=60)
    return [position for _, _, position in found]
