"""Below a map its parameters stand in the reader's words."""

import pytest

from api.answers.gap_matrix import CellsAsked
from graph.analysis.connections import Via
from graph.analysis.filtering import Filter
from graph.projection import Counting
from viz.languages import speaking
from viz.map_parameters import told_parameters


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["resolution: 1.5", "seed: 123456", "counting of joint projects: fractional"]),
        ("lt", ["skiriamoji geba: 1,5", "pradinė reikšmė: 123456", "bendrų projektų skaičiavimas: dalinis"]),
        ("hu", ["felbontás: 1,5", "kezdőérték: 123456", "a közös projektek számítása: törtszámítás"]),
    ],
)
def test_names_and_words_are_those_of_the_reader(language: str, told: list[str]) -> None:
    with speaking(language):
        found = told_parameters({"resolution": 1.5, "seed": 123456, "counting": "fractional", "theme": None})
    assert found == told


def test_territories_levels_and_themes_are_called_by_their_names() -> None:
    with speaking("pl"):
        found = told_parameters({"territory": "LT", "level": "nuts2", "theme": "Tourism", "neighbours": True})
    assert found == [
        "terytorium: Litwa",
        "jednostki: regiony (NUTS 2)",
        "temat: Turystyka",
        "tylko sąsiedzi przez ląd: tak",
    ]


def test_several_values_are_told_one_after_the_other() -> None:
    assert told_parameters({"via": ["theme", "funder"]}) == ["connected by: themes, funders"]


def test_an_earlier_period_says_that_it_is_earlier() -> None:
    assert told_parameters({"before_from": "2007"}) == ["in the period before: from: 2007"]


def test_what_is_not_known_stays_as_it_is() -> None:
    with speaking("da"):
        assert told_parameters({"zone": "x", "territory": "LT021"}) == ["zone: x", "område: LT021"]


def test_every_parameter_that_a_map_can_have_has_a_name_in_another_language() -> None:
    fields = {"start": "from", "end": "to"}
    names = {fields.get(one, one) for one in Filter.__slots__}
    names |= {"resolution", "seed", "counting", "k", "via", "by", "territory", "level", "draws"}
    names |= {one for one in CellsAsked.__slots__ if one in ("verdict", "within_km", "order", "neighbours")}
    with speaking("hu"):
        told = {name: told_parameters({name: "7"})[0] for name in names}
    assert {name for name, said in told.items() if said.startswith(f"{name}:")} == set()


def test_every_way_of_counting_and_connecting_is_told_in_words() -> None:
    with speaking("da"):
        ways = told_parameters({"counting": list(Counting), "via": list(Via)})
    assert ways == [
        "optælling af fælles projekter: fuld, brøkvis, efter budget",
        "forbundet gennem: fælles projekter, administration, temaer, bidragydere, lande",
    ]
