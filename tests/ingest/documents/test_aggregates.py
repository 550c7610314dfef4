"""Helpers and those whom they helped, counted and not named; one project under two spellings of its code."""

import pytest

from graph.vocabulary import Node
from ingest.documents.network import network_of
from ingest.documents.reading import read_page
from ingest.documents.review import Decisions, decided
from ingest.network_claims import records_of
from ingest.network_schema import Group


def groups(text: str, language: str = "en") -> dict[str, Group]:
    found = decided(read_page(text, language), Decisions())
    return {one.key: one for one in network_of(found, key="x", address="https://page.example").groups}


def test_helpers_and_helped_are_groups_with_their_sizes() -> None:
    found = groups(
        "The project trained 20-25 mentors. Mentors helped 14 schools and about 300 organisations."
    )
    assert {key: (one.size, one.size_to, str(one.comparator)) for key, one in found.items()} == {
        "mentors": (20.0, 25.0, "range"),
        "schools": (14.0, None, "="),
        "organisations": (300.0, None, "~"),
    }
    assert found["mentors"].mentors == ("schools", "organisations")


@pytest.mark.parametrize(
    "text",
    [
        "The project has 25 mentors.",
        "The project supported 14 schools. Our 9 partners are glad.",
        "Fourteen schools and 30 organisations visited the project's mentors.",
    ],
)
def test_without_helpers_or_helped_there_is_no_group(text: str) -> None:
    assert groups(text) == {}


def test_two_spellings_of_one_code_are_one_project_and_both_are_kept() -> None:
    told = []
    for number, code in enumerate(("EFOP-1.3.1-15-2016-00001", "EFOP-1.3.1-15-2016-0001")):
        page = (
            f"A projekt címe: Mentorok útján\nProjekt azonosítószáma: {code}\n"
            "A projekt az Európai Szociális Alap támogatásával valósul meg."
        )
        network = network_of(read_page(page, "hu"), key=f"page-{number}", address="https://page.example")
        claims = [
            node
            for record in records_of(network, source="page", file="x")
            for node in record.nodes
            if node.ref.label == Node.PROJECT and "code" in node.values
        ]
        told += [(claim.ref.uid, claim.values["code"]) for claim in claims]
    assert len({uid for uid, _ in told}) == 1
    assert {code for _, code in told} == {"EFOP-1.3.1-15-2016-00001", "EFOP-1.3.1-15-2016-0001"}
