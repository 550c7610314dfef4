"""Statements of the derived ties."""

from graph.store.statement import Statement

VERSION = Statement(
    "version",
    "MATCH (g:GraphVersion {uid: 'graph'}) RETURN g.version AS version, g.database AS database",
)
AFFECTED = Statement(
    "affected organisations",
    """
    MATCH (n:Dirty)
    CALL (n) {
        WITH n WHERE n:Organisation RETURN n.uid AS uid
        UNION
        MATCH (n)<-[:PARTICIPATES_IN]-(o:Organisation) RETURN o.uid AS uid
    }
    RETURN DISTINCT uid
    """,
)
PARTICIPATIONS = Statement(
    "number of participations of organisations",
    """
    UNWIND $uids AS uid
    MATCH (o:Organisation {uid: uid})
    RETURN uid, COUNT { (o)-[:PARTICIPATES_IN]->() }
    """,
)
PARTICIPANTS = Statement(
    "participants of the projects of organisations",
    """
    UNWIND $uids AS uid
    MATCH (:Organisation {uid: uid})-[:PARTICIPATES_IN]->(p:Project)
    WITH DISTINCT p
    MATCH (p)<-[:PARTICIPATES_IN]-(o:Organisation)
    RETURN p.uid, p.start, p.end, collect(o.uid)
    """,
)
PARTNERSHIPS_OF = Statement(
    "partnerships of organisations",
    """
    UNWIND $uids AS uid
    MATCH (:Organisation {uid: uid})-[t:PARTNERS_WITH]->(o:Organisation)
    RETURN uid AS start, o.uid AS end, properties(t) AS values
    """,
)
# What follows the far end in CREATE_PARTNERSHIPS; null where it is not known. Rows are gathered by their
# start, which is then looked up once. A derived tie is known by its ends: an id of its own, and the index
# that keeps it unique, would take as long as the tie itself.
PARTNERSHIP_COLUMNS = ("weight", "projects", "first_year", "last_year")
CREATE_PARTNERSHIPS = Statement(
    "create partnerships",
    """
    UNWIND $rows AS own
    MATCH (a:Organisation {uid: own[0]})
    UNWIND own[1] AS row
    MATCH (b:Organisation {uid: row[0]})
    CREATE (a)-[:PARTNERS_WITH {weight: row[1], projects: row[2], first_year: row[3], last_year: row[4]}]->(b)
    """,
)
CHANGE_PARTNERSHIPS = Statement(
    "change partnerships",
    """
    UNWIND $rows AS row
    MATCH (:Organisation {uid: row.start})-[t:PARTNERS_WITH]->(:Organisation {uid: row.end})
    SET t = row.values
    """,
)
DELETE_PARTNERSHIPS = Statement(
    "delete partnerships",
    """
    UNWIND $rows AS row
    MATCH (:Organisation {uid: row.start})-[t:PARTNERS_WITH]->(:Organisation {uid: row.end})
    DELETE t
    """,
)
FUNDED_PROJECTS = Statement(
    "funded projects of organisations",
    """
    UNWIND $uids AS uid
    MATCH (:Organisation {uid: uid})-[t:PARTICIPATES_IN]->(p:Project)-[:FUNDED_BY]->(g:Programme)
    WHERE t.role IS NULL OR t.role <> 'associated'
    RETURN uid, g.uid, p.uid, t.contribution, t.currency
    """,
)
FUNDINGS_OF = Statement(
    "fundings of organisations",
    """
    UNWIND $uids AS uid
    MATCH (:Organisation {uid: uid})<-[t:FUNDS]-(g:Programme)
    RETURN g.uid AS start, uid AS end, properties(t) AS values
    """,
)
# As PARTNERSHIP_COLUMNS.
FUNDING_COLUMNS = ("projects", "amount", "currency")
CREATE_FUNDINGS = Statement(
    "create fundings",
    """
    UNWIND $rows AS own
    MATCH (g:Programme {uid: own[0]})
    UNWIND own[1] AS row
    MATCH (o:Organisation {uid: row[0]})
    CREATE (g)-[:FUNDS {projects: row[1], amount: row[2], currency: row[3]}]->(o)
    """,
)
CHANGE_FUNDINGS = Statement(
    "change fundings",
    """
    UNWIND $rows AS row
    MATCH (:Organisation {uid: row.end})<-[t:FUNDS]-(:Programme {uid: row.start})
    SET t = row.values
    """,
)
DELETE_FUNDINGS = Statement(
    "delete fundings",
    """
    UNWIND $rows AS row
    MATCH (:Organisation {uid: row.end})<-[t:FUNDS]-(:Programme {uid: row.start})
    DELETE t
    """,
)
CLEAR_MARKS = Statement("clear marks", "MATCH (n:Dirty) REMOVE n:Dirty RETURN count(n) AS cleared")
