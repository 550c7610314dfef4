"""A name as the matcher reads it: its words brought down to concepts, without legal forms and stop words."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.resolution.folding import words_of
from graph.resolution.lexicon import (
    SHORTEST_COMPOUND_PART,
    Concepts,
    Words,
    languages_of,
    own_languages,
    roles,
)

LIGHT, ORDINARY, SHORT = 0.4, 1.0, 0.5
ENDING, CLOSE_ENDING, COMPOUND_ENDING = 6, 2, 4
SURE_WORD, SURE_STEM = 4, 6
_TAIL = re.compile(r"\(([^()]+)\)\s*$")
ROMAN = ("II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMAN = re.compile(r"\b(?:II|III|IV|VII|VIII)\b")
# Countries in whose registers a legal form is followed by what the company was founded for: `d.o.o. za ...`
PURPOSE = {"HR": "za", "BA": "za", "RS": "za", "ME": "za"}
_LINKS = ("", "s", "n", "es", "en", "er", "e")


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a name in order, after reading; `plain` are those that stand in no table."""

    text: str
    words: tuple[str, ...]
    plain: frozenset[str]
    weights: dict[str, float]
    heads: frozenset[str]
    acronyms: frozenset[str]
    initials: str
    squashed: str
    languages: frozenset[str]


@lru_cache(maxsize=400_000)
def wording(text: str, country: str | None) -> Wording:
    """Reads a name of an organisation of a country (ISO alpha-2)."""
    raw = words_of(_with_numbers(_without_country(text, country)))
    tokens = _without_forms(raw, country) or raw
    concepts, plain = _read(tokens, country)
    kept = tuple(dict.fromkeys(concepts)) or tuple(tokens)
    return Wording(
        text=text,
        words=kept,
        plain=frozenset(plain),
        weights={word: _weight(word, word in plain) for word in kept},
        heads=frozenset(word for word in kept if word in roles().heads),
        acronyms=frozenset(_acronyms(text)).difference(word for word in raw if word not in tokens),
        initials=_initials(tokens, country),
        squashed="".join(tokens),
        languages=_languages(tokens, country),
    )


def _with_numbers(text: str) -> str:
    """`II` is a number and no word; those of one letter, and those that are words, are left."""
    return _ROMAN.sub(lambda found: str(ROMAN.index(found[0]) + 2), text)


def _without_country(text: str, country: str | None) -> str:
    """A register adds the country in brackets to names that several bodies share."""
    tail = _TAIL.search(text)
    own = roles().countries.get(country or "")
    if tail and own:
        concepts, _ = _read(words_of(tail[1]), country)
        if concepts == [own]:
            return text[: tail.start()] or text
    return text


def _weight(word: str, plain: bool) -> float:
    if word in roles().light:
        return LIGHT
    return SHORT if len(word) < 3 else ORDINARY if plain else 0.8


def _languages(tokens: Sequence[str], country: str | None) -> frozenset[str]:
    """The languages that know most of the words; none where no language knows any."""
    counts = Counter(language for token in tokens for language in _spoken(token, country))
    most = max(counts.values(), default=0)
    return frozenset(language for language, count in counts.items() if count == most)


@lru_cache(maxsize=400_000)
def _spoken(word: str, country: str | None) -> frozenset[str]:
    return frozenset(
        words.name
        for words in languages_of(country)
        if word in words.stop
        or (len(word) >= SURE_WORD and words.concepts(word, COMPOUND_ENDING, SURE_WORD) is not None)
    )


def _without_forms(tokens: Sequence[str], country: str | None) -> list[str]:
    """Legal forms of the country's languages anywhere, those of the others at the end or the beginning."""
    kept: list[str] = []
    place = 0
    while place < len(tokens):
        anywhere = place >= len(tokens) - 4
        size = _form_at(_forms_from(tokens[place], country, anywhere), tokens, place)
        if size and kept and tokens[place + size :][:1] == [PURPOSE.get(country or "")]:
            break
        if not size:
            kept.append(tokens[place])
        place += size or 1
    return kept


@lru_cache(maxsize=200_000)
def _forms_from(word: str, country: str | None, foreign: bool) -> tuple[tuple[str, ...], ...]:
    languages = languages_of(country) if foreign else own_languages(country)
    found = {form for language in languages for form in language.forms.get(word, ())}
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


def _form_at(forms: Sequence[tuple[str, ...]], tokens: Sequence[str], place: int) -> int:
    return next((len(form) for form in forms if tuple(tokens[place : place + len(form)]) == form), 0)


