"""Sentences and lists, as editors of project pages write them: who is named, and as what."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.documents.reading import read_page
from ingest.documents.shown import as_page

PAGES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page['language']}: {page['text'][:40]}")
def test_those_who_take_part_are_named_in_their_roles(page: dict[str, Any]) -> None:
    told = as_page(read_page(page["text"], page["language"]))["participants"]
    assert {one["name"]: one["role"] for one in told if not one.get("review")} == page["named"]
