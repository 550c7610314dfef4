"""Fields of a draft: from which column each comes, how surely, and what its words mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.mapping.looks import Look
from ingest.mapping.schema import NUMBER, SCHEMES
from ingest.mapping.targets import Guess
from ingest.mapping.words import APPLIED, KIND, OUTCOME, ROLE, meaning
from ingest.reading.values import boolean

SURE, LIKELY = 0.95, 0.7
# Columns with more words than this are no lists of words.
_WORDS = 60
_SEPARATORS = (";", "|", "\n")
_LISTED = 0.3
_FOR = {"kind": KIND, "role": ROLE, "outcome": OUTCOME}


@dataclass(frozen=True, slots=True)
class Spec:
    """Where a field comes from, as the draft writes it, and the words beside it."""

    columns: tuple[str, ...] = ()
    value: str | None = None
    separator: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    joined_by: str | None = None
    others: str | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the draft: its fields by name, and what its things are known by."""

    name: str
    fields: Mapping[str, Spec]
    known_by: tuple[str, ...] = ()
    separator: str | None = None


def fields_of(guesses: Sequence[Guess]) -> dict[str, Spec]:
    specs: dict[str, Spec] = {}
    for guess in guesses:
        name = f"identifiers.{guess.field}" if guess.field in SCHEMES else guess.field
        spec = _worded(guess) if guess.field in _FOR else spec_of(guess)
        if spec and name in specs:
            specs[name] = _joined(specs[name], spec)
        elif spec:
            specs[name] = spec
    return specs


def _joined(one: Spec, other: Spec) -> Spec:
    """Other names may stand in several columns, and several in each."""
    sign = one.separator or other.separator or "|"
    return replace(one, columns=(*one.columns, *other.columns), joined_by=sign, separator=sign)


def spec_of(guess: Guess, remark: str = "") -> Spec:
    words = [_how_sure(guess), guess.remark, remark]
    lists = guess.field in ("themes", "names") and guess.look.samples
    separator = separator_of(guess.look) if lists else None
    return Spec((guess.heading,), separator=separator, remark="; ".join(filter(None, words)))


def _how_sure(guess: Guess) -> str:
    seen = "" if guess.look.samples else ", but no cell is filled"
    if guess.certainty >= SURE:
        return f"sure{seen}"
    return f"likely{seen}" if guess.certainty >= LIKELY else f"NOT SURE{seen}"


def _worded(guess: Guess) -> Spec | None:
    """A column of words with what each means; None where none of them is known."""
    words = [word for word, _ in guess.look.counts.most_common()]
    for sign in _SEPARATORS if guess.field == "role" else ():
        words = list(
            dict.fromkeys(part.strip() for word in words for part in word.split(sign) if part.strip())
        )
    meanings = {word: told for word in words if (told := _meaning(guess.field, word))}
    if not meanings or (len(words) > _WORDS and guess.field != "kind"):
        return None
    others = "left out" if guess.field == "kind" else None
    unknown = () if others else tuple(word for word in words if word not in meanings)
    return replace(spec_of(guess), values=meanings, unknown=unknown, others=others)


def _meaning(name: str, word: str) -> str | None:
    if name == "role" and word.casefold() in (
        "y",
        "n",
        "yes",
        "no",
        "true",
        "false",
        "tak",
        "nie",
        "taip",
        "ne",
    ):
        return "lead" if boolean(word) else "partner"
    return meaning(_FOR[name], word)


def outcome_of(status: Guess) -> Spec | None:
    """Where some rows were only applied for, which words of the status say so."""
    words = [word for word, _ in status.look.counts.most_common()]
    meanings = {word: told for word in words if (told := meaning(OUTCOME, word))}
    if APPLIED not in meanings.values() or len(words) > _WORDS:
        return None
    unknown = tuple(word for word in words if word not in meanings)
    return replace(spec_of(status), values=meanings, unknown=unknown)


def pattern_of(guess: Guess) -> str:
    """The heading with `{n}` for its number."""
    return guess.heading.replace(str(guess.number), NUMBER, 1) if guess.number is not None else guess.heading


def separator_of(look: Look) -> str | None:
    """The sign between several organisations in a cell."""
    found = (
        sign
        for sign in _SEPARATORS
        if sum(sign in text for text in look.samples) > _LISTED * len(look.samples)
    )
    return next(found, None)
