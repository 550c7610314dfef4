"""Write statements, one text per label or tie type.

Labels and types cannot be parameters, so these texts are put together, but only from the
enumerations in `graph.vocabulary`: no text from outside can get here. Values are parameters.

Reads that answer with many rows collect them into one: the driver takes each row off the wire by itself,
and waits each time for the thread that reads the file.
"""

from functools import cache

from graph.store.statement import Statement
from graph.vocabulary import Kind, Node, Tie

STATED = "DESCRIBES|" + "|".join(tie for tie in Tie if not tie.facts.derived)
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
    RETURN collect({uid: r.uid, checksum: r.checksum, job: r.job, file: r.file, part: r.part, row: r.row,
                    also: r.also, earlier: r.earlier, ties: r.ties}) AS rows
    """,
)
TWINS = Statement(
    "twins",
    """
    MATCH (me:Job {uid: $job})
    UNWIND $jobs AS uid
    MATCH (j:Job {uid: uid})
    WHERE j.file_checksum = me.file_checksum AND j.source = me.source
    RETURN j.uid AS uid
    """,
)
# The lock is held and the uids were just looked up, so nothing can be there; the constraint would tell.
CREATE_RECORDS = Statement("create records", "UNWIND $rows AS row CREATE (r:Record) SET r = row")
REPLACE_RECORDS = Statement(
    "replace records",
    "UNWIND $rows AS row MATCH (r:Record {uid: row.uid}) SET r = row",
)
RESTATE_RECORDS = Statement(
    "restate records",
    "UNWIND $rows AS row MATCH (r:Record {uid: row.uid}) SET r.also = coalesce(r.also, []) + [row.place]",
)
TEXTS_OF_RECORDS = Statement(
    "texts of records",
    """
    UNWIND $uids AS uid
    MATCH (r:Record {uid: uid})
    RETURN r.uid AS uid, r.raw AS raw, r.address AS address
    """,
)
DESCRIPTIONS_OF_RECORDS = Statement(
    "descriptions of records",
    """
    UNWIND $uids AS uid
    MATCH (r:Record {uid: uid})-[d:DESCRIBES]->(n)
    RETURN r.uid AS record, [label IN labels(n) WHERE label IN $labels][0] AS label, n.uid AS uid,
           d.values AS values
    """,
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
    SET b.number = $number, b.written = $written, b.unchanged = $unchanged, b.version = $version,
        b.records = coalesce([uid IN b.records WHERE NOT uid IN $records], []) + $records
    MERGE (b)-[:OF]->(j)
    """,
)


@cache
def known_nodes(label: Node) -> Statement:
    """Which of $uids are there already, and what is shown of them."""
    return _built(
        "known nodes",
        f"UNWIND $uids AS uid MATCH (n:{label} {{uid: uid}}) RETURN collect(properties(n)) AS rows",
    )


@cache
def create_nodes(label: Node, kind: Kind | None) -> Statement:
    """New nodes with the values shown; the lock is held and they were just looked up in vain."""
    extra = f":{kind.facts.label}" if kind else ""
    return _built("create nodes", f"UNWIND $rows AS row CREATE (n:{label}{extra}) SET n = row")


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
    """What records that describe nothing yet say of nodes: [record, node, values]."""
    return _built(
        "write descriptions",
        f"""
        UNWIND $rows AS row
        MATCH (r:Record {{uid: row[0]}})
        MATCH (n:{label} {{uid: row[1]}})
        CREATE (r)-[:DESCRIBES {{values: row[2]}}]->(n)
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
        WITH uid, collect(d.values) AS claims
        RETURN collect({{uid: uid, claims: claims}}) AS rows
        """,
    )


@cache
def known_ties(tie: Tie) -> Statement:
    return _built(
        "known ties",
        f"""
        UNWIND $uids AS uid
        MATCH (a)-[t:{tie} {{uid: uid}}]->(b)
        RETURN collect([properties(t), a.uid, b.uid]) AS rows
        """,
    )


@cache
def create_ties(tie: Tie, start: Node, end: Node) -> Statement:
    """Ties that are not there yet, between nodes that are: [start, end, values]; no end, no tie."""
    return _built(
        "create ties",
        f"""
        UNWIND $rows AS row
        MATCH (a:{start} {{uid: row[0]}})
        MATCH (b:{end} {{uid: row[1]}})
        CREATE (a)-[t:{tie}]->(b)
        SET t = row[2]
        RETURN count(t) AS ties
        """,
    )


