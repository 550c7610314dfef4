"""Neo4j Graph Data Science as a second engine: ties are sent once, measured there, and numbers come back.

What is sent are the counted ties and not the graph in the database, so that both engines answer the same
question, whatever was chosen and however it was counted. Organisations are numbered as in the snapshot.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from graph.errors import InvalidParameter
from graph.projection import FloatArray, IntArray
from graph.store.session import Store
from graph.store.statement import Statement

SECONDS = 600.0
PRESENT = Statement(
    "whether GDS is there",
    "SHOW PROCEDURES YIELD name WHERE name = 'gds.leiden.stream' RETURN count(*) AS many",
)
VERSION = Statement("version of GDS", "RETURN gds.version() AS version")
PROJECT = Statement(
    "project ties into GDS",
    """
    UNWIND range(0, size($a) - 1) AS i
    WITH gds.graph.project(
        $graph, $a[i], $b[i], {relationshipProperties: {weight: $weight[i]}},
        {undirectedRelationshipTypes: ['*']}
    ) AS made
    RETURN made.nodeCount AS nodes
    """,
)
DROP = Statement("drop a graph of GDS", "CALL gds.graph.drop($graph, false) YIELD graphName RETURN graphName")
LEIDEN = Statement(
    "Leiden in GDS",
    """
    CALL gds.leiden.stream($graph, {
        relationshipWeightProperty: 'weight', gamma: $resolution, randomSeed: $seed, concurrency: 1
    }) YIELD nodeId, communityId RETURN nodeId, communityId AS value
    """,
)
MEASURES: Mapping[str, Statement] = {
    "degree": Statement(
        "degree in GDS",
        "CALL gds.degree.stream($graph) YIELD nodeId, score RETURN nodeId, score AS value",
    ),
    "strength": Statement(
        "strength in GDS",
        """
        CALL gds.degree.stream($graph, {relationshipWeightProperty: 'weight'})
        YIELD nodeId, score RETURN nodeId, score AS value
        """,
    ),
    "betweenness": Statement(
        "betweenness in GDS",
        """
        CALL gds.betweenness.stream($graph, {concurrency: 2})
        YIELD nodeId, score RETURN nodeId, score AS value
        """,
    ),
    "harmonic": Statement(
        "harmonic closeness in GDS",
        "CALL gds.closeness.harmonic.stream($graph) YIELD nodeId, score RETURN nodeId, score AS value",
    ),
    "closeness": Statement(
        "closeness in GDS",
        """
        CALL gds.closeness.stream($graph, {useWassermanFaust: true})
        YIELD nodeId, score RETURN nodeId, score AS value
        """,
    ),
    "pagerank": Statement(
        "PageRank in GDS",
        """
        CALL gds.pageRank.stream($graph, {
            relationshipWeightProperty: 'weight', maxIterations: 1000, tolerance: 1e-12, concurrency: 1
        }) YIELD nodeId, score RETURN nodeId, score AS value
        """,
    ),
    "core": Statement(
        "core numbers in GDS",
        "CALL gds.kcore.stream($graph) YIELD nodeId, coreValue RETURN nodeId, coreValue AS value",
    ),
    "clustering": Statement(
        "clustering coefficients in GDS",
        """
        CALL gds.localClusteringCoefficient.stream($graph)
        YIELD nodeId, localClusteringCoefficient AS value RETURN nodeId, value
        """,
    ),
    "articulation": Statement(
        "articulation points in GDS",
        "CALL gds.articulationPoints.stream($graph) YIELD nodeId RETURN nodeId, 1 AS value",
    ),
    "bridges": Statement(
        "bridges in GDS",
        """
        CALL gds.bridges.stream($graph) YIELD from, to
        UNWIND [from, to] AS nodeId RETURN nodeId, count(*) AS value
        """,
    ),
}


@dataclass(frozen=True, slots=True)
class Projected:
    """Ties that GDS holds under a name; `organisations` counts all, also those without a tie."""

    store: Store
    graph: str
    organisations: int

    def measured(self, name: str) -> FloatArray:
        """What GDS computes, one per organisation, not-a-number where it says nothing. Raises KeyError."""
        return self._spread(MEASURES[name])

    def leiden(self, *, resolution: float, seed: int) -> FloatArray:
        """Cluster of each organisation, not-a-number for those without a tie."""
        return self._spread(LEIDEN, resolution=resolution, seed=seed)

    def _spread(self, statement: Statement, **parameters: object) -> FloatArray:
        rows = self.store.read(
            lambda tx: tx.values(statement, graph=self.graph, **parameters), timeout=SECONDS
        )
        values: FloatArray = np.full(self.organisations, np.nan)
        if rows:
            told = np.array(rows, dtype=np.float64)
            values[told[:, 0].astype(np.int64)] = told[:, 1]
        return values


def require(store: Store) -> str:
    """The version of GDS; raises InvalidParameter where the database has none."""
    if not store.rows(PRESENT)[0]["many"]:
        raise InvalidParameter(
            "The database has no Graph Data Science, so the engine gds is not to be had. Start the embedded "
            "one with it ('socialcluster db stop', then 'socialcluster db start --with gds'), install it in "
            "your own, or leave out the engine."
        )
    version: str = store.rows(VERSION)[0]["version"]
    return version


@contextmanager
def projected(
    store: Store, a: IntArray, b: IntArray, weight: FloatArray, *, organisations: int
) -> Iterator[Projected]:
    """Sends at least one tie, each once, to GDS, which forgets them at the end; raises InvalidParameter."""
    require(store)
    graph = f"socialcluster-{secrets.token_hex(8)}"
    columns = {"a": a.tolist(), "b": b.tolist(), "weight": weight.tolist()}
    try:
        # Tried once: what an attempt left behind under the name would be in the way of the next.
        store.read(lambda tx: tx.run(PROJECT, graph=graph, **columns), timeout=SECONDS)
        yield Projected(store, graph, organisations)
    finally:
        store.rows(DROP, graph=graph)
