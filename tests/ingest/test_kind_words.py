from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from itertools import combinations
from typing import Any

import pycountry
import pytest
import yaml

from graph.vocabulary import Kind
from ingest.kind_phrases import ANY_WORD, Aside, Phrase, PhraseBook, folded, tokens_of
from ingest.kind_words import kind_words
from ingest.kinds import kind_of_name

FOLDER = files("ingest").joinpath("data/kind_words")
LANGUAGES = yaml.safe_load(FOLDER.joinpath("languages.yaml").read_text(encoding="utf-8"))
KEYS = {"says", "why", "form", "beside_a_form", "only_in", "not_in", "unless", "words"}


def entries() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in FOLDER.iterdir():
        if file.name.endswith(".yaml") and file.name != "languages.yaml":
            for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
                yield file.name.removesuffix(".yaml").replace("_", " "), entry


def test_every_entry_is_written_as_the_readme_says() -> None:
    for file, entry in entries():
        assert set(entry) <= KEYS, entry
        assert entry["says"] == file or (file == "other" and entry["says"] == "part"), entry
        assert set(entry["words"]) <= set(LANGUAGES), entry
        for country in [*entry.get("only_in", ()), *entry.get("not_in", ())]:
            assert pycountry.countries.get(alpha_2=country) or country == "XK", country
        for words in entry["words"].values():
            assert len(set(words)) == len(words), words
            assert all(isinstance(word, str) for word in words), words


def test_every_kind_has_words() -> None:
    said = {phrase.group.says for phrase in kind_words().heads.phrases}
    assert said == {*Kind, *Aside}


def contradict(one: Phrase, other: Phrase) -> bool:
    """Whether they say two things in one country, neither being the exception that countries make."""
    first, second = one.group, other.group
    if first.says == second.says or bool(first.only_in) != bool(second.only_in):
        return False
    return not first.only_in or not first.only_in.isdisjoint(second.only_in)


@pytest.mark.parametrize("book", [kind_words().heads, kind_words().forms])
def test_the_same_words_never_say_two_things(book: PhraseBook) -> None:
    alike: dict[tuple[Any, ...], list[Phrase]] = defaultdict(list)
    for phrase in book.phrases:
        alike[phrase.words, phrase.at_start, phrase.at_end].append(phrase)
    doubled = [pair for phrases in alike.values() for pair in combinations(phrases, 2) if contradict(*pair)]
    assert [(one.rule, other.rule) for one, other in doubled] == []


def spoken(phrase: Phrase) -> str:
    return " ".join("qqq" if word == ANY_WORD else word.strip("-").replace("_", ".") for word in phrase.words)


def test_every_word_of_a_kind_can_be_believed() -> None:
    """A phrase that never wins, even standing alone, is a slip: a longer or bolder one hides it."""
    hidden = []
    for phrase in [*kind_words().heads.phrases, *kind_words().forms.phrases]:
        group = phrase.group
        country = min(group.only_in, default="ZZ")
        vetoed = group.unless is not None and group.unless.touch(tokens_of(spoken(phrase)))
        inferred = kind_of_name(spoken(phrase), country)
        if isinstance(group.says, Kind) and not vetoed and (inferred is None or inferred.kind != group.says):
            hidden.append((phrase.rule, group.says, inferred))
    assert hidden == []


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Łódź, Ørsted & Đakovo", ["lodz", "orsted", "and", "dakovo"]),
        ("ΠΑΝΕΠΙΣΤΉΜΙΟ Община", ["πανεπιστημιο", "община"]),
        ("Lesotur s.r.o.", ["lesotur", "s_r_o"]),
        ("Lesotur, s. r. o.", ["lesotur", "s", "r", "o"]),
        ("CirTech A/S", ["cirtech", "a_s"]),
        ("snake_case l'Eau", ["snake", "case", "l", "eau"]),
    ],
)
def test_how_a_name_falls_into_words(text: str, tokens: list[str]) -> None:
    assert tokens_of(folded(text)) == tokens
