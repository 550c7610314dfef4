"""How a network too large for one picture is cut to its strongest part, and how the picture says so."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from graph.errors import InvalidParameter
from viz.joining import joined
from viz.model import MapNode, MapTie, NetworkMap


def capped(network: NetworkMap, nodes: int, ties: int) -> NetworkMap:
    """The map cut to at most `nodes` organisations and `ties` ties; a note says what was left out.

    A highlighted path stays whole, even where it alone is longer than the limits.
    """
    if nodes < 1 or ties < 1:
        raise InvalidParameter("A map needs room for at least 1 organisation and 1 tie; raise its limits.")
    network = replace(network, ties=joined(network.ties))
    kept = strongest_nodes(network, limit=nodes)
    inside = _between(network.ties, kept)
    drawn = strongest_ties(inside, limit=ties, path=network.highlight)
    if len(kept) == len(network.nodes) and len(drawn) == len(network.ties):
        return network
    notes = (*network.notes, *_left_out(network, kept=kept, inside=inside, drawn=drawn))
    return replace(network, nodes=kept, ties=drawn, notes=notes)


def strongest_nodes(network: NetworkMap, limit: int) -> tuple[MapNode, ...]:
    """Organisations by strength, those of the path before all others; the map's own order is kept."""
    on_path = set(network.highlight)
    ranked = sorted(network.nodes, key=lambda node: (node.uid not in on_path, -node.strength, node.uid))
    kept = {node.uid for node in ranked[: max(limit, len(on_path))]}
    return tuple(node for node in network.nodes if node.uid in kept)


def strongest_ties(ties: tuple[MapTie, ...], limit: int, path: tuple[str, ...] = ()) -> tuple[MapTie, ...]:
    """The path's ties, then the strongest tie of each organisation, then the strongest of all.

    Without the second step the members of large projects, whose ties are all weak, would stand alone.
    """
    if len(ties) <= limit:
        return ties
    steps = {tuple(sorted(step)) for step in pairwise(path)}
    order = sorted(ties, key=lambda tie: (-tie.weight, tie.pair))
    best = _first_of_each_end(order)
    order.sort(key=lambda tie: (tie.pair not in steps, tie.pair not in best))
    kept = {tie.pair for tie in order[: max(limit, len(steps))]}
    return tuple(tie for tie in ties if tie.pair in kept)


def _between(ties: Iterable[MapTie], nodes: Iterable[MapNode]) -> tuple[MapTie, ...]:
    uids = {node.uid for node in nodes}
    return tuple(tie for tie in ties if tie.a in uids and tie.b in uids)


def _first_of_each_end(ordered: Iterable[MapTie]) -> set[tuple[str, str]]:
    best: dict[str, tuple[str, str]] = {}
    for tie in ordered:
        best.setdefault(tie.a, tie.pair)
        best.setdefault(tie.b, tie.pair)
    return set(best.values())


def _left_out(
    network: NetworkMap, kept: tuple[MapNode, ...], inside: tuple[MapTie, ...], drawn: tuple[MapTie, ...]
) -> Iterable[str]:
    if len(kept) < len(network.nodes):
        least = min(node.strength for node in kept)
        yield (
            f"Shown: the {len(kept):,} strongest of {len(network.nodes):,} organisations "
            f"(strength {least:.3g} or more). Left out: {len(network.nodes) - len(kept):,} organisations "
            f"and the {len(network.ties) - len(inside):,} ties that lead to them."
        )
    if len(drawn) < len(inside):
        yield (
            f"Shown: {len(drawn):,} of the {len(inside):,} ties between these organisations: the strongest "
            f"tie of each, then the strongest of all. Left out: {len(inside) - len(drawn):,} weaker ties."
        )
    yield (
        "To see more, narrow the map (one country, one cluster, one organisation and its partners), or raise "
        "SOCIALCLUSTER_MAP_NODES and SOCIALCLUSTER_MAP_TIES; a larger map takes longer to draw."
    )
