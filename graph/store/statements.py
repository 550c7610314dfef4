"""Write statements, one text per label or tie type.

Labels and types cannot be parameters, so these texts are put together, but only from the
enumerations in `graph.vocabulary`: no text from outside can get here. Values are parameters.
"""

from functools import cache

from graph.store.statement import Statement
from graph.vocabulary import Kind, Node, Tie

KIND_LABELS = ":".join(sorted(kind.facts.label for kind in Kind))

# The lock is taken by writing a property that nobody reads. `SET g.version = g.version` reads first and waits
# then, so it wrote back the version from before the wait: 80 writers at once raised it to 10.
LOCK = Statement(
    "lock graph",
    """
    MERGE (g:GraphVersion {uid: 'graph'})
    ON CREATE SET g.version = 0, g.database = randomUUID()
    SET g.locked = true
    REMOVE g.locked
    RETURN g.version AS version
    """,
)
RAISE_VERSION = Statement(
    "raise version",
    "MATCH (g:GraphVersion {uid: 'graph'}) SET g.version = g.version + 1 RETURN g.version AS version",
)
KNOWN_RECORDS = Statement(
    "known records",
    """
    UNWIND $uids AS uid
    MATCH (r:Record {uid: uid})
    RETURN r.uid AS uid, r.checksum AS checksum, r.ties AS ties
    """,
)
WRITE_RECORDS = Statement(
    "write records",
    "UNWIND $rows AS row MERGE (r:Record {uid: row.uid}) SET r = row",
)
FORGET_DESCRIPTIONS = Statement(
    "forget descriptions",
    """
    UNWIND $uids AS uid
    MATCH (:Record {uid: uid})-[d:DESCRIBES]->(n)
    WITH d, n, [label IN labels(n) WHERE label IN $labels][0] AS label
    DELETE d
    RETURN DISTINCT label, n.uid AS uid
    """,
)
WRITE_BATCH = Statement(
    "write batch",
    """
    MATCH (j:Job {uid: $job})
    MERGE (b:Batch {uid: $uid})
    SET b.number = $number, b.written = $written, b.unchanged = $unchanged, b.version = $version
    MERGE (b)-[:OF]->(j)
    """,
)


@cache
def known_nodes(label: Node) -> Statement:
    """Which of $uids are there already."""
    return _built("known nodes", f"UNWIND $uids AS uid MATCH (n:{label} {{uid: uid}}) RETURN n.uid AS uid")


@cache
def create_nodes(label: Node, kind: Kind | None) -> Statement:
    """New nodes with the values shown; MERGE, so that a replay after a lost answer is harmless."""
    extra = f" SET n:{kind.facts.label}" if kind else ""
    return _built(
        "create nodes",
        f"UNWIND $rows AS row MERGE (n:{label} {{uid: row.uid}}) ON CREATE SET n = row{extra}",
    )


@cache
def show_values(label: Node, kind: Kind | None) -> Statement:
    """Replaces the values shown for nodes that more records speak of now."""
    labels = ""
    if label is Node.ORGANISATION:
        labels = f" REMOVE n:{KIND_LABELS}" + (f" SET n:{kind.facts.label}" if kind else "")
    return _built(
        "show values", f"UNWIND $rows AS row MATCH (n:{label} {{uid: row.uid}}) SET n = row{labels}"
    )


@cache
def write_descriptions(label: Node) -> Statement:
    return _built(
        "write descriptions",
        f"""
        UNWIND $rows AS row
        MATCH (r:Record {{uid: row.record}})
        MATCH (n:{label} {{uid: row.node}})
        MERGE (r)-[d:DESCRIBES]->(n)
        SET d.values = row.values
        """,
    )


@cache
def descriptions(label: Node) -> Statement:
    """What all records say of each of $uids."""
    return _built(
        "descriptions",
        f"""
        UNWIND $uids AS uid
        MATCH (n:{label} {{uid: uid}})
        OPTIONAL MATCH (n)<-[d:DESCRIBES]-(:Record)
        RETURN n.uid AS uid, collect(d.values) AS claims
        """,
    )


@cache
def known_ties(tie: Tie) -> Statement:
    return _built(
        "known ties",
        f"""
        UNWIND $uids AS uid
        MATCH (a)-[t:{tie} {{uid: uid}}]->(b)
        RETURN t.uid AS uid, t.records AS records, t.sources AS sources, t.claims AS claims,
               a.uid AS start, b.uid AS end
        """,
    )


@cache
def write_ties(tie: Tie, start: Node, end: Node) -> Statement:
    """Ties between nodes that are there; a missing end makes no tie and no node."""
    return _built(
        "write ties",
        f"""
        UNWIND $rows AS row
        MATCH (a:{start} {{uid: row.start}})
        MATCH (b:{end} {{uid: row.end}})
        MERGE (a)-[t:{tie} {{uid: row.values.uid}}]->(b)
        SET t = row.values
        RETURN count(t) AS ties
        """,
    )


@cache
def delete_ties(tie: Tie) -> Statement:
    return _built("delete ties", f"UNWIND $uids AS uid MATCH ()-[t:{tie} {{uid: uid}}]->() DELETE t")


@cache
def mark_dirty(label: Node) -> Statement:
    """Ties derived from these nodes must be computed again (graph.store.derive)."""
    return _built("mark dirty", f"UNWIND $uids AS uid MATCH (n:{label} {{uid: uid}}) SET n:Dirty")


def _built(name: str, text: str) -> Statement:
    return Statement(name, text)
