"""A picture as SVG: no script, no style, no other file; it may stand in a page under a strict policy."""

from collections.abc import Iterable
from html import escape

from viz.pictures.letters import FAMILY
from viz.pictures.picture import Frame, Ink, Label, Line, Mark, Picture, Shape, Spot

_NAMESPACE = "http://www.w3.org/2000/svg"


def as_svg(picture: Picture) -> str:
    """The same picture gives the same text; it can stand alone or inside a page."""
    width, height = _figure(picture.width), _figure(picture.height)
    return "".join(
        (
            f'<svg xmlns="{_NAMESPACE}" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
            f'role="img" font-family="{FAMILY}, system-ui, sans-serif">',
            f"<title>{_text(picture.title)}</title>",
            f'<rect width="{width}" height="{height}" fill="{picture.ground}"/>',
            _frame(picture.frame),
            *map(_mark, picture.marks),
            "</svg>",
        )
    )


def _frame(frame: Frame) -> str:
    """A viewport of its own cuts off what reaches over its edges."""
    left, top, width, height = map(_figure, (frame.left, frame.top, frame.width, frame.height))
    place = f'x="{left}" y="{top}" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg {place} overflow="hidden">{"".join(map(_mark, frame.marks))}</svg>'


def _mark(mark: Mark) -> str:
    match mark:
        case Shape():
            path = "".join(f"{_path(ring)}Z" for ring in mark.rings)
            return f'<path d="{path}" fill-rule="evenodd"{_ink(mark.ink)}/>'
        case Line():
            return f'<path d="{_path(mark.spots)}"{_ink(mark.ink)}/>'
        case Label():
            return _label(mark)


def _label(label: Label) -> str:
    x, y = map(_figure, label.at)
    halo = ""
    if label.halo:
        halo = f' stroke="{label.halo}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    place = f'x="{x}" y="{y}" font-size="{_figure(label.size)}" fill="{label.colour}"'
    return f"<text {place}{halo}>{_text(label.text)}</text>"


def _ink(ink: Ink) -> str:
    said = f' fill="{ink.fill or "none"}"'
    if ink.stroke:
        said += f' stroke="{ink.stroke}" stroke-width="{_figure(ink.width)}"'
    if ink.dash:
        said += f' stroke-dasharray="{" ".join(map(_figure, ink.dash))}"'
    return said


def _path(spots: Iterable[Spot]) -> str:
    """The first sign begins, each other draws to it."""
    return "M" + "L".join(f"{_figure(x)} {_figure(y)}" for x, y in spots)


def _figure(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    """Only what XML may hold."""
    return escape("".join(sign for sign in text if sign.isprintable()))
