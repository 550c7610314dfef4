import json
import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pytest

from graph.errors import StoreError
from graph.progress import Silent
from graph.records import NodeClaim
from graph.settings import Settings
from graph.snapshot import TABLES
from graph.store import freeze as freeze_module
from graph.store import freeze_statements
from graph.store.derive import derive
from graph.store.freeze import Frozen, Version, freeze, graph_version, latest
from graph.store.session import Store
from graph.vocabulary import Kind, Node, Tie
from tests.builders import organisation, participation, place, programme, project, record, theme, tie, write
from tests.graph.store.wiping import wipe

FREEZE_ELSEWHERE = """
import sys
from graph.settings import Settings
from graph.store.freeze import freeze
from graph.store.session import Store
with Store.connect(*sys.argv[1:4], Settings(), 3.0) as store:
    print(freeze(store).snapshot.id)
"""


def network():
    lithuania = place("LT", code="LT", name="Lithuania")
    utena = place(
        "LT029",
        code="LT029",
        level="nuts3",
        scheme="NUTS",
        country="LT",
        valid_from=2003,
        population=130_000,
        population_year=2019,
        urbanisation="rural",
        longitude=25.5,
        latitude=55.4,
        shape_set="shapes-1",
    )
    water = theme("water", name="Water")
    city = organisation(
        "c",
        name="Utena",
        kind=str(Kind.MUNICIPALITY),
        sector="public",
        country="LT",
        town="Utena",
        longitude=25.6,
        latitude=55.5,
        website="https://utena.example",
        identifiers=("pic:9", "oid:E1"),
    )
    dated = project(
        "p",
        code="7",
        acronym="P",
        title="Pump",
        start="2015-01-01",
        end="2016",
        status="closed",
        budget="100.50",
        currency="EUR",
    )
    above, fund = programme("a"), programme("f", code="1.2", name="Fund", level="measure")
    return [
        record(
            "f", above, fund, dated, ties=[tie(Tie.PART_OF, fund, above), tie(Tie.FUNDED_BY, dated, fund)]
        ),
        record("places", utena, lithuania, ties=[tie(Tie.PART_OF, utena, lithuania)]),
        record("c", city, utena, ties=[tie(Tie.LOCATED_IN, city, utena)]),
        record("p", dated, water, ties=[tie(Tie.ABOUT, dated, water)]),
        participation("c", "p", role="lead"),
        participation("c", "p", source="other", role="lead"),
        record("c again", organisation("c", name="Utena")),
        record("and again", organisation("c", name="Utena")),
        participation("b", "p"),
        participation("a", "q"),
    ]


def shown(store: Store) -> dict[str, list[dict[str, object]]]:
    """Rows of the tables of the network, without what is not known."""
    write(store, network())
    tables = frozen_tables(store)
    return {
        name: [
            {column: value for column, value in row.items() if value is not None} for row in table.to_pylist()
        ]
        for name, table in tables.items()
    }


def test_the_tables_hold_what_the_graph_shows_of_who_takes_part_in_what(store: Store) -> None:
    tables = shown(store)
    assert tables["organisations"][2] == {
        "uid": "org-c",
        "name": "Utena",
        "kind": "municipality",
        "sector": "public",
        "country": "LT",
        "place": "LT029",
        "located_in": 1,
        "town": "Utena",
        "longitude": 25.6,
        "latitude": 55.5,
        "website": "https://utena.example",
        "identifiers": ["oid:E1", "pic:9"],
    }
    assert tables["projects"][0] == {
        "uid": "prj-p",
        "code": "7",
        "acronym": "P",
        "title": "Pump",
        "start": "2015-01-01",
        "end": "2016",
        "status": "closed",
        "budget": "100.50",
        "currency": "EUR",
        "budget_eur": "100.50",
        "programme": "fund-f",
    }
    assert [(row["organisation"], row["project"], row.get("role")) for row in tables["participations"]] == [
        (0, 1, None),
        (1, 0, None),
        (2, 0, "lead"),
    ]
    assert tables["participations"][2]["records"] == sorted(
        participation("c", "p", source=source, role="lead").uid for source in ("test", "other")
    )


def test_the_tables_hold_what_the_graph_shows_of_places_programmes_and_themes(store: Store) -> None:
    tables = shown(store)
    assert tables["places"] == [
        {"uid": "place-LT", "code": "LT", "name": "Lithuania", "part_of": []},
        {
            "uid": "place-LT029",
            "code": "LT029",
            "level": "nuts3",
            "scheme": "NUTS",
            "country": "LT",
            "valid_from": 2003,
            "population": 130_000,
            "population_year": 2019,
            "urbanisation": "rural",
            "longitude": 25.5,
            "latitude": 55.4,
            "shape_set": "shapes-1",
            "part_of": ["place-LT"],
        },
    ]
    assert tables["programmes"] == [
        {"uid": "fund-a", "part_of": []},
        {"uid": "fund-f", "code": "1.2", "name": "Fund", "level": "measure", "part_of": ["fund-a"]},
    ]
    assert tables["themes"] == [{"uid": "theme-water", "name": "Water"}]
    assert tables["about"] == [{"project": 0, "theme": 0}]


