"""How the bytes of a text file become letters: told by the file, proved by UTF-8, or shown by its words.

Where none of these decides, the file is refused and the person is asked; nothing is read on a guess.
"""

import codecs
import unicodedata
from dataclasses import dataclass

from babel import Locale

from graph.errors import InvalidParameter, UnreadableFile
from ingest.reading.cannot_read import shown
from ingest.reading.files import ByteSource
from ingest.reading.languages import words_of
from ingest.reading.old_encodings import Reading, Words, readings, words_in
from ingest.reading.survey import Survey, survey

_LABELS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a byte order mark",
    "utf-16": "UTF-16 with a byte order mark",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "utf-32": "UTF-32",
    "iso8859-2": "ISO-8859-2",
    "mac-roman": "Mac Roman",
}
# Logarithm of the odds at which words decide: e^9 is eight thousand to one.
_CERTAIN = 9.0
# Logarithm of the likelihood of a letter below which words are of no language: real ones have -5 to -2.
_NO_LANGUAGE = -5.5
_OF_LANGUAGE = -3.5
# Shares of the bytes beyond ASCII that are UTF-8. Polish `SPÓŁKA` in cp1250 is UTF-8 by chance.
_UTF8_WITH_DAMAGE, _UTF8_BY_CHANCE = 0.95, 0.3
_FEW = 50


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec, what there is to say about choosing it, and what the bytes showed."""

    codec: str
    notes: tuple[str, ...]
    facts: Survey

    @property
    def label(self) -> str:
        return _LABELS.get(self.codec, self.codec)


def encoding_of(file: ByteSource, given: str | None = None) -> Encoding:
    """The encoding of a text file; raises UnreadableFile where neither its bytes nor its words tell.

    `given` is what a person says it is, and is believed.
    """
    facts = survey(file)
    if given:
        return Encoding(_known(given, facts), (), facts)
    if facts.mark:
        return Encoding(facts.mark, _damage_note(facts), facts)
    if _is_utf8(file, facts):
        return _by_chance(file, facts) or Encoding("utf-8", _damage_note(facts), facts)
    words = words_in(file)
    best, rival = _best(words)
    if best is None:
        raise UnreadableFile(
            f"{file.title} is written in no encoding that is known here, or is no text at all. "
            "Save it as UTF-8, or say its encoding."
        )
    if rival and best.odds - rival.odds < _CERTAIN:
        raise UnreadableFile(_undecided(file.title, words, best, rival))
    return Encoding(best.codec, (_evidence(words, best, rival),), facts)


def _known(name: str, facts: Survey) -> str:
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        raise InvalidParameter(f"There is no encoding {name!r}. Usual ones: UTF-8, cp1250, cp1252.") from None
    return "utf-8-sig" if codec == "utf-8" and facts.mark == "utf-8-sig" else codec


def _is_utf8(file: ByteSource, facts: Survey) -> bool:
    if facts.cut:
        return True
    share = facts.multibyte / (facts.multibyte + facts.damaged) if facts.damaged else 1.0
    if _UTF8_BY_CHANCE < share < _UTF8_WITH_DAMAGE:
        raise UnreadableFile(
            f"{file.title} mixes UTF-8 with another encoding, so no way of reading it is right for all of "
            "it. Save its parts in one encoding, best UTF-8."
        )
    return share >= _UTF8_WITH_DAMAGE


def _by_chance(file: ByteSource, facts: Survey) -> Encoding | None:
    """`SPÓŁKA` in cp1250 is valid UTF-8 for `SPӣKA`: every such word mixes Latin with another script."""
    if not 0 < facts.multibyte <= _FEW or facts.damaged:
        return None
    words = words_in(file)
    texts = [word.decode("utf-8", errors="ignore") for word in words.high]
    strange = [word for text in texts for word in words_of(text) if not word.isascii()]
    if not strange or any(len(_scripts(word)) == 1 for word in strange):
        return None
    best, rival = _best(words)
    if best is None or best.letter < _OF_LANGUAGE or (rival and best.odds - rival.odds < _CERTAIN):
        return None
    return Encoding(best.codec, (_evidence(words, best, rival),), facts)


def _scripts(word: str) -> set[str]:
    return {unicodedata.name(letter, "?").split()[0] for letter in word}


def _damage_note(facts: Survey) -> tuple[str, ...]:
    if not facts.damaged:
        return ()
    return (f"{facts.damaged:,} bytes are no UTF-8, in which the rest is written; their rows are refused.",)


def _best(words: Words) -> tuple[Reading | None, Reading | None]:
    """The likeliest reading that is of some language, and the next that gives another text."""
    found = readings(words)
    if not found or found[0].letter < _NO_LANGUAGE:
        return None, None
    text = words.signs.decode(found[0].codec)
    others = (other for other in found[1:] if words.signs.decode(other.codec) != text)
    return found[0], next(others, None)


def _undecided(title: str, words: Words, best: Reading, rival: Reading) -> str:
    telling = _telling(words, best, rival)
    return (
        f"{title} does not say in which encoding it is written, and its words do not tell: as "
        f"{_label(best)} it says {shown(telling.decode(best.codec))}, as {_label(rival)} "
        f"{shown(telling.decode(rival.codec))}. Say its encoding, or save it as UTF-8."
    )


def _evidence(words: Words, best: Reading, rival: Reading | None) -> str:
    tongue = Locale.parse(best.tongue).get_language_name("en")
    sentence = f"Read as {_label(best)}, by the evidence of words in {tongue}"
    if rival is None:
        return f"{sentence}; no other encoding gives another text."
    telling = _telling(words, best, rival)
    return (
        f"{sentence} such as {shown(telling.decode(best.codec))}; {_label(rival)} would make it "
        f"{shown(telling.decode(rival.codec))}."
    )


def _telling(words: Words, best: Reading, rival: Reading) -> bytes:
    """The commonest word that the two read differently."""
    return next(
        word for word, _ in words.high.most_common() if word.decode(best.codec) != word.decode(rival.codec)
    )


def _label(reading: Reading) -> str:
    return _LABELS.get(reading.codec, reading.codec)
