"""One organisation as users meet it: under any of its ids, with all that are the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import NotFound
from graph.resolution.judgements import Decision, Judgement, in_force
from graph.store import judgements
from graph.store.session import Store, Transaction
from graph.store.statement import Statement

CLUSTER = Statement(
    "organisations that are one",
    """
    MATCH (asked:Organisation {uid: $uid})
    OPTIONAL MATCH (asked)-[:SAME_AS]->(other:Organisation)
    WITH coalesce(other, asked) AS c
    RETURN c.uid AS uid,
           COLLECT { MATCH (m:Organisation)-[:SAME_AS]->(c) RETURN m.uid ORDER BY m.uid } AS others
    """,
)
GROUNDS = Statement(
    "why organisations are one",
    """
    UNWIND $uids AS uid
    MATCH (:Organisation {uid: uid})-[t:SAME_AS]->()
    UNWIND t.judgements AS judgement
    WITH DISTINCT judgement
    MATCH (j:Judgement {uid: judgement})
    RETURN properties(j) AS judgement ORDER BY j.number
    """,
)
NEIGHBOURS = Statement(
    "shared neighbours",
    """
    MATCH (:Organisation {uid: $a})-[:PARTICIPATES_IN]->(p:Project)<-[:PARTICIPATES_IN]-(o:Organisation)
    WHERE o.uid <> $a AND o.uid <> $b
    WITH DISTINCT o
    WHERE EXISTS {
        (o)-[:PARTICIPATES_IN]->(:Project)<-[:PARTICIPATES_IN]-(:Organisation {uid: $b})
    }
    RETURN o.uid AS uid, o.name AS name, o.country AS country ORDER BY uid LIMIT $limit
    """,
)
JOINT = Statement(
    "projects of both",
    """
    MATCH (a:Organisation {uid: $a})-[:PARTICIPATES_IN]->(p:Project)
    WHERE EXISTS { (p)<-[:PARTICIPATES_IN]-(:Organisation {uid: $b}) }
    RETURN DISTINCT p.uid AS uid, coalesce(p.acronym, p.title, p.code) AS name ORDER BY uid LIMIT $limit
    """,
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The organisation that stands for all `members` (itself among them, sorted)."""

    uid: str
    members: tuple[str, ...]

    @property
    def several(self) -> bool:
        return len(self.members) > 1


def cluster_of(tx: Transaction, uid: str) -> Cluster:
    """Who stands for an organisation, and for whom else; raises NotFound."""
    found = tx.run(CLUSTER, uid=uid)
    if not found:
        raise NotFound(f"There is no organisation {uid!r}.")
    own: str = found[0]["uid"]
    return Cluster(own, tuple(sorted((own, *found[0]["others"]))))


def standing_for(store: Store, uid: str) -> str:
    """The uid under which an organisation is shown; raises NotFound."""
    return store.read(lambda tx: cluster_of(tx, uid)).uid


def grounds(tx: Transaction, cluster: Cluster) -> list[dict[str, Any]]:
    """The judgements by which the members are one."""
    rows = tx.run(GROUNDS, uids=list(cluster.members)) if cluster.several else []
    return [judgements.as_shown(row["judgement"]) for row in rows]


def parted_from(tx: Transaction, uid: str, cluster: Cluster) -> list[str]:
    """Organisations (as shown now) with which one once was one by a judgement, and no longer is."""
    log = judgements.of_organisation(tx, uid)
    counting = in_force(log)
    once = {_other(judgement, uid) for judgement in log if judgement.decision is Decision.POSITIVE}
    still = {
        _other(judgement, uid) for judgement in counting.values() if judgement.decision is Decision.POSITIVE
    }
    shown = {row["uid"] for other in sorted(once - still) for row in tx.run(CLUSTER, uid=other)}
    return sorted(shown - {cluster.uid})


def _other(judgement: Judgement, uid: str) -> str:
    return judgement.b if judgement.a == uid else judgement.a


def surroundings(tx: Transaction, a: str, b: str, limit: int) -> dict[str, Sequence[dict[str, Any]]]:
    """Organisations that took part in projects with both, and projects of both."""
    return {
        "neighbours": tx.run(NEIGHBOURS, a=a, b=b, limit=limit),
        "projects": tx.run(JOINT, a=a, b=b, limit=limit),
    }
