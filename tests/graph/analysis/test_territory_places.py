import pytest

from graph.analysis.territory_places import territory_places
from graph.snapshot import Snapshot, table_of
from tests.builders import snapshot_of
from tests.graph.analysis.test_territories import PLACES

EVERYWHERE = Snapshot(dict(snapshot_of({}).tables) | {"places": table_of("places", PLACES)})


@pytest.mark.parametrize(
    ("territory", "inside", "rows"),
    [
        ("LT029", {"4", "6"}, "12346"),
        ("L6", {"6"}, "12346"),
        ("LT", set("123456"), "123456"),
        ("PL", set(), "123456"),
    ],
)
def test_a_territory_has_its_parts_and_what_it_is_part_of(territory, inside, rows) -> None:
    found = territory_places(EVERYWHERE, territory)
    assert found.inside == inside
    assert "".join(row["uid"] for row in found.rows) == rows
    assert found.uids == tuple("123456")


def test_places_that_are_part_of_each_other_come_to_an_end() -> None:
    ring = [
        {"uid": "1", "code": "A", "part_of": ["2"]},
        {"uid": "2", "code": "B", "part_of": ["1", "gone"]},
    ]
    found = territory_places(Snapshot(dict(EVERYWHERE.tables) | {"places": table_of("places", ring)}), "A")
    assert found.inside == {"1", "2"}


def test_a_graph_without_places_has_none() -> None:
    found = territory_places(snapshot_of({}), "LT")
    assert (found.rows, found.inside, found.uids) == ((), frozenset(), ())
