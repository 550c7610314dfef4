import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import UnexpectedLayout
from ingest.reading.dialect import DELIMITERS, Dialect, Sample, dialect_of

CELLS = st.text(alphabet="ab1 ,;\t|\"\n'", max_size=6)


def dialect(text: str, wanted: tuple = (), given: str | None = None, whole: bool = True) -> Dialect:
    return dialect_of(Sample(list(io.StringIO(text, newline="")), whole), "x.csv", wanted, given)


def test_the_delimiter_that_gives_every_row_as_many_cells_as_headings() -> None:
    assert dialect("id;lat;lon\n1;48,1;2,5\n2;47;3,25\n") == Dialect(";", 0)


def test_text_full_of_commas_in_a_file_with_semicolons() -> None:
    assert dialect("name;text;sum\na;one, two, three;1,5\nb;four;2\n").delimiter == ";"


def test_two_delimiters_that_fit_equally_are_refused() -> None:
    text = "Name;Sum, EUR\nA;1,5\nB;2,5\n"
    with pytest.raises(
        UnexpectedLayout, match=r"separated by a comma \(.*\) or a semicolon .* Say which it is"
    ):
        dialect(text)
    assert dialect(text, given=";") == Dialect(";", 0)
    assert dialect(text, wanted=((("name",), ("sum, eur",)),)) == Dialect(";", 0)


def test_the_hint_of_excel() -> None:
    assert dialect("sep=;\nName;Sum, EUR\nA;1,5\n") == Dialect(";", 1)


def test_one_column() -> None:
    assert dialect("name\nx\ny\n").delimiter in DELIMITERS
    assert dialect("name\nSmith, John\nx\n").delimiter != ",", "the comma does not separate columns"


def test_the_last_row_of_a_sample_is_no_evidence() -> None:
    assert (
        dialect("a;b,c\n1;2,3\n4;5", whole=False, given=None, wanted=((("a",), ("b,c",)),)).delimiter == ";"
    )
    with pytest.raises(UnexpectedLayout, match="Say which it is"):
        dialect("a;b,c\n1;2,3\n4;5", whole=False)
    assert dialect("a,b,c\n1,2,3\n4", whole=False) == Dialect(",", 0)


def test_headings_are_found_within_twenty_rows() -> None:
    wanted = ((("id",), ("name",)),)
    assert dialect("title\n" * 20 + "id,name\n1,x\n", wanted) == Dialect(",", 20)
    assert dialect("title\n" * 21 + "id,name\n1,x\n", wanted).headings == 0


@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
    ),
    st.sampled_from(DELIMITERS),
)
def test_what_was_written_with_a_delimiter_is_read_with_it_or_refused(
    rows: list[list[str]], sign: str
) -> None:
    rows = [[f"h{number}" + cell for number, cell in enumerate(rows[0])], *rows]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=sign, lineterminator="\n").writerows(rows)
    try:
        found = dialect(text.getvalue())
    except UnexpectedLayout:
        return
    assert found == Dialect(sign, 0)
