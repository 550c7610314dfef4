import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading import survey as module
from ingest.reading.files import ByteSource
from ingest.reading.survey import Survey, survey


def survey_of(data: bytes) -> Survey:
    return survey(ByteSource("x.csv", lambda: io.BytesIO(data), len(data)))


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"a\nb\nc\n", 3),
        (b"a\nb\nc", 3),
        (b"a\r\nb\r\n", 2),
        (b"a\rb\rc", 3),
        (b'a\n"x\ny"\nb\n', 3),
        (b'"x""\ny"\n', 1),
        (b'"a\r\nb"\r\nc\r\n', 2),
    ],
)
def test_lines_that_end_outside_quotation_marks_are_counted(data: bytes, lines: int) -> None:
    assert survey_of(data).lines == lines


@given(st.lists(st.sampled_from(['"', "\n", "a", "é", ";"]), min_size=1).map("".join), st.integers(1, 7))
def test_blocks_do_not_change_the_facts(text: str, size: int) -> None:
    data = text.encode()
    whole = survey_of(data)
    counter = module._Counter()
    for start in range(0, len(data), size):
        counter.add(data[start : start + size])
    assert (counter.total(), counter.multibyte, counter.ended) == (whole.lines, whole.multibyte, whole.ended)


@pytest.mark.parametrize("sign", [b"\x00", b"\x07", b"\x0b", b"\x1b", b"\x7f", b"<U+00A0>"])
def test_control_characters_and_escapes_are_unusual(sign: bytes) -> None:
    assert survey_of(b"a,b" + sign + b"c\n").unusual
    assert not survey_of(b"a\t,b\r\nc<U\n").unusual


def test_an_escape_across_two_blocks_is_seen() -> None:
    counter = module._Counter()
    counter.add(b"abc<U")
    counter.add(b"+00A0>")
    assert counter.unusual


def test_what_is_no_utf8_is_counted() -> None:
    facts = survey_of("é".encode() * 3 + b"\xe9a\xff")
    assert (facts.multibyte, facts.damaged, facts.cut) == (3, 2, False)


def test_the_start_of_a_letter_at_the_end_is_a_cut() -> None:
    facts = survey_of("aé€".encode()[:-1])
    assert (facts.multibyte, facts.damaged, facts.cut) == (1, 2, True)


def test_zero_bytes_here_and_there_are_not_utf16() -> None:
    assert survey_of(b"ab\x00cd\x00\x00e," * 20).mark is None


def test_the_last_line_may_have_no_end() -> None:
    assert survey_of(b"a\n").ended
    assert not survey_of(b"a\nb").ended


@pytest.mark.parametrize(
    ("data", "end"), [(b"a\rb\r", "\r"), (b"a\rb\nc", "\n"), (b"a\r\nb", "\n"), (b"a", "\n")]
)
def test_which_sign_ends_lines(data: bytes, end: str) -> None:
    assert survey_of(data).line_end == end
    assert survey_of(data.decode().encode("utf-16")).line_end == end
