"""The formats of a report, each once."""

from collections.abc import Callable
from dataclasses import dataclass

from viz.reports.document import Report
from viz.reports.markdown import as_markdown
from viz.reports.page import as_page
from viz.reports.pdf import as_pdf


@dataclass(frozen=True, slots=True)
class Format:
    """How a report is written, and as what it is sent."""

    write: Callable[[Report], bytes]
    media_type: str


FORMATS = {
    "md": Format(as_markdown, "text/markdown; charset=utf-8"),
    "html": Format(as_page, "text/html; charset=utf-8"),
    "pdf": Format(as_pdf, "application/pdf"),
}
