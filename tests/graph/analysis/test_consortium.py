import re
from dataclasses import replace

import pytest

from graph.analysis.consortium import RULES, check, rule_of
from graph.errors import InvalidParameter, NotFound
from graph.vocabulary import Kind
from tests.builders import snapshot_of

COUNTRIES = {"a": "LT", "b": "HU", "c": "PL", "d": "PL", "n": "NO", "s": "CH", "t": "TR"}
SNAPSHOT = snapshot_of({}, alone=[*COUNTRIES, "x"], values={k: {"country": v} for k, v in COUNTRIES.items()})
HORIZON = rule_of("Horizon Europe collaborative action", "2023-05-01")


def checked(members: str):
    return check(SNAPSHOT, [SNAPSHOT.organisation_row(name) for name in members], HORIZON)


def named(rows) -> str:
    return "".join(SNAPSHOT.organisation_uids[row] for row in rows)


def test_three_of_three_countries_may_apply_and_each_is_decisive() -> None:
    found = checked("abc")
    assert found.met
    assert named(found.decisive) == "abc"


def test_a_spare_partner_makes_its_double_dispensable() -> None:
    assert named(checked("abcd").decisive) == "ab"
    assert checked("abcn").decisive == ()


def test_two_countries_are_too_few_and_the_number_is_told() -> None:
    found = checked("acd")
    assert not found.met
    assert [(one.name, one.found) for one in found.conditions if not one.met] == [("countries", 2)]


def test_without_a_member_of_the_eu_it_is_not_met() -> None:
    assert [one.name for one in checked("nst").conditions if not one.met] == ["members from the EU"]


def test_a_member_of_unknown_country_counts_for_none_and_is_named() -> None:
    found = checked("abx")
    assert not found.met
    assert named(found.unknown) == "x"


def test_a_member_named_twice_counts_once() -> None:
    assert not checked("aab").met


def test_a_rule_holds_only_in_its_time() -> None:
    with pytest.raises(NotFound, match="2021-01-01 to 2027-12-31"):
        rule_of("Horizon Europe collaborative action", "2019-05-01")


def test_a_rule_ends() -> None:
    with pytest.raises(NotFound, match="2014-01-01 to 2020-12-31"):
        rule_of("Horizon 2020 collaborative action", "2021-01-01")


@pytest.mark.parametrize("name", ["", "Horizon 3000"])
def test_an_unknown_rule_is_answered_with_those_that_are_known(name: str) -> None:
    with pytest.raises(NotFound, match=RULES[0].name):
        rule_of(name, "2023-05-01")


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(InvalidParameter):
        rule_of(HORIZON.name, "2023-13-01")


def test_a_rule_may_ask_for_a_kind_of_member_who_is_then_decisive() -> None:
    kinds = (Kind.UNIVERSITY, Kind.COLLEGE)
    values = {name: {"country": code} for name, code in COUNTRIES.items()}
    values["a"] = {"country": "LT", "kind": "college"}
    snapshot = snapshot_of({}, alone=[*COUNTRIES], values=values)
    rows = [snapshot.organisation_row(name) for name in "abcdn"]
    rule = replace(HORIZON, kinds=kinds)
    found = check(snapshot, rows, rule)
    assert found.met
    assert found.decisive == (rows[0],)
    (asked,) = [one for one in check(snapshot, rows[1:], rule).conditions if not one.met]
    assert (asked.name, asked.asked, asked.found) == ("of university or college", 1, 0)


def test_nobody_is_no_consortium() -> None:
    with pytest.raises(InvalidParameter):
        check(SNAPSHOT, [], HORIZON)


def test_a_strategic_partnership_asks_for_three_countries_and_says_by_which_guide() -> None:
    """S3-5: the years of the rules and of their sources are data."""
    rule = rule_of("Erasmus+ strategic partnership", "2018-10-01")
    rows = {name: SNAPSHOT.organisation_row(name) for name in "abcd"}
    assert not check(SNAPSHOT, [rows["b"], rows["c"], rows["d"]], rule).met
    assert check(SNAPSHOT, [rows["a"], rows["b"], rows["c"]], rule).met
    assert all(re.search(r"\b20\d\d\b|/20\d\d\b|2021/695", one.source) for one in RULES)
