"""The words in `data/`, compiled once: which concept a word of a language means, and what concepts do.

How the files are written is told in their folder's README.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from graph.resolution.folding import skeleton, words_of

Concepts = tuple[str, ...]
ENGLISH = "en"
TOWNS = "towns"
SHORTEST_COMPOUND_PART = 4
SHORT_STEM = 3


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one language by their folded spelling: whole words, stems (any ending) and phrases."""

    name: str
    whole: Mapping[str, Concepts]
    stems: Mapping[str, Concepts]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Concepts], ...]]
    forms: Mapping[str, tuple[tuple[str, ...], ...]]
    stop: frozenset[str]
    compounds: bool

    def concepts(self, word: str, longest_ending: int, shortest_stem: int = 3) -> Concepts | None:
        """Concepts of a folded word, the longest stem first; None where the language does not know it."""
        known = self.whole.get(word)
        if known is not None:
            return known
        # a long rest is no ending but the next part of a compound, or another word altogether
        for size in range(len(word), max(shortest_stem, len(word) - longest_ending) - 1, -1):
            known = self.stems.get(word[:size])
            if known is not None and (size > SHORT_STEM or len(word) - size <= SHORT_STEM):
                return known
        return None


@dataclass(frozen=True, slots=True)
class Roles:
    """What concepts do in a name; how `concepts.yaml` tells it."""

    heads: Mapping[str, str]
    soft: frozenset[str]
    subunits: frozenset[str]
    belonging: frozenset[str]
    light: frozenset[str]
    silent: frozenset[str]
    countries: Mapping[str, str]


@cache
def roles() -> Roles:
    """The roles of concepts; read once."""
    told = _read("concepts.yaml")
    sets = {name: frozenset(told[name]) for name in ("soft", "subunits", "belonging", "light", "silent")}
    return Roles(heads=told["heads"], countries=told["countries"], **sets)


@cache
def languages_of(country: str | None) -> tuple[Words, ...]:
    """Languages to try for a name, those of the country first, then English, then all others."""
    own = _read("languages.yaml").get(country, "").split()
    names = [*own, ENGLISH, *sorted(_all_words())]
    return tuple(_all_words()[name] for name in dict.fromkeys(names) if name in _all_words())


@cache
def own_languages(country: str | None) -> tuple[Words, ...]:
    """Towns, the languages of the country and English: those whose short words are believed."""
    own = _read("languages.yaml").get(country, "").split()
    return tuple(_all_words()[name] for name in dict.fromkeys([TOWNS, *own, ENGLISH]))


@cache
def _all_words() -> Mapping[str, Words]:
    folder = files("graph.resolution").joinpath("data", "words")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".yaml"))
    read = {
        name.removesuffix(".yaml"): _compiled(name.removesuffix(".yaml"), _read("words", name))
        for name in names
    }
    towns = {skeleton(town): f"{town} {others}" for town, others in _read("towns.yaml").items()}
    return read | {
        TOWNS: _compiled(TOWNS, {"words": {town.replace(" ", "_"): o for town, o in towns.items()}})
    }


@cache
def _read(*path: str) -> Any:
    text = files("graph.resolution").joinpath("data", *path).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CSafeLoader)


def _compiled(name: str, told: Mapping[str, Any]) -> Words:
    whole: dict[str, Concepts] = {}
    stems: dict[str, Concepts] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Concepts]]] = defaultdict(list)
    for key, written in told.get("words", {}).items():
        concepts = tuple(key.split())
        for word in str(written).split():
            parts = _parts(word)
            if len(parts) > 1:
                phrases[parts[0]].append((parts, concepts))
            elif word.endswith("*"):
                stems.setdefault(parts[0], concepts)
            else:
                whole.setdefault(parts[0], concepts)
    return Words(
        name=name,
        whole=whole,
        stems=stems,
        phrases={first: _longest_first(found) for first, found in phrases.items()},
        forms=_forms(told.get("forms", "")),
        stop=frozenset(skeleton(word) for word in told.get("stop", "").split()),
        compounds=bool(told.get("compounds")),
    )


def _parts(written: str) -> tuple[str, ...]:
    return tuple(words_of(written.rstrip("*").replace("_", " ")))


def _longest_first(
    found: Iterable[tuple[tuple[str, ...], Concepts]],
) -> tuple[tuple[tuple[str, ...], Concepts], ...]:
    return tuple(sorted(found, key=lambda phrase: (-len(phrase[0]), phrase[0])))


def _forms(written: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    forms: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for form in written.split():
        parts = _parts(form)
        forms[parts[0]].add(parts)
    return {
        first: tuple(sorted(found, key=lambda form: (-len(form), form))) for first, found in forms.items()
    }
