"""Short links: the same for the same view, bounded, and no path is made of what a user wrote."""

from pathlib import Path

import pytest

from graph.errors import Conflict, NotFound
from graph.settings import Settings
from graph.store import links
from graph.store.links import Link

VIEW = "/path?from=..%2F..%2Fetc&to=x"


def test_a_link_is_kept_once_and_found_again(settings: Settings) -> None:
    code = links.keep(settings, Link(VIEW))
    assert links.keep(settings, Link(VIEW)) == code
    assert links.find(settings, code) == Link(VIEW)
    assert [file.name for file in (settings.home / "links").iterdir()] == [f"{code}.json"]
    assert len(code) == 8


def test_a_frozen_view_has_a_link_of_its_own(settings: Settings) -> None:
    codes = {links.keep(settings, Link(VIEW, snapshot)) for snapshot in (None, "snap-1", "snap-2")}
    assert len(codes) == 3


def test_two_views_never_share_a_code(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    code = links.code_of(settings, Link(VIEW))
    monkeypatch.setattr(links, "_kept", lambda _, asked: Link("/map") if asked == code else None)
    assert links.code_of(settings, Link(VIEW))[:8] == code
    assert len(links.code_of(settings, Link(VIEW))) == 9


@pytest.mark.parametrize("code", ["", "../secret", "aaaaaaaa", "AAAAAAAA", "a" * 40, "aaaaaaa1"])
def test_no_other_file_is_reached(settings: Settings, code: str) -> None:
    with pytest.raises(NotFound):
        links.find(settings, code)


def test_there_are_so_many_and_no_more(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MOST", 1)
    code = links.keep(settings, Link("/map"))
    with pytest.raises(Conflict):
        links.keep(settings, Link(VIEW))
    assert links.keep(settings, Link("/map")) == code


def test_nothing_is_written_before_a_link_is_made(settings: Settings, tmp_path: Path) -> None:
    assert not links.is_kept(settings, links.code_of(settings, Link(VIEW)))
    assert not settings.home.exists()
