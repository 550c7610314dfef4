"""Names stand where readers of each language look for them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.languages import LANGUAGES, speaking
from viz.sorting import by_name, sort_key

# In the order of the dictionaries of each language.
ORDERED = {
    "en": ["Alpha", "Église", "Ego", "Zeta"],
    "pl": ["Lublin", "Łódź", "Mława", "Sanok", "Środa", "Zabrze", "Źródło", "Żary"],
    "lt": [
        "Ignalina",
        "Yla",
        "Įsrutis",
        "Jonava",
        "Sartai",
        "Šakiai",
        "Ūla",
        "Utena",
        "Vilnius",
        "Zarasai",
        "Žagarė",
    ],
    "da": ["Odense", "Viborg", "Ærø", "Østerbro", "Aabenraa", "Ålborg", "Aarhus"],
    "hu": [
        "Cegléd",
        "Cuha",
        "Csaba",
        "Duna",
        "Gara",
        "Gyula",
        "Ocs",
        "Ózd",
        "Öcs",
        "Szabó",
        "Zirc",
        "Zsolca",
    ],
}


@pytest.mark.parametrize("language", ORDERED)
def test_names_are_sorted_as_the_language_does(language: str) -> None:
    shuffled = ORDERED[language][:]
    random.Random(7).shuffle(shuffled)
    with speaking(language):
        assert sorted(shuffled, key=sort_key) == ORDERED[language]


def test_a_doubled_hungarian_letter_is_the_letter_twice() -> None:
    with speaking("hu"):
        assert sorted(["asszu", "aszu", "ast", "asz"], key=sort_key) == ["ast", "asz", "asszu", "aszu"]


def test_marks_tell_names_apart_only_where_letters_do_not() -> None:
    with speaking("lt"):
        assert sorted(["ąb", "aa", "ab"], key=sort_key) == ["aa", "ab", "ąb"]


def test_pairs_are_sorted_by_their_names() -> None:
    with speaking("pl"):
        assert sorted([("Żary", 1), ("Zabrze", 2)], key=by_name) == [("Zabrze", 2), ("Żary", 1)]


@given(st.sampled_from(sorted(LANGUAGES)), st.text(max_size=8), st.text(max_size=8))
def test_whatever_is_written_has_a_place_of_its_own(language: str, one: str, other: str) -> None:
    with speaking(language):
        a, b = sort_key(one), sort_key(other)
    assert (a == b) == (one == other)
    assert (a < b) != (b <= a)
