"""From facts to records: one per thing, complete in itself, saying nothing that the facts do not say."""

from typing import Any

import pytest

from graph.records import NodeRef, Record, Row
from graph.vocabulary import Node, Tie
from ingest.network_claims import records_of
from ingest.network_schema import Network
from ingest.sources.five_networks import FiveNetworks, bundled

SMALLEST: dict[str, Any] = {
    "network": "n",
    "document": {"id": "d", "language": "en", "address": "https://n.example"},
    "project": {"key": "p", "funding": {"value": "missing", "rule": "not said"}},
}


@pytest.fixture(scope="module")
def records() -> list[Record]:
    with FiveNetworks().open(bundled()) as opened:
        return [row.record for row in opened.rows if isinstance(row, Row)]


def told(**parts: Any) -> dict[str, Record]:
    records = records_of(Network.model_validate(SMALLEST | parts), source="s", file="f.yaml")
    return {record.key: record for record in records}


def test_every_record_has_its_page_and_its_evidence(records: list[Record]) -> None:
    for record in records:
        assert record.address
        assert record.address.startswith("http")
        assert record.raw["document"]
        assert [name for name in record.raw if name.split(".")[-1] in ("at", "rule")], record.key


def test_every_end_of_a_tie_is_named_by_its_own_record(records: list[Record]) -> None:
    """So that rows may come in any order and in batches of any size."""
    for record in records:
        own = {node.ref for node in record.nodes}
        assert all({tie.start, tie.end} <= own for tie in record.ties)


def test_a_record_describes_one_thing_and_everything_is_described(records: list[Record]) -> None:
    assert all([bool(node.values) for node in record.nodes].count(True) == 1 for record in records)
    described = {record.nodes[0].ref for record in records if record.nodes[0].values}
    assert described == {node.ref for record in records for node in record.nodes}


def test_keys_are_unique(records: list[Record]) -> None:
    assert len({record.uid for record in records}) == len(records)


def test_raw_keeps_value_span_and_rule() -> None:
    name = {"value": "Acme", "at": [[3, 7], [20, 24]], "rule": "as signed"}
    record = told(participants=[{"key": "acme", "name": name}])["n/participant/acme"]
    assert record.raw == {
        "document": "d",
        "document.language": "en",
        "key": "acme",
        "name": "Acme",
        "name.at": "3-7, 20-24",
        "name.rule": "as signed",
    }


def test_remarks_stay_with_the_project() -> None:
    record = told(remarks=[{"key": "event", "text": "a fair", "at": [0, 4]}])["n/project/p"]
    assert record.raw["remark.event.text"] == "a fair"
    assert record.raw["remark.event.at"] == "0-4"


def test_sector_follows_the_kind_unless_it_is_stated() -> None:
    library = {"value": "library", "rule": "its name"}
    name = {"value": "Library", "at": [0, 7]}
    civic = {"value": "civic", "rule": "an association runs it"}
    records = told(
        participants=[
            {"key": "usual", "name": name, "kind": library},
            {"key": "civic", "name": name, "kind": library, "sector": civic},
            {"key": "unknown", "name": name},
        ]
    )
    sectors = {key: record.nodes[0].values.get("sector") for key, record in records.items()}
    assert sectors == {
        "n/participant/usual": "public",
        "n/participant/civic": "civic",
        "n/participant/unknown": None,
        "n/project/p": None,
    }


def test_project_with_a_grant_number_is_known_by_programme_and_number() -> None:
    funded = {
        "programmes": [{"key": "fund", "level": "fund", "name": {"value": "Fund", "at": [0, 4]}}],
        "project": {
            "key": "p",
            "code": {"value": "A-1", "at": [5, 8]},
            "funded_by": [{"value": "fund", "at": [0, 4]}],
        },
    }
    one = told(**funded)["n/project/p"].nodes[0].ref
    renamed = told(**funded, network="other")["other/project/p"].nodes[0].ref
    assert one == renamed
    assert told()["n/project/p"].nodes[0].ref != told(network="other")["other/project/p"].nodes[0].ref


def test_organisations_of_two_networks_are_two_even_under_one_key() -> None:
    participants = [{"key": "city", "unnamed": {"at": [0, 4]}}]
    uids = {
        record.nodes[0].uid
        for network in ("a", "b")
        for record in told(network=network, participants=participants).values()
        if record.nodes[0].label is Node.ORGANISATION
    }
    assert len(uids) == 2


def test_group_of_an_organisation_is_its_member_and_no_participant() -> None:
    records = told(
        participants=[{"key": "house", "name": {"value": "House", "at": [0, 5]}}],
        groups=[
            {"key": "branches", "name": "branches", "status": "missing", "member_of": "house", "at": [6, 9]}
        ],
    )
    ties = {tie.type: tie.end for tie in records["n/group/branches"].ties}
    house: NodeRef = records["n/participant/house"].nodes[0].ref
    project: NodeRef = records["n/project/p"].nodes[0].ref
    assert ties == {Tie.MEMBER_OF: house, Tie.COUNTED_IN: project}
