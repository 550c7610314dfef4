"""A network map as a picture for a report: marks, ties, a path, and the names that find room."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.vocabulary import Kind
from viz import encoding, wording
from viz.joining import joined
from viz.languages import speaking
from viz.layout import FloatArray
from viz.map_words import said
from viz.model import MapNode, NetworkMap
from viz.pictures import inks, legend
from viz.pictures.legend import Entry
from viz.pictures.letters import fitting
from viz.pictures.marks import outline
from viz.pictures.naming import names_with_room
from viz.pictures.picture import Ink, Line, Mark, Picture, Shape, Spot
from viz.pictures.sheet import HEIGHT, MARGIN, WIDTH, framed

_SMALLEST, _NAMED, _KINDS = 2.0, 45, 8
_LONGEST_NAME = 150.0


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where each mark stands in the picture, and how large it is there."""

    spots: Mapping[str, Spot]
    sizes: Mapping[str, float]
    scale: float


def picture_of_network(network: NetworkMap, places: FloatArray) -> Picture:
    """The map with its title, legend, notes and snapshot; `places` (n, 2) are those of its nodes."""
    key = "snapshot" if network.snapshot else "snapshot unstated"
    snapshot = said(key, network.language, id=network.snapshot)
    with speaking(network.language):
        entries = list(_entries(network))
    marks = _drawn(network, _placed(network, places))
    return framed(title=network.title, marks=marks, entries=entries, notes=[snapshot, *network.notes])


def _drawn(network: NetworkMap, placed: _Placed) -> list[Mark]:
    slots = encoding.colour_slots(network.nodes)
    marks: list[Mark] = [*_ties(network, placed), *_path(network, placed)]
    # Small marks lie on large ones, so that none is hidden.
    for node in sorted(network.nodes, key=lambda node: (-node.strength, node.uid)):
        slot = 0 if node.cluster is None else slots.get(node.cluster, 0)
        rings = outline(encoding.shape(node.kind), placed.spots[node.uid], placed.sizes[node.uid])
        marks.append(Shape(rings, inks.slot_ink(slot)))
    return [*marks, *_names(network, placed)]


def _placed(network: NetworkMap, places: FloatArray) -> _Placed:
    if not network.nodes:
        return _Placed({}, {}, 1.0)
    low, high = places.min(axis=0), places.max(axis=0)
    span = [max(float(part), 1.0) for part in high - low]
    scale = min((WIDTH - 2 * MARGIN) / span[0], (HEIGHT - 2 * MARGIN) / span[1], 2.0)
    corner = (WIDTH / 2, HEIGHT / 2) - (low + high) / 2 * scale
    most = max(node.strength for node in network.nodes)
    uids = [node.uid for node in network.nodes]
    spots = {uid: (float(x), float(y)) for uid, (x, y) in zip(uids, places * scale + corner, strict=True)}
    sizes = {node.uid: max(encoding.radius(node.strength, most) * scale, _SMALLEST) for node in network.nodes}
    return _Placed(spots, sizes, scale)


def _ties(network: NetworkMap, placed: _Placed) -> Iterator[Mark]:
    ties = joined(network.ties)
    most = max((tie.weight for tie in ties), default=0.0)
    for tie in ties:
        width = max(encoding.width(tie.weight, most) * placed.scale, 0.4)
        yield Line((placed.spots[tie.a], placed.spots[tie.b]), Ink(stroke=inks.TIE, width=min(width, 6.0)))


def _path(network: NetworkMap, placed: _Placed) -> Iterator[Mark]:
    for a, b in pairwise(network.highlight):
        yield Line((placed.spots[a], placed.spots[b]), inks.PATH)


def _names(network: NetworkMap, placed: _Placed) -> list[Mark]:
    """Those of the path and the centre first, then of the strongest."""
    first = {*network.highlight, network.centre}
    order = sorted(network.nodes, key=lambda node: (node.uid not in first, -node.strength, node.uid))
    wanted = [
        (fitting(node.name, inks.NAME, _LONGEST_NAME), (x, y + placed.sizes[node.uid]))
        for node in order
        if node.name
        for x, y in [placed.spots[node.uid]]
    ]
    return names_with_room(wanted, most=_NAMED)


def _entries(network: NetworkMap) -> Iterator[Entry]:
    """Colours of clusters and shapes of kinds, as far as they occur."""
    slots = encoding.colour_slots(network.nodes)
    if slots:
        yield Entry(None, said("colour is cluster", network.language))
    for cluster, slot in slots.items():
        name = network.clusters.get(cluster) or said("cluster number", network.language, number=str(cluster))
        yield Entry(legend.boxed(inks.slot_ink(slot)), fitting(name, legend.SIZE, _LONGEST_NAME))
    yield Entry(None, said("shape is kind", network.language))
    for kind in _kinds(network.nodes):
        rings = outline(encoding.shape(kind), (legend.SWATCH[0] / 2, legend.SWATCH[1] / 2), 5.5)
        yield Entry((Shape(rings, inks.slot_ink(0)),), wording.kind(kind))
    if network.ties:
        yield Entry(legend.lined(Ink(stroke=inks.TIE, width=3)), said("line is weight", network.language))
    if network.highlight:
        yield Entry(legend.lined(inks.PATH), said("path of introductions", network.language))


def _kinds(nodes: Sequence[MapNode]) -> list[Kind | None]:
    counts: dict[Kind | None, int] = {}
    for node in nodes:
        counts[node.kind] = counts.get(node.kind, 0) + 1
    return sorted(counts, key=lambda kind: (-counts[kind], kind or ""))[:_KINDS]