def frozen_tables(store: Store) -> Mapping[str, pa.Table]:
    return freeze(store).snapshot.tables


def test_amounts_are_kept_as_stated_with_the_euro_beside_them(store: Store) -> None:
    write(
        store,
        [
            participation("danish", "p", contribution="750", currency="DKK", contribution_eur="100.57"),
            participation("euro", "p", contribution="10.0", currency="EUR"),
            participation("no rate", "p", contribution="5", currency="XTS"),
            participation("silent", "p"),
        ],
    )
    rows = frozen_tables(store)["participations"].to_pylist()
    assert [(row["contribution"], row["currency"], row["contribution_eur"]) for row in rows] == [
        ("750", "DKK", "100.57"),
        ("10.0", "EUR", "10.0"),
        ("5", "XTS", None),
        (None, None, None),
    ]


def test_an_organisation_stands_in_the_most_detailed_of_its_places(store: Store) -> None:
    country, county, town = (
        place(code, code=code, level=level)
        for code, level in (("LT", "country"), ("LT029", "nuts3"), ("Z-LAU", "lau"))
    )
    city = organisation("c")
    write(
        store,
        [
            record(
                "c",
                city,
                *[country, county, town],
                ties=[tie(Tie.LOCATED_IN, city, where) for where in (country, county, town)],
            )
        ],
    )
    snapshot = freeze(store).snapshot
    where = snapshot.organisation(0)
    assert where["place"] == "Z-LAU"
    assert snapshot.places["code"][where["located_in"]].as_py() == "Z-LAU"


def test_other_ties_are_told_with_their_ends_and_records(store: Store) -> None:
    part, whole, joint, gone = organisation("part"), organisation("whole"), project("p"), place("gone")
    crowd, water = NodeClaim(Node.GROUP, "grp-1", {}), theme("water")
    claims = [
        tie(Tie.SUBORDINATE_TO, part, whole),
        tie(Tie.MEMBER_OF, part, whole),
        tie(Tie.PART_OF, part, whole),
        tie(Tie.ABOUT, part, water),
        tie(Tie.SUPPLIES, part, joint),
        tie(Tie.EXCLUDES, joint, gone),
        tie(Tie.PARTICIPATES_IN, crowd, joint),
        tie(Tie.PARTICIPATES_IN, part, joint),
        tie(Tie.ABOUT, joint, water),
    ]
    stated = record("all", part, whole, joint, gone, crowd, water, ties=claims)
    write(store, [stated])
    assert frozen_tables(store)["ties"].to_pylist() == [
        {"type": kind, "from": start, "to": end, "records": [stated.uid]}
        for kind, start, end in (
            ("ABOUT", "org-part", "theme-water"),
            ("EXCLUDES", "prj-p", "place-gone"),
            ("MEMBER_OF", "org-part", "org-whole"),
            ("PARTICIPATES_IN", "grp-1", "prj-p"),
            ("PART_OF", "org-part", "org-whole"),
            ("SUBORDINATE_TO", "org-part", "org-whole"),
            ("SUPPLIES", "org-part", "prj-p"),
        )
    ]


def test_every_stated_tie_has_a_table() -> None:
    told = " ".join(
        getattr(freeze_statements, name).text
        for name in ("TIES", "PARTICIPATIONS", "ABOUT", "PLACES", "PROGRAMMES")
    )
    assert [kind for kind in Tie if not kind.facts.derived and kind not in told] == []


def test_more_than_one_portion_is_read_whole(store: Store, monkeypatch) -> None:
    write(store, network())
    whole = freeze(store).snapshot.id
    monkeypatch.setattr(freeze_module, "PORTION", 2)
    assert freeze(store).snapshot.id == whole


def test_every_table_has_its_schema(store: Store) -> None:
    write(store, network())
    assert {name: table.schema for name, table in freeze(store).snapshot.tables.items()} == TABLES


def test_an_empty_graph_freezes(store: Store) -> None:
    frozen = freeze(store)
    assert len(frozen.snapshot.organisations) == 0
    assert frozen.version == Version(None, 0)


def test_the_same_content_loaded_in_another_order_has_the_same_id(store: Store) -> None:
    write(store, network())
    first = freeze(store).snapshot.id
    wipe(store)
    write(store, network()[::-1], size=2)
    assert freeze(store).snapshot.id == first


