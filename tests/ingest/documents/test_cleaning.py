"""Cleaning keeps the way back into the raw text."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.documents.cleaning import LONGEST_GAP, cleaned
from ingest.documents.words import words_of


def test_a_long_gap_is_made_short_and_spans_still_point_into_the_raw_text() -> None:
    raw = "The project" + " " * 30_000 + "Gates"
    page = cleaned(raw, words_of("en"))
    start = page.text.index("Gates")
    assert start == len("The project") + LONGEST_GAP
    assert raw[slice(*page.span(start, start + 5))] == "Gates"


def test_a_footnote_digit_inside_a_word_is_left_out() -> None:
    page = cleaned("finansinio m1echanizmo lėšomis, Viešinimo2 renginyje, kompeten4cijas", words_of("lt"))
    assert page.text == "finansinio mechanizmo lėšomis, Viešinimo renginyje, kompetencijas"


def test_digits_of_codes_and_names_stay() -> None:
    text = "LLI-313 B2B EFOP-1.5.2-16 Mp3 www.m1echanizm.lt"
    assert cleaned(text, words_of("lt")).text == text


def test_a_span_leads_back_over_what_was_left_out() -> None:
    raw = "Apie m1echanizmą <p>čia</p>"
    page = cleaned(raw, words_of("lt"))
    start = page.text.index("mechanizmą")
    assert raw[slice(*page.span(start, start + len("mechanizmą")))] == "m1echanizmą"


def test_letters_of_an_old_encoding_become_hungarian_ones() -> None:
    assert cleaned("kezdõ idõpont", words_of("hu")).text == "kezdő időpont"


@given(st.text(max_size=200))
def test_every_clean_character_has_a_place_in_the_raw_text(raw: str) -> None:
    page = cleaned(raw, words_of("pl"))
    assert len(page.origin) == len(page.text)
    assert list(page.origin) == sorted(set(page.origin))
    assert all(0 <= place < len(raw) for place in page.origin)
