"""Where metrics and clusters are computed: in this process, or by Graph Data Science in the database."""

from graph.analysis.clusters import ClusterQuestion, Divide, in_this_process
from graph.analysis.divided import Division, Network, OneMode
from graph.analysis.engines import Engine, division_from_gds, from_gds, require_measure
from graph.analysis.measures import Measured, measured
from graph.analysis.ties import Ties
from graph.store import gds
from graph.store.session import Store


def divided_by(store: Store) -> Divide:
    """Divides in this process, or, where that is asked for, by the GDS of the store.

    What it gives raises InvalidParameter where the database has no GDS.
    """

    def divide(network: Network, asked: ClusterQuestion) -> Division:
        if asked.engine is Engine.LOCAL or not isinstance(network, OneMode):
            return in_this_process(network, asked)
        gds.require(store)
        # GDS holds no graph without a tie; without one there is nothing to divide, whoever does it.
        if not network.adjacency.nnz:
            return in_this_process(network, asked)
        with gds.projected(store, *network.ends, organisations=network.adjacency.shape[0]) as sent:
            labels = sent.leiden(resolution=asked.resolution, seed=asked.seed)
        return division_from_gds(network, labels, asked.resolution)

    return divide


def measured_by_gds(store: Store, ties: Ties, metric: str) -> Measured:
    """A metric of every organisation; raises InvalidParameter where GDS has none, or the database no GDS."""
    require_measure(metric)
    version = gds.require(store)
    pairs = ties.pairs
    if not len(pairs.a):
        return measured(ties, metric)
    with gds.projected(store, pairs.a, pairs.b, pairs.weight, organisations=ties.organisations) as sent:
        return from_gds(ties, metric, sent.measured(metric), version)
