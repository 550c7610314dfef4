import io

from ingest.reading.files import ByteSource
from ingest.reading.old_encodings import Words, has_letters, readings, words_in
from tests.ingest.reading.places import PLACES


def words_of(text: str, codec: str) -> Words:
    data = text.encode(codec)
    return words_in(ByteSource("x.csv", lambda: io.BytesIO(data), len(data)))


def test_words_with_letters_beyond_ascii_are_set_apart() -> None:
    words = words_of("Łódź;miasto;Łódź\nab;1", "cp1250")
    assert words.high == {"Łódź".encode("cp1250"): 2}
    assert words.plain == {b"miasto": 1}
    assert words.signs == bytes(sorted(set("Łóź".encode("cp1250"))))


def test_an_encoding_without_a_letter_for_some_byte_is_out() -> None:
    assert has_letters("cp1252", b"\xe9\x80")
    assert not has_letters("cp1252", b"\xe9\x81")
    assert not has_letters("iso8859-2", b"\x9c"), "a control character is no letter"


def test_readings_come_best_first_with_their_language() -> None:
    found = readings(words_of(PLACES["lt"], "cp1257"))
    assert (found[0].codec, found[0].tongue) == ("cp1257", "lt")
    assert [reading.odds for reading in found] == sorted((reading.odds for reading in found), reverse=True)


def test_plain_words_count_as_evidence_of_language() -> None:
    """`ò` at the end of a word is Italian in cp1252 and `ň` in cp1250 is Czech; the words around tell."""
    alone = readings(words_of("Muggiò", "cp1252"))
    among = readings(words_of("Muggiò provincia della regione autonoma società agricola", "cp1252"))
    margin = {
        name: _odds(found, "cp1252") - _odds(found, "cp1250") for name, found in (("a", alone), ("b", among))
    }
    assert margin["b"] > margin["a"]


def test_signs_within_words_are_unlikely() -> None:
    """`©` stands where `Š` was in ISO-8859-2: at the beginning of words, where no such sign stands."""
    text = "ŠIBENIK ŽUPANJA ŠTEFANJE ŠESTANOVAC OREŠJE DRNIŠ"
    assert readings(words_of(text, "iso8859-2"))[0].codec == "iso8859-2"


def _odds(found: list, codec: str) -> float:
    return next(reading.odds for reading in found if reading.codec == codec)
