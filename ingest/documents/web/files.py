"""A page of the web as a file that is there for a while, like any other file that is read."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.documents.web.addresses import address_of, refused
from ingest.documents.web.connection import Check
from ingest.documents.web.fetch import fetch


@contextmanager
def fetched_file(text: str, *, allowed: bool, check: Check | None = None) -> Iterator[tuple[Path, str]]:
    """The file of a page and the address where it stood in the end; raises UnreadableFile with the reason."""
    address = address_of(text)
    if not allowed:
        raise refused(
            address.url, "SOCIALCLUSTER_FETCH_PAGES is not set to true, so nothing is read from the web"
        )
    page = fetch(text, check=check)
    stem = re.sub(r"[^a-z0-9.-]+", "-", page.address.partition("://")[2].casefold()).strip("-.")[:80]
    with tempfile.TemporaryDirectory(prefix="socialcluster-") as folder:
        path = Path(folder, stem.removesuffix(page.suffix) + page.suffix)
        path.write_bytes(page.data)
        yield path, page.address
