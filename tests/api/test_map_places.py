"""Positions of a map: computed once, kept by what they depend on, written anew where the file is bad."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from api.answers import map_places
from api.answers.map_places import kept_places
from graph.settings import Settings
from viz.model import MapNode, MapTie, NetworkMap

PLACES = np.array([[1.0, 2.0], [3.0, 4.0]])


@pytest.fixture
def pair() -> NetworkMap:
    nodes = tuple(MapNode(uid, uid, None, "LT", 1, 1.0, 1) for uid in "ab")
    return NetworkMap("Pair", nodes, (MapTie("a", "b", 1.0),), snapshot="0" * 32)


def unexpected() -> np.ndarray:
    raise AssertionError("it is kept already")


def files(settings: Settings) -> list[Path]:
    return sorted((settings.home / "maps").rglob("*.npy"))


def test_the_second_time_nothing_is_computed(settings: Settings, pair: NetworkMap) -> None:
    kept_places(settings, pair, 1, lambda: PLACES)
    assert (kept_places(settings, pair, 1, unexpected) == PLACES).all()


def test_another_title_is_the_same_picture(settings: Settings, pair: NetworkMap) -> None:
    kept_places(settings, pair, 1, lambda: PLACES)
    kept_places(settings, replace(pair, title="Other", notes=("said",)), 1, unexpected)


@pytest.mark.parametrize(
    "other",
    [{"ties": (MapTie("a", "b", 2.0),)}, {"snapshot": "1" * 32}, {"whole": True}, {"seed": 2}],
    ids=["ties", "snapshot", "whole", "seed"],
)
def test_another_network_or_seed_has_places_of_its_own(
    settings: Settings, pair: NetworkMap, other: dict[str, object]
) -> None:
    kept_places(settings, pair, 1, lambda: PLACES)
    seed = int(str(other.pop("seed", 1)))
    assert (kept_places(settings, replace(pair, **other), seed, lambda: PLACES + 1) == PLACES + 1).all()


@pytest.mark.parametrize("damage", [b"", b"no array", None], ids=["empty", "text", "other size"])
def test_a_damaged_file_is_written_anew(settings: Settings, pair: NetworkMap, damage: bytes | None) -> None:
    kept_places(settings, pair, 1, lambda: PLACES)
    (file,) = files(settings)
    if damage is None:
        np.save(file, PLACES[:1])
    else:
        file.write_bytes(damage)
    assert (kept_places(settings, pair, 1, lambda: PLACES) == PLACES).all()
    assert (np.load(file) == PLACES).all()


def test_a_home_that_cannot_be_written_only_costs_the_time(settings: Settings, pair: NetworkMap) -> None:
    settings.home.mkdir(parents=True)
    (settings.home / "maps").write_text("in the way", encoding="utf-8")
    assert (kept_places(settings, pair, 1, lambda: PLACES) == PLACES).all()


def test_folders_of_older_snapshots_go(settings: Settings, pair: NetworkMap) -> None:
    for number in range(map_places.KEPT + 2):
        kept_places(settings, replace(pair, snapshot=f"{number:032}"), 1, lambda: PLACES)
    assert len(files(settings)) == map_places.KEPT
    assert f"{map_places.KEPT + 1:032}" in {file.parent.name for file in files(settings)}