def _read(tokens: Sequence[str], country: str | None) -> tuple[list[str], set[str]]:
    concepts: list[str] = []
    plain: set[str] = set()
    place = 0
    while place < len(tokens):
        size, meant = _phrase_at(tokens, place, country)
        if size:
            concepts.extend(meant)
            place += size
            continue
        word = tokens[place]
        place += 1
        if _is_stop(word, country):
            continue
        meant = _meaning(word, country)
        if meant:
            concepts.extend(meant)
            plain.update(part for part in meant if part not in _known_concepts())
        else:
            concepts.append(word)
            plain.add(word)
    return concepts, plain


@lru_cache(maxsize=1)
def _known_concepts() -> frozenset[str]:
    known: set[str] = set()
    for words in languages_of(None):
        for table in (words.whole, words.stems):
            known.update(concept for meant in table.values() for concept in meant)
    return frozenset(known)


@lru_cache(maxsize=100_000)
def _is_stop(word: str, country: str | None) -> bool:
    return any(word in words.stop for words in own_languages(country)) or (
        len(word) == 1 and not word.isdigit()
    )


@lru_cache(maxsize=200_000)
def _phrases_from(word: str, country: str | None) -> tuple[tuple[tuple[str, ...], Concepts], ...]:
    """Phrases that begin with a word, the longest first, those of the country's languages before others."""
    found = [phrase for words in languages_of(country) for phrase in words.phrases.get(word, ())]
    return tuple(sorted(found, key=lambda phrase: -len(phrase[0])))


def _phrase_at(tokens: Sequence[str], place: int, country: str | None) -> tuple[int, Concepts]:
    for phrase, meant in _phrases_from(tokens[place], country):
        if tuple(tokens[place : place + len(phrase)]) == phrase:
            return len(phrase), meant
    return 0, ()


@lru_cache(maxsize=400_000)
def _meaning(word: str, country: str | None) -> Concepts:
    own = own_languages(country)
    for words in own:
        meant = words.concepts(word, CLOSE_ENDING if words.compounds else ENDING)
        if meant is not None:
            return meant
    for words in own:
        if words.compounds and len(word) >= 2 * SHORTEST_COMPOUND_PART:
            meant = _split(word, words) or words.concepts(word, COMPOUND_ENDING)
            if meant:
                return meant
    if len(word) < SURE_WORD:
        return ()
    # in the languages of others a word must be nearly whole, else it is read into what it is not
    foreign = (words.concepts(word, COMPOUND_ENDING, SURE_STEM) for words in languages_of(country))
    return next((meant for meant in foreign if meant), ())


def _split(word: str, words: Words) -> Concepts:
    """A compound as the concepts of its two parts, or of the last one and the spelling of the first."""
    fallback: Concepts = ()
    for cut in range(2, len(word) - SHORTEST_COMPOUND_PART + 1):
        tail = words.concepts(word[cut:], CLOSE_ENDING, SHORTEST_COMPOUND_PART)
        if tail is None or (cut < SHORTEST_COMPOUND_PART and len(word) - cut < SURE_STEM):
            continue
        front = word[:cut]
        for link in _LINKS:
            if front.endswith(link) and len(front) - len(link) >= 2:
                known = words.concepts(front[: len(front) - len(link)], CLOSE_ENDING)
                if known:
                    return (*known, *tail)
        if not fallback and len(word) - cut >= SURE_STEM:
            fallback = (front.removesuffix("s"), *tail)
    return fallback


def _acronyms(text: str) -> list[str]:
    """Words in capitals in a mixed text, or the whole of a short text of one word; folded."""
    parts = re.findall(r"[^\W_]+(?:[&+.-][^\W_]+)*", text)
    if len(parts) == 1:
        return ["".join(words_of(text))]
    if text.isupper():
        return ["".join(words_of(part)) for part in re.findall(r"\(([^)\s]{2,12})\)", text)]
    return [
        "".join(words_of(p))
        for p in parts
        if 2 <= len(p.replace(".", "")) <= 10 and sum(c.isupper() for c in p) > len(p.replace(".", "")) / 2
    ]


def _initials(tokens: Sequence[str], country: str | None) -> str:
    return "".join(token[0] for token in tokens if not _is_stop(token, country))


def is_short_form(name: str) -> bool:
    """Whether a name is written as acronyms and codes are: one short word, or no word of five letters."""
    parts = re.findall(r"\w+", name)
    if len(parts) <= 1:
        return len(name) <= 10 or name.isupper()
    longest = max(len(part) for part in parts)
    return longest < 5 or (any(c.isdigit() for c in name) and len(parts) <= 3)
