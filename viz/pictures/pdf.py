"""A picture on a page of a PDF, or as a PDF of its own."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import FILL_EVEN_ODD, Canvas

from viz.pictures.letters import FONT, known_letters
from viz.pictures.picture import Ink, Label, Line, Mark, Picture, Shape, Spot

# Points of a PDF for a pixel of a picture.
POINT = 0.75


def as_pdf(picture: Picture) -> bytes:
    """One page as large as the picture; no clock is in it."""
    known_letters()
    target = BytesIO()
    size = (picture.width * POINT, picture.height * POINT)
    canvas = Canvas(target, pagesize=size, invariant=1)
    canvas.setTitle(picture.title)
    draw(canvas, picture, POINT)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def draw(canvas: Canvas, picture: Picture, scale: float) -> None:
    """The picture with its lower left corner at the origin of the canvas."""
    known_letters()
    canvas.saveState()
    canvas.scale(scale, scale)
    canvas.setFillColor(HexColor(picture.ground))
    canvas.rect(0, 0, picture.width, picture.height, stroke=0, fill=1)
    frame, height = picture.frame, picture.height
    canvas.saveState()
    edge = canvas.beginPath()
    edge.rect(frame.left, height - frame.top - frame.height, frame.width, frame.height)
    canvas.clipPath(edge, stroke=0, fill=0)
    canvas.translate(frame.left, -frame.top)
    for mark in frame.marks:
        _mark(canvas, mark, height)
    canvas.restoreState()
    for mark in picture.marks:
        _mark(canvas, mark, height)
    canvas.restoreState()


def _mark(canvas: Canvas, mark: Mark, height: float) -> None:
    match mark:
        case Shape():
            _paths(canvas, mark.rings, mark.ink, height, closed=True)
        case Line():
            _paths(canvas, [mark.spots], mark.ink, height, closed=False)
        case Label():
            _label(canvas, mark, height)


def _paths(canvas: Canvas, paths: Sequence[Sequence[Spot]], ink: Ink, height: float, *, closed: bool) -> None:
    path = canvas.beginPath()
    for spots in paths:
        path.moveTo(spots[0][0], height - spots[0][1])
        for x, y in spots[1:]:
            path.lineTo(x, height - y)
        if closed:
            path.close()
    if ink.stroke:
        canvas.setStrokeColor(HexColor(ink.stroke))
        canvas.setLineWidth(ink.width)
        canvas.setDash(*([list(ink.dash)] if ink.dash else [[]]))
    if ink.fill:
        canvas.setFillColor(HexColor(ink.fill))
    canvas.drawPath(path, stroke=bool(ink.stroke), fill=bool(ink.fill), fillMode=FILL_EVEN_ODD)


def _label(canvas: Canvas, label: Label, height: float) -> None:
    """Letters that the font lacks are question marks; the halo is the same text drawn with a thick edge."""
    text = "".join(sign if ord(sign) in known_letters() else "?" for sign in label.text)
    for mode, colour in ((2, label.halo), (0, label.colour)):
        if colour is None:
            continue
        words = canvas.beginText(label.at[0], height - label.at[1])
        words.setFont(FONT, label.size)
        words.setTextRenderMode(mode)
        words.setFillColor(HexColor(colour))
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(2.5)
        canvas.setDash([])
        words.textOut(text)
        words.setTextRenderMode(0)
        canvas.drawText(words)
