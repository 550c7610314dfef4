"""What is made ahead comes in order, fails where it is used, and stops when nobody asks."""

from collections.abc import Iterator
from threading import active_count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ahead import ahead


@given(items=st.lists(st.integers(), max_size=30), most=st.integers(1, 5))
def test_the_items_come_in_their_order(items: list[int], most: int) -> None:
    assert list(ahead(iter(items), most=most, name="test")) == items


def test_what_ends_the_making_is_raised_where_the_items_are_used() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise ValueError("no more")

    made = ahead(failing(), most=2, name="test")
    assert next(made) == 1
    with pytest.raises(ValueError, match="no more"):
        next(made)


def test_who_stops_asking_stops_the_making() -> None:
    made: list[int] = []

    def endless() -> Iterator[int]:
        while True:
            made.append(len(made))
            yield made[-1]

    before = active_count()
    items = ahead(endless(), most=2, name="test")
    assert [next(items), next(items)] == [0, 1]
    items.close()
    assert active_count() == before
    assert len(made) <= 6
