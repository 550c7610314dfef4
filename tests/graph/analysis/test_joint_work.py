"""How many projects join two groups, against counting them one by one."""

from hypothesis import given
from hypothesis import strategies as some

from graph.analysis.divisions import divided_by
from graph.analysis.joint_work import joint_project_counts
from tests.builders import snapshot_of

COUNTRY = {"a": "AA", "b": "AA", "c": "BB", "d": "CC", "e": None}


@given(some.lists(some.sets(some.sampled_from("abcde"), min_size=1), max_size=8))
def test_a_project_counts_once_for_each_pair_of_groups_in_it(projects: list[set[str]]) -> None:
    members = {str(number): sorted(who) for number, who in enumerate(projects)}
    values = {who: {"country": code} for who, code in COUNTRY.items() if code}
    snapshot = snapshot_of(members, alone=COUNTRY, values=values)
    division = divided_by(snapshot, "country")
    found = joint_project_counts(snapshot, division)
    of_groups = [{COUNTRY[who] for who in project} for project in projects]
    for i, a in enumerate(division.codes):
        for j, b in enumerate(division.codes):
            assert found[i, j] == sum({a, b} <= groups for groups in of_groups)
