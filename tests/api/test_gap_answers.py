"""Answers about gaps from a snapshot alone; what needs a graph is in test_gaps.py."""

from pathlib import Path
from typing import cast

import pytest

from api.answers import closers, gap_matrix
from api.answers.closers import ClosersAsked
from api.answers.gap_matrix import CellsAsked, MatrixAsked, Order
from api.cli.gaps import listed
from api.explorer import Explorer
from graph.analysis.filtering import Filter
from graph.analysis.gap_matrix import Verdict
from graph.errors import InvalidParameter, UnexpectedLayout, UnreadableFile
from graph.settings import Settings
from graph.snapshot import Snapshot, table_of
from graph.store.session import Store
from graph.store.snapshots import View
from tests.builders import snapshot_of
from tests.graph.analysis.test_closers import COUNTRY, MEMBERS
from tests.graph.analysis.test_gap_matrix import drawn


@pytest.fixture
def planted(settings: Settings) -> Explorer:
    """Five countries of which AA and BB avoid each other."""
    return Explorer(cast("Store", None), settings, view=View(drawn(1, apart=(0, 1)), None))


@pytest.fixture
def small(settings: Settings) -> Explorer:
    values = {who: {"country": code} for who, code in COUNTRY.items()}
    return Explorer(cast("Store", None), settings, view=View(snapshot_of(MEMBERS, values=values), None))


def test_gaps_come_first_with_all_that_was_asked(planted: Explorer) -> None:
    answer = gap_matrix.matrix(planted, MatrixAsked(draws=500), CellsAsked(limit=3))
    assert (answer.cells[0].a, answer.cells[0].b, answer.cells[0].verdict) == ("AA", "BB", Verdict.GAP)
    assert (answer.shown, answer.found) == (3, 10)
    assert answer.parameters == {"level": "country", "counting": "fractional", "draws": 500, "seed": 0}
    assert answer.snapshot == planted.snapshot().id
    assert sum(answer.verdicts.values()) == 10
    assert all(one.data and one.ei is not None for one in answer.territories)
    assert answer.gravity is None
    assert "need 24" in str(answer.reason)


def test_cells_are_chosen_by_verdict_and_group(planted: Explorer) -> None:
    asked = MatrixAsked(draws=500)
    gaps = gap_matrix.matrix(planted, asked, CellsAsked(verdict=Verdict.GAP)).cells
    assert (gaps[0].a, gaps[0].b) == ("AA", "BB")
    assert {cell.verdict for cell in gaps} == {Verdict.GAP}
    assert len(gap_matrix.matrix(planted, asked, CellsAsked(a="CC")).cells) == 4
    (cell,) = gap_matrix.matrix(planted, asked, CellsAsked(a="DD", b="CC")).cells
    assert (cell.a, cell.b) == ("CC", "DD")
    with pytest.raises(InvalidParameter, match="'ZZ'"):
        gap_matrix.matrix(planted, asked, CellsAsked(a="ZZ"))
    assert gap_matrix.matrix(planted, asked, CellsAsked(within_km=100)).found == 0


def test_small_regions_are_ordered_by_what_distance_does_not_explain(settings: Settings) -> None:
    """Thirty countries along a line, each tied to its neighbours; the first two were kept apart."""
    codes = [f"{first}{second}" for first in "ABCDEF" for second in "ABCDE"]
    members = {
        f"{i:02}-{j:02}-{again}": [f"o{i:02}", f"o{j:02}"]
        for i in range(30)
        for j in range(i + 1, min(i + 5, 30))
        for again in range(6 - (j - i))
        if (i, j) != (10, 11)
    }
    values = {f"o{i:02}": {"country": code} for i, code in enumerate(codes)}
    snapshot = snapshot_of(members, values=values)
    rows = [
        row | {"longitude": float(row["uid"][1:]), "latitude": 50.0}
        for row in snapshot.organisations.to_pylist()
    ]
    tables = dict(snapshot.tables) | {"organisations": table_of("organisations", rows)}
    explorer = Explorer(cast("Store", None), settings, view=View(Snapshot(tables), None))
    asked = CellsAsked(order=Order.RESIDUAL, within_km=200, limit=1)
    answer = gap_matrix.matrix(explorer, MatrixAsked(draws=100), asked)
    (cell,) = answer.cells
    assert (cell.a, cell.b) == (codes[10], codes[11])
    assert cell.residual is not None
    assert cell.residual < -1
    assert answer.gravity is not None
    assert answer.gravity["distance"] < 0
    assert answer.parameters["order"] == "residual"


def test_the_earlier_period_stands_beside_the_later(planted: Explorer) -> None:
    answer = gap_matrix.matrix(planted, MatrixAsked(draws=100, earlier=Filter(start="1990")), CellsAsked())
    assert {cell.before.verdict for cell in answer.cells if cell.before} == {Verdict.NO_DATA}
    assert answer.parameters["before_from"] == "1990"


def test_a_minimum_weight_cannot_be_dealt_by_chance(planted: Explorer) -> None:
    with pytest.raises(InvalidParameter, match="minimum weight"):
        gap_matrix.matrix(planted, MatrixAsked(chosen=Filter(minimum_weight=2)), CellsAsked())


def test_who_could_introduce_whom_is_told_with_the_projects_they_have(small: Explorer) -> None:
    answer = closers.closing(small, MatrixAsked(), ClosersAsked("AA", "BB"))
    first = answer.ties[0]
    assert (first.a.uid, first.b.uid, [one.uid for one in first.via]) == ("a", "c", ["z"])
    assert [(leg.a, leg.b, leg.projects) for leg in first.path] == [("a", "z", ["1", "6"]), ("z", "c", ["2"])]
    (broker,) = answer.brokers
    assert (broker.organisation.uid, broker.organisation.group) == ("z", "CC")
    assert [one.uid for one in broker.introduces] == ["a", "c"]
    assert answer.needed is not None
    assert answer.ratio == 0.0


def test_of_a_group_that_nobody_knows_there_is_no_data(small: Explorer) -> None:
    answer = closers.closing(small, MatrixAsked(), ClosersAsked("AA", "ZZ"))
    assert (answer.ties, answer.brokers, answer.needed) == ([], [], None)
    assert str(answer.reason).startswith("No data")
    with pytest.raises(InvalidParameter, match="two different groups"):
        closers.closing(small, MatrixAsked(), ClosersAsked("AA", "AA"))


def test_a_list_is_read_with_names_and_population(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("code,name,population\nX1,One,1200\nX2,,\n", encoding="utf-8")
    assert [(unit.code, unit.name, unit.population) for unit in listed(file)] == [
        ("X1", "One", 1200),
        ("X2", None, None),
    ]


@pytest.mark.parametrize(
    ("text", "said"), [("name\nX\n", "heading 'code'"), ("code,population\nX,many\n", "line 2"), ("", "rows")]
)
def test_a_list_that_is_none_is_refused_in_words(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "list.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnexpectedLayout, match=said):
        listed(file)
    with pytest.raises(UnreadableFile):
        listed(tmp_path / "none.csv")
