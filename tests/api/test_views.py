"""Which addresses may be passed on."""

import pytest

from api.answers.views import can_be_embedded, can_be_frozen, can_be_shared

SHARED = [
    "/organisations/org-1",
    "/path?from=a&to=b",
    "/clusters/0?resolution=1",
    "/map",
    "/gaps/pair?a=LT&b=PL",
]
REFUSED = [
    "",
    "/",
    "//evil.example.org/map",
    "https://evil.example.org",
    "/api/v1/jobs",
    "/data",
    "/data/review",
    "/maps",
    "/map/../data",
    "/map/%2E%2e/data",
    "/map?a=\r\nSet-Cookie: x",
    "/map?snapshot=snap-1",
    "/path?from=ž",
    "/map?" + "x" * 2000,
]


@pytest.mark.parametrize("view", SHARED)
def test_pages_that_show_the_graph_are_shared(view: str) -> None:
    assert can_be_shared(view)


@pytest.mark.parametrize("view", REFUSED)
def test_nothing_else_is(view: str) -> None:
    assert not can_be_shared(view)
    assert not can_be_frozen(view)
    assert not can_be_embedded(view)


def test_what_is_read_from_the_database_is_not_frozen() -> None:
    assert [can_be_frozen(view) for view in SHARED] == [False, True, True, True, True]


def test_maps_paths_and_clusters_are_embedded() -> None:
    assert [can_be_embedded(view) for view in SHARED] == [False, True, True, True, False]
    assert not can_be_embedded("/path")
