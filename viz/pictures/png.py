"""A picture as PNG, through resvg: no browser and no font of the machine is needed."""

from resvg_py import svg_to_bytes

from viz.pictures.letters import FAMILY, font_file
from viz.pictures.picture import Picture
from viz.pictures.svg import as_svg

# Pixels of the file for one of the picture, so that print is sharp.
SCALE = 2


def as_png(picture: Picture) -> bytes:
    """The same picture gives the same bytes on every machine."""
    return bytes(
        svg_to_bytes(
            svg_string=as_svg(picture),
            zoom=SCALE,
            skip_system_fonts=True,
            font_files=[str(font_file())],
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
    )
