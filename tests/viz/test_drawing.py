from dataclasses import replace

import numpy as np
from pyvis.network import Network
from scipy.spatial.distance import pdist

from viz.drawing import drawing
from viz.model import NetworkMap


def test_nodes_and_edges_go_by_number_and_names_are_only_labels(small_map):
    vis = drawing(small_map, seed=1)["vis"]
    assert [node["id"] for node in vis["nodes"]] == [0, 1, 2, 3, 4]
    assert [(edge["from"], edge["to"]) for edge in vis["edges"]] == [(0, 1), (0, 2), (1, 2), (2, 3)]
    assert vis["nodes"][0]["label"] == "Organisation a"
    assert not any("title" in thing for thing in vis["nodes"] + vis["edges"])


def test_physics_and_improved_layout_are_off_and_edges_straight(small_map):
    options = drawing(small_map, seed=1)["vis"]["options"]
    assert options["physics"] == {"enabled": False}
    assert options["layout"] == {"improvedLayout": False}
    assert options["edges"]["smooth"] is False


def test_what_is_unknown_stays_null(small_map):
    organisations = drawing(small_map, seed=1)["organisations"]
    assert organisations[4] == ["e", None, "ngo", None, None, 0.0, 1]
    assert organisations[1][2] is None


def test_a_project_on_many_ties_is_written_once(small_map):
    facts = drawing(small_map, seed=1)
    assert facts["projects"] == [["Joint stage", 2019], [None, None], ["Tail", None]]
    assert [numbers for _, numbers in facts["ties"]] == [[0, 1], [0], [0], [2]]


def test_kinds_that_occur_are_listed_by_frequency_with_the_unknown_last(small_map):
    kinds = drawing(small_map, seed=1)["kinds"]
    assert [kind["id"] for kind in kinds] == ["ngo", "municipality", None]
    assert kinds[2]["name"] == "kind not stated"


def test_clusters_carry_their_names_and_colours(small_map):
    clusters = drawing(small_map, seed=1)["clusters"]
    assert clusters == [{"id": 1, "name": "North", "slot": 1}, {"id": 2, "name": "South", "slot": 2}]


def test_a_path_is_given_by_number(small_map):
    assert drawing(replace(small_map, highlight=("a", "c", "d")), seed=1)["path"] == [0, 2, 3]


def test_no_mark_lies_on_another(cliques):
    nodes = drawing(cliques, seed=1)["vis"]["nodes"]
    sizes = np.array([node["size"] for node in nodes])
    need = np.add.outer(sizes, sizes)[np.triu_indices(len(sizes), k=1)]
    assert (pdist([(node["x"], node["y"]) for node in nodes]) > need).all()


def test_an_empty_map_can_be_drawn():
    assert drawing(NetworkMap("Nothing", (), ()), seed=1)["vis"]["nodes"] == []


def test_pyvis_own_adding_of_nodes_and_edges_is_not_used(small_map, monkeypatch):
    """Each add_edge looks through all edges before it: 20,000 ties took 20 s."""

    def slow(*_, **__):
        raise AssertionError

    monkeypatch.setattr(Network, "add_node", slow)
    monkeypatch.setattr(Network, "add_edge", slow)
    assert len(drawing(small_map, seed=1)["vis"]["edges"]) == 4
