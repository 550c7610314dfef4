import pytest

from graph.analysis.sector_mix import sector_mix
from graph.vocabulary import Sector


def test_all_four_sectors_together_are_social_clustering() -> None:
    mix = sector_mix({"public": 2, "private": 1, "civic": 1, "science": 4, "unknown": 3})
    assert mix.all_four is True
    assert (mix.missing, mix.unknown) == ((), 3)


def test_a_sector_that_nobody_belongs_to_is_named() -> None:
    mix = sector_mix({"public": 2, "science": 4})
    assert (mix.present, mix.missing) == ((Sector.PUBLIC, Sector.SCIENCE), (Sector.PRIVATE, Sector.CIVIC))
    assert mix.all_four is False


@pytest.mark.parametrize(("unknown", "all_four"), [(1, False), (2, None), (5, None)])
def test_members_of_unknown_sector_leave_it_open_where_they_could_fill_every_gap(unknown, all_four) -> None:
    assert sector_mix({"public": 2, "science": 4, "unknown": unknown}).all_four is all_four
