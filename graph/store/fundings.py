"""Which FUNDS ties organisations should have, from the funded projects in which they take part."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from graph.resolution.canonical import SameAs
from graph.store import derive_statements as statements
from graph.store.portions import portions
from graph.store.session import Store

_Share = tuple[str | None, str | None]
# What an organisation gets of a programme in each project.
_Shares = defaultdict[str, defaultdict[str, dict[str, _Share]]]
# Of a share on which two sources disagree: neither absent, which a third could fill, nor an amount.
DISPUTED: _Share = ("", None)


def funding_rows(
    store: Store, affected: Sequence[str], same_as: SameAs
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """For each affected organisation, one row per programme that funds a project of its."""
    for uids in portions(store, affected, same_as):
        shares = _shares(store, uids, same_as)
        for organisation in uids:
            funded = shares[organisation]
            yield organisation, [_row(p, organisation, funded[p].values()) for p in sorted(funded)]


def _shares(store: Store, uids: Sequence[str], same_as: SameAs) -> _Shares:
    members = same_as.members_of(uids)
    rows = store.read(lambda tx: tx.values(statements.FUNDED_PROJECTS, uids=members), timeout=600)
    shares: _Shares = defaultdict(lambda: defaultdict(dict))
    for member, programme, project, contribution, currency in rows:
        own = shares[same_as.of(member)][programme]
        share = (contribution, currency)
        own[project] = _same_share(own[project], share) if project in own else share
    return shares


def _same_share(one: _Share, other: _Share) -> _Share:
    """What two sources say of one share: where they disagree, which of them is right is not known."""
    if one[0] is None or one == other:
        return other
    return one if other[0] is None else DISPUTED


def _row(programme: str, organisation: str, shares: Iterable[_Share]) -> dict[str, Any]:
    """The amount is a sum only where every share is stated in one currency: a part is not the whole."""
    stated = list(shares)
    values: dict[str, Any] = {"projects": len(stated)}
    currencies = {currency for _, currency in stated}
    amounts = [Decimal(amount) for amount, currency in stated if amount is not None and currency]
    if len(currencies) == 1 and len(amounts) == len(stated):
        values |= {"amount": str(sum(amounts)), "currency": currencies.pop()}
    return {"start": programme, "end": organisation, "values": values}
