import random
from collections.abc import Sequence

import pytest

from graph.records import Record, canonical
from graph.store.freeze import graph_version
from graph.store.session import Store
from graph.store.statement import Statement
from graph.vocabulary import Kind, Tie
from tests.builders import (
    funding,
    organisation,
    participation,
    place,
    project,
    record,
    theme,
    tie,
    write,
)
from tests.graph.store.dump import graph_dump, nodes, ties

LEDGER = Statement(
    "ledger",
    """
    MATCH (b:Batch)-[:OF]->(j:Job)
    RETURN b.number AS number, b.written AS written, b.unchanged AS unchanged, b.version AS version
    ORDER BY number
    """,
)
CLAIMS = Statement(
    "claims",
    """
    MATCH (r:Record)-[d:DESCRIBES]->({uid: $uid})
    RETURN r.source AS source, d.values AS said
    ORDER BY source
    """,
)


def town() -> list[Record]:
    """Records of several kinds that speak of each other's nodes, with doubled and disagreeing values."""
    seat, water = place("LT028", code="LT028", name="Utenos apskritis"), theme("water", name="Water")
    utena = organisation("utena", name="Utena", names=("Utena", "Utian"), kind=str(Kind.MUNICIPALITY))
    return [
        record("place", seat),
        record("theme", water),
        record("utena", utena, place("LT028"), ties=[tie(Tie.LOCATED_IN, utena, seat)]),
        record("utena again", organisation("utena", name="Utena r. sav.", names=("Utena", "Uciana"))),
        *(participation(who, what, role="partner") for who in ("utena", "b", "c") for what in ("p", "q")),
        participation("utena", "p", source="other", role="lead"),
        record("p", project("p", title="P"), water, ties=[tie(Tie.ABOUT, project("p"), water)]),
        funding("p", "interreg", amount="10.50", currency="EUR"),
    ]


def shuffled(records: Sequence[Record], seed: int) -> list[Record]:
    return random.Random(seed).sample(list(records), len(records))


def test_the_same_batch_twice_changes_nothing(store: Store) -> None:
    first = write(store, town())
    before, version = graph_dump(store), graph_version(store)
    second = write(store, town())
    assert graph_dump(store) == before
    assert graph_version(store) == version
    assert first[0].written == second[0].unchanged == {r.uid for r in town()}
    assert second[0].written == frozenset()


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_neither_order_nor_batch_size_matters(store: Store, size: int) -> None:
    # Records whose nodes are described elsewhere only name them, so any of them may come first.
    write(store, town())
    expected = graph_dump(store)
    store.write(lambda tx: tx.run(Statement("wipe", "MATCH (n) DETACH DELETE n")))
    write(store, shuffled(town(), seed=size), size=size)
    assert graph_dump(store) == expected


def test_what_is_only_partly_new_is_written_only_as_far_as_it_is_new(store: Store) -> None:
    write(store, town()[:5])
    outcome = write(store, town())[0]
    assert outcome.written == {r.uid for r in town()[5:]}
    assert outcome.unchanged == {r.uid for r in town()[:5]}


def test_a_changed_record_replaces_the_values_it_gave(store: Store) -> None:
    write(store, [record("a", organisation("a", name="Old", town="Utena"))])
    write(store, [record("a", organisation("a", name="New"))])
    assert nodes(store, "Organisation")["org-a"] == {
        "uid": "org-a",
        "name": "New",
        "labels": {"Organisation"},
    }


def test_a_changed_record_replaces_its_descriptions(store: Store) -> None:
    write(store, [record("k", organisation("a", name="A"), organisation("b", name="B"))])
    write(store, [record("k", organisation("a", name="A2"))])
    assert store.rows(CLAIMS, uid="org-a") == [{"source": "test", "said": canonical({"name": "A2"})}]
    assert store.rows(CLAIMS, uid="org-b") == []
    assert "org-b" not in nodes(store, "Organisation")


def test_a_changed_record_gives_the_same_graph_as_if_it_had_always_said_so(store: Store) -> None:
    write(store, town())
    write(store, [participation("utena", "q", role="lead")])
    changed = [
        record("utena again", organisation("utena", name="Uciana")),
        participation("b", "q", role="lead"),
    ]
    write(store, changed)
    found = graph_dump(store)
    store.write(lambda tx: tx.run(Statement("wipe", "MATCH (n) DETACH DELETE n")))
    replaced = {r.uid: r for r in [*town(), participation("utena", "q", role="lead"), *changed]}
    write(store, list(replaced.values()))
    assert found == graph_dump(store)


def test_a_tie_that_a_changed_record_no_longer_states_is_gone(store: Store) -> None:
    a, p = organisation("a"), project("p")
    write(store, [record("k", a, p, ties=[tie(Tie.PARTICIPATES_IN, a, p)])])
    write(store, [record("k", a, p)])
    assert ties(store, "PARTICIPATES_IN") == {}


def test_a_tie_that_two_records_state_survives_the_withdrawal_of_one(store: Store) -> None:
    a, p = organisation("a"), project("p")
    one, two = (record(k, a, p, ties=[tie(Tie.PARTICIPATES_IN, a, p)], source=k) for k in ("one", "two"))
    write(store, [one, two])
    write(store, [record("one", a, p, source="one")])
    left = ties(store, "PARTICIPATES_IN")["org-a", "prj-p"]
    assert left == {"uid": two.ties[0].key.uid, "records": [two.uid]}


