"""What is put right, and above all what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.findings import Finding, Findings
from ingest.reading.mending import careful_row, damage, mend, needs_care
from ingest.reading.rows import BrokenRow, TableRow
from tests.ingest.reading.places import PLACES

WORDS = st.sampled_from(" ".join(PLACES.values()).split())


def mended(text: str) -> tuple[str, set[Finding]]:
    findings = Findings()
    after = mend(text, 1, "name", findings) if needs_care(text) else text
    return after, set(findings.counts)


def test_misread_twice() -> None:
    twice = "é".encode().decode("latin-1").encode().decode("cp1252")
    assert mended(f"caf{twice}") == ("café", {Finding.RESTORED})


@pytest.mark.parametrize(
    "text",
    [
        *" ".join(PLACES.values()).split(),
        "ASSOCIAÇÃO PARA ESTUDO", "SÃO PAULO", "RAÄ", "„RAÄ“", "GÖTEBORG Å–Ä", "KØ– abc", "«Δήμος Λ√4»", "√4",
        "AkdÄ, Drug Commission", "Zespół Szkół nr 1 „Zgoda”…", "ﬁn ﬂow",
        "ｆｕｌｌ ｗｉｄｔｈ", "&amp; &lt;b&gt;",
        "“quotes” ‘and’ dashes—", "no-break\u00a0space and \u00adsoft", "zero\u200bwidth",
        "e\u0301 combining",
        "a  b", "ǅ ĳ ŉ", "½ ² ° µ ™ ©", "Ⅳ", "\u2028line", "5 € – 10 £", "\uf0b7 bullet", "x\u202e",
    ],
)  # fmt: skip
def test_good_text_is_left_alone(text: str) -> None:
    assert mended(text) == (text, set())


@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join))
def test_words_of_many_languages_are_left_alone(text: str) -> None:
    assert mended(text) == (text, set())


@pytest.mark.parametrize("text", ["citt\u00c3 metropolitana", "Ã©tÃ", "1Â°2Ł"])
def test_what_cannot_be_restored_with_certainty_is_kept_and_said(text: str) -> None:
    assert mended(text) == (text, {Finding.SUSPECT})


def test_escapes_of_r_are_put_back() -> None:
    assert mended("a<U+00A0>b <U+0141>") == ("a\u00a0b Ł", {Finding.ESCAPED})
    assert mended("<U+0041> <U+D800>")[0] == "<U+0041> <U+D800>"


def test_lost_letters_are_kept_and_said() -> None:
    assert mended("Parma<U+FFFD>s") == ("Parma<U+FFFD>s", {Finding.LOST})
    assert mended("Yrkesh\ufffdgskolan") == ("Yrkesh\ufffdgskolan", {Finding.LOST})


def test_control_characters_are_left_out() -> None:
    assert mended('the "\x9cgap"\x9d\x07') == ('the "gap"', {Finding.INVISIBLE})
    assert mended("one\x0btwo") == ("one\ntwo", {Finding.INVISIBLE})
    assert mended("tab\tline\r\n") == ("tab\tline\r\n", set())


def test_damage_is_named() -> None:
    assert damage("good") is None
    assert damage("ab\x00") == "Character 3 of the cell is a NUL byte: the file is damaged here."
    assert damage("\udce9") == "The byte E9 in the cell is no letter in the encoding of the file."
    assert damage("x\ud800") == "Character 2 of the cell is half of a pair (U+D800)."


def test_a_row_names_its_mended_columns() -> None:
    findings = Findings()
    row = careful_row(7, ("a", "b", "c"), ["Ã©tÃ©", " x ", ""], findings)
    assert row == TableRow(7, {"a": "été", "b": "x"}, ("a",))
    assert findings.sentences() == (
        "In 1 cell UTF-8 had been read as another encoding; the letters were restored "
        "(first in row 7, column 'a': 'Ã©tÃ©' became 'été').",
    )


def test_a_row_with_damage_is_broken() -> None:
    assert careful_row(7, ("a", "b"), ["x", "\udcff"], Findings()) == BrokenRow(
        7, "The byte FF in the cell is no letter in the encoding of the file.", "b"
    )
