"""What headings mean, by words of many languages (`data/headings`)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml
from anyascii import anyascii

HOME = "en"
# A word of a third language may be chance: it counts less.
FOREIGN = 0.7
# Of several things in a heading the first of these is meant: the partner's country is not the project's.
THINGS = ("person", "lead", "partner", "network", "organisation", "programme", "project", "place")
# Words that change what the others mean: a rate of co-financing is no co-financing.
_DECISIVE = ("rate", "paid", "requested")
_VAGUE = ("name", "code", "date", "kind", "theme")

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|<[^>]*>")
_NUMBER = re.compile(r"[0-9]+")
_WORD = re.compile(r"[a-z]+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or words, and what they mean: a thing, an attribute, or both as `thing.attribute`."""

    words: tuple[str, ...]
    section: str
    meaning: str

    def stands_at(self, place: int, tokens: Sequence[str]) -> bool:
        there = tokens[place : place + len(self.words)]
        return len(there) == len(self.words) and all(map(_is, there, self.words))


@dataclass(frozen=True, slots=True)
class HeadingMeaning:
    """What a heading speaks of, from 0 to 1 how surely, and the number in it."""

    thing: str | None
    attribute: str | None
    certainty: float
    language: str
    number: int | None = None


def languages() -> tuple[str, ...]:
    """Codes of the languages whose words are known."""
    return tuple(sorted(_lexicon()))


def meanings_of(headings: Sequence[str]) -> tuple[str, list[HeadingMeaning | None]]:
    """The language in which most headings are understood, and what each heading means."""
    tried = {code: [understood(heading, code) for heading in headings] for code in languages()}
    sums = {code: sum(one.certainty for one in found if one) for code, found in tried.items()}
    main = max(sums, key=lambda code: (sums[code], code == HOME))
    return main, [_best(place, tried, main) for place in range(len(headings))]


def understood(heading: str, language: str) -> HeadingMeaning | None:
    """What a heading means in one language, with the number in it."""
    found = _of_any_number(_NUMBER.sub(_same_number, heading), language)
    number = next((int(digits) for digits in _NUMBER.findall(heading) if len(digits) <= 4), None)
    return replace(found, number=number) if found else None


def _same_number(found: re.Match[str]) -> str:
    """Partner 4 to Partner 100 are read once; the first three numbers are also levels (NUTS 2)."""
    return found[0] if found[0] in ("1", "2", "3") else "9"


@lru_cache(maxsize=16_384)
def _of_any_number(heading: str, language: str) -> HeadingMeaning | None:
    """What a heading means; one in two languages is read part by part too."""
    whole = _understood(heading, language)
    if "/" not in heading and " - " not in heading:
        return whole
    parts = [_understood(part, language) for part in re.split(r"/| - ", heading)]
    found = [one for one in (whole, *parts) if one]
    return max(found, key=lambda one: one.certainty, default=None)


def tokens_of(heading: str) -> list[str]:
    """Words of a heading in small letters without accents; what stands in brackets does not count."""
    bare = _ASIDE.sub(" ", heading) if _ASIDE.sub("", heading).strip(" _.") else heading
    return _WORD.findall(_CAMEL.sub(" ", anyascii(bare).replace("'s ", " ").replace("'", " ")).lower())


def _best(place: int, tried: Mapping[str, list[HeadingMeaning | None]], main: str) -> HeadingMeaning | None:
    own = [one for code in (main, HOME) if (one := tried[code][place])]
    if own:
        return max(own, key=lambda one: one.certainty)
    others = [one for found in tried.values() if (one := found[place])]
    best = max(others, key=lambda one: (one.certainty, one.language), default=None)
    if best is None or best.certainty < 1:
        return None
    return replace(best, certainty=FOREIGN)


