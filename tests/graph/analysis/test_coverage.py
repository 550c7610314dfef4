"""Lithuania's 60 municipalities and Hungary's counties, as the five networks speak of them."""

from collections.abc import Mapping

import pycountry
import pytest

from graph.analysis.coverage import TerritoryCoverage, Unnamed, territory_coverage
from graph.analysis.filtering import Filter, filtered
from graph.analysis.reference_lists import Unit, given_list, reference_list, words_of
from graph.snapshot import Snapshot, table_of
from tests.builders import snapshot_of

MUNICIPALITIES = ("LT-06", "LT-07", "LT-36", "LT-54")
Rows = list[dict[str, object]]


def place(code: str, level: str, *above: str, **values: object) -> dict[str, object]:
    known = pycountry.subdivisions.get(code=code)
    country = "LT" if code.startswith("LT") else "HU"
    return {
        "uid": code,
        "code": code,
        "name": known.name if known else code,
        "level": level,
        "country": country,
        "part_of": list(above),
        **values,
    }


def lithuania() -> Rows:
    counties = {code: pycountry.subdivisions.get(code=code).parent_code for code in MUNICIPALITIES}
    return [
        place("LT", "country"),
        *(place(code, "subdivision", above) for code, above in counties.items()),
        *(place(code, "subdivision", "LT") for code in sorted({*counties.values()})),
    ]


def held(
    members: Mapping[str, str],
    places: Rows,
    where: Mapping[str, str],
    *,
    values: Mapping[str, Mapping[str, str]] | None = None,
    ties: Rows | None = None,
) -> Snapshot:
    """Projects, places, and the place of each organisation by its code."""
    places = sorted(places, key=lambda row: str(row["uid"]))
    snapshot = snapshot_of(members, values=values)
    codes = [row["code"] for row in places]
    rows = [
        row | {"located_in": codes.index(where[row["uid"]]) if row["uid"] in where else None}
        for row in snapshot.organisations.to_pylist()
    ]
    tables = dict(snapshot.tables) | {
        "organisations": table_of("organisations", rows),
        "places": table_of("places", places),
        "ties": table_of("ties", ties or []),
    }
    return Snapshot(tables)


# Thirteen participants: four municipalities (a-d) with an institution each (e-h), and five placed nowhere.
WHERE = dict(zip("abcdefgh", MUNICIPALITIES * 2, strict=True))
KNOWN = {who: {"kind": "municipality", "country": "LT"} for who in "abcd"} | {
    who: {"country": "LT"} for who in "efghijkl"
}
NETWORK = held({"p": "abcdefghijklm"}, lithuania(), WHERE, values=KNOWN)


def found(snapshot: Snapshot, territory: str, level: str, *unnamed: Unnamed) -> TerritoryCoverage:
    reference = reference_list(snapshot, territory, level)
    assert reference is not None
    return territory_coverage(snapshot, territory, reference, unnamed)


def test_four_of_sixty_municipalities_take_part_and_fifty_six_are_absent_by_name() -> None:
    told = found(NETWORK, "LT", "municipality")
    assert len(told.reference.units) == 60
    assert [one.unit.code for one in told.present] == list(MUNICIPALITIES)
    assert len(told.absent) == told.missing == 56
    assert all(unit.name for unit in told.absent)
    assert told.reference.name.startswith("ISO 3166-2 (pycountry ")
    assert told.reference.year is not None


def test_each_participant_counts_once_also_above_its_unit() -> None:
    """Four of ten counties, two participants in each: eight, as by municipality; four stand nowhere."""
    counties = found(NETWORK, "LT", "county")
    assert (len(counties.reference.units), len(counties.present), counties.missing) == (10, 4, 6)
    assert {one.participants for one in counties.present} == {2}
    assert counties.participants == found(NETWORK, "LT", "municipality").participants == 8
    assert counties.unmatched == 4
    assert all(one.authority for one in counties.present)


def test_the_administration_itself_is_told_from_any_other_participant() -> None:
    others = held({"p": "ef"}, lithuania(), WHERE, values=KNOWN)
    assert [one.authority for one in found(others, "LT", "county").present] == [False, False]
    chosen = filtered(NETWORK, Filter(kind="municipality"))
    assert found(chosen, "LT", "municipality").participants == 4


