"""A computed name is told in the reader's language, one that a person gave as it was given."""

import pytest

from graph.analysis.cluster_names import NameParts
from graph.analysis.clusters import Cluster
from viz.cluster_words import cluster_name
from viz.languages import speaking

PARTS = NameParts(theme="Tourism", country="LV", organisation="Kurzeme Planning Region")


def cluster(parts: NameParts, *, given: str | None = None) -> Cluster:
    return Cluster(
        0, given or parts.name, members=(), sectors={}, countries={}, given=bool(given), parts=parts
    )


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Tourism · Latvia · Kurzeme Planning Region"),
        ("pl", "Turystyka · Łotwa · Kurzeme Planning Region"),
        ("lt", "Turizmas · Latvija · Kurzeme Planning Region"),
        ("da", "Turisme · Letland · Kurzeme Planning Region"),
        ("hu", "Turizmus · Lettország · Kurzeme Planning Region"),
    ],
)
def test_theme_and_country_are_called_as_the_reader_calls_them(language: str, name: str) -> None:
    with speaking(language):
        assert cluster_name(cluster(PARTS)) == name


def test_programs_get_the_same_name_in_every_language() -> None:
    with speaking("lt"):
        assert PARTS.name == "Tourism · LV · Kurzeme Planning Region"


def test_what_a_source_states_stays_as_it_is() -> None:
    parts = NameParts(theme="Bees", region="Vidurys", country="LT", organisation="Utena")
    with speaking("hu"):
        assert cluster_name(cluster(parts)) == "Bees · Vidurys · Utena"


def test_a_cluster_whose_best_connected_member_has_no_name_says_so() -> None:
    with speaking("pl"):
        assert cluster_name(cluster(NameParts(country="PL"))) == "Polska · nazwy nie podano"


def test_a_name_that_a_person_gave_is_not_translated() -> None:
    with speaking("lt"):
        assert cluster_name(cluster(PARTS, given="Tourism")) == "Tourism"