def test_a_tie_carries_what_each_record_says_of_it(store: Store) -> None:
    lead = participation("a", "p", source="x", role="lead")
    partner = participation("a", "p", source="y", role="partner", department="D")
    write(store, [lead, partner])
    stated = ties(store, "PARTICIPATES_IN")["org-a", "prj-p"]
    said = dict(zip(stated["records"], stated["claims"], strict=True))
    assert said == {lead.uid: '{"role":"lead"}', partner.uid: '{"department":"D","role":"partner"}'}
    assert stated["records"] == sorted([lead.uid, partner.uid])
    assert (stated["role"], stated["department"]) == ("lead", "D")


def test_the_same_tie_in_many_batches_is_one_tie(store: Store) -> None:
    records = [participation("a", "p", source=f"s{i}") for i in range(5)]
    write(store, records, size=2)
    stated = ties(store, "PARTICIPATES_IN")
    assert list(stated) == [("org-a", "prj-p")]
    assert len(stated["org-a", "prj-p"]["records"]) == 5


def test_the_label_of_the_kind_follows_the_kind(store: Store) -> None:
    def labels(kind: Kind | None) -> set[str]:
        values = {"kind": str(kind)} if kind else {}
        write(store, [record("a", organisation("a", name="A", **values))])
        found: set[str] = nodes(store, "Organisation")["org-a"]["labels"]
        return found

    assert labels(Kind.NGO) == {"Organisation", "Ngo"}
    assert labels(Kind.SCHOOL) == {"Organisation", "School"}
    assert labels(None) == {"Organisation"}


def test_two_sources_that_disagree_are_both_kept_and_one_value_is_shown(store: Store) -> None:
    for source, name in (("x", "Utena"), ("y", "Uciana"), ("z", "Utena")):
        write(store, [record("a", organisation("a", name=name), source=source)])
    assert [(row["source"], row["said"]) for row in store.rows(CLAIMS, uid="org-a")] == [
        ("x", '{"name":"Utena"}'),
        ("y", '{"name":"Uciana"}'),
        ("z", '{"name":"Utena"}'),
    ]
    assert nodes(store, "Organisation")["org-a"]["name"] == "Utena"


def test_a_record_that_only_names_a_node_takes_nothing_from_it(store: Store) -> None:
    write(store, [record("a", organisation("a", name="A"))])
    write(store, [record("b", organisation("a"))])
    assert nodes(store, "Organisation")["org-a"]["name"] == "A"


def test_a_tie_to_a_node_that_nobody_names_fails_the_whole_batch(store: Store) -> None:
    write(store, town())
    before, version = graph_dump(store), graph_version(store)
    a = organisation("new", name="New")
    dangling = record("k", a, ties=[tie(Tie.PARTICIPATES_IN, a, project("nowhere"))])
    with pytest.raises(ValueError, match="end that no record describes"):
        write(store, [record("fine", organisation("fine", name="Fine")), dangling])
    assert graph_dump(store) == before
    assert graph_version(store) == version


def test_the_ledger_has_an_entry_per_batch_that_changed_something(store: Store) -> None:
    write(store, town()[:4], size=2)
    write(store, [*town()[:4], record("new", organisation("new", name="N"))], size=2)
    assert store.rows(LEDGER) == [
        {"number": 0, "written": 2, "unchanged": 0, "version": 1},
        {"number": 1, "written": 2, "unchanged": 0, "version": 2},
        {"number": 2, "written": 1, "unchanged": 0, "version": 3},
    ]


def test_the_ledger_entry_is_part_of_the_transaction_it_vouches_for(store: Store) -> None:
    a = organisation("a")
    with pytest.raises(ValueError, match="end that no record"):
        write(store, [record("k", a, ties=[tie(Tie.PARTICIPATES_IN, a, project("nowhere"))])])
    assert store.rows(LEDGER) == []
    assert graph_version(store).number == 0


def test_a_record_keeps_what_the_source_said_and_where(store: Store) -> None:
    said = {"Name": "Utena", "Call SN": "2"}
    written = record("k", organisation("a", name="Utena"), source="x", row=17, raw=said)
    write(store, [written])
    kept = nodes(store, "Record")[written.uid]
    assert (kept["source"], kept["key"], kept["raw"]) == ("x", "k", canonical(said))
    assert (kept["file"], kept["part"], kept["row"]) == ("test.xlsx", "sheet", 17)
    assert kept["checksum"] == written.checksum()


@pytest.mark.parametrize(
    "name",
    [
        "x'}) DETACH DELETE n //",
        'say "no" \\ `MATCH`',
        "\N{RIGHT-TO-LEFT OVERRIDE}gro.elpmaxe",
        "nul \x00 and bell \x07",
        "<img src=x onerror=alert(1)>",
        "$name {uid: 1}",
        "Ω" * 10_000,
    ],
    ids=["cypher", "quotes", "rtl", "control", "html", "parameter", "10 kB"],
)
def test_a_hostile_name_is_stored_as_it_is(store: Store, name: str) -> None:
    write(store, [participation("a", "p"), record("k", organisation("a", name=name), raw={name: name})])
    write(store, [record("k", organisation("a", name=name, town=name), raw={name: name})])
    said = [row["said"] for row in store.rows(CLAIMS, uid="org-a")]
    assert canonical({"name": name, "town": name}) in said
    assert nodes(store, "Organisation")["org-a"]["town"] == name
