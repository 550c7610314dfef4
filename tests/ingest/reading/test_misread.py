"""Misread letters come back; good ones, and those of which nothing is certain, stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.misread import restored
from tests.ingest.reading.places import PLACES

WORDS = " ".join(PLACES.values()).split()
LETTERED = [word for word in WORDS if not word.isascii()]


@pytest.mark.parametrize("codec", ["sloppy-windows-1252", "latin-1", "mac_roman"])
def test_every_word_read_as_a_western_encoding_comes_back(codec: str) -> None:
    misread = {word: word.encode().decode(codec) for word in LETTERED}
    assert {word: restored(text) for word, text in misread.items()} == {
        word: (word, False) for word in LETTERED
    }


@pytest.mark.parametrize("codec", ["sloppy-windows-1250", "cp437"])
def test_words_read_as_a_rarer_encoding_come_back_or_stay(codec: str) -> None:
    found = {word: restored(word.encode().decode(codec))[0] for word in LETTERED}
    wrong = [word for word, text in found.items() if text not in (word, word.encode().decode(codec))]
    right = [word for word, text in found.items() if text == word]
    assert wrong == []
    assert len(right) > 0.8 * len(LETTERED)


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join),
    st.sampled_from(["latin-1", "mac_roman"]),
)
def test_whole_texts_come_back(text: str, codec: str) -> None:
    assert restored(text.encode().decode(codec)) == (text, False)


def test_misread_words_among_good_ones() -> None:
    assert restored("Łódź und LÃ¼beck, √âcole") == ("Łódź und Lübeck, École", False)
    assert restored("Å\xa0empeter-Vrtojba") == ("Šempeter-Vrtojba", False)


def test_no_break_space_and_quotes() -> None:
    assert restored("cittÃ\xa0 x")[0] == "città x"
    assert restored("doesnâ€™t") == ("doesn’t", False)


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_any_text_gives_a_text(text: str) -> None:
    after, _ = restored(text)
    assert after == text or len(after) < len(text)


@pytest.mark.parametrize("length", [50, 5_000])
def test_long_runs_of_letters_take_no_time(length: int) -> None:
    """A pattern with two ways to match each letter took minutes for a Greek word of thirty."""
    text = "ΈΆ" * length + " é" + "ĂŁ" * length
    assert restored(text)[0] == text


def test_what_is_too_long_for_a_word_is_kept_and_said() -> None:
    assert restored("Ã©" * 2_000) == ("Ã©" * 2_000, True)