def test_who_stands_in_a_place_but_takes_part_in_nothing_is_not_present() -> None:
    snapshot = held({"p": "ab", "q": "c"}, lithuania(), WHERE)
    told = found(snapshot, "LT", "municipality")
    assert [one.unit.code for one in told.present] == ["LT-06", "LT-07", "LT-36"]


def test_units_that_are_counted_but_not_named_leave_nobody_absent() -> None:
    """Twelve of 42 powiats, names not given."""
    powiats = given_list([Unit(f"PL-{n:02}", f"powiat {n}") for n in range(42)], "powiats of Mazovia")
    assert powiats is not None
    unnamed = (Unnamed("p", "powiats with working meetings", 12.0),)
    told = territory_coverage(NETWORK, "PL", powiats, unnamed)
    assert (told.present, told.absent, told.missing) == ((), (), 42)
    assert told.unnamed == unnamed


def hungary(*ties: tuple[str, str, str]) -> Snapshot:
    """Counties under the codes of NUTS, which the list of ISO knows by name alone."""
    counties = [one for one in pycountry.subdivisions.get(country_code="HU") if one.type == "County"]
    places = [place("HU", "country")] + [
        place(f"HU9{number:02}", "nuts3", "HU", name=one.name) for number, one in enumerate(counties)
    ]
    code = {row["name"]: str(row["uid"]) for row in places} | {"HU": "HU"}
    rows: Rows = [{"type": kind, "from": what, "to": code[where]} for kind, what, where in ties]
    return held({"p": "ab"}, places, {}, ties=sorted(rows, key=lambda row: str(row["to"])))


def counties() -> list[str]:
    return [one.name for one in pycountry.subdivisions.get(country_code="HU") if one.type == "County"]


def test_a_county_that_is_left_out_by_design_is_no_gap() -> None:
    covered = [("COVERS", "p", name) for name in counties() if name != "Pest"]
    told = found(hungary(*covered, ("EXCLUDES", "p", "Pest")), "HU", "county")
    assert (len(told.present), len(told.excluded), told.missing) == (18, 1, 0)
    assert told.excluded[0].unit.name == "Pest"
    assert told.excluded[0].projects == ("p",)
    assert {one.covered for one in told.present} == {("p",)}


def test_of_budapest_nothing_is_said_either_way() -> None:
    told = found(hungary(), "HU", "capital city")
    assert [unit.name for unit in told.absent] == ["Budapest"]


def test_what_leaves_out_a_country_leaves_out_its_counties_but_covering_it_covers_none() -> None:
    assert len(found(hungary(("EXCLUDES", "p", "HU")), "HU", "county").excluded) == 19
    assert found(hungary(("COVERS", "p", "HU")), "HU", "county").present == ()


def lau(number: int, **values: object) -> dict[str, object]:
    return place(f"LT9{number}", "lau", "LT", name=f"town {number}", scheme="LAU", **values)


def test_a_loaded_list_gives_inhabitants_and_the_year() -> None:
    places = [
        place("LT", "country"),
        lau(1, population=50_000, population_year=2021),
        lau(2, population=None, longitude=25.0, latitude=55.0),
        lau(3, valid_from=1999, valid_to=2010),
        lau(4),
    ]
    told = found(held({"p": "abc"}, places, {"a": "LT91", "b": "LT91", "c": "LT92"}), "LT", "lau")
    assert [unit.code for unit in told.reference.units] == ["LT91", "LT92"]
    assert (told.reference.name, told.reference.year) == ("LAU, as loaded into the graph", "2021")
    assert [one.per_inhabitants for one in told.present] == [4.0, None]


def test_places_that_only_occur_in_projects_are_no_list() -> None:
    assert reference_list(NETWORK, "LT", "nuts3") is None
    assert reference_list(NETWORK, "LT", "canton") is None
    assert "district municipality" in words_of("LT")
    assert given_list([]) is None