def _understood(heading: str, language: str) -> HeadingMeaning | None:
    tokens = [token for token in tokens_of(heading) if not token.isdigit() or token in ("1", "2", "3")]
    words, fillers = _lexicon()[language], _fillers()[language]
    telling = [token for token in tokens if token not in fillers]
    found = _whole(words, tokens) or _whole(words, telling)
    if found:
        thing, _, attribute = found.meaning.partition(".")
        return HeadingMeaning(thing, attribute or None, 1.0, language)
    entries = list(_entries(words, tokens))
    if not entries:
        return None
    known = sum(len("".join(tokens[place : place + len(entry.words)])) for place, entry in entries)
    inside = {i for place, entry in entries for i in range(place, place + len(entry.words))}
    unknown = sum(
        len(token)
        for i, token in enumerate(tokens)
        if i not in inside and token not in fillers and not token.isdigit()
    )
    return HeadingMeaning(
        thing=_thing(entry for _, entry in entries),
        attribute=_attribute(entry for _, entry in entries),
        certainty=known / (known + unknown),
        language=language,
    )


def _whole(words: Mapping[str, Sequence[Entry]], tokens: Sequence[str]) -> Entry | None:
    """The entry of `both` that is the whole heading."""
    for entry in _beginning(words, tokens[0]) if tokens else ():
        if entry.section == "both" and len(entry.words) == len(tokens) and entry.stands_at(0, tokens):
            return entry
    return None


def _entries(words: Mapping[str, Sequence[Entry]], tokens: Sequence[str]) -> Iterator[tuple[int, Entry]]:
    place = 0
    while place < len(tokens):
        fitting = (entry for entry in _beginning(words, tokens[place]) if entry.section != "both")
        entry = next((entry for entry in fitting if entry.stands_at(place, tokens)), None)
        if entry:
            yield place, entry
        place += len(entry.words) if entry else 1


def _thing(entries: Iterable[Entry]) -> str | None:
    things = {entry.meaning for entry in entries if entry.section == "things"}
    return next((thing for thing in THINGS if thing in things), None)


def _attribute(entries: Iterable[Entry]) -> str | None:
    """The attribute that the most words name; a vague one yields to any other."""
    found = [entry for entry in entries if entry.section == "attributes"]
    counts = Counter({entry.meaning: len(entry.words) for entry in found})
    return max(counts, key=lambda name: (name in _DECISIVE, name not in _VAGUE, counts[name]), default=None)


def _is(token: str, word: str) -> bool:
    before, star, after = word.partition("*")
    if not star:
        return token == word
    return token.startswith(before) and token.endswith(after) and len(token) >= len(before) + len(after)


def _beginning(words: Mapping[str, Sequence[Entry]], token: str) -> Iterator[Entry]:
    """Entries that may begin with a token, those of most words first."""
    return (entry for entry in words.get(token[:1], ()) if _is(token, entry.words[0]))


@cache
def hints() -> Mapping[str, Any]:
    """Words in names of files, currencies in headings, countries of languages (`data/hints.yaml`)."""
    text = files("ingest").joinpath("mapping/data/hints.yaml").read_text(encoding="utf-8")
    known: Mapping[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return known


@cache
def _files() -> Mapping[str, Mapping[str, Any]]:
    folder = files("ingest").joinpath("mapping/data/headings")
    return {
        file.name.removesuffix(".yaml"): yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".yaml")
    }


@cache
def _lexicon() -> Mapping[str, Mapping[str, Sequence[Entry]]]:
    """Language to first letter to entries."""
    lexicon: dict[str, dict[str, list[Entry]]] = {}
    for language, sections in _files().items():
        for section in ("things", "attributes", "both"):
            for meaning, phrases in (sections.get(section) or {}).items():
                for words in {_words(phrase) for phrase in phrases}:
                    first = lexicon.setdefault(language, {}).setdefault(words[0][0], [])
                    first.append(Entry(words, section, meaning))
    for entries in (entries for letters in lexicon.values() for entries in letters.values()):
        entries.sort(key=lambda entry: (-len(entry.words), -len("".join(entry.words)), entry.words))
    return lexicon


@cache
def _fillers() -> Mapping[str, frozenset[str]]:
    return {language: frozenset(map(_plain, said["fillers"])) for language, said in _files().items()}


def _words(phrase: str) -> tuple[str, ...]:
    return tuple(_plain(word) for word in phrase.split())


def _plain(word: str) -> str:
    return "".join(c for c in anyascii(word).lower() if c.isalnum() or c == "*")
