import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import NotFound
from graph.snapshot import TABLES, Snapshot, content_hash, table_of
from tests.builders import snapshot_of

TEXTS = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
PLACES = st.lists(
    st.fixed_dictionaries(
        {"uid": st.text("ab", max_size=2), "name": TEXTS, "part_of": st.none() | st.lists(TEXTS)}
    ),
    max_size=4,
)


def hash_of(**rows: list[dict[str, object]]) -> str:
    return content_hash({name: table_of(name, rows[name]) for name in rows})


@given(PLACES, PLACES)
def test_the_hash_tells_apart_exactly_what_differs(first, second) -> None:
    assert (hash_of(places=first) == hash_of(places=second)) == (first == second)


@pytest.mark.parametrize("column", ["name", "country"])
def test_unknown_and_empty_are_two_things(column) -> None:
    unknown, empty = ([{"uid": "a", column: value}] for value in (None, ""))
    assert hash_of(organisations=unknown) != hash_of(organisations=empty)


def test_an_unknown_list_and_an_empty_one_are_two_things() -> None:
    unknown, empty, of_unknown = ([{"uid": "a", "part_of": value}] for value in (None, [], [None]))
    assert len({hash_of(places=unknown), hash_of(places=empty), hash_of(places=of_unknown)}) == 3


def test_numbers_with_fractions_are_told_apart_and_nought_has_no_sign() -> None:
    def point(longitude: float | None) -> str:
        return hash_of(organisations=[{"uid": "a", "longitude": longitude}])

    assert len({point(24.1), point(24.2), point(0.0), point(None)}) == 4
    assert point(-0.0) == point(0.0)


def test_letters_do_not_move_from_one_cell_to_the_next() -> None:
    first, second = (
        [{"uid": "a", "name": x}, {"uid": "b", "name": y}] for x, y in (("ab", "c"), ("a", "bc"))
    )
    assert hash_of(organisations=first) != hash_of(organisations=second)


def test_values_do_not_move_from_one_column_to_the_next() -> None:
    assert hash_of(organisations=[{"uid": "a", "kind": "x"}]) != hash_of(
        organisations=[{"uid": "a", "sector": "x"}]
    )


def test_the_hash_does_not_depend_on_how_arrow_cuts_its_chunks() -> None:
    rows: list[dict[str, object]] = [{"uid": str(i), "name": f"N{i}", "part_of": [str(i)]} for i in range(10)]
    whole = table_of("places", rows)
    pieces = pa.concat_tables([whole.slice(0, 3), whole.slice(3, 0), whole.slice(3)])
    assert content_hash({"places": pieces}) == content_hash({"places": whole})


def test_equal_content_gives_equal_ids_whatever_the_order_in_which_it_was_told() -> None:
    first = snapshot_of({"p": ["a", "b"], "q": ["b", "c"]}, about={"p": ["T", "S"]})
    second = snapshot_of({"q": ["c", "b"], "p": ["b", "a"]}, about={"p": ["S", "T"]})
    assert first.id == second.id


@pytest.mark.parametrize(
    "other",
    [
        snapshot_of({"p": ["a", "b"]}, alone=["c"]),
        snapshot_of({"p": ["a", "b"], "q": []}),
        snapshot_of({"p": ["a"]}, alone=["b"]),
        snapshot_of({"p": ["a", "b"]}, about={"p": ["T"]}),
        snapshot_of({"p": ["a", "b"]}, values={"a": {"kind": "ngo"}}),
    ],
)
def test_any_other_content_gives_another_id(other: Snapshot) -> None:
    assert other.id != snapshot_of({"p": ["a", "b"]}).id


def test_rows_are_found_by_uid_and_tell_their_values() -> None:
    snapshot = snapshot_of({"p": ["b", "a"]}, values={"b": {"country": "LT"}, "p": {"start": "2015-01-01"}})
    row = snapshot.organisation_row("b")
    known = {name: value for name, value in snapshot.organisation(row).items() if value is not None}
    assert known == {"uid": "b", "name": "b", "country": "LT"}
    assert snapshot.project(0)["start"] == "2015-01-01"


def test_an_unknown_organisation_is_not_found() -> None:
    with pytest.raises(NotFound, match="'nobody'"):
        snapshot_of({}).organisation_row("nobody")


def test_a_row_of_a_table_has_null_for_what_it_lacks() -> None:
    assert table_of("themes", [{"uid": "t"}]).to_pylist() == [{"uid": "t", "name": None}]


def test_an_empty_snapshot_has_all_tables_and_an_id() -> None:
    assert set(snapshot_of({}).tables) == set(TABLES)
    assert len(snapshot_of({}).id) == 32
