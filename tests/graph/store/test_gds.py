"""Both engines on the same ties: what this process computes, and what Graph Data Science does.

A server of its own, because the one of all other tests runs without GDS and must: it is not part of the
program that everybody gets.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

import numpy as np
import pytest

from api.engines import divided_by
from graph.analysis.clusters import ClusterQuestion, clusters
from graph.analysis.divided import Mode
from graph.analysis.engines import BY_GDS, Engine, from_gds
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
    with sending(with_gds, ties) as sent:
        theirs = from_gds(ties, name, sent.measured(name), "2.26")
    np.testing.assert_allclose(theirs.values, ours.values, rtol=CLOSE, atol=CLOSE)
    assert theirs.undefined == ours.undefined


@pytest.mark.parametrize("resolution", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("counting", [Counting.FRACTIONAL, Counting.FULL])
def test_both_engines_find_clusters_of_the_same_quality(
    with_gds: Store, counting: Counting, resolution: float
) -> None:
    asked = ClusterQuestion(resolution=resolution, counting=counting)
    by_gds = replace(asked, engine=Engine.GDS)
    ours, theirs = (clusters(SNAPSHOT, one, divided_by(with_gds)) for one in (asked, by_gds))
    again = clusters(SNAPSHOT, by_gds, divided_by(with_gds))
    np.testing.assert_array_equal(theirs.cluster_of, again.cluster_of)
    np.testing.assert_array_equal(theirs.cluster_of < 0, ours.cluster_of < 0)
    assert theirs.modularity == pytest.approx(ours.modularity, abs=0.03)
    assert [len(one.members) for one in theirs.clusters] == sorted(
        (len(one.members) for one in theirs.clusters), reverse=True
    )


def test_a_part_without_ties_has_no_clusters_by_either_engine(with_gds: Store) -> None:
    alone = snapshot_of({"p": "a"}, alone="b")
    found = clusters(alone, ClusterQuestion(engine=Engine.GDS), divided_by(with_gds))
    assert (found.clusters, found.modularity) == ((), None)


def test_clusters_of_two_modes_are_found_in_this_program_only() -> None:
    with pytest.raises(InvalidParameter, match="one-mode"):
        ClusterQuestion(mode=Mode.TWO, engine=Engine.GDS)


def test_nothing_is_left_behind(with_gds: Store, ties: Ties) -> None:
    with sending(with_gds, ties) as sent:
        graph = sent.graph
        assert graph in _graphs(with_gds)
    assert graph not in _graphs(with_gds)


def sending(store: Store, ties: Ties) -> AbstractContextManager[gds.Projected]:
    pairs = ties.pairs
    return gds.projected(store, pairs.a, pairs.b, pairs.weight, organisations=ties.organisations)


def _graphs(store: Store) -> list[str]:
    rows = store.driver.execute_query("CALL gds.graph.list() YIELD graphName RETURN graphName").records
    return [row["graphName"] for row in rows]


def test_its_version_is_told(with_gds: Store) -> None:
    assert gds.require(with_gds).startswith("2.26")


def test_without_it_a_person_is_told_how_to_have_it(store: Store) -> None:
    with pytest.raises(InvalidParameter, match="db start --with gds"):
        gds.require(store)
