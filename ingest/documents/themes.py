"""Themes that a page names in so many words."""

import re

from ingest.documents.found import Fact
from ingest.documents.page import Page


def themes(page: Page) -> tuple[Fact, ...]:
    """Themes by their slug, with up to five places where the page names each."""
    found = []
    for slug, pattern in sorted((page.words.told.get("themes") or {}).items()):
        spans = [
            page.span(m.start(), m.end()) for m in re.finditer(rf"(?i)(?<!\w)(?:{pattern})(?!\w)", page.text)
        ]
        if spans:
            found.append(Fact(slug, tuple(spans[:5]), "words for it", 0.9))
    return tuple(found)
