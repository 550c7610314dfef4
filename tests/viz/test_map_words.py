"""What maps say in each language: every form that a script may ask for, numbers as it writes them."""

import re
from dataclasses import replace

import pytest
from babel import Locale

from tests.viz.test_geo import MAP, data_of
from viz.geo_page import territory_page
from viz.languages import LANGUAGES
from viz.map_words import ENGLISH, plain_words, said, words_in
from viz.network import network_page
from viz.waiting import waiting_page

TRANSLATED = sorted(set(LANGUAGES) - {"en"})


def test_the_english_table_is_itself():
    assert plain_words("en") == {
        key: word if isinstance(word, str) else dict(word) for key, word in ENGLISH.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_a_form_for_every_whole_number(language):
    category = Locale(language).plural_form
    for word in words_in(language).values():
        if not isinstance(word, str):
            assert {category(number) for number in range(1000)} | {"other"} <= set(word)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("pl", ["1 powiązanie", "3 powiązania", "5 powiązań", "22 powiązania"]),
        ("lt", ["1 ryšys", "3 ryšiai", "5 ryšiai", "22 ryšiai"]),
        ("da", ["1 forbindelse", "3 forbindelser", "5 forbindelser", "22 forbindelser"]),
        ("hu", ["1 kapcsolat", "3 kapcsolat", "5 kapcsolat", "22 kapcsolat"]),
    ],
)
def test_counts_take_the_form_of_the_language(language, told):
    assert [said("ties", language, count=count) for count in (1, 3, 5, 22)] == told


def test_numbers_are_written_as_a_script_of_the_language_writes_them():
    assert said("ties", "en", count=6960) == "6,960 ties"
    assert said("ties", "da", count=6960) == "6.960 forbindelser"
    assert said("ties", "lt", count=6960) == "6\xa0960 ryšių"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_map_says_everything_in_its_language(language, small_map):
    """No word of the English table is left, but for those that are the same in both languages."""
    table = words_in(language)
    for page in (
        network_page(replace(small_map, language=language)),
        territory_page(replace(MAP, language=language)),
        waiting_page(3, 10, language=language),
    ):
        assert f'<html lang="{language}">' in page
        shown = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
        for key, word in ENGLISH.items():
            if isinstance(word, str) and word != table[key] and "{" not in word and len(word) > 12:
                assert f">{word}<" not in shown, key


def test_kinds_are_words_of_the_language(small_map):
    page = network_page(replace(small_map, language="lt"))
    assert [kind["name"] for kind in data_of(page)["kinds"]] == [
        "nevyriausybinė organizacija", "savivaldybė", "rūšis nenurodyta",
    ]  # fmt: skip
    assert "nevyriausybinė organizacija</td><td>Lietuva</td>" in page
