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
        counts = _participations(store, uids, same_as)
        first, many = 0, 0
        for last, uid in enumerate(uids):
            many += counts[uid]
            if many > PARTICIPATIONS_AT_ONCE and last > first:
                yield uids[first:last]
                first, many = last, counts[uid]
        yield uids[first:]


def _participations(store: Store, uids: Sequence[str], same_as: SameAs) -> Counter[str]:
    """How many each organisation has, with those of all for which it stands."""
    members = same_as.members_of(uids)
    counts = Counter[str]()
    for member, many in store.read(lambda tx: tx.values(statements.PARTICIPATIONS, uids=members)):
        counts[same_as.of(member)] += many
    return counts
