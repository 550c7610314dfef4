import csv

from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.quoting import Span, rewrapped, spans


@given(st.text(alphabet='ab;"', max_size=12))
def test_a_record_is_in_order_exactly_where_csv_says_so(record: str) -> None:
    last = list(spans(record, ";"))[-1]
    try:
        cells = next(csv.reader([record], delimiter=";", strict=True), [""])
    except csv.Error:
        assert not (last.closed and last.well_quoted)
    else:
        assert last.closed
        assert last.well_quoted
        assert len(list(spans(record, ";"))) == max(1, len(cells))


def test_spans_end_at_the_first_fault() -> None:
    assert list(spans('a;"b"c;d', ";")) == [Span(0, 1), Span(2, 5, well_quoted=False)]
    assert list(spans('a;"b', ";")) == [Span(0, 1), Span(2, 4, closed=False)]
    assert list(spans("a;b\r\n", ";")) == [Span(0, 1), Span(2, 3)]


def test_rewrapping_several_cells() -> None:
    line, mended = rewrapped('"1";""A"";""B ""c"" d""\n', ";")
    assert line == '"1";"""A""";"""B ""c"" d"""'
    assert mended == [1, 2]


def test_rewrapping_leaves_other_faults() -> None:
    assert rewrapped('"1";"a"b"\n', ";") == ('"1";"a"b"', [])
    assert rewrapped('"1";"""a"b""\n', ";") == ('"1";"""a"b""', [])
    assert rewrapped('"1";"""a"b"\n', ";") == ('"1";"""a"b"', [])
