"""A report as PDF: A4, letters of Noto Sans embedded, no clock and no random number in it."""

from html import escape
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    LongTable,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Paragraph as Flowing

from viz.pictures import pdf as pictures
from viz.pictures.letters import FONT, known_letters, text_width
from viz.reports.document import Block, Chart, Facts, Figure, Grid, Paragraph, Report

INK, LINE, BAR = HexColor("#1b2023"), HexColor("#c4ccd0"), HexColor("#0b6178")
MARGIN = 18 * mm
# The library keeps six points free on each side of a page besides.
ROOM = A4[0] - 2 * MARGIN - 12
BODY = ParagraphStyle("body", fontName=FONT, fontSize=9.5, leading=13, textColor=INK, spaceAfter=5)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=7.5, leading=9.5, spaceAfter=0, splitLongWords=1)
FIGURE = ParagraphStyle("figure", parent=CELL, alignment=2)
HEADING = ParagraphStyle("heading", parent=BODY, fontSize=13, leading=17, spaceBefore=11)
TITLE = ParagraphStyle("title", parent=BODY, fontSize=19, leading=24, spaceAfter=9)
CAPTION = ParagraphStyle("caption", parent=BODY, fontSize=10, spaceAfter=3)
ROW, LABELS, FIGURES = 13.0, 150.0, 60.0
# Points: free sides of a cell, the longest word that is not broken, the widest wish of a column.
PADDING, LONGEST_WORD, WIDEST = 6.5, 110.0, 220.0
# So much must fit below a heading.
BELOW_HEADING = 70.0


def as_pdf(report: Report) -> bytes:
    """The same report gives the same bytes; letters that the font lacks are shown as question marks."""
    known_letters()
    target = BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=report.title,
        lang=report.language,
        invariant=1,
    )
    story: list[Flowable] = [Flowing(_text(report.title), TITLE)]
    for section in report.sections:
        story += [CondPageBreak(BELOW_HEADING), Flowing(_text(section.title), HEADING)]
        for block in section.blocks:
            story += _block(block)
    document.build(story, onFirstPage=_page_number, onLaterPages=_page_number)
    return target.getvalue()


def _text(text: str) -> str:
    """Text in which the library finds no markup."""
    return escape("".join(sign if ord(sign) in known_letters() or sign == " " else "?" for sign in text))


def _page_number(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(FONT, 8)
    canvas.setFillColor(INK)
    canvas.drawRightString(A4[0] - MARGIN, MARGIN / 2, str(document.page))


def _block(block: Block) -> list[Flowable]:
    match block:
        case Paragraph():
            return [Flowing(_text(block.text), BODY)]
        case Facts():
            return [Flowing(f"{_text(name)}: {_text(value)}", BODY) for name, value in block.rows]
        case Chart():
            title = Flowing(_text(block.title), CAPTION)
            return [KeepTogether([title, _Bars(block)]), Spacer(1, 6)]
        case Figure():
            said = [Flowing(_text(block.title), CAPTION), _Drawn(block)]
            return [KeepTogether([*said, Flowing(_text(block.note), BODY)]), Spacer(1, 6)]
        case Grid():
            return [_table(block), Spacer(1, 6)]


class _Drawn(Flowable):  # type: ignore[misc]  # the library has no types
    """A picture as wide as the text."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.picture = figure.picture
        self.scale = ROOM / self.picture.width
        self.width, self.height = ROOM, self.picture.height * self.scale

    def draw(self) -> None:
        pictures.draw(self.canv, self.picture, self.scale)


class _Bars(Flowable):  # type: ignore[misc]  # the library has no types
    """Horizontal bars with their names before and their figures behind."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.chart = chart
        self.width, self.height = ROOM, ROW * len(chart.bars)

    def draw(self) -> None:
        scale = (ROOM - LABELS - FIGURES) / self.chart.longest
        self.canv.setFont(FONT, 8)
        for place, bar in enumerate(self.chart.bars):
            y = self.height - (place + 1) * ROW
            self.canv.setFillColor(BAR)
            self.canv.rect(LABELS, y + 2, bar.length * scale, ROW - 4, stroke=0, fill=1)
            self.canv.setFillColor(INK)
            self.canv.drawRightString(LABELS - 5, y + 4, _fitting(self.canv, bar.label, LABELS - 5))
            self.canv.drawString(LABELS + bar.length * scale + 4, y + 4, bar.shown)


def _fitting(canvas: Canvas, text: str, room: float) -> str:
    """As much of a label as there is room for."""
    shown = "".join(sign if ord(sign) in known_letters() else "?" for sign in text)
    while len(shown) > 1 and canvas.stringWidth(shown, FONT, 8) > room:
        shown = shown[:-2] + "…"
    return shown


def _table(block: Grid) -> Flowable:
    cells = [
        [Flowing(_text(cell), FIGURE if place in block.figures else CELL) for place, cell in enumerate(row)]
        for row in (block.headings, *block.rows)
    ]
    style = TableStyle(
        [
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ]
    )
    return LongTable(cells, colWidths=_widths(block), repeatRows=1, style=style)


def _widths(block: Grid) -> list[float]:
    """Room for the longest word of each column; what is left goes to those whose cells are long."""
    needed, wished = [], []
    for place in range(len(block.headings)):
        cells = [row[place] for row in (block.headings, *block.rows)]
        word = max((_points(word) for cell in cells for word in cell.split()), default=0.0)
        needed.append(min(word, LONGEST_WORD) + PADDING)
        usual = sorted(map(_points, cells))[len(cells) * 9 // 10 if len(cells) > 1 else 0]
        wished.append(max(min(usual, WIDEST) + PADDING - needed[-1], 1.0))
    spare = ROOM - sum(needed)
    if spare < 0:
        return [one * ROOM / sum(needed) for one in needed]
    return [one + spare * wish / sum(wished) for one, wish in zip(needed, wished, strict=True)]


def _points(text: str) -> float:
    return text_width(text, CELL.fontSize)
