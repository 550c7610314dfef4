import pytest

from ingest.reading.heading_rows import fold, has_all, heading_index


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NUTS1 (or equivalent)", "nuts1.or.equivalent"),
        ("Wartość projektu", " WARTOSC  PROJEKTU "),
        ("Project start", "Project.start"),
        ("projectID", "Project ID"),
        ("a<U+00A0>b", "A B"),
        ("a\u00a0b", "a b"),
        ("ZASIĘG", "zasieg"),
        ("Łódź", "lodz"),
        ("Additionnal.key.words", "Additionnal key words"),
    ],
)
def test_headings_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Name", "Name 2"), ("%", "€"), ("Budget", "Budget [zł]"), ("", "a")]
)
def test_headings_are_not_the_same(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_every_wanted_column_must_be_there_under_one_of_its_names() -> None:
    wanted = (("name", "nazwa"), ("sum",))
    assert has_all(["Nazwa", "x", "SUM"], wanted)
    assert not has_all(["Nazwa", "x"], wanted)


def test_the_row_of_headings() -> None:
    rows = [["", " "], ["title", ""], ["a", "b"], ["1", "2"]]
    assert heading_index(rows, [(("x",),), (("a",), ("b",))]) == (2, True)
    assert heading_index(rows, [(("x",),)]) == (1, False)
    assert heading_index(rows, []) == (1, False)
    assert heading_index([["", ""]], []) == (None, False)
