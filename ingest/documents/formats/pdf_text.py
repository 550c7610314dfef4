"""The text of a PDF, page by page; what is only a picture has none."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError


def pdf_text(data: bytes, pages: int, letters: int) -> str:
    """Raises ValueError, saying what is wrong: locked, damaged, or without any text."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise ValueError("it is locked with a password; save it without one")
        if len(reader.pages) > pages:
            raise ValueError(f"it has more than {pages} pages")
        texts: list[str] = []
        for page in reader.pages:
            texts.append(page.extract_text())
            if sum(map(len, texts)) > letters:
                raise ValueError(f"it has more than {letters:,} letters")
    except (
        PyPdfError,
        ArithmeticError,
        LookupError,
        TypeError,
        AttributeError,
        NotImplementedError,
    ) as error:
        # A damaged PDF makes the reader stumble in many ways; it runs in a process of its own.
        raise ValueError("it is damaged, or no PDF") from error
    return "\n\n".join(texts)
