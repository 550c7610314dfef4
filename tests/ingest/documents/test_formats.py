"""Files of every format, hostile ones too: a text, or a sentence that says what is wrong."""

import io
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfWriter

from graph.errors import UnreadableFile
from ingest.documents.formats.limits import Limits
from ingest.documents.formats.raw_text import raw_text

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(path: Path, xml: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return path


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def document(body: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'


def refused(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableFile) as caught:
        raw_text(path, limits or Limits())
    return caught.value.message


def test_html_is_read_without_menus_and_scripts(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(
        "<html><script>var x='Evil'</script><nav>Menu</nav><h1>Bridges</h1>"
        "<dl><dt>Lead</dt><dd>Alpha</dd></dl>"
        "<ul><li>Beta</li></ul><table><tr><td>Gamma</td><td>Denmark</td></tr></table><img src=a.png></html>"
    )
    text = raw_text(file).text
    assert "Evil" not in text
    assert "Menu" not in text
    lines = [line for line in text.split("\n") if line]
    assert lines == ["Bridges", "Lead:", "Alpha", "• Beta", "Gamma | Denmark", "\ufffc"]


def test_a_word_document_gives_paragraphs_and_rows(tmp_path: Path) -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('A')}</w:tc><w:tc>{paragraph('B')}</w:tc></w:tr></w:tbl>"
    file = docx(tmp_path / "page.docx", document(paragraph("Title") + table))
    assert raw_text(file).text == "Title\nA | B"


def test_a_bomb_in_a_word_document_is_not_unpacked(tmp_path: Path) -> None:
    file = docx(tmp_path / "bomb.docx", b" " * 3_000_000)
    assert "unpack" in refused(file, Limits(unpacked=1_000_000))


def test_entities_in_a_word_document_are_refused_however_late_they_come(tmp_path: Path) -> None:
    doctype = f"<!--{'x' * 2_000_000}--><!DOCTYPE a [<!ENTITY e 'x'>]>"
    file = docx(tmp_path / "entities.docx", document(paragraph("&e;"), before=doctype))
    assert "document type" in refused(file)


def test_html_without_bottom_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "deep.html"
    file.write_text("<html><body>" + "<div>" * 100_000)
    assert "nested too deeply" in refused(file)


def test_a_locked_pdf_is_refused(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.encrypt("secret")
    packed = io.BytesIO()
    writer.write(packed)
    file = tmp_path / "locked.pdf"
    file.write_bytes(packed.getvalue())
    assert "locked with a password" in refused(file)


def test_a_damaged_pdf_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "broken.pdf"
    file.write_bytes(b"%PDF-1.7\n1 0 obj << /Type /Catalog >>")
    assert "damaged" in refused(file)


@pytest.mark.parametrize("data", [b"", b"  \n", b"\x00\x01\x02" * 100, b"\xff\xfa caf\xe9 ol\xe9"])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(data)
    assert "page.txt" in refused(file)


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text("project " * 100)
    assert "larger than" in refused(file, Limits(file=100))
