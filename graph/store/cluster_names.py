"""Names that people gave to clusters, kept in the graph beside what sources say; no snapshot holds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.records import uid
from graph.store.session import Store, Transaction
from graph.store.statement import Statement

NAMES = Statement(
    "names of clusters",
    """
    MATCH (n:ClusterName)
    RETURN n.uid AS uid, n.name AS name, n.members AS members, n.given AS given
    ORDER BY given, uid
    """,
)
KEEP_NAME = Statement(
    "keep name",
    """
    MERGE (n:ClusterName {uid: $uid})
    SET n.name = $name, n.members = $members, n.given = $given
    """,
)
FORGET_NAMES = Statement("forget names", "UNWIND $uids AS uid MATCH (n:ClusterName {uid: uid}) DELETE n")


@dataclass(frozen=True, slots=True)
class ClusterName:
    """A name, the uids of the cluster's organisations at that time, sorted, and that time (ISO 8601)."""

    uid: str
    name: str
    members: tuple[str, ...]
    given: str


def given_names(store: Store) -> tuple[ClusterName, ...]:
    """All of them, earliest first."""
    return tuple(
        ClusterName(row["uid"], row["name"], tuple(row["members"]), row["given"]) for row in store.rows(NAMES)
    )


def new_name(name: str, members: Sequence[str]) -> ClusterName:
    """A name given now; the same members have the same uid, so a new name for them replaces the old."""
    ordered = tuple(sorted(members))
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    return ClusterName(uid("cname", *ordered), name, ordered, now)


def replace_names(store: Store, name: ClusterName | None, instead_of: Sequence[str]) -> None:
    """Keeps a name, if one is given, and forgets those of these uids, in one transaction."""

    def work(tx: Transaction) -> None:
        tx.run(FORGET_NAMES, uids=[uid for uid in instead_of if name is None or uid != name.uid])
        if name:
            tx.run(KEEP_NAME, uid=name.uid, name=name.name, members=list(name.members), given=name.given)

    store.write(work)
