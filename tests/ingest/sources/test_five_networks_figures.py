"""The figures that the five networks state: value, comparator, and why one is missing or computed."""

from collections.abc import Mapping

import pytest

from graph.properties import Value
from graph.records import Record, Row
from graph.vocabulary import Node
from ingest.sources.five_networks import FiveNetworks, bundled

Figures = Mapping[str, Mapping[str, Value]]
Figure = tuple[str, float, float | None, str]


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    with FiveNetworks().open(bundled()) as opened:
        return {row.record.key: row.record for row in opened.rows if isinstance(row, Row)}


@pytest.fixture(scope="module")
def figures(records: Mapping[str, Record]) -> Figures:
    """Values of each counter, by network/key."""
    counters = (record for record in records.values() if record.location.part == "counter")
    return {record.key.replace("/counter/", "/"): record.nodes[0].values for record in counters}


def figure(values: Mapping[str, Value]) -> tuple[Value | None, ...]:
    return values["comparator"], values["value"], values.get("value_to"), values["status"]


@pytest.mark.parametrize("key", ["ngos-joined", "powiats-covered", "people-trained"])
def test_counter_that_was_not_rendered_is_unknown_not_zero(
    figures: Figures, records: Mapping[str, Record], key: str
) -> None:
    """S1-2: the saved page has 0 where a script would have counted up, and a reader sees why."""
    values = figures[f"mazovian-network/{key}"]
    assert values["status"] == "not rendered"
    assert not {"value", "value_to", "comparator"} & set(values)
    assert "script" in records[f"mazovian-network/counter/{key}"].raw["rule"]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("mazovian-network/powiats-with-working-meetings", ("=", 12.0, None, "stated")),
        ("lithuanian-network/partners", ("=", 13.0, None, "stated")),
        ("first-time-network/partners", ("=", 5.0, None, "stated")),
        ("first-time-network/countries", ("=", 5.0, None, "stated")),
        ("first-time-network/surveys", ("=", 2.0, None, "stated")),
        ("knowledge-cluster-network/advisers", ("=", 11.0, None, "stated")),
        ("mentor-network/mentors", ("range", 60.0, 80.0, "stated")),
        ("mentor-network/mentors-in-a-county", ("range", 3.0, 4.0, "stated")),
        ("mentor-network/consortia", ("=", 276.0, None, "stated")),
        ("mentor-network/settlements", ("~", 1000.0, None, "stated")),
        ("mentor-network/institutions", (">", 2500.0, None, "stated")),
        ("mentor-network/communities-reached", ("=", 905.0, None, "stated")),
        ("mentor-network/communities-mentored", ("=", 419.0, None, "stated")),
        ("mentor-network/share-mentored", ("=", 46.3, None, "computed")),
        ("mentor-network/joiners", (">", 60.0, None, "stated")),
        ("mentor-network/questionnaires-institutions", ("=", 932.0, None, "stated")),
        ("mentor-network/questionnaires-residents-round", ("=", 15000.0, None, "stated")),
        ("mentor-network/questionnaires-residents", ("=", 30000.0, None, "computed")),
        ("mentor-network/good-practices", ("=", 177.0, None, "stated")),
        ("mentor-network/model-projects", ("=", 25.0, None, "stated")),
        ("mentor-network/cooperation-events", ("=", 34.0, None, "stated")),
        ("mentor-network/training", ("=", 120.0, None, "stated")),
        ("mentor-network/training-authors", ("=", 13.0, None, "stated")),
        ("mentor-network/training-reviewers", ("=", 11.0, None, "stated")),
        ("mentor-network/training-trainers", ("=", 28.0, None, "stated")),
        ("mentor-network/duration", ("=", 3.0, None, "stated")),
    ],
)
def test_figure_keeps_its_comparator(figures: Figures, key: str, expected: Figure) -> None:
    """S1-3, S2-1, S4-3, S5-1"""
    assert figure(figures[key]) == expected


def test_seven_years_are_a_rule_and_no_figure(figures: Figures, records: Mapping[str, Record]) -> None:
    """S4-3"""
    assert [key for key in figures if key.startswith("knowledge-cluster-network/")] == [
        "knowledge-cluster-network/advisers"
    ]
    project = records["knowledge-cluster-network/project/tudas-klaszter"]
    assert "7 years" in project.raw["remark.further-training.text"]


def test_share_of_communities_is_computed_from_exact_figures(figures: Figures) -> None:
    """S5-2"""
    share = figures["mentor-network/share-mentored"]
    mentored, reached = (figures[f"mentor-network/communities-{what}"] for what in ("mentored", "reached"))
    assert share["basis"] == f"{mentored['value']:.0f} / {reached['value']:.0f}"
    assert share["value"] == round(100 * mentored["value"] / reached["value"], 1)
    assert mentored["comparator"] == reached["comparator"] == "="


def test_questionnaires_of_two_rounds_are_computed(figures: Figures) -> None:
    """S5-1"""
    total = figures["mentor-network/questionnaires-residents"]
    assert total["basis"] == "2 x 15,000"
    assert total["value"] == 2 * figures["mentor-network/questionnaires-residents-round"]["value"]


def test_no_share_is_computed_from_figures_that_are_not_exact(figures: Figures) -> None:
    """S5-2"""
    computed = [values["basis"] for values in figures.values() if values["status"] == "computed"]
    assert sorted(computed) == ["2 x 15,000", "419 / 905"]


def test_stated_duration_is_the_one_that_the_dates_give(
    figures: Figures, records: Mapping[str, Record]
) -> None:
    """S3-2: months from the first to the last, both included."""
    (project,) = (
        node.values
        for node in records["first-time-network/project/first-time-realisers"].nodes
        if node.label is Node.PROJECT
    )
    assert (project["start"], project["end"]) == ("2018-10", "2020-09")
    (first_year, first), (last_year, last) = (str(project[end]).split("-") for end in ("start", "end"))
    months = (int(last_year) - int(first_year)) * 12 + int(last) - int(first) + 1
    assert figures["first-time-network/duration"]["value"] == months
