"""The letters of pictures and of PDF: Noto Sans, from its installed package."""

from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

FONT, FAMILY = "NotoSans", "Noto Sans"
_FILE = ("files", "NotoSans[wdth,wght].ttf")


@cache
def known_letters() -> frozenset[int]:
    """Code points of the font, which is made known to the PDF library the first time."""
    file = files("fontpkg_noto_sans").joinpath(*_FILE)
    font = TTFont(FONT, BytesIO(file.read_bytes()))
    registerFont(font)
    return frozenset(font.face.charToGlyph)


def text_width(text: str, size: float) -> float:
    """How wide a text is at a size, in the unit of the size."""
    known_letters()
    return float(stringWidth(text, FONT, size))


def fitting(text: str, size: float, room: float) -> str:
    """As much of a text as there is room for."""
    while len(text) > 1 and text_width(text, size) > room:
        text = text[:-2] + "…"
    return text


def lines_of(text: str, size: float, room: float) -> list[str]:
    """A text broken at its spaces so that each line has room."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return [fitting(line, size, room) for line in lines]


def font_file() -> Path:
    """Where the font lies on the disk."""
    with as_file(files("fontpkg_noto_sans").joinpath(*_FILE)) as path:
        return path
