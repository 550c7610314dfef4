from graph.analysis.cluster_names import name_cluster
from tests.builders import snapshot_of


def test_a_cluster_is_called_by_theme_country_and_best_connected_member() -> None:
    snapshot = snapshot_of(
        {"p": ["a", "b"], "q": ["b", "c"]},
        values={"a": {"country": "PL"}, "b": {"country": "LT", "name": "Utena"}, "c": {"country": "LT"}},
        about={"p": ["Water"], "q": ["Water", "Air"]},
    )
    assert name_cluster(snapshot, [1, 0, 2]) == "Water · LT · Utena"


def test_themes_of_other_projects_do_not_speak_for_the_cluster() -> None:
    snapshot = snapshot_of({"p": ["a", "b"], "q": ["c", "d"]}, about={"q": ["Water"]})
    assert name_cluster(snapshot, [0, 1]) == "a"


def test_a_theme_that_few_projects_share_does_not_speak_for_the_cluster() -> None:
    memberships = {f"p{i}": ["a", "b"] for i in range(6)}
    assert name_cluster(snapshot_of(memberships, about={"p0": ["Water"]}), [0, 1]) == "a"


def test_of_equally_frequent_themes_the_first_in_the_alphabet_is_told() -> None:
    snapshot = snapshot_of({"p": ["a", "b"]}, about={"p": ["Water", "Air"]})
    assert name_cluster(snapshot, [0, 1]) == "Air · a"


def test_a_member_without_name_is_said_to_have_none() -> None:
    snapshot = snapshot_of({"p": ["a", "b"]}, values={"a": {"name": ""}})
    assert name_cluster(snapshot, [0, 1]) == "name not stated"
