"""Colours of pictures: those of the page in daylight, mixed with the ground instead of see-through."""

from viz.pictures.picture import Ink

GROUND, TEXT, QUIET, HALO = "#ffffff", "#1c1f24", "#5a606b", "#ffffff"
_FILL, _EDGE, _GREY, _MISSING = "#0072b2", "#00568a", "#8d929b", "#a04600"
_STEPS = (0.25, 0.42, 0.6, 0.8, 1.0)


# Size of a name in pixels.
NAME = 9.5


def mixed(colour: str, part: float) -> str:
    """A colour with so much of it on the ground."""
    both = (int(one[at : at + 2], 16) for at in (1, 3, 5) for one in (colour, GROUND))
    parts = list(both)
    mix = (round(a * part + b * (1 - part)) for a, b in zip(parts[::2], parts[1::2], strict=True))
    return "#" + "".join(f"{one:02x}" for one in mix)


OUTLINE = Ink(fill=mixed(_GREY, 0.14), stroke=mixed(_GREY, 0.7), width=0.7)
LINE = Ink(stroke=mixed(_GREY, 0.45), width=0.6)
GAP = Ink(stroke=_MISSING, width=1.5)
MISSING = Ink(stroke=_MISSING, width=1.6, dash=(6, 4))
ABSENT = Ink(fill=GROUND, stroke=_MISSING, width=1.2, dash=(4, 2.5))
EXCLUDED = Ink(fill=mixed(_GREY, 0.5), stroke=_GREY, width=0.8)
UNKNOWN = Ink(fill=mixed(_GREY, 0.12), stroke=_GREY, width=0.8, dash=(1, 2))


TIE = mixed(_GREY, 0.55)
PATH = Ink(stroke="#0b57a4", width=3.5)
# Fill and edge of a cluster's colour by its number, 0 for all smaller ones, as in viz/static/network_map.css.
_SLOTS = (
    ("#c3c6cc", "#747a85"), ("#0072b2", "#00568a"), ("#e69f00", "#946500"), ("#009e73", "#00704f"),
    ("#cc79a7", "#9c4776"), ("#56b4e9", "#21759f"), ("#d55e00", "#a04600"), ("#f0e442", "#7d7400"),
)  # fmt: skip


def slot_ink(slot: int) -> Ink:
    """The ink of the organisations of a cluster."""
    fill, edge = _SLOTS[slot]
    return Ink(fill=fill, stroke=edge, width=0.8)


def class_ink(number: int, classes: int) -> Ink:
    """The ink of a class from 0; fewer classes take the darker steps, as on the page."""
    return Ink(fill=mixed(_FILL, _STEPS[len(_STEPS) - classes + number]), stroke=_EDGE, width=0.8)


def tie_ink(width: float) -> Ink:
    """The ink of cooperation."""
    return Ink(stroke=mixed(QUIET, 0.55), width=width)
