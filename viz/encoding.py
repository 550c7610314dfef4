"""How facts become marks: shape for kind, colour for cluster, area for strength, width for weight."""

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from graph.vocabulary import Kind
from viz.model import MapNode, MapTie

# Seven hues that people with any colour vision tell apart (Okabe and Ito, without black); the stylesheet
# holds their values for light and for dark. An eighth would be mistaken for one of these.
COLOURS = 7

UNKNOWN_SHAPE = "ring"
SHAPES: Mapping[Kind, str] = {
    Kind.MUNICIPALITY: "square",
    Kind.REGION: "wide",
    Kind.PUBLIC_BODY: "shield",
    Kind.UNIVERSITY: "triangle",
    Kind.COLLEGE: "triangleDown",
    Kind.RESEARCH: "triangleRight",
    Kind.SCHOOL: "house",
    Kind.LIBRARY: "tall",
    Kind.CULTURE: "star",
    Kind.HEALTH: "cross",
    Kind.NGO: "dot",
    Kind.COMPANY: "diamond",
    Kind.CHAMBER: "hexagon",
}

_RADIUS = (5.0, 24.0)
_WIDTH = (1.0, 8.0)


def shape(kind: Kind | None) -> str:
    """The outline that stands for a kind; organisations of no stated kind are rings."""
    return UNKNOWN_SHAPE if kind is None else SHAPES[kind]


def colour_slots(nodes: Iterable[MapNode]) -> dict[int, int]:
    """Colour number (from 1) of each of the largest clusters; those left out share a neutral colour."""
    sizes = Counter(node.cluster for node in nodes if node.cluster is not None)
    ranked = sorted(sizes, key=lambda cluster: (-sizes[cluster], cluster))
    return {cluster: slot for slot, cluster in enumerate(ranked[:COLOURS], start=1) if sizes[cluster] > 1}


def radius(strength: float, most: float) -> float:
    """Radius whose area grows with strength; `most` is the largest strength on the map."""
    return _between(_RADIUS, strength, most)


def width(weight: float, most: float) -> float:
    """Line width that grows with the root of the weight, so that weak ties stay visible."""
    return _between(_WIDTH, weight, most)


def size_scale(nodes: Iterable[MapNode]) -> list[dict[str, float]]:
    """Three round strengths with their radii, for the legend."""
    most = max((node.strength for node in nodes), default=0.0)
    return [{"value": value, "size": radius(value, most)} for value in _round_values(most)]


def width_scale(ties: Iterable[MapTie]) -> list[dict[str, float]]:
    """Three round weights with their line widths, for the legend."""
    most = max((tie.weight for tie in ties), default=0.0)
    return [{"value": value, "size": width(value, most)} for value in _round_values(most)]


def _between(ends: tuple[float, float], value: float, most: float) -> float:
    share = float(np.sqrt(min(max(value, 0.0) / most, 1.0))) if most > 0 else 0.0
    return round(ends[0] + (ends[1] - ends[0]) * share, 2)


def _round_values(most: float) -> list[float]:
    """Up to three numbers of one figure at most `most`, the smallest about a fiftieth of the largest."""
    if most <= 0:
        return []
    targets = (most / 50, most / 6, most)
    return sorted({_rounded_down(target) for target in targets})


def _rounded_down(value: float) -> float:
    power = 10.0 ** np.floor(np.log10(value))
    figure = max(step for step in (1, 2, 5) if step * power <= value * (1 + 1e-9))
    return float(f"{figure * power:.3g}")
