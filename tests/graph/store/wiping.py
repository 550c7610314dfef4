"""Empties the graph between tests; the schema stays."""

from graph.store.session import Store
from graph.store.statement import Statement

# In portions, because a whole real network does not fit into the memory of one transaction.
WIPE = Statement("wipe", "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")


def wipe(store: Store) -> None:
    """Deletes every node and tie. Neo4j runs such a statement only outside a managed transaction."""
    with store.driver.session() as session:
        session.run(WIPE.text).consume()
