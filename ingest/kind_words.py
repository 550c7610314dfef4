"""The words in `data/kind_words`, compiled once so that a name is read in microseconds.

How the files are written is told in their folder's README.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from graph.vocabulary import Kind
from ingest.kind_phrases import (
    ANY_WORD,
    Aside,
    BesideForm,
    Group,
    Phrase,
    PhraseBook,
    Words,
    folded,
    tokens_of,
)


@dataclass(frozen=True, slots=True)
class KindWords:
    """Everything the files say: words for what an organisation is, and legal forms."""

    heads: PhraseBook
    forms: PhraseBook


@cache
def kind_words() -> KindWords:
    """The compiled words; read from the package once."""
    folder = files("ingest").joinpath("data/kind_words")
    languages: dict[str, Any] = _read(folder.joinpath("languages.yaml"))
    heads: list[Phrase] = []
    forms: list[Phrase] = []
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".yaml") and file.name != "languages.yaml":
            for entry in _read(file):
                (forms if entry.get("form") else heads).extend(_phrases_of(entry, languages))
    return KindWords(heads=PhraseBook(heads), forms=PhraseBook(forms))


def _read(file: Traversable) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _phrases_of(entry: Mapping[str, Any], languages: Mapping[str, Any]) -> Iterator[Phrase]:
    group = _group_of(entry)
    for (words, at_start, at_end), written in _shared(entry["words"]).items():
        manners = [languages[language] for language in written]
        yield Phrase(
            words=words,
            rule=f"name: '{next(iter(written.values()))}' ({', '.join(written)})",
            group=group,
            head_last=any(manner["head"] == "last" for manner in manners),
            joints=frozenset(folded(joint) for manner in manners for joint in manner["joints"]),
            at_start=at_start,
            at_end=at_end,
        )


def _group_of(entry: Mapping[str, Any]) -> Group:
    says = entry["says"]
    return Group(
        says=Aside(says) if says in list(Aside) else Kind(says),
        beside_a_form=BesideForm(entry.get("beside_a_form", BesideForm.YIELDS)),
        unless=_words(entry["unless"]) if "unless" in entry else None,
        only_in=frozenset(entry.get("only_in", ())),
        not_in=frozenset(entry.get("not_in", ())),
    )


def _shared(words: Mapping[str, Sequence[str]]) -> dict[tuple[tuple[str, ...], bool, bool], dict[str, str]]:
    """Words and anchors to how each language writes them; many languages share a word (`museum`)."""
    shared: dict[tuple[tuple[str, ...], bool, bool], dict[str, str]] = {}
    for language, patterns in words.items():
        for pattern in patterns:
            for reading in sorted(_readings(pattern.strip("^$"))):
                key = reading, pattern.startswith("^"), pattern.endswith("$")
                shared.setdefault(key, {}).setdefault(language, pattern.strip("^$"))
    return shared


def _readings(written: str) -> set[tuple[str, ...]]:
    """What is written with dots is also read with blanks between (`s.r.o.` and `s. r. o.`)."""
    words = _with_hyphens(folded(written))
    return {words, tuple(letter for word in words for letter in word.split("_"))}


def _with_hyphens(text: str) -> tuple[str, ...]:
    """Words of a pattern; a hyphen before the first or after the last one stands for any letters."""
    words = [token for word in text.split() for token in tokens_of(word) or [ANY_WORD]]
    words[0] = "-" * text.startswith("-") + words[0]
    words[-1] += "-" * text.endswith("-")
    return tuple(words)


def _words(patterns: Iterable[str]) -> Words:
    plain = [word for pattern in patterns for word in _with_hyphens(folded(pattern))]
    return Words(
        exact=frozenset(word for word in plain if "-" not in word),
        endings=tuple(word[1:] for word in plain if word.startswith("-")),
        beginnings=tuple(word[:-1] for word in plain if word.endswith("-")),
    )
