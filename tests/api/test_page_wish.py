"""What a request tells of a page reaches the source that reads it."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from api.answers.jobs import Wanted
from api.receiving import Wish
from ingest.documents.source import PageSource


def test_language_and_address_reach_the_source(tmp_path: Path) -> None:
    wish = Wish.model_validate({"source": "page", "language": "pl", "address": "https://gates.example/page"})
    wanted = Wanted(tmp_path / "page.txt", source=wish.source, page=wish.page)
    assert wanted.recognised().source == PageSource(language="pl", address="https://gates.example/page")
    assert wanted.options["page"] == {"language": "pl", "address": "https://gates.example/page"}


def test_nothing_told_is_nothing_kept() -> None:
    assert Wish().page is None
    assert "page" not in Wanted(Path("table.csv")).options


@pytest.mark.parametrize("address", ["ftp://gates.example", "javascript:alert(1)", "gates.example"])
def test_only_addresses_of_the_web_are_taken(address: str) -> None:
    with pytest.raises(ValidationError):
        Wish.model_validate({"address": address})


def test_html_is_known_as_a_page_by_its_name(tmp_path: Path) -> None:
    assert Wanted(tmp_path / "page.html").recognised().source.facts.name == "page"
