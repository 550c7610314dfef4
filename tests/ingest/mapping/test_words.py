"""The lists of words that contributors write: sound, and each word in one list only."""

from importlib.resources import files

import pytest
import yaml

from graph.vocabulary import Kind, Role
from ingest.mapping.lexicon import languages, understood
from ingest.mapping.words import KIND, OUTCOME, ROLE, meaning, words_for
from ingest.reading.heading_rows import fold

DATA = files("ingest").joinpath("mapping/data")
WORDS = yaml.safe_load(DATA.joinpath("words.yaml").read_text(encoding="utf-8"))
LANGUAGES = {
    code: yaml.safe_load(DATA.joinpath(f"headings/{code}.yaml").read_text(encoding="utf-8"))
    for code in languages()
}


@pytest.mark.parametrize("subject", [ROLE, OUTCOME, KIND])
def test_each_word_has_one_meaning(subject: str) -> None:
    meanings: dict[str, set[str]] = {}
    for told, words in WORDS[subject].items():
        for word in words:
            meanings.setdefault(fold(word), set()).add(told)

    assert {word: told for word, told in meanings.items() if len(told) > 1} == {}


def test_meanings_are_words_of_the_vocabulary() -> None:
    assert set(words_for(ROLE).values()) == set(map(str, Role))
    assert set(words_for(KIND).values()) <= set(map(str, Kind))
    assert set(words_for(OUTCOME).values()) == {"funded", "applied"}
    assert meaning(ROLE, "  LIDER ") == "lead"
    assert meaning(ROLE, "supplier") is None


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_all_sections_and_only_known_names(code: str) -> None:
    known = LANGUAGES["en"]

    assert set(LANGUAGES[code]) == {"fillers", "things", "attributes", "both"}
    for section in ("things", "attributes"):
        assert set(LANGUAGES[code][section]) <= set(known[section])
        assert {"organisation", "project", "person"} <= set(LANGUAGES[code]["things"])
    lists = [words for name in ("things", "attributes", "both") for words in LANGUAGES[code][name].values()]
    every = [word for words in (*lists, LANGUAGES[code]["fillers"]) for word in words]
    assert [word for word in every if not isinstance(word, str)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_plain_words_of_a_language_mean_what_their_list_says(code: str) -> None:
    names = LANGUAGES[code]["attributes"]["name"]
    found = understood(names[0].replace("*", ""), code)

    assert found is not None
    assert found.attribute == "name"
    assert found.certainty == 1
