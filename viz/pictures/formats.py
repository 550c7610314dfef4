"""The formats of a picture, each once."""

from collections.abc import Callable
from dataclasses import dataclass

from viz.pictures.pdf import as_pdf
from viz.pictures.picture import Picture
from viz.pictures.png import as_png
from viz.pictures.svg import as_svg


@dataclass(frozen=True, slots=True)
class Drawing:
    """How a picture is written, and as what it is sent."""

    write: Callable[[Picture], bytes]
    media_type: str


DRAWINGS = {
    "svg": Drawing(lambda picture: as_svg(picture).encode(), "image/svg+xml"),
    "png": Drawing(as_png, "image/png"),
    "pdf": Drawing(as_pdf, "application/pdf"),
}
