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
    "participations of organisations",
    """
    UNWIND $uids AS uid
    MATCH (:Organisation {uid: uid})-[:PARTICIPATES_IN]->(p:Project)
    WITH DISTINCT p
    MATCH (p)<-[:PARTICIPATES_IN]-(o:Organisation)
    RETURN p.uid, o.uid, p.start, p.end
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
# What follows the two ends in a row of CREATE_PARTNERSHIPS; null where it is not known.
PARTNERSHIP_COLUMNS = ("uid", "weight", "projects", "first_year", "last_year")
CREATE_PARTNERSHIPS = Statement(
    "create partnerships",
    """
    UNWIND $rows AS row
    MATCH (a:Organisation {uid: row[0]})
    MATCH (b:Organisation {uid: row[1]})
    CREATE (a)-[:PARTNERS_WITH {
        uid: row[2], weight: row[3], projects: row[4], first_year: row[5], last_year: row[6]
    }]->(b)
    """,
)
CHANGE_PARTNERSHIPS = Statement(
    "change partnerships",
    "UNWIND $rows AS row MATCH ()-[t:PARTNERS_WITH {uid: row.values.uid}]->() SET t = row.values",
)
DELETE_PARTNERSHIPS = Statement(
    "delete partnerships",
    "UNWIND $rows AS row MATCH ()-[t:PARTNERS_WITH {uid: row.values.uid}]->() DELETE t",
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
# What follows the two ends in a row of CREATE_FUNDINGS; null where it is not known.
FUNDING_COLUMNS = ("uid", "projects", "amount", "currency")
CREATE_FUNDINGS = Statement(
    "create fundings",
    """
    UNWIND $rows AS row
    MATCH (g:Programme {uid: row[0]})
    MATCH (o:Organisation {uid: row[1]})
    CREATE (g)-[:FUNDS {uid: row[2], projects: row[3], amount: row[4], currency: row[5]}]->(o)
    """,
)
CHANGE_FUNDINGS = Statement(
    "change fundings", "UNWIND $rows AS row MATCH ()-[t:FUNDS {uid: row.values.uid}]->() SET t = row.values"
)
DELETE_FUNDINGS = Statement(
    "delete fundings", "UNWIND $rows AS row MATCH ()-[t:FUNDS {uid: row.values.uid}]->() DELETE t"
)
CLEAR_MARKS = Statement("clear marks", "MATCH (n:Dirty) REMOVE n:Dirty RETURN count(n) AS cleared")
