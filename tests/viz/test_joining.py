from viz.joining import joined
from viz.model import MapProject, MapTie

FIRST, SECOND = MapProject("p1", "First", 2015), MapProject("p2", "Second", None)


def test_parallel_ties_become_one_with_all_projects_and_the_whole_weight():
    ties = (MapTie("b", "a", 1.0, (FIRST,)), MapTie("a", "b", 0.5, (FIRST, SECOND)))
    (tie,) = joined(ties)
    assert (tie.pair, tie.weight, tie.projects) == (("a", "b"), 1.5, (FIRST, SECOND))


def test_an_organisation_is_no_partner_of_itself():
    assert joined((MapTie("a", "a", 1.0),)) == ()


def test_single_ties_stay_as_they_are():
    tie = MapTie("a", "b", 1.0, (FIRST,))
    assert joined((tie,)) == (tie,)
