"""Doubtful facts wait: they are in no record until a person accepts them."""

from pathlib import Path

import pytest

from graph.records import Rejection, Row
from ingest.documents.review import Decisions, doubts
from ingest.documents.source import PageSource

TEXT = """The project Gates is run in partnership with Omega Society.
Partners
City of Alpha, Estonia (lead partner)
Beta Planning Region, Latvia
NGO Green Steps, Estonia"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def opened(source: PageSource, file: Path) -> tuple[list[str], list[Rejection]]:
    with source.open(file) as told:
        rows = list(told.rows)
    names = [
        str(node.values["name"])
        for row in rows
        if isinstance(row, Row)
        for node in row.record.nodes
        if "name" in node.values
    ]
    return names, [row for row in rows if isinstance(row, Rejection)]


def test_a_doubtful_fact_is_a_reject_with_its_span_and_rule(file: Path) -> None:
    names, rejects = opened(PageSource(), file)
    assert "Omega Society" not in names
    assert [reject.cells["spans"] for reject in rejects] == [f"{TEXT.index('Omega')}-{TEXT.index('.')}"]
    assert "Omega Society takes part as partner" in rejects[0].reason


def test_an_accepted_fact_is_a_record(file: Path) -> None:
    (doubt,) = doubts(PageSource().read(file).found)
    names, rejects = opened(PageSource(decisions=Decisions(accepted=frozenset({doubt.id}))), file)
    assert "Omega Society" in names
    assert rejects == []


def test_a_rejected_fact_is_neither(file: Path) -> None:
    (doubt,) = doubts(PageSource().read(file).found)
    names, rejects = opened(PageSource(decisions=Decisions(rejected=frozenset({doubt.id}))), file)
    assert "Omega Society" not in names
    assert rejects == []


def test_each_record_carries_spans_and_rules(file: Path) -> None:
    with PageSource(address="https://gates.example/page").open(file) as told:
        records = [row.record for row in told.rows if isinstance(row, Row)]
    (alpha,) = [one for one in records if one.raw.get("name") == "City of Alpha"]
    start, end = map(int, alpha.raw["name.at"].split("-"))
    assert TEXT[start:end] == "City of Alpha"
    assert alpha.raw["role.rule"] == "under the label 'Partners'"
    assert alpha.address == "https://gates.example/page"
