import pyarrow as pa

from graph.analysis.cluster_names import cluster_names
from graph.analysis.clusters import clusters
from graph.snapshot import Snapshot, table_of
from tests.builders import snapshot_of


def name_of_first(snapshot: Snapshot) -> str:
    return clusters(snapshot).clusters[0].name


def test_a_cluster_is_called_by_theme_country_and_best_connected_member() -> None:
    snapshot = snapshot_of(
        {"p": ["a", "b"], "q": ["b", "c"]},
        values={"a": {"country": "PL"}, "b": {"country": "LT", "name": "Utena"}, "c": {"country": "LT"}},
        about={"p": ["Water"], "q": ["Water", "Air"]},
    )
    assert name_of_first(snapshot) == "Water · LT · Utena"


def test_what_everybody_works_on_does_not_name_a_cluster_that_has_something_of_its_own() -> None:
    """Four groups, all of them about water; the first does half of its projects on bees as well."""
    memberships = {f"p{g}{i}": [f"{g}-a", f"{g}-b", f"{g}-{i}"] for g in "wxyz" for i in range(6)}
    about = {project: ["Water", "Bees"] if project < "pw3" else ["Water"] for project in memberships}
    found = clusters(snapshot_of(memberships, about=about))
    names = {cluster.name.split(" · ")[1]: cluster.name.split(" · ")[0] for cluster in found.clusters}
    assert names == {"w-a": "Bees", "x-a": "Water", "y-a": "Water", "z-a": "Water"}


def test_a_country_that_stands_out_goes_before_a_more_frequent_one() -> None:
    memberships = {f"p{g}{i}": [f"{g}-a", f"{g}-b", f"{g}-{i}"] for g in "wxyz" for i in range(6)}
    members = sorted({who for members in memberships.values() for who in members})
    values = {who: {"country": "LT" if who in ("w-0", "w-1", "w-2") else "DE"} for who in members}
    found = clusters(snapshot_of(memberships, values=values))
    names = {cluster.name.split(" · ")[1]: cluster.name.split(" · ")[0] for cluster in found.clusters}
    assert names == {"w-a": "LT", "x-a": "DE", "y-a": "DE", "z-a": "DE"}


def test_themes_of_other_projects_do_not_speak_for_the_cluster() -> None:
    snapshot = snapshot_of({"p": ["a", "b"], "q": ["c", "d"]}, about={"q": ["Water"]})
    assert name_of_first(snapshot) == "a"


def test_a_theme_that_few_projects_share_does_not_speak_for_the_cluster() -> None:
    memberships = {f"p{i}": ["a", "b"] for i in range(6)}
    assert name_of_first(snapshot_of(memberships, about={"p0": ["Water"]})) == "a"


def test_of_equally_telling_themes_the_first_in_the_alphabet_is_told() -> None:
    snapshot = snapshot_of({"p": ["a", "b"]}, about={"p": ["Water", "Air"]})
    assert name_of_first(snapshot) == "Air · a"


def test_a_member_without_name_is_said_to_have_none() -> None:
    snapshot = snapshot_of({"p": ["a", "b"]}, values={"a": {"name": ""}})
    assert name_of_first(snapshot) == "name not stated"


def test_a_theme_without_a_name_names_nothing() -> None:
    snapshot = snapshot_of({"p": ["a", "b"]}, about={"p": [""]})
    assert name_of_first(snapshot) == "a"


def test_without_clusters_there_are_no_names() -> None:
    snapshot = snapshot_of({"p": ["a"]})
    assert cluster_names(snapshot, clusters(snapshot).cluster_of, []) == []


def in_regions(snapshot: Snapshot, *places: int | None) -> Snapshot:
    """The snapshot with its organisations placed in two regions below one country."""
    rows = [
        {"uid": "c", "code": "LT", "name": "Lietuva", "level": "country", "country": "LT", "part_of": []},
        {"uid": "r1", "code": "LT01", "name": "Sostinė", "level": "nuts2", "country": "LT", "part_of": ["c"]},
        {"uid": "r2", "code": "LT02", "name": "Vidurys", "level": "nuts2", "country": "LT", "part_of": ["c"]},
        {"uid": "t", "code": "LT029", "name": "Utena", "level": "nuts3", "country": "LT", "part_of": ["r2"]},
    ]
    organisations = snapshot.organisations
    located = organisations.set_column(
        organisations.column_names.index("located_in"), "located_in", pa.array(places, type=pa.int32())
    )
    return Snapshot(dict(snapshot.tables) | {"organisations": located, "places": table_of("places", rows)})


def test_a_cluster_of_one_region_is_called_after_it() -> None:
    snapshot = snapshot_of({"p": ["a", "b", "c"]}, values={who: {"country": "LT"} for who in "abc"})
    assert name_of_first(in_regions(snapshot, 3, 2, 1)) == "Vidurys · a"


def test_where_no_region_has_half_of_the_members_the_country_is_told() -> None:
    snapshot = snapshot_of({"p": ["a", "b", "c"]}, values={who: {"country": "LT"} for who in "abc"})
    assert name_of_first(in_regions(snapshot, 3, 1, None)) == "LT · a"
