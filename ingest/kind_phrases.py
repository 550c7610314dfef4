"""Phrases to be found in names: how a name falls into words, and which phrases stand where in it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.vocabulary import Kind

ANY_WORD = "*"
REMEMBERED_TOKENS = 200_000

_LETTERS = str.maketrans("łøđðı_", "loddi ") | str.maketrans({"æ": "ae", "œ": "oe", "þ": "th", "&": " and "})
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")
_SLASHED_FORM = re.compile(r"\b([aip])/(s)\b")
_APART = re.compile(r"\W+")


class Aside(StrEnum):
    """What a phrase can say besides a kind."""

    OTHER = "other"
    PART = "part"


class BesideForm(StrEnum):
    """What becomes of a head's word where the name also carries a legal form."""

    KEPT = "kept"
    DOUBTED = "doubted"
    YIELDS = "yields"


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns of single words, asked whether one of them stands in a name."""

    exact: frozenset[str]
    endings: tuple[str, ...]
    beginnings: tuple[str, ...]

    def touch(self, tokens: Iterable[str]) -> bool:
        """Whether any of the tokens is one of these words."""
        return any(
            token in self.exact or token.endswith(self.endings) or token.startswith(self.beginnings)
            for token in tokens
        )


@dataclass(frozen=True, slots=True)
class Group:
    """What is common to the phrases of one entry: what they say and where they are believed."""

    says: Kind | Aside
    beside_a_form: BesideForm
    unless: Words | None
    only_in: frozenset[str]
    not_in: frozenset[str]

    def believed_in(self, country: str | None) -> bool:
        """Whether the phrases hold in a country; those bound to countries do not where it is unknown."""
        return country not in self.not_in and (not self.only_in or country in self.only_in)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words to be found in a name, with how its languages put heads."""

    words: tuple[str, ...]
    rule: str
    group: Group
    head_last: bool
    joints: frozenset[str]
    at_start: bool
    at_end: bool

    def stands_at(self, place: int, tokens: Sequence[str]) -> bool:
        """Whether the phrase, whose first word fits the token at `place`, stands there as a whole."""
        end = place + len(self.words)
        if end > len(tokens) or (self.at_start and place):
            return False
        if end - place > 1 and not all(map(_fits, self.words[1:], tokens[place + 1 : end])):
            return False
        return not self.at_end or end == len(tokens) or tokens[end] in self.joints

    @property
    def rank(self) -> tuple[int, ...]:
        """Order of belief: more words first, whole words, longer ones, ones bound to a place or country."""
        whole = not any(word[0] == "-" or word[-1] == "-" for word in self.words)
        bound = self.at_start + self.at_end + bool(self.group.only_in)
        tells = isinstance(self.group.says, Kind)
        return -len(self.words), -whole, -sum(map(len, self.words)), -bound, -tells


class PhraseBook:
    """Phrases by their first word, the most believed first."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self.phrases = tuple(sorted(phrases, key=lambda phrase: phrase.rank))
        self._exact: dict[str, list[int]] = {}
        self._endings: dict[str, list[int]] = {}
        self._beginnings: dict[str, list[int]] = {}
        self._known: dict[str, tuple[Phrase, ...]] = {}
        for number, phrase in enumerate(self.phrases):
            self._index(phrase.words[0], number)
        self._ending_sizes = {len(ending) for ending in self._endings}
        self._beginning_sizes = {len(beginning) for beginning in self._beginnings}

    def beginning_with(self, token: str) -> tuple[Phrase, ...]:
        """Phrases whose first word fits the token, the most believed first."""
        known = self._known.get(token)
        if known is None:
            known = tuple(self.phrases[number] for number in sorted(set(self._numbers(token))))
            if len(self._known) < REMEMBERED_TOKENS:
                self._known[token] = known
        return known

    def _index(self, first: str, number: int) -> None:
        if first.startswith("-"):
            self._endings.setdefault(first[1:], []).append(number)
        elif first.endswith("-"):
            self._beginnings.setdefault(first[:-1], []).append(number)
        else:
            self._exact.setdefault(first, []).append(number)

    def _numbers(self, token: str) -> Iterator[int]:
        yield from self._exact.get(token, ())
        for size in self._ending_sizes:
            yield from self._endings.get(token[-size:], ())
        for size in self._beginning_sizes:
            yield from self._beginnings.get(token[:size], ())


def folded(text: str) -> str:
    """`text` without case and accents; letters that are no accented ones (`ł`, `ø`) become plain ones."""
    text = text.casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = text.translate(_LETTERS)
    return _SLASHED_FORM.sub(r"\1_\2", text) if "/" in text else text


def tokens_of(text: str) -> list[str]:
    """Words of a folded text; initials grow together, so that `s.r.o.` is the one word `s_r_o`."""
    return _APART.sub(" ", _INITIALS.sub(r"\1_", text) if "." in text else text).split()


def _fits(pattern: str, token: str) -> bool:
    if pattern[0] == "-":
        return token.endswith(pattern[1:])
    if pattern[-1] == "-":
        return token.startswith(pattern[:-1])
    return pattern in (token, ANY_WORD)