def test_another_process_with_another_hash_seed_reads_the_same_id(store: Store, neo4j_server) -> None:
    write(store, network())
    other_seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    told = subprocess.run(
        [sys.executable, "-c", FREEZE_ELSEWHERE, *neo4j_server],
        env=os.environ | {"PYTHONHASHSEED": other_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == [freeze(store).snapshot.id]


def test_deriving_changes_nothing_in_the_snapshot(store: Store) -> None:
    write(store, network())
    before = freeze(store)
    derive(store, Silent())
    after = freeze(store)
    assert before.snapshot.id == after.snapshot.id


@pytest.fixture
def count_reads(monkeypatch) -> list[int]:
    """Grows by one whenever the whole graph is read."""
    reads: list[int] = []
    real = freeze_module.freeze

    def counting(store: Store) -> Frozen:
        reads.append(1)
        return real(store)

    monkeypatch.setattr(freeze_module, "freeze", counting)
    return reads


def test_a_kept_snapshot_is_used_again(store: Store, settings: Settings, count_reads: list[int]) -> None:
    write(store, network())
    first, second = latest(store, settings), latest(store, settings)
    assert len(count_reads) == 1
    assert second.snapshot.id == first.snapshot.id
    assert second.version == first.version == graph_version(store)


def test_a_snapshot_at_hand_is_used_again_without_a_look_at_the_disk(
    store: Store, settings: Settings
) -> None:
    write(store, network())
    known = freeze(store)
    assert latest(store, settings, known) is known
    assert not settings.home.exists()


def test_a_kept_snapshot_is_not_used_after_a_write(store: Store, settings: Settings) -> None:
    write(store, network())
    before = latest(store, settings)
    write(store, [participation("new", "p")])
    assert len(latest(store, settings).snapshot.organisations) == 4
    assert len(latest(store, settings, before).snapshot.organisations) == 4


def test_a_kept_snapshot_is_not_used_for_another_database(store: Store, settings: Settings) -> None:
    write(store, network())
    first = latest(store, settings)
    wipe(store)
    write(store, [participation("x", "y")])
    second = latest(store, settings)
    assert second.version.number == first.version.number
    assert second.snapshot.organisation_uids == ["org-x"]


def test_a_file_damaged_on_disk_is_read_from_the_graph_again(store: Store, settings: Settings) -> None:
    write(store, network())
    frozen = latest(store, settings)
    for file in (settings.home / "snapshots").rglob("*.arrow"):
        file.write_bytes(file.read_bytes()[:40])
    assert latest(store, settings).snapshot.id == frozen.snapshot.id


def test_a_snapshot_kept_by_another_version_of_the_program_is_not_used(
    store: Store, settings: Settings
) -> None:
    write(store, network())
    latest(store, settings)
    file = next((settings.home / "snapshots").rglob("organisations.arrow"))
    with pa.ipc.open_file(file.read_bytes()) as reader:
        older = reader.read_all().drop_columns("sector")
    with pa.OSFile(str(file), "wb") as sink, pa.ipc.new_file(sink, older.schema) as writer:
        writer.write_table(older)
    assert latest(store, settings).snapshot.organisations.schema == TABLES["organisations"]


def test_no_half_written_file_is_left(store: Store, settings: Settings) -> None:
    write(store, network())
    frozen = latest(store, settings)
    folder = settings.home / "snapshots"
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert names == {"latest.json", *(str(Path(frozen.snapshot.id) / f"{name}.arrow") for name in TABLES)}
    assert json.loads((folder / "latest.json").read_text())["id"] == frozen.snapshot.id


def test_many_readers_at_once_get_the_same_snapshot(store: Store, settings: Settings) -> None:
    write(store, network())
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: latest(store, settings).snapshot.id, range(6)))
    assert len(set(found)) == 1


def interfere(store: Store, monkeypatch, *, times: int) -> None:
    """Lets another writer come in the middle of reading the graph, as often as `times`."""
    real = freeze_module._places
    left = list(range(times))

    def places(rows: list[list[object]]) -> pa.Table:
        if left:
            write(store, [participation(f"late{left.pop()}", "p")])
        return real(rows)

    monkeypatch.setattr(freeze_module, "_places", places)


def test_a_write_while_the_graph_is_read_asks_for_another_try(store: Store, monkeypatch) -> None:
    write(store, network())
    interfere(store, monkeypatch, times=1)
    frozen = freeze(store)
    assert "org-late0" in frozen.snapshot.organisation_uids
    assert frozen.version == graph_version(store)


def test_a_graph_that_is_written_all_the_time_is_given_up(store: Store, monkeypatch) -> None:
    write(store, network())
    interfere(store, monkeypatch, times=100)
    with pytest.raises(StoreError, match="being written all the time"):
        freeze(store)
