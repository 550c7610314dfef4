"""Writes the nodes that records speak of, and what is shown of each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.properties import Value
from graph.records import NodeRef, Record, parsed
from graph.shown import extended_values, shown_values
from graph.store import statements
from graph.store.session import Transaction
from graph.vocabulary import Kind, Node

Claims = Mapping[str, Sequence[Mapping[str, Value]]]


@dataclass(slots=True)
class WrittenNodes:
    """Nodes created, known nodes of which something is said, and those whose claims must be counted anew."""

    created: set[NodeRef] = field(default_factory=set)
    known: set[NodeRef] = field(default_factory=set)
    recounted: set[NodeRef] = field(default_factory=set)


def forget_descriptions(tx: Transaction, records: Sequence[str]) -> set[NodeRef]:
    """Takes back what records say of nodes; returns the nodes."""
    if not records:
        return set()
    labels = [str(label) for label in Node]
    rows = tx.run(statements.FORGET_DESCRIPTIONS, uids=records, labels=labels)
    return {NodeRef(Node(row["label"]), row["uid"]) for row in rows}


def write_nodes(tx: Transaction, records: Iterable[Record], forgotten: Iterable[NodeRef]) -> WrittenNodes:
    """Creates nodes that are not there yet, and shows what is new of those that are.

    Where it takes a count of all claims, the node is only named: `show_values` counts when they are written.
    """
    claims: dict[Node, dict[str, list[Mapping[str, Value]]]] = defaultdict(lambda: defaultdict(list))
    for record in records:
        for claim in record.nodes:
            claims[claim.label][claim.uid].append(claim.values)
    written = WrittenNodes(recounted=set(forgotten))
    for label in sorted(claims):
        uids = sorted(claims[label])
        rows = tx.collected(statements.known_nodes(label), uids=uids)
        shown = {row["uid"]: _values(row) for row in rows}
        _create(tx, label, [uid for uid in uids if uid not in shown], claims[label], written)
        _extend(tx, label, shown, claims[label], written)
    return written


def _create(tx: Transaction, label: Node, uids: Sequence[str], claims: Claims, written: WrittenNodes) -> None:
    written.created.update(NodeRef(label, uid) for uid in uids)
    rows = [_node_row(uid, _first_shown(claims[uid])) for uid in uids]
    for kind, new in _by_kind(rows).items():
        tx.run(statements.create_nodes(label, kind), rows=new)


def _first_shown(claims: Sequence[Mapping[str, Value]]) -> Mapping[str, Value]:
    """Most new things are spoken of once, or by many in the same words."""
    extended = extended_values({}, claims)
    return extended if extended is not None else shown_values(claims)


def _extend(
    tx: Transaction,
    label: Node,
    shown: Mapping[str, Mapping[str, Value]],
    claims: Claims,
    written: WrittenNodes,
) -> None:
    rows = []
    for uid, values in shown.items():
        if not any(claims[uid]):
            continue
        ref = NodeRef(label, uid)
        written.known.add(ref)
        extended = extended_values(values, claims[uid])
        if extended is None:
            written.recounted.add(ref)
        elif extended != values and ref not in written.recounted:
            rows.append(_node_row(uid, extended))
    _show(tx, label, rows)


def show_values(tx: Transaction, nodes: Iterable[NodeRef]) -> None:
    """Counts all claims on each node and shows what comes out."""
    for label, uids in _by_label(nodes).items():
        rows = tx.collected(statements.descriptions(label), uids=uids)
        _show(tx, label, [_node_row(row["uid"], shown_values(map(parsed, row["claims"]))) for row in rows])


def _show(tx: Transaction, label: Node, rows: Iterable[dict[str, Any]]) -> None:
    for kind, changed in _by_kind(rows).items():
        tx.run(statements.show_values(label, kind), rows=changed)


def delete_unspoken(tx: Transaction, nodes: Iterable[NodeRef]) -> None:
    """Deletes those of the nodes of which no record speaks any more, with the ties derived for them."""
    for label, uids in _by_label(nodes).items():
        tx.run(statements.delete_if_unspoken(label), uids=uids)


def write_descriptions(tx: Transaction, records: Iterable[Record]) -> None:
    """What each record says of each node, beside the record."""
    rows: dict[Node, list[tuple[str, str, str]]] = defaultdict(list)
    for record in records:
        for label, row in record.form.described:
            rows[label].append(row)
    for label in sorted(rows):
        # A record may say the same of a node twice; the tie between them is one.
        tx.run(statements.write_descriptions(label), rows=list(dict.fromkeys(rows[label])))


def _values(shown: Mapping[str, Any]) -> dict[str, Value]:
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in shown.items()
        if name != "uid"
    }


def _node_row(uid: str, values: Mapping[str, Value]) -> dict[str, Any]:
    return {"uid": uid} | {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}


def _by_label(nodes: Iterable[NodeRef]) -> dict[Node, list[str]]:
    grouped: dict[Node, list[str]] = defaultdict(list)
    for node in nodes:
        grouped[node.label].append(node.uid)
    return {label: sorted(grouped[label]) for label in sorted(grouped)}


def _by_kind(rows: Iterable[dict[str, Any]]) -> dict[Kind | None, list[dict[str, Any]]]:
    grouped: dict[Kind | None, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[Kind(row["kind"]) if row.get("kind") else None].append(row)
    return grouped
