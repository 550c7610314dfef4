"""The words of a language, as its folder in `languages` holds them, compiled once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LABELS = (
    "person", "other", "start", "end", "period", "code", "participants", "associated", "lead", "partner",
    "budget", "grant", "supplier", "patron", "host", "speaker", "title", "programme", "fund", "priority",
    "measure", "funder",
)  # fmt: skip
Pattern = re.Pattern[str]


@dataclass(frozen=True)
class Words:
    """All that is known of one language; every list of the file under its own name."""

    code: str
    name: str
    head: str
    told: Mapping[str, Any]
    labels: Mapping[str, Pattern]
    label_inside: Mapping[str, Pattern]
    cues: Mapping[str, tuple[Pattern, ...]]
    heads: Mapping[str, Pattern]
    any_head: Pattern
    months: tuple[Pattern, ...]
    month: Pattern
    connectors: frozenset[str]
    conjunction: Pattern
    not_name: Pattern
    official: Pattern
    nationality: Mapping[str, Pattern]
    countries: Mapping[str, Pattern]

    def pattern(self, name: str) -> Pattern:
        """One of the lists of the file as a pattern of whole words; matches nothing where it is empty."""
        return _compiled(self.code, name)

    def region(self, code: str, stem: str) -> Pattern:
        """The pattern of one region."""
        return _region(code, stem)

    def patterns(self, name: str) -> tuple[Pattern, ...]:
        """A list of the file, one pattern each; capitals count in them."""
        return _each(self.code, name)


def known_languages() -> tuple[str, ...]:
    """Codes of the languages that have a folder."""
    folder = files("ingest.documents").joinpath("languages")
    return tuple(sorted(one.name for one in folder.iterdir() if one.joinpath("words.yaml").is_file()))


@cache
def words_of(code: str) -> Words:
    """The words of a language that has a folder."""
    told = _told(code)
    heads = {kind: _whole(stems) for kind, stems in told["heads"].items()}
    return Words(
        code=code,
        name=told["name"],
        head=told["head"],
        told=told,
        labels={name: _whole(told["labels"].get(name, ())) for name in LABELS},
        label_inside={name: _whole(told["labels"].get(name, ())) for name in LABELS},
        cues={name: tuple(_whole([cue]) for cue in cues) for name, cues in told["cues"].items()},
        heads=heads,
        any_head=_whole([stem for stems in told["heads"].values() for stem in stems]),
        months=tuple(_whole([stem]) for stem in told["months"]),
        month=_whole(told["months"]),
        connectors=frozenset(told["connectors"]),
        conjunction=_whole(told["conjunctions"]),
        not_name=re.compile(rf"(?:{_either(told['not_names'])})(?!\w)", re.IGNORECASE),
        official=re.compile(rf"(?:{_either(told['officials'])})(?!\w)", re.IGNORECASE),
        nationality={c: _whole([stem]) for c, stem in told["nationality"].items()},
        countries={c: re.compile(rf"(?<!\w)(?:{stem})(?!\w)") for c, stem in told["countries"].items()},
    )


@cache
def bodies_abroad() -> Mapping[str, Pattern]:
    """Words for kinds of bodies in languages that have no folder, by kind."""
    file = files("ingest.documents").joinpath("languages", "bodies_abroad.yaml")
    told: Mapping[str, Sequence[str]] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {kind: _whole(stems) for kind, stems in told.items()}


@cache
def _told(code: str) -> Mapping[str, Any]:
    file = files("ingest.documents").joinpath("languages", code, "words.yaml")
    told: Mapping[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return told


@cache
def _compiled(code: str, name: str) -> Pattern:
    return _whole(_told(code).get(name) or ())


@cache
def _each(code: str, name: str) -> tuple[Pattern, ...]:
    return tuple(re.compile(rf"(?<!\w)(?:{one})(?!\w)") for one in _told(code).get(name) or ())


@cache
def _region(code: str, stem: str) -> Pattern:
    return _whole([stem])


def _either(parts: Iterable[str]) -> str:
    return "|".join(parts) or "(?!)"


def _whole(parts: Sequence[str] | Iterable[str]) -> Pattern:
    return re.compile(rf"(?<!\w)(?:{_either(parts)})(?!\w)", re.IGNORECASE)
