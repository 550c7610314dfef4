"""Both engines on the same ties: what this process computes, and what Graph Data Science does.

A server of its own, because the one of all other tests runs without GDS and must: it is not part of the
program that everybody gets.
"""

from collections.abc import Iterator

import numpy as np
import pytest

from graph.analysis.clusters import network
from graph.analysis.divided import Mode, OneMode
from graph.analysis.engines import BY_GDS, from_gds
from graph.analysis.leiden import modularity
from graph.analysis.measures import measured
from graph.analysis.ties import Ties, ties_of
from graph.errors import DownloadFailed, InvalidParameter
from graph.progress import Silent
from graph.projection import Counting
from graph.store import gds
from graph.store.embedded import server
from graph.store.session import Store
from tests.builders import snapshot_of
from tests.graph.analysis.made_networks import rings, tangle
from tests.servers import embedded_settings

# GDS stops its power iterations at a difference of 1e-12 between turns, ours likewise.
CLOSE = 1e-8
SHARED = tangle(projects=60, organisations=80) | {f"a{name}": who for name, who in rings(3, 4).items()}
SNAPSHOT = snapshot_of(SHARED, alone=["zz"])


@pytest.fixture(scope="module")
def with_gds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A database with Graph Data Science."""
    settings = embedded_settings(tmp_path_factory.mktemp("gds"), gds=True)
    try:
        running = server.ensure_started(settings, Silent())
    except DownloadFailed as error:
        pytest.skip(f"Graph Data Science cannot be fetched here: {error}")
    try:
        with Store.connect(running.uri, running.user, running.password, settings, 30.0) as store:
            yield store
    finally:
        server.stop(settings)


@pytest.fixture(scope="module")
def ties() -> Ties:
    return ties_of(SNAPSHOT)


@pytest.mark.parametrize("name", BY_GDS)
def test_both_engines_measure_the_same(with_gds: Store, ties: Ties, name: str) -> None:
    ours = measured(ties, name)
    with gds.projected(with_gds, ties.pairs, ties.organisations) as sent:
        theirs = from_gds(ties, name, sent.measured(name), "2.26")
    np.testing.assert_allclose(theirs.values, ours.values, rtol=CLOSE, atol=CLOSE)
    assert theirs.undefined == ours.undefined


@pytest.mark.parametrize("counting", [Counting.FRACTIONAL, Counting.FULL])
def test_both_engines_find_clusters_of_the_same_quality(with_gds: Store, counting: Counting) -> None:
    found = network(SNAPSHOT, Mode.ONE, counting=counting)
    assert isinstance(found, OneMode)
    ours = found.divided(resolution=1.0, seed=0)
    counted = ties_of(SNAPSHOT, counting=counting)
    with gds.projected(with_gds, counted.pairs, counted.organisations) as sent:
        labels = sent.leiden(resolution=1.0, seed=0)
        again = sent.leiden(resolution=1.0, seed=0)
    np.testing.assert_array_equal(labels, again)
    assert np.isnan(labels).tolist() == (ours.organisations < 0).tolist()
    _, numbers = np.unique(np.nan_to_num(labels), return_inverse=True)
    quality = modularity(found.adjacency, numbers.ravel(), 1.0)
    assert quality == pytest.approx(ours.modularity, abs=0.03)


def test_nothing_is_left_behind(with_gds: Store, ties: Ties) -> None:
    with gds.projected(with_gds, ties.pairs, ties.organisations) as sent:
        graph = sent.graph
        assert graph in _graphs(with_gds)
    assert graph not in _graphs(with_gds)


def _graphs(store: Store) -> list[str]:
    rows = store.driver.execute_query("CALL gds.graph.list() YIELD graphName RETURN graphName").records
    return [row["graphName"] for row in rows]


def test_its_version_is_told(with_gds: Store) -> None:
    assert gds.require(with_gds).startswith("2.26")


def test_without_it_a_person_is_told_how_to_have_it(store: Store) -> None:
    with pytest.raises(InvalidParameter, match="db start --with gds"):
        gds.require(store)
