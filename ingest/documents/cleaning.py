"""Raw text made readable: spaces, glued footnote digits, old letters, left-over tags; nothing is added."""

import re
import unicodedata
from collections.abc import Iterator

from ingest.documents.page import Page
from ingest.documents.words import Words

# One raw character may become one clean character, or none: so every clean character keeps its place.
_SPACES = dict.fromkeys(
    map(
        ord,
        "\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c\x85",
    ),
    " ",
)
# More spaces in a row tell nothing, and patterns would go over them again and again.
LONGEST_GAP = 4
_NOTHING = frozenset("\u200b\u200c\u200d\u2060\ufeff\xad\r")
_SIGNS = {ord("\u2028"): "\n", ord("\u2029"): "\n", ord("\u2011"): "-", ord("\u2212"): "-"}
_TAG = re.compile(
    r"</?(?:p|br|div|span|b|i|strong|em|a|ul|ol|li|h[1-6]|img|u)(?:\s[^<>\n]{0,200})?/?>", re.IGNORECASE
)
# A digit inside a word, after a word at the end of which letters stand, or after a sentence's full stop.
_GLUED = re.compile(r"(?<=[^\W\d_])\d(?=[^\W\d_]{2})")
# A number with spaces that is glued to a label begins likewise, but goes on with digits.
_GLUED_END = re.compile(r"(?<=[^\W\d_]{5})\d(?=\s(?!\d)|$)")
_GLUED_STOP = re.compile(r"(?<=[^\W\d_]{3}[.!?])\d{1,2}(?=\s|$)")
_OLD_HUNGARIAN = {"õ": "ő", "û": "ű", "Õ": "Ő", "Û": "Ű"}


def cleaned(raw: str, words: Words) -> Page:
    """The page of a raw text; `span` of the page leads from its clean text back to the raw one."""
    left_out = _left_out(raw)
    letters: list[str] = []
    origin: list[int] = []
    spaces = 0
    for place, sign in enumerate(_composed(raw)):
        if sign in _NOTHING or place in left_out:
            continue
        spaces = spaces + 1 if sign == " " or ord(sign) in _SPACES else 0
        if spaces > LONGEST_GAP:
            continue
        letters.append(sign)
        origin.append(place)
    text = "".join(letters).translate(_SPACES).translate(_SIGNS)
    if words.code == "hu":
        text = text.translate({ord(old): new for old, new in _OLD_HUNGARIAN.items()})
    return Page(raw, text, origin, words)


def _composed(raw: str) -> Iterator[str]:
    """Letters written in two characters become one, where the second then is left out."""
    if raw.isascii() or unicodedata.is_normalized("NFC", raw):
        yield from raw
        return
    waiting = ""
    for sign in raw:
        if waiting and unicodedata.combining(sign):
            joined = unicodedata.normalize("NFC", waiting + sign)
            if len(joined) == 1:
                yield "\u200b"
                waiting = joined
                continue
        if waiting:
            yield waiting
        waiting = sign
    if waiting:
        yield waiting


def _left_out(raw: str) -> set[int]:
    """Places of glued footnote digits and of tags that a page shows as text."""
    places: set[int] = set()
    for found in (*_GLUED.finditer(raw), *_GLUED_END.finditer(raw), *_GLUED_STOP.finditer(raw)):
        if _is_footnote(raw, found):
            places.update(range(found.start(), found.end()))
    for tag in _TAG.finditer(raw):
        places.update(range(tag.start(), tag.end()))
    return places


def _is_footnote(raw: str, found: re.Match[str]) -> bool:
    """Codes and names with numbers keep their digits: only words in small letters get footnotes."""
    start = found.start()
    while start and not raw[start - 1].isspace():
        start -= 1
    end = found.end()
    while end < len(raw) and not raw[end].isspace():
        end += 1
    word = raw[start:end]
    if any(sign in word for sign in "@/:_-") or sum(map(str.isdigit, word)) != found.end() - found.start():
        return False
    if re.search(r"\w\.[^\W\d_]", word):
        return False
    letters = [c for c in word if c.isalpha()]
    return sum(map(str.isupper, letters)) <= 1 and len(letters) >= 5
