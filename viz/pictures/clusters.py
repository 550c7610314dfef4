"""A whole network as a picture: each cluster one circle with its name and size, as the page opens it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from viz import encoding
from viz.drawing import radii
from viz.languages import gettext, speaking
from viz.layout import FloatArray, IntArray
from viz.map_words import said
from viz.model import NetworkMap
from viz.pictures import inks, legend
from viz.pictures.legend import Entry
from viz.pictures.letters import fitting
from viz.pictures.marks import outline
from viz.pictures.naming import names_with_room
from viz.pictures.picture import Ink, Line, Mark, Picture, Shape, Spot
from viz.pictures.sheet import HEIGHT, MARGIN, WIDTH, framed

_LEAST, _SMALLEST, _LINES = 6.0, 1.5, 500
# A name over circles smaller than this would seem to be that of several.
_NAMED, _NAMED_FROM = 40, 5.0
_LONGEST_NAME, _LONGEST_ENTRY = 150.0, 320.0


@dataclass(frozen=True, slots=True)
class _Circle:
    """A cluster where it stands in the picture."""

    cluster: int
    size: int
    slot: int
    spot: Spot
    radius: float


def picture_of_clusters(network: NetworkMap, places: FloatArray) -> Picture:
    """The clusters of a map with its title, legend, notes and snapshot; `places` (n, 2) are of its nodes."""
    with speaking(network.language):
        circles = _circles(network, places)
        marks = [*_ties(network, circles), *_shapes(circles), *_names(network, circles)]
        key = "snapshot" if network.snapshot else "snapshot unstated"
        notes = [
            gettext("Each circle is a cluster; the number beside its name is how many organisations it has."),
            said(key, network.language, id=network.snapshot),
            *network.notes,
        ]
        entries = list(_entries(network, circles))
    return framed(title=network.title, marks=marks, entries=entries, notes=notes)


def _circles(network: NetworkMap, places: FloatArray) -> list[_Circle]:
    """The largest first, fitted into the frame."""
    rows = [row for row, node in enumerate(network.nodes) if node.cluster is not None]
    if not rows:
        return []
    own = np.array([network.nodes[row].cluster for row in rows], dtype=np.int64)
    numbers, group, counts = np.unique(own, return_inverse=True, return_counts=True)
    centres, reach = _enclosed(places[rows], radii(network)[rows], group, len(numbers))
    low, high = (centres - reach[:, None]).min(axis=0), (centres + reach[:, None]).max(axis=0)
    scale = float(min((WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN) / np.maximum(high - low, 1.0)))
    spots = ((centres - (low + high) / 2) * scale + (WIDTH / 2, HEIGHT / 2)).tolist()
    drawn = np.maximum(reach * scale, _SMALLEST).tolist()
    slots = encoding.colour_slots(network.nodes)
    made = [
        _Circle(number, count, slots.get(number, 0), (x, y), radius)
        for number, count, (x, y), radius in zip(numbers.tolist(), counts.tolist(), spots, drawn, strict=True)
    ]
    return sorted(made, key=lambda one: (-one.size, one.cluster))


def _enclosed(
    places: FloatArray, sizes: FloatArray, group: IntArray, groups: int
) -> tuple[FloatArray, FloatArray]:
    """Middle (g, 2) and half the mean width and height (g,) of the box around the marks of each group."""
    low, high = np.full((groups, 2), np.inf), np.full((groups, 2), -np.inf)
    np.minimum.at(low, group, places - sizes[:, None])
    np.maximum.at(high, group, places + sizes[:, None])
    return (low + high) / 2, np.maximum((high - low).sum(axis=1) / 4, _LEAST)


def _ties(network: NetworkMap, circles: list[_Circle]) -> Iterator[Mark]:
    """The strongest pairs of clusters, the weaker below."""
    spots = {one.cluster: one.spot for one in circles}
    strongest = sorted(_between(network).items(), key=lambda one: (-one[1], one[0]))[:_LINES]
    most = max((weight for _, weight in strongest), default=0.0)
    for (a, b), weight in reversed(strongest):
        width = encoding.width(weight, most) / 2
        yield Line((spots[a], spots[b]), Ink(stroke=inks.TIE, width=width))


def _between(network: NetworkMap) -> dict[tuple[int, int], float]:
    """Summed weight of the ties between two clusters."""
    cluster: Mapping[str, int | None] = {node.uid: node.cluster for node in network.nodes}
    sums: dict[tuple[int, int], float] = {}
    for tie in network.ties:
        a, b = cluster[tie.a], cluster[tie.b]
        if a is not None and b is not None and a != b:
            pair = (min(a, b), max(a, b))
            sums[pair] = sums.get(pair, 0.0) + tie.weight
    return sums


def _shapes(circles: list[_Circle]) -> Iterator[Mark]:
    for one in circles:
        yield Shape(outline("dot", one.spot, one.radius), inks.slot_ink(one.slot))


def _names(network: NetworkMap, circles: list[_Circle]) -> list[Mark]:
    wanted = [
        (f"{fitting(_called(network, one.cluster), inks.NAME, _LONGEST_NAME)} · {one.size}", _below(one))
        for one in circles
        if one.radius >= _NAMED_FROM
    ]
    return names_with_room(wanted, most=_NAMED)


def _below(one: _Circle) -> Spot:
    """In a large circle the name stands across its middle, else below it."""
    x, y = one.spot
    return (x, y - inks.NAME) if one.radius > inks.NAME else (x, y + one.radius)


def _called(network: NetworkMap, cluster: int) -> str:
    return network.clusters.get(cluster) or said("cluster number", network.language, number=str(cluster))


def _entries(network: NetworkMap, circles: list[_Circle]) -> Iterator[Entry]:
    coloured = [one for one in circles if one.slot]
    if coloured:
        yield Entry(None, said("colour is cluster", network.language))
    for one in coloured:
        name = fitting(_called(network, one.cluster), legend.SIZE, _LONGEST_ENTRY)
        yield Entry(legend.boxed(inks.slot_ink(one.slot)), name)
    if smaller := len(circles) - len(coloured):
        yield Entry(legend.boxed(inks.slot_ink(0)), said("smaller clusters", network.language, count=smaller))
    if network.ties:
        yield Entry(legend.lined(Ink(stroke=inks.TIE, width=3)), said("line is weight", network.language))