@cache
def change_ties(tie: Tie) -> Statement:
    """Ties of which other records speak now: their values."""
    return _built(
        "change ties",
        f"UNWIND $rows AS row MATCH ()-[t:{tie} {{uid: row.uid}}]->() SET t = row RETURN count(t) AS ties",
    )


@cache
def delete_ties(tie: Tie) -> Statement:
    return _built("delete ties", f"UNWIND $uids AS uid MATCH ()-[t:{tie} {{uid: uid}}]->() DELETE t")


@cache
def delete_unspoken(label: Node) -> Statement:
    """Nodes that nothing ties and no record describes; what is derived was brought up to date before."""
    return _built("delete unspoken", f"MATCH (n:{label}) WHERE NOT (n)--() DELETE n RETURN count(*) AS gone")


@cache
def delete_if_unspoken(label: Node) -> Statement:
    """Those of $uids that no record describes and to which none ties anything."""
    return _built(
        "delete if unspoken",
        f"""
        UNWIND $uids AS uid
        MATCH (n:{label} {{uid: uid}})
        WHERE NOT EXISTS {{ (n)-[:{STATED}]-() }}
        DETACH DELETE n
        """,
    )


@cache
def mark_dirty(label: Node) -> Statement:
    """Ties derived from these nodes must be computed again (graph.store.derive)."""
    return _built("mark dirty", f"UNWIND $uids AS uid MATCH (n:{label} {{uid: uid}}) SET n:Dirty")


@cache
def mistyped_nodes(label: Node) -> Statement:
    """Nodes without a uid, or with a value of another type than the model says (graph.store.audit)."""
    return _built(
        "mistyped nodes",
        f"""
        MATCH (x:{label})
        WHERE NOT x.uid IS :: STRING NOT NULL
           OR any(name IN $texts WHERE NOT x[name] IS :: STRING)
           OR any(name IN $wholes WHERE NOT x[name] IS :: INTEGER)
           OR any(name IN $numbers WHERE NOT x[name] IS :: FLOAT)
           OR any(name IN $lists WHERE NOT x[name] IS :: LIST<STRING NOT NULL>)
        RETURN coalesce(x.uid, 'without uid') AS uid LIMIT $most
        """,
    )


@cache
def mistyped_ties(tie: Tie) -> Statement:
    """Ties that do not name their records, or with a value of another type than the model says."""
    return _built(
        "mistyped ties",
        f"""
        MATCH ()-[x:{tie}]->()
        WHERE x.uid IS NULL OR x.records IS NULL OR size(x.records) = 0
           OR size(x.records) <> size(coalesce(x.claims, ['what is shown']))
           OR any(name IN $texts WHERE NOT x[name] IS :: STRING)
           OR any(name IN $wholes WHERE NOT x[name] IS :: INTEGER)
           OR any(name IN $numbers WHERE NOT x[name] IS :: FLOAT)
           OR any(name IN $lists WHERE NOT x[name] IS :: LIST<STRING NOT NULL>)
        RETURN coalesce(x.uid, 'without uid') AS uid LIMIT $most
        """,
    )


@cache
def unlisted_nodes(label: Node) -> Statement:
    """Nodes with a word that is none of those that the model lists for a property."""
    return _built("unlisted nodes", f"MATCH (x:{label}) {_UNLISTED}")


@cache
def unlisted_ties(tie: Tie) -> Statement:
    """Ties with a word that is none of those that the model lists for a property."""
    return _built("unlisted ties", f"MATCH ()-[x:{tie}]->() {_UNLISTED}")


_UNLISTED = """
    WHERE any(name IN keys($words) WHERE NOT x[name] IN $words[name])
    RETURN coalesce(x.uid, 'without uid') AS uid LIMIT $most
"""


@cache
def mislabelled(kind: Kind) -> Statement:
    """Nodes with the label of a kind that they are not."""
    return _built(
        "mislabelled",
        f"""
        MATCH (x:{kind.facts.label})
        WHERE NOT x:Organisation OR x.kind IS NULL OR x.kind <> $kind
        RETURN coalesce(x.uid, 'without uid') AS uid LIMIT $most
        """,
    )


def _built(name: str, text: str) -> Statement:
    return Statement(name, text)
