"""UTF-8 that was once read as another encoding (`Ã©`, `√©` for `é`), undone where that is certain.

Certain means: the text, written in that other encoding, is valid UTF-8 (which hardly any text is by
chance), and either ftfy calls it bad, or its words are a thousand times likelier afterwards. ftfy's other
improvements (curly quotes, widths, missing halves) are not wanted: a name is not to be improved.
"""

import re
from collections.abc import Iterator

from ftfy import fix_encoding_and_explain
from ftfy.badness import is_bad
from ftfy.chardata import CHARMAP_ENCODINGS

from ingest.reading.old_encodings import text_likelihoods

# Logarithm of the odds at which a change is certain, and how much rarer than cp1252 other misreadings are.
_CERTAIN, _DOUBTFUL = 7.0, 3.0
_RARITY = {"sloppy-windows-1252": 0.0, "latin-1": 0.0, "macroman": 1.0, "sloppy-windows-1250": 4.0}
_RARE = 8.0
# Beyond these, texts are looked at word by word, and what has no spaces is no word.
_LONGEST_TEXT, _LONGEST_TOKEN = 2_000, 100
_TOKENS = re.compile(r"([ \t\r\n]+)")


def _letters(codes: range) -> str:
    """What the encodings that ftfy knows make of these bytes, as a class of a regular expression."""
    made = {bytes([code]).decode(codec, errors="ignore") for codec in CHARMAP_ENCODINGS for code in codes}
    return f"[{re.escape(''.join(sorted(made)))}]"


# In UTF-8 a byte of the first range is followed by one to three of the second; misread, they are letters and
# signs. The last case of a pair are the Ã and Â whose second half, a no-break space, became a space.
_FIRST, _SECOND = _letters(range(0xC2, 0xF5)), _letters(range(0x80, 0xC0))
PAIR = re.compile(f"{_FIRST}(?:{_SECOND}|(?<=[ÂÃ]) )")
# Letters and signs of living languages of Europe, and letters of two scripts side by side, which are of none.
_EUROPEAN = re.compile("[\t\r\n -~\xa0-\u024f\u0370-\u04ff\u1f00-\u1fff\u2000-\u22ff]*")
_LATIN, _OTHER = "[A-Za-z\xc0-\u024f]", "[\u0370-\u04ff\u1f00-\u1fff]"
_MIXED = re.compile(f"{_LATIN}{_OTHER}|{_OTHER}{_LATIN}")
# A letter beyond ASCII that stands alone is none of two into which UTF-8 was torn.
_LONE = re.compile(r"(?<![^\x00-\x7f])[^\x00-\x7f](?![^\x00-\x7f])")


def restored(text: str) -> tuple[str, bool]:
    """The text as it was meant, and whether something in it looks misread that cannot be restored."""
    if PAIR.search(text) is None:
        return text, False
    if len(text) <= _LONGEST_TEXT and is_bad(text):
        whole = _likeliest({**dict.fromkeys(_by_ftfy(text), 0.0), **_readings(text)})
        if whole is not None:
            return whole, False
    tokens = _TOKENS.split(text)
    torn = {token for token in tokens if _is_torn(token)}
    changes = {token: _by_words(token) for token in torn}
    after = "".join(changes.get(token) or token for token in tokens)
    return after, None in changes.values() or is_bad(after)


def _is_torn(token: str) -> bool:
    return len(token) <= _LONGEST_TOKEN and bool(PAIR.search(token)) and not _LONE.search(token)


def _by_ftfy(text: str) -> Iterator[str]:
    """What ftfy makes of it, unless it did more than undo a wrong reading, or the way back is not exact."""
    plan = fix_encoding_and_explain(text)
    steps = [(action, codec) for action, codec in plan.explanation or []]
    codecs = [codec for action, codec in steps if action == "encode"]
    if not codecs or steps != [step for codec in codecs for step in (("encode", codec), ("decode", "utf-8"))]:
        return
    again = plan.text
    for codec in reversed(codecs):
        again = again.encode().decode(codec)
    if again == text:
        yield plan.text


def _by_words(token: str) -> str | None:
    """What a token that ftfy finds good was before, or None if that is in doubt."""
    possible = _readings(token)
    limit = _likelihood(token) + _DOUBTFUL if possible else 0.0
    possible = {after: rarity for after, rarity in possible.items() if _likelihood(after) - rarity > limit}
    return _likeliest({**possible, token: 0.0}) if possible else token


def _readings(token: str) -> dict[str, float]:
    """What the text may have been before, and how rare it is to misread it so."""
    found: dict[str, float] = {}
    for codec in CHARMAP_ENCODINGS:
        try:
            after = token.encode(codec).decode()
        except UnicodeError:
            continue
        if after != token and _EUROPEAN.fullmatch(after) and not _MIXED.search(after):
            rarity = _RARITY.get(codec, _RARE)
            found[after] = min(rarity, found.get(after, rarity))
    return found


def _likeliest(texts: dict[str, float]) -> str | None:
    """The text that is likelier than all others by far, None if there is none; a bad one never is."""
    odds = {text: _likelihood(text) - rarity for text, rarity in texts.items() if not is_bad(text)}
    best = sorted(odds, key=odds.__getitem__, reverse=True)
    if not best or (len(best) > 1 and odds[best[0]] - odds[best[1]] < _CERTAIN + texts[best[0]]):
        return None
    return best[0]


def _likelihood(text: str) -> float:
    return float(text_likelihoods(text).max())
