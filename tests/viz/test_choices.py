"""Themes are offered, and understood, as the reader calls them."""

from viz import choices
from viz.languages import speaking


def test_themes_are_offered_in_the_readers_language_sorted_by_it() -> None:
    with speaking("lt"):
        assert choices.themes(["Tourism", "Safety", "Bees"]) == ["Bees", "Sauga", "Turizmas"]


def test_a_theme_is_understood_by_its_name_in_the_readers_language_and_by_that_of_the_source() -> None:
    with speaking("pl"):
        asked = ["turystyka", "Tourism", "Gospodarka wodna", "Bees"]
        assert [choices.stated_theme(one) for one in asked] == [
            "Tourism",
            "Tourism",
            "Water management",
            "Bees",
        ]
