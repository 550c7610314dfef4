"""Words of a language: chosen for one answer, English where there is no translation."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz.languages import LANGUAGES, gettext, locale, preferred, speaking, spoken


def test_a_language_is_spoken_within_an_answer_only() -> None:
    with speaking("lt"):
        assert (spoken(), str(locale())) == ("lt", "lt")
        with ThreadPoolExecutor(1) as other:
            assert other.submit(spoken).result() == "en"
    assert spoken() == "en"


def test_one_that_is_not_offered_is_refused() -> None:
    with pytest.raises(KeyError), speaking("../en"):
        pass


@pytest.mark.parametrize(
    ("wanted", "found"),
    [(["pl-PL", "en"], "pl"), (["fr", "hu"], "hu"), (["fr"], "en"), ([], "en"), (["EN-gb"], "en")],
)
def test_the_first_wanted_language_that_is_offered(wanted, found) -> None:
    assert preferred(wanted) == found


@given(st.lists(st.text(max_size=20), max_size=5))
def test_whatever_a_browser_wants_a_language_is_found(wanted) -> None:
    assert preferred(wanted) in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_translated_stays_english(language) -> None:
    with speaking(language):
        assert gettext("A sentence that no page says.") == "A sentence that no page says."
