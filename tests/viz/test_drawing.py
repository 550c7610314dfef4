from dataclasses import replace

import numpy as np
from pyvis.network import Network
from scipy.spatial.distance import pdist

from viz.drawing import drawing, places_of, story
from viz.model import MapNote, NetworkMap


def drawn(network):
    return drawing(network, places=places_of(network, seed=1))


def test_nodes_and_ties_go_by_number_in_columns_of_one_length(small_map):
    facts = drawn(small_map)
    assert [len(facts["nodes"][name]) for name in ("x", "y", "size", "mark")] == [5] * 4
    assert (facts["edges"]["from"], facts["edges"]["to"]) == ([0, 0, 1, 2], [1, 2, 2, 3])
    assert [facts["marks"][mark] for mark in facts["nodes"]["mark"]] == [
        "square",
        "ring",
        "dot",
        "dot",
        "dot",
    ]


def test_what_is_unknown_stays_null(small_map):
    organisations = drawn(small_map)["organisations"]
    assert organisations[4] == ["e", None, "ngo", None, None, 0.0, 1]
    assert organisations[1][2] is None


def test_a_project_on_many_ties_is_written_once_and_its_themes_by_number(small_map):
    first, *others = small_map.ties
    themed = replace(first, projects=(replace(first.projects[0], themes=("b", "a")), first.projects[1]))
    facts = drawn(replace(small_map, ties=(themed, *others)))
    assert facts["themes"] == ["a", "b"]
    assert facts["projects"] == [["Joint stage", 2019, [1, 0]], [None, None, []], ["Tail", None, []]]
    assert [numbers for _, numbers in facts["ties"]] == [[0, 1], [0], [0], [2]]


def test_evidence_is_kept_by_organisation_and_project_each_record_once(small_map):
    stated = {("a", "p1"): ("r2", "r1"), ("b", "p1"): ("r1",), ("a", "elsewhere"): ("r9",)}
    facts = drawn(replace(small_map, evidence=stated))
    assert facts["records"] == ["r1", "r2"]
    assert facts["evidence"] == {0: {0: [1, 0]}, 1: {0: [0]}}


def test_kinds_that_occur_are_listed_by_frequency_with_the_unknown_last(small_map):
    kinds = drawn(small_map)["kinds"]
    assert [kind["id"] for kind in kinds] == ["ngo", "municipality", None]
    assert kinds[2]["name"] == "kind not stated"


def test_clusters_carry_their_names_and_colours(small_map):
    clusters = drawn(small_map)["clusters"]
    assert clusters == [{"id": 1, "name": "North", "slot": 1}, {"id": 2, "name": "South", "slot": 2}]


def test_a_path_and_the_centre_are_given_by_number(small_map):
    facts = drawn(replace(small_map, highlight=("a", "c", "d"), centre="b", depth=2))
    assert (facts["path"], facts["centre"], facts["depth"]) == ([0, 2, 3], 1, 2)


def test_a_note_keeps_the_view_of_its_tie_its_organisation_or_the_whole(small_map):
    notes = (MapNote("<b>", ("c", "a")), MapNote("two", ("a", "d")), MapNote("three"))
    assert story(replace(small_map, story=notes)) == [
        {"text": "<b>", "view": {"focus": {"type": "tie", "tie": 1}}},
        {"text": "two", "view": {"focus": {"type": "organisation", "id": 3}}},
        {"text": "three", "view": {"focus": None}},
    ]


def test_no_mark_lies_on_another(cliques):
    nodes = drawn(cliques)["nodes"]
    need = np.add.outer(nodes["size"], nodes["size"])[np.triu_indices(len(nodes["size"]), k=1)]
    assert (pdist(np.column_stack([nodes["x"], nodes["y"]])) > need).all()


def test_an_empty_map_can_be_drawn():
    assert drawn(NetworkMap("Nothing", (), ()))["nodes"]["x"] == []


def test_pyvis_own_adding_of_nodes_and_edges_is_not_used(small_map, monkeypatch):
    """Each add_edge looks through all edges before it: 20,000 ties took 20 s."""

    def slow(*_, **__):
        raise AssertionError

    monkeypatch.setattr(Network, "add_node", slow)
    monkeypatch.setattr(Network, "add_edge", slow)
    assert len(drawn(small_map)["edges"]["from"]) == 4
