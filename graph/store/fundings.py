"""Which FUNDS ties organisations should have, from the funded projects in which they take part."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from graph.records import uid
from graph.store import derive_statements as statements
from graph.store.session import Store
from graph.vocabulary import Tie

ORGANISATIONS_AT_ONCE = 5_000


def funding_rows(store: Store, affected: Sequence[str]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """For each affected organisation, one row per programme that funds a project of its."""
    for begin in range(0, len(affected), ORGANISATIONS_AT_ONCE):
        uids = affected[begin : begin + ORGANISATIONS_AT_ONCE]
        rows = store.read(lambda tx: tx.values(statements.FUNDED_PROJECTS, uids=uids), timeout=600)  # noqa: B023 - read before the next turn
        shares: dict[str, dict[str, dict[str, tuple[Any, Any]]]] = defaultdict(lambda: defaultdict(dict))
        for organisation, programme, project, contribution, currency in rows:
            shares[organisation][programme][project] = (contribution, currency)
        for organisation in uids:
            own = shares.get(organisation, {})
            yield organisation, [_row(p, organisation, own[p].values()) for p in sorted(own)]


def _row(programme: str, organisation: str, shares: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """The amount is a sum only where every share is stated in one currency: a part is not the whole."""
    stated = list(shares)
    values: dict[str, Any] = {
        "uid": uid("tie", Tie.FUNDS, programme, organisation),
        "projects": len(stated),
    }
    currencies = {currency for _, currency in stated}
    if len(currencies) == 1 and None not in currencies and all(amount is not None for amount, _ in stated):
        values |= {"amount": str(sum(Decimal(amount) for amount, _ in stated)), "currency": currencies.pop()}
    return {"start": programme, "end": organisation, "values": values}
