"""ROR: the real flat table to the row, the registry's own dump, and dirt in both."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graph.records import Row
from graph.vocabulary import Node, Tie
from ingest.identity import organisation_uid
from ingest.reading.columns import recognise
from ingest.sources.cordis import CORDIS
from ingest.sources.ror import ROR
from tests.ingest.sources.source_runs import accepted, cells, nodes, read, shuffled, stated, ties, write_csv

FLAT = {
    "ror_id": "https://ror.org/0abcdef12", "status": "active", "types": "facility|funder",
    "name_display": "Lantern Works", "acronyms": "LW", "aliases": "The Works|Lantern Works",
    "labels": "Laternenwerk", "country": "AT", "city": "Graz", "lat": "47.07", "lng": "15.44",
    "website": "https://lantern.example", "wikidata": "Q1", "grid": "grid.1.a",
    "isni": "0000 0001 0440 1651", "established": "1982",
    "related": "parent:https://ror.org/0parent01;child:https://ror.org/0chicd002;successor:https://ror.org/0succes03",
}  # fmt: skip
DUMP: dict[str, Any] = {
    "id": "https://ror.org/0abcdef12", "status": "active", "types": ["facility", "funder"],
    "established": 1982, "admin": {"created": {"date": "2018-11-14", "schema_version": "1.0"}}, "domains": [],
    "names": [
        {"lang": None, "types": ["acronym"], "value": "LW"},
        {"lang": "en", "types": ["label", "ror_display"], "value": "Lantern Works"},
        {"lang": "de", "types": ["label"], "value": "Laternenwerk"},
        {"lang": "en", "types": ["alias"], "value": "The Works"},
    ],
    "locations": [
        {"geonames_details": {"country_code": "AT", "lat": 47.07, "lng": 15.44, "name": "Graz"}}
    ],
    "links": [
        {"type": "wikipedia", "value": "https://wiki.example"},
        {"type": "website", "value": "https://lantern.example"},
    ],
    "external_ids": [
        {"type": "isni", "all": ["0000 0001 0440 1651"], "preferred": None},
        {"type": "grid", "all": ["grid.1.a"], "preferred": "grid.1.a"},
        {"type": "wikidata", "all": ["Q1"], "preferred": None},
    ],
    "relationships": [
        {"type": "parent", "id": "https://ror.org/0parent01", "label": "P"},
        {"type": "child", "id": "https://ror.org/0chicd002", "label": "C"},
        {"type": "successor", "id": "https://ror.org/0succes03", "label": "S"},
    ],
}  # fmt: skip


def org(number: str) -> str:
    return organisation_uid("ror", number)


def only(path: Path) -> Row:
    (row,) = accepted(ROR, path)
    return row


def dump(folder: Path, *entries: dict[str, Any]) -> Path:
    path = folder / "ror-data.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path


def test_the_real_table(data: Path, tmp_path: Path) -> None:
    file = data / "ror" / "ror_eu_flat.csv"
    rows, table = accepted(ROR, file), cells(file)
    assert len(rows) == len(table) == 20_325
    claims = [row.record.nodes[0] for row in rows]
    assert len({claim.uid for claim in claims}) == 20_325
    assert Counter(claim.values["status"] for claim in claims) == {
        "active": 19_017, "inactive": 742, "withdrawn": 566,
    }  # fmt: skip
    pairs = set()
    for line in table:
        for relation in filter(None, line["related"].split(";")):
            kind, _, other = relation.partition(":")
            if kind in ("parent", "child") and other != line["ror_id"]:
                pairs.add((line["ror_id"], other) if kind == "parent" else (other, line["ror_id"]))
    bare = {(org(low[-9:]), org(high[-9:])) for low, high in pairs}
    assert set(ties(rows, Tie.PART_OF)) == bare
    assert len(bare) == 14_117
    assert sum("town" in claim.values for claim in claims) == 20_325
    isni = [n for claim in claims for n in claim.values["identifiers"] if n.startswith("isni:")]
    assert len(isni) == sum(bool(line["isni"]) for line in table)
    assert {len(number) for number in isni} == {len("isni:") + 16}
    assert stated(accepted(ROR, shuffled(file, tmp_path))) == stated(rows)


def test_a_row_of_the_flat_table(tmp_path: Path) -> None:
    row = only(write_csv(tmp_path / "ror.csv", [FLAT]))
    assert row.record.nodes[0].uid == org("0abcdef12")
    assert row.record.nodes[0].values == {
        "name": "Lantern Works", "names": ("LW", "Laternenwerk", "The Works"), "name_status": "stated",
        "country": "AT", "town": "Graz", "website": "https://lantern.example", "status": "active",
        "identifiers": ("ror:0abcdef12", "grid:grid.1.a", "isni:0000000104401651", "wikidata:Q1"),
        "latitude": 47.07, "longitude": 15.44,
        "kind": "research organisation", "kind_rule": "stated", "sector": "science",
    }  # fmt: skip
    assert set(ties([row], Tie.PART_OF)) == {
        (org("0abcdef12"), org("0parent01")), (org("0chicd002"), org("0abcdef12")),
    }  # fmt: skip
    assert row.record.address == "https://ror.org/0abcdef12"
    assert row.record.raw["established"] == "1982"


def test_the_dump_says_what_the_flat_table_says(tmp_path: Path) -> None:
    flat, dumped = only(write_csv(tmp_path / "ror.csv", [FLAT])), only(dump(tmp_path, DUMP))
    assert dumped.record.key == flat.record.key
    assert dumped.record.nodes == flat.record.nodes
    assert dumped.record.ties == flat.record.ties


def test_parents_and_children_state_one_tie(tmp_path: Path) -> None:
    child = FLAT | {"ror_id": "0chicd002", "related": "parent:0abcdef12"}
    rows = accepted(ROR, write_csv(tmp_path / "ror.csv", [FLAT, child]))
    claims = ties(rows, Tie.PART_OF)[org("0chicd002"), org("0abcdef12")]
    assert len(claims) == 2
    assert nodes(rows, Node.ORGANISATION).keys() == {org("0abcdef12"), org("0parent01"), org("0chicd002")}


def test_nobody_is_part_of_itself(tmp_path: Path) -> None:
    row = only(write_csv(tmp_path / "ror.csv", [FLAT | {"related": "parent:0abcdef12;child:0abcdef12"}]))
    assert row.record.ties == ()


@pytest.mark.parametrize(
    ("types", "name", "kind", "sector"),
    [
        ("education", "Lantern", None, "science"),
        ("education|funder", "Lantern University", "university", "science"),
        ("company|funder", "Lantern", "company", "private"),
        ("company|facility", "Lantern", None, None),
        ("funder", "Lantern", None, None),
        ("", "Lantern", None, None),
    ],
)
def test_the_kind_by_name_else_by_the_only_telling_type(
    tmp_path: Path, types: str, name: str, kind: str | None, sector: str | None
) -> None:
    row = only(write_csv(tmp_path / "ror.csv", [FLAT | {"types": types, "name_display": name}]))
    values = row.record.nodes[0].values
    assert (values.get("kind"), values.get("sector")) == (kind, sector)


def test_an_organisation_in_several_places_is_in_none_of_them_alone(tmp_path: Path) -> None:
    second = {"geonames_details": {"country_code": "DE", "lat": 52.5, "lng": 13.4, "name": "Berlin"}}
    row = only(dump(tmp_path, DUMP | {"locations": [*DUMP["locations"], second]}))
    assert not {"town", "country", "latitude"} & row.record.nodes[0].values.keys()
    same = {"geonames_details": {"country_code": "AT", "lat": 48.2, "lng": 16.4, "name": "Wien"}}
    row = only(dump(tmp_path, DUMP | {"locations": [*DUMP["locations"], same]}))
    assert row.record.nodes[0].values["country"] == "AT"
    assert "town" not in row.record.nodes[0].values


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"ror_id": "grid.1.a"}, "ror_id"),
        ({"ror_id": ""}, "ror_id"),
        ({"name_display": ""}, "name_display"),
        ({"country": "Ruritania"}, "country"),
        ({"lat": "95"}, "lat"),
        ({"lng": "nan"}, "lng"),
        ({"related": "parent:somebody"}, "related"),
    ],
)
def test_a_flat_row_that_is_not_understood_is_rejected(
    tmp_path: Path, change: dict[str, str], column: str
) -> None:
    file = write_csv(tmp_path / "ror.csv", [FLAT | {"ror_id": "0000ev088"}, FLAT | change])
    kept, rejections = read(ROR, file)
    assert (len(kept), [rejection.column for rejection in rejections]) == (1, [column])


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"names": [{"value": "X", "types": ["label"]}]}, "names"),
        ({"names": "X"}, "names"),
        ({"names": [7]}, "names"),
        ({"types": [1]}, "types"),
        ({"locations": [{"geonames_details": {"country_code": "QQ"}}]}, "locations"),
        ({"locations": [{"geonames_details": {"lat": "x", "lng": 1}}]}, "locations"),
        ({"locations": [{"geonames_details": {"lat": 91, "lng": 1}}]}, "locations"),
        ({"relationships": [{"type": "parent", "id": "somebody"}]}, "relationships"),
    ],
)
def test_an_entry_of_the_dump_that_is_not_understood_is_rejected(
    tmp_path: Path, change: dict[str, Any], column: str
) -> None:
    kept, rejections = read(ROR, dump(tmp_path, DUMP | {"id": "0000ev088"}, DUMP | change))
    assert (len(kept), [rejection.column for rejection in rejections]) == (1, [column])


def test_an_entry_that_says_almost_nothing_is_kept(tmp_path: Path) -> None:
    bare = {"locations": [], "types": [], "links": None, "external_ids": [], "relationships": [{}]}
    row = only(dump(tmp_path, DUMP | bare))
    assert row.record.nodes[0].values["identifiers"] == ("ror:0abcdef12",)
    assert row.record.ties == ()


def test_both_files_are_known_by_their_columns() -> None:
    known = {t.name: t.columns for source in (CORDIS, ROR) for t in source.tables}
    assert (recognise(list(FLAT), known), recognise(list(DUMP), known)) == ("organisations", "dump")
