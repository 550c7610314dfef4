"""Statements that read the whole graph, each as rows of lists whose order the comment tells.

Rows are collected by the portion into one: the driver takes every row off the wire by itself, which took
four times as long, and all of them at once would not fit the memory that one transaction may use.
"""

from graph.store.statement import Statement

_PORTIONS = """
    UNWIND range(0, size(every) - 1, $portion) AS at
    CALL (every, at) {
        UNWIND every[at..at + $portion] AS"""
_PORTIONS_OF_NODES = _PORTIONS + " n"
_PORTIONS_OF_TIES = _PORTIONS + " t"
_GATHERED = """
    }
    RETURN rows
"""

# `places` are the uids of its places.
ORGANISATION_COLUMNS = (
    "uid",
    "name",
    "kind",
    "sector",
    "country",
    "town",
    "longitude",
    "latitude",
    "website",
    "identifiers",
    "places",
)
ORGANISATIONS = Statement(
    "all organisations",
    """
    MATCH (n:Organisation) WITH collect(n) AS every
    """
    + _PORTIONS_OF_NODES
    + """
        RETURN collect([n.uid, n.name, n.kind, n.sector, n.country, n.town, n.longitude, n.latitude,
                        n.website, n.identifiers,
                        COLLECT { MATCH (n)-[:LOCATED_IN]->(p:Place) RETURN p.uid }]) AS rows
    """
    + _GATHERED,
)
# uid, code, acronym, title, start, end, status, budget, currency, budget_eur, uids of its programmes
PROJECTS = Statement(
    "all projects",
    """
    MATCH (n:Project) WITH collect(n) AS every
    """
    + _PORTIONS_OF_NODES
    + """
        RETURN collect([n.uid, n.code, n.acronym, n.title, n.start, n.end, n.status, n.budget, n.currency,
                        n.budget_eur, COLLECT { MATCH (n)-[:FUNDED_BY]->(g:Programme) RETURN g.uid }]) AS rows
    """
    + _GATHERED,
)
PARTICIPATION_COLUMNS = (
    "organisation",
    "project",
    "role",
    "contribution",
    "currency",
    "contribution_eur",
    "records",
)
PARTICIPATIONS = Statement(
    "all participations",
    """
    MATCH (n:Organisation) WITH collect(n) AS every
    """
    + _PORTIONS_OF_NODES
    + """
        MATCH (n)-[t:PARTICIPATES_IN]->(p:Project)
        RETURN collect([n.uid, p.uid, t.role, t.contribution, t.currency, t.contribution_eur, t.records])
               AS rows
    """
    + _GATHERED,
)
# uid, code, name, level, scheme, country, valid_from, valid_to, population, population_year, urbanisation,
# longitude, latitude, shape_set, uids of the places above
PLACES = Statement(
    "all places",
    """
    MATCH (n:Place) WITH collect(n) AS every
    """
    + _PORTIONS_OF_NODES
    + """
        RETURN collect([n.uid, n.code, n.name, n.level, n.scheme, n.country, n.valid_from, n.valid_to,
                        n.population, n.population_year, n.urbanisation, n.longitude, n.latitude, n.shape_set,
                        COLLECT { MATCH (n)-[:PART_OF]->(above:Place) RETURN above.uid }]) AS rows
    """
    + _GATHERED,
)
# uid, code, name, level, period, uids of the programmes above
PROGRAMMES = Statement(
    "all programmes",
    """
    MATCH (n:Programme) WITH collect(n) AS every
    """
    + _PORTIONS_OF_NODES
    + """
        RETURN collect([n.uid, n.code, n.name, n.level, n.period,
                        COLLECT { MATCH (n)-[:PART_OF]->(above:Programme) RETURN above.uid }]) AS rows
    """
    + _GATHERED,
)
# uid, name
THEMES = Statement("all themes", "MATCH (n:Theme) RETURN collect([n.uid, n.name]) AS rows")
# project, theme
ABOUT = Statement(
    "all subjects",
    """
    MATCH (n:Project) WITH collect(n) AS every
    """
    + _PORTIONS_OF_NODES
    + """
        MATCH (n)-[:ABOUT]->(t:Theme)
        RETURN collect([n.uid, t.uid]) AS rows
    """
    + _GATHERED,
)
# type, start, end, records: what is stated and stands whole in no table of its own. Derived ties are left
# out: they are computed from the participations.
TIES = Statement(
    "all other ties",
    """
    CALL () {
        MATCH ()-[t:FUNDED_BY|UNDER|LOCATED_IN|SUBORDINATE_TO|MEMBER_OF|COVERS|EXCLUDES|SUPPLIES|PATRON_OF
                    |MENTORS|COUNTED_IN|APPLIED_FOR|BECAME|BORDERS]->()
        RETURN t
        UNION ALL
        MATCH (:Group)-[t:PARTICIPATES_IN]->() RETURN t
        UNION ALL
        MATCH (:Organisation)-[t:PART_OF|ABOUT]->() RETURN t
    }
    WITH collect(t) AS every
    """
    + _PORTIONS_OF_TIES
    + """
        RETURN collect([type(t), startNode(t).uid, endNode(t).uid, t.records]) AS rows
    """
    + _GATHERED,
)
