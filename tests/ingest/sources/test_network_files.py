"""Network files are read in any order, and refused in words where they are not what they should be."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import UnexpectedLayout, UnreadableFile
from graph.records import Record, Row, canonical
from ingest.network_claims import records_of
from ingest.network_schema import Network
from ingest.sources.five_networks import FACTS, FiveNetworks, bundled, read_network

FILES = sorted(bundled().glob("*.yaml"))


def read(path: Path) -> list[Record]:
    with FiveNetworks().open(path) as opened:
        return [row.record for row in opened.rows if isinstance(row, Row)]


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return read(bundled())


def claims_of(records: Iterable[Record]) -> set[tuple[str, ...]]:
    claims = set()
    for record in records:
        claims |= {(record.key, n.label, n.uid, canonical(n.values)) for n in record.nodes}
        claims |= {(record.key, t.type, t.start.uid, t.end.uid, canonical(t.values)) for t in record.ties}
    return claims


def shuffled(network: Network, random: Random) -> Network:
    """The same facts, written down in another order."""
    parts = {name: random.sample(value, len(value)) for name, value in network if isinstance(value, tuple)}
    return Network.model_validate(
        network.model_dump() | {k: [p.model_dump() for p in v] for k, v in parts.items()}
    )


@pytest.fixture(scope="module")
def networks() -> dict[str, Network]:
    return {file.name: read_network(file) for file in FILES}


@settings(deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_order_of_files_and_facts_does_not_matter(
    records: list[Record], networks: dict[str, Network], random: Random
) -> None:
    seen = [
        record
        for name in random.sample(sorted(networks), len(networks))
        for record in records_of(shuffled(networks[name], random), source=FACTS.name, file=name)
    ]
    assert claims_of(seen) == claims_of(records)
    assert sorted(seen, key=lambda record: record.uid) == sorted(records, key=lambda record: record.uid)


def test_one_file_alone_tells_the_same_as_in_the_folder(records: list[Record]) -> None:
    alone = [record for file in FILES for record in read(file)]
    assert alone == records


def test_names_of_files_do_not_matter(tmp_path: Path, records: list[Record]) -> None:
    for number, file in enumerate(reversed(FILES)):
        shutil.copy(file, tmp_path / f"{number}.yml")
    assert claims_of(read(tmp_path)) == claims_of(records)


def test_folder_without_network_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing")
    with pytest.raises(UnreadableFile, match="no network file"), FiveNetworks().open(tmp_path):
        pass


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no network file"), FiveNetworks().open(tmp_path / "no.yaml"):
        pass


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is empty"),
        (b"network: \xff\xfe", "UTF-8"),
        (b"network: [", "not YAML"),
        (b"network: a\nnetwork: b\n", r"line 2: 'network' stands twice"),
        (b"a: &x [1]\nb: *x\n", "alias"),
        (b"[" * 100_000, "nested too deeply"),
        (b"network: \x00", "not YAML"),
    ],
)
def test_file_that_is_no_yaml_is_refused_in_words(tmp_path: Path, content: bytes, complaint: str) -> None:
    file = tmp_path / "network.yaml"
    file.write_bytes(content)
    with pytest.raises(UnreadableFile, match=complaint):
        read_network(file)


def test_yaml_of_another_layout_is_refused_with_the_field(tmp_path: Path) -> None:
    file = tmp_path / "network.yaml"
    text = FILES[0].read_text(encoding="utf-8").replace("participants:", "partners:")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnexpectedLayout, match=r"network\.yaml .*partners: Extra inputs"):
        read_network(file)


def test_two_files_about_one_network_are_refused(tmp_path: Path) -> None:
    shutil.copy(FILES[0], tmp_path / "one.yaml")
    shutil.copy(FILES[0], tmp_path / "two.yaml")
    with pytest.raises(UnexpectedLayout, match=r"one\.yaml and two\.yaml"), FiveNetworks().open(tmp_path):
        pass


def test_total_is_the_number_of_rows(records: list[Record]) -> None:
    with FiveNetworks().open(bundled()) as opened:
        assert opened.total == len(list(opened.rows)) == len(records)


def test_rows_are_numbered_within_their_file(records: list[Record]) -> None:
    assert {record.location.file for record in records} == {file.name for file in FILES}
    for file in FILES:
        rows = [record.location.row for record in records if record.location.file == file.name]
        assert rows == list(range(1, len(rows) + 1))
