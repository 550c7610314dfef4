"""Whatever its encoding, the letters of a table come out right or it is refused; nothing is guessed."""

import codecs
from pathlib import Path

import pytest

from graph.errors import InvalidParameter, UnreadableFile
from ingest.reading.encoding import encoding_of
from ingest.reading.files import plain_file
from ingest.reading.tables import open_table
from tests.ingest.reading.conftest import Written
from tests.ingest.reading.places import PLACES, WRITTEN_IN, table_of

OLD = [(codec, tongue) for codec, tongues in WRITTEN_IN.items() for tongue in tongues.split()]
ALL_PLACES = table_of(" ".join(PLACES.values()))
POLISH = table_of(PLACES["pl"])


def names(path: Path, **asked: str) -> list[str]:
    return [row.cells["name"] for row in open_table(path, **asked).rows()]


@pytest.mark.parametrize(("codec", "tongue"), OLD)
def test_the_words_tell_the_old_encodings(written: Written, codec: str, tongue: str) -> None:
    path = written("old.csv", table_of(PLACES[tongue]).encode(codec))
    table = open_table(path)
    assert [row.cells["name"] for row in table.rows()] == PLACES[tongue].split()
    assert len(table.notes) == 1
    assert "by the evidence of words" in table.notes[0]


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with a byte order mark"),
        ("utf-16", "UTF-16 with a byte order mark"),
        ("utf-16-le", "UTF-16 LE"),
        ("utf-16-be", "UTF-16 BE"),
        ("utf-32", "UTF-32"),
    ],
)
def test_unicode_is_certain(written: Written, codec: str, label: str) -> None:
    path = written("unicode.csv", ALL_PLACES.encode(codec))
    table = open_table(path)
    assert [row.cells["name"] for row in table.rows()] == " ".join(PLACES.values()).split()
    assert table.headings == ("code", "name")
    assert (table.encoding, table.notes) == (label, ())


def test_utf16_big_endian_with_a_mark(written: Written) -> None:
    path = written("be.csv", codecs.BOM_UTF16_BE + POLISH.encode("utf-16-be"))
    assert names(path) == PLACES["pl"].split()


def test_the_note_says_what_another_encoding_would_make_of_it(written: Written) -> None:
    notes = open_table(written("pl.csv", POLISH.encode("cp1250"))).notes
    assert notes[0].startswith("Read as cp1250, by the evidence of words in Polish such as ")
    assert "would make it" in notes[0]


def test_plain_ascii_is_utf8(written: Written) -> None:
    assert encoding_of(plain_file(written("a.csv", b"a,b\n1,2\n"))).label == "UTF-8"


@pytest.mark.parametrize("word", ["Muggi\xf2", "Cigli\xe8"])
def test_one_word_that_two_languages_could_write_is_refused(written: Written, word: str) -> None:
    path = written("thin.csv", f"code,name\n1,{word}\n".encode("cp1252"))
    with pytest.raises(
        UnreadableFile, match=r"its words do not tell: as cp12\d\d it says .* Say its encoding"
    ):
        open_table(path)


def test_a_person_decides(written: Written) -> None:
    path = written("thin.csv", "code,name\n1,Muggiò\n".encode("cp1252"))
    assert names(path, encoding="cp1252") == ["Muggiò"]
    with pytest.raises(InvalidParameter, match="no encoding 'klingon'"):
        open_table(path, encoding="klingon")


def test_a_byte_that_a_given_encoding_lacks_breaks_its_row(written: Written) -> None:
    rows = list(open_table(written("x.csv", b"a,b\n1,\x81\n2,\xe9\n"), encoding="cp1252").rows())
    assert [getattr(row, "reason", None) for row in rows] == [
        "The byte 81 in the cell is no letter in the encoding of the file.",
        None,
    ]


def test_bytes_of_no_encoding_are_refused(written: Written) -> None:
    noise = bytes(range(0x80, 0xA0)) * 20
    with pytest.raises(UnreadableFile, match="in no encoding that is known here"):
        open_table(written("noise.csv", b"a,b\n1," + noise + b"\n"))


def test_an_encoding_that_is_not_known_is_not_taken_for_another(written: Written) -> None:
    """KOI8-R has a Cyrillic letter for nearly every byte for which cp1251 has another."""
    places = "София Пловдив Варна Бургас Русе Плевен Сливен Добрич Шумен Перник Хасково Ямбол Пазарджик"
    with pytest.raises(UnreadableFile, match="in no encoding that is known here"):
        open_table(written("bg.csv", table_of(places).encode("koi8-r")))
    assert names(written("bg.csv", table_of(places).encode("cp1251"))) == places.split()


def test_utf8_with_few_damaged_bytes_loses_only_their_rows(written: Written) -> None:
    good = "".join(f"{number},Łódź\n" for number in range(100))
    table = open_table(written("damaged.csv", f"code,name\n{good}".encode() + b"x,caf\xe9\n"))
    rows = list(table.rows())
    assert [row.cells["name"] for row in rows[:-1]] == ["Łódź"] * 100
    assert rows[-1].column == "name"
    assert "byte E9" in rows[-1].reason
    assert "1 bytes are no UTF-8" in table.notes[0]


def test_two_encodings_in_one_file_are_refused(written: Written) -> None:
    path = written("mixed.csv", POLISH.encode() + POLISH.encode("cp1250"))
    with pytest.raises(UnreadableFile, match="mixes UTF-8 with another encoding"):
        open_table(path)


def test_polish_company_in_cp1250_is_not_taken_for_utf8(written: Written) -> None:
    """`ÓŁ` in cp1250 is valid UTF-8 for a Cyrillic letter; a file may hold no other letter beyond ASCII."""
    text = "id;name\n1;SPÓŁKA WODNA\n2;SPÓŁKA Z O.O.\n3;SPÓŁDZIELNIA MIESZKANIOWA\n"
    assert names(written("pl.csv", text.encode("cp1250"))) == [
        "SPÓŁKA WODNA",
        "SPÓŁKA Z O.O.",
        "SPÓŁDZIELNIA MIESZKANIOWA",
    ]


def test_one_strange_word_in_utf8_stays(written: Written) -> None:
    assert names(written("strange.csv", "id;name\n1;aӣ\n2;b\n")) == ["aӣ", "b"]
    gibberish = [f"{first}xӣ{last}q" for first in "zqwk" for last in "vjzx"]
    assert names(written("strange.csv", table_of(" ".join(gibberish)))) == gibberish


def test_a_letter_cut_in_two_at_the_end_breaks_its_row(written: Written) -> None:
    rows = list(open_table(written("cut.csv", "id;name\n1;a\n2;Łódź".encode()[:-1])).rows())
    assert rows[0].cells == {"id": "1", "name": "a"}
    assert "is no letter in the encoding" in rows[1].reason


def test_the_ellipsis_of_cp1250_is_no_line_break(written: Written) -> None:
    """0x85 is an ellipsis in cp1250, and the line break NEL where bytes are taken for Unicode."""
    text = f"{POLISH}99;Budowa drogi… etap II\n"
    assert names(written("dots.csv", text.encode("cp1250")))[-1] == "Budowa drogi… etap II"
