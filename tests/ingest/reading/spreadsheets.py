"""XLSX and ODS files whose XML a test writes itself, for what no honest program would write."""

import zipfile
from pathlib import Path

from tests.ingest.workbooks import MAIN, write_workbook

SHEET = "xl/worksheets/sheet1.xml"


def xlsx(path: Path, rows: str, prologue: str = "") -> Path:
    """A workbook with one sheet, `S`, of the given rows as XML."""
    whole = write_workbook(path.with_suffix(".whole"), {"S": []})
    sheet = f'{prologue}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            made.writestr(name, sheet if name == SHEET else source.read(name))
    whole.unlink()
    return path


def text(place: str, content: str) -> str:
    """A cell with a text."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{content}</t></is></c>'


def ods(path: Path, rows: list[list[str]], sheet: str = "S") -> Path:
    """An OpenDocument spreadsheet of texts."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    body = f'<table:table table:name="{sheet}">{lines}</table:table>'
    sheets = f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
    content = f"<office:document-content {spaces}>{sheets}</office:document-content>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        made.writestr("META-INF/manifest.xml", "<manifest/>")
        made.writestr("content.xml", content)
    return path