@pytest.mark.parametrize("codes", [("LT-06",), ("LT-06", "LT-99", "LT-06")])
def test_a_list_of_the_user_has_each_code_once(codes) -> None:
    reference = given_list([Unit(code, None) for code in codes])
    assert reference is not None
    told = territory_coverage(NETWORK, "LT", reference)
    assert [one.unit.code for one in told.present] == ["LT-06"]
    assert [unit.code for unit in told.absent] == sorted({*codes} - {"LT-06"})


def test_participants_in_a_known_unit_that_is_not_listed_are_elsewhere_and_not_lost() -> None:
    told = territory_coverage(NETWORK, "LT", given_list([Unit("LT-06", None), Unit("LT-01", None)]))
    assert (told.participants, told.elsewhere, told.unmatched) == (2, 6, 4)
    assert [unit.code for unit in told.absent] == ["LT-01"]


def test_a_code_without_its_country_is_that_of_the_municipality() -> None:
    places = [place("HU", "country"), place("HU_33367", "settlement", "HU", scheme="LAU")]
    values = {"a": {"country": "HU"}}
    snapshot = held({"p": "ab"}, places, {"a": "HU_33367"}, values=values)
    told = territory_coverage(snapshot, "HU", given_list([Unit("33367", "Szeged"), Unit("24970", "Makó")]))
    assert [one.unit.code for one in told.present] == ["33367"]


def test_who_takes_part_somewhere_in_a_territory_says_nothing_of_its_units() -> None:
    snapshot = held({"p": "ab"}, [place("LT", "country")], {}, values={"a": {"country": "LT"}})
    told = found(snapshot, "LT", "municipality")
    assert (told.unmatched, told.has_data) == (1, False)


def nuts(code: str, name: str, *above: str, **values: object) -> dict[str, object]:
    plain = {"uid": code, "code": code, "name": name, "country": "LT", "scheme": "NUTS", "level": "nuts3"}
    return plain | {"part_of": list(above)} | values


def test_a_region_under_the_code_of_an_older_edition_is_the_listed_one_of_its_name() -> None:
    """Codes of keep.eu are those of NUTS 2013: Vilnius is not absent because it was LT00A then."""
    listed = {"longitude": 25.0, "latitude": 54.0}
    regions = [nuts("LT011", "Vilniaus apskritis", "LT", **listed), nuts("LT021", "Alytaus", "LT", **listed)]
    places = [
        place("LT", "country"),
        *regions,
        nuts("LT00A", "Vilniaus apskritis", "LT"),
        nuts("LT00B", "Kita", "LT"),
    ]
    values = {who: {"country": "LT"} for who in "ab"}
    told = found(held({"p": "ab"}, places, {"a": "LT00A", "b": "LT00B"}, values=values), "LT", "nuts3")
    assert [one.unit.code for one in told.present] == ["LT011"]
    assert (told.elsewhere, told.unmatched) == (0, 1)


def test_a_municipality_of_the_one_list_is_that_of_the_other() -> None:
    """A loaded list of LAU made all of Lithuania absent, for projects know its municipalities by ISO code."""
    names = ("Biržų rajono", "Druskininkų", "Prienų rajono", "Utenos rajono", "Kauno rajono")
    loaded = [
        place(f"LT_{number}", "lau", name=f"{name} savivaldybė", longitude=24.0, latitude=55.0)
        for number, name in enumerate(names, start=10)
    ]
    by_iso = held({"p": "abcdefghijklm"}, lithuania() + loaded, WHERE, values=KNOWN)
    lau = reference_list(by_iso, "LT", "lau")
    assert lau is not None
    found = territory_coverage(by_iso, "LT", lau)
    assert [one.unit.code for one in found.present] == ["LT_10", "LT_11", "LT_12", "LT_13"]
    assert [one.code for one in found.absent] == ["LT_14"]
    assert (found.participants, found.unmatched) == (8, 4)
    by_lau = held({"p": "ab"}, lithuania() + loaded, {"a": "LT_10"}, values=KNOWN)
    iso = reference_list(by_lau, "LT", "municipality")
    assert iso is not None
    assert [one.unit.code for one in territory_coverage(by_lau, "LT", iso).present] == ["LT-06"]
