from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.explorer import Explorer
from graph.analysis.clusters import ClusterQuestion
from graph.analysis.divided import Mode
from graph.analysis.null_model import Verdict
from graph.projection import Counting
from graph.settings import Settings
from graph.store.snapshots import View
from tests.builders import snapshot_of
from tests.graph.analysis.made_networks import rings


@pytest.fixture
def explorer(tmp_path: Path) -> Iterator[Explorer]:
    """An Explorer that answers from a snapshot with five plain groups and asks no database."""
    nowhere: Any = None
    made = Explorer(nowhere, Settings(home=tmp_path), view=View(snapshot_of(rings(5, 5)), None))
    yield made
    made.close()


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("counting", [Counting.FULL, Counting.FRACTIONAL])
def test_groups_are_compared_with_networks_that_were_really_dealt_anew(
    explorer: Explorer, mode: Mode, counting: Counting
) -> None:
    found = explorer.clustering(ClusterQuestion(mode=mode, counting=counting))
    there, chance = explorer.chance(found, None)
    assert there
    assert chance is not None
    assert chance.verdict is Verdict.CLUSTERS
    assert chance.mean < (found.modularity or 0.0) - 0.1


def test_a_clustering_and_its_stability_are_computed_once_for_all_who_ask(explorer: Explorer) -> None:
    found = explorer.clustering()
    assert explorer.clustering() is found
    assert explorer.clustering(ClusterQuestion(counting=Counting.FULL)) is not found
    assert explorer.stability(found, None)[1] is explorer.stability(found, None)[1]
