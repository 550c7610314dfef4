"""Organisations in portions whose derived ties can be computed in bounded memory."""

from collections import Counter
from collections.abc import Iterator, Sequence

from graph.resolution.canonical import SameAs
from graph.store import derive_statements as statements
from graph.store.session import Store

COUNTED_AT_ONCE = 10_000
PARTICIPATIONS_AT_ONCE = 20_000


def portions(store: Store, affected: Sequence[str], same_as: SameAs) -> Iterator[Sequence[str]]:
    """Consecutive organisations that have not too many participations together, one at least.

    What a portion takes grows with its projects, and few organisations have most of them.
    """
    for begin in range(0, len(affected), COUNTED_AT_ONCE):
        uids = affected[begin : begin + COUNTED_AT_ONCE]
        members = same_as.members_of(uids)
        rows = store.read(lambda tx: tx.values(statements.PARTICIPATIONS, uids=members))  # noqa: B023 - read before the next turn
        counts = Counter[str]()
        for member, participations in rows:
            counts[same_as.of(member)] += participations
        first, many = 0, 0
        for last, uid in enumerate(uids):
            many += counts[uid]
            if many > PARTICIPATIONS_AT_ONCE and last > first:
                yield uids[first:last]
                first, many = last, counts[uid]
        yield uids[first:]
