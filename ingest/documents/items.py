"""Whether a line can be one of a list of bodies."""

import re

from ingest.documents.page import Line
from ingest.documents.words import Words

LONGEST_ITEM = 230
# A grant number is no body, however it stands in a list.
_CODE = re.compile(r"(?=(?:.*\d){4})(?=.*[A-Z]{2})[\w./–-]+")
_TWO_SENTENCES = re.compile(r"\w{4}\.\s+[„“\"]?[^\W\d_a-z]")
_CAPITAL = re.compile(r"[^\W\d_a-z]")


def is_item(words: Words, line: Line) -> bool:
    """Whether a line can be one of a list of bodies: short, begins like a name, and is no sentence."""
    text = line.text
    if len(text) > LONGEST_ITEM:
        return False
    if _CODE.fullmatch(text.split(" | ")[0]):
        return False
    if text in ("￼",) or text.startswith("￼"):
        return True
    if (joint := words.conjunction.match(text)) and text[joint.end() :].lstrip()[:1].isupper():
        return words.any_head.search(text) is not None and not words.pattern("verbs").search(text)
    if not (text[0].isupper() or text[0] in "„“”\"«»'(1234567890" or words.any_head.match(text)):
        return bool(line.bullet and words.any_head.search(text[:30]) and _CAPITAL.search(text))
    if text.endswith("?") or (text.endswith(".") and _TWO_SENTENCES.search(text)):
        return False
    if words.pattern("verbs").search(text) and not words.any_head.search(text[:60]):
        return False
    if text.endswith((".", "!", "?")) and len(text.split()) > 4 and words.pattern("project").search(text):
        return bool(line.bullet and words.any_head.search(text))
    ends = text.endswith((".", "!", "?", ":")) and len(text.split()) > 9
    return not ends or line.bullet
