"""Drafts for real tables: what they are taken for, and that nearly every row loads without mending."""

from collections import Counter
from pathlib import Path

import pytest

from graph.records import Rejection, Row
from graph.vocabulary import Node, Tie
from ingest.mapping.document import parsed_mapping
from ingest.mapping.suggest import suggest
from ingest.sources.generic import MappedSource

# File, kind of table, rows, rejected rows, organisations.
FILES = [
    ("esif/PL.poland_Poland_CF_2014_2020.csv", "projects", 125, 0, 45),
    ("esif/PL.poland_Poland_CF_2007_2013.csv", "projects", 2_190, 0, 1_388),
    ("esif/LT.lithuania_2014-2020_Paraiškų_informacija_20161030.csv", "projects", 2_471, 0, 1_907),
    ("esif/HR.croatia_ESIF_Croatia_2007-2020.csv", "projects", 2_532, 0, 933),
    ("esif/RO.romania_cleaning_romania.csv", "projects", 4_636, 0, 3_490),
    ("urbact/URBACT_Membership_GNidCorr_complete_V2.csv", "participations", 1_510, 0, 603),
    ("urbact/UrbactNetworks_complete_V2.csv", "projects", 172, 0, 112),
    ("benchmarks/karate_nodes.csv", "organisations", 34, 0, 34),
    ("benchmarks/karate_edges.csv", "partnerships", 78, 0, 34),
    ("benchmarks/flo_marriage_nodes.csv", "organisations", 16, 0, 16),
    ("benchmarks/netsci_edges.csv", "partnerships", 2_742, 0, 1_461),
]


def drafted(path: Path) -> tuple[str, list[Row], list[Rejection]]:
    mapping = parsed_mapping(suggest(path), "draft")
    with MappedSource(mapping).open(path) as opened:
        rows = list(opened.rows)
    return (
        mapping.table,
        [row for row in rows if isinstance(row, Row)],
        [row for row in rows if isinstance(row, Rejection)],
    )


def organisations(rows: list[Row]) -> set[str]:
    return {n.uid for row in rows for n in row.record.nodes if n.label is Node.ORGANISATION}


@pytest.mark.parametrize(("name", "kind", "number", "refused", "bodies"), FILES)
def test_a_draft_reads_the_table(
    data: Path, name: str, kind: str, number: int, refused: int, bodies: int
) -> None:
    table, rows, rejections = drafted(data / name)

    assert (table, len(rows) + len(rejections), len(rejections)) == (kind, number, refused)
    assert len(organisations(rows)) == bodies


def test_every_record_of_the_samples_gets_a_draft_that_loads(data: Path) -> None:
    paths = sorted((data / "samples").glob("*.json"))
    loaded = {path.name: drafted(path) for path in paths}

    assert len(paths) >= 50
    assert [name for name, (_, rows, rejections) in loaded.items() if len(rows) != 1 or rejections] == []
    numbered = [rows for name, (_, rows, _) in loaded.items() if "KA2" in name]
    assert len(organisations(numbered[0])) == 5


def test_members_of_city_networks_are_members(data: Path) -> None:
    kind, rows, rejections = drafted(data / "etmun" / "etmun_membership.csv")

    assert kind == "memberships"
    assert len(rows) + len(rejections) == 17_333
    assert Counter(rejection.column for rejection in rejections)["Year_of_Joining"] > 60
    assert len(rejections) == 74
    assert {tie.type for row in rows for tie in row.record.ties} == {Tie.MEMBER_OF}


def test_lithuanian_applicants_are_no_partners(data: Path) -> None:
    _, rows, _ = drafted(data / "esif" / "LT.lithuania_2014-2020_Paraiškų_informacija_20161030.csv")
    ties = Counter(tie.type for row in rows for tie in row.record.ties)

    assert (ties[Tie.APPLIED_FOR], ties[Tie.PARTICIPATES_IN]) == (1_583, 888)


def test_edges_and_nodes_speak_of_the_same(data: Path) -> None:
    _, nodes, _ = drafted(data / "benchmarks" / "netsci_nodes.csv")
    _, edges, _ = drafted(data / "benchmarks" / "netsci_edges.csv")

    assert organisations(edges) < organisations(nodes)
    assert len(organisations(nodes) - organisations(edges)) == 128


def test_research_organisations_are_known_by_their_register(data: Path) -> None:
    _, rows, rejections = drafted(data / "ror" / "ror_eu_flat.csv")
    values = [node.values for row in rows for node in row.record.nodes]

    assert (len(rows), rejections) == (20_325, [])
    assert "ror:0000ev088" in str(values[0]["identifiers"])
    assert values[0]["names"] == ("Stichting IKEA Foundation", "The IKEA Foundation")
