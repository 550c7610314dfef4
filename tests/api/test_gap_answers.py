"""Answers about gaps from a snapshot alone; what needs a graph is in test_gaps.py."""

from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest

from api.answers import closers, gap_matrix, territory_coverage
from api.answers.closers import ClosersAsked
from api.answers.gap_borders import Borders
from api.answers.gap_evidence import pair_evidence
from api.answers.gap_matrix import CellsAsked, MatrixAsked, Order
from api.answers.territory_coverage import CoverageAsked
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
    answer = gap_matrix.matrix(lined_up(settings), MatrixAsked(draws=100), LACKING)
    (cell,) = answer.cells
    assert (cell.a, cell.b) == (CODES[10], CODES[11])
    assert cell.residual is not None
    assert cell.residual < -1
    assert answer.gravity is not None
    assert answer.gravity["distance"] < 0
    assert answer.parameters["order"] == "residual"
    assert (cell.border, answer.borders.known if answer.borders else None) == (None, 0)


CODES = [f"{first}{second}" for first in "ABCDEF" for second in "ABCDE"]
LACKING = CellsAsked(order=Order.RESIDUAL, within_km=200, limit=1)


def lined_up(settings: Settings, *, shapes: int = 0) -> Explorer:
    """The countries of CODES in a row; the first `shapes` of them have one, and border on the next."""
    members = {
        f"{i:02}-{j:02}-{again}": [f"o{i:02}", f"o{j:02}"]
        for i in range(30)
        for j in range(i + 1, min(i + 5, 30))
        for again in range(6 - (j - i))
        if (i, j) != (10, 11)
    }
    values = {f"o{i:02}": {"country": code} for i, code in enumerate(CODES)}
    snapshot = snapshot_of(members, values=values)
    rows = [
        row | {"longitude": float(row["uid"][1:]), "latitude": 50.0}
        for row in snapshot.organisations.to_pylist()
    ]
    places: list[dict[str, object]] = [
        {"uid": code, "code": code, "level": "country", "country": code, "shape_set": "one"}
        for code in CODES[:shapes]
    ]
    borders: list[dict[str, object]] = [
        {"type": "BORDERS", "from": CODES[i], "to": CODES[i + 1], "records": ["r"]} for i in range(shapes - 1)
    ]
    tables = dict(snapshot.tables) | {
        "organisations": table_of("organisations", rows),
        "places": table_of("places", places),
        "ties": table_of("ties", borders),
    }
    return Explorer(cast("Store", None), settings, view=View(Snapshot(tables), None))


def test_neighbours_are_the_pairs_that_share_a_border(settings: Settings) -> None:
    explorer = lined_up(settings, shapes=30)
    asked = CellsAsked(neighbours=True, order=Order.RESIDUAL)
    answer = gap_matrix.matrix(explorer, MatrixAsked(draws=100), asked)
    assert {(cell.a, cell.b) for cell in answer.cells} == {*pairwise(CODES)}
    assert {cell.border for cell in answer.cells} == {True}
    assert (answer.cells[0].a, answer.cells[0].b, answer.cells[0].projects) == (CODES[10], CODES[11], 0)
    assert answer.borders == Borders(territories=30, of=30, known=435, shared=29, in_residual=435)
    assert answer.gravity is not None
    assert "border" in answer.gravity
    assert (answer.gravity_without_border, answer.parameters["neighbours"], answer.reason) == (
        None,
        True,
        None,
    )
    others = gap_matrix.matrix(explorer, MatrixAsked(draws=100), CellsAsked(a=CODES[0], limit=500))
    assert sum(cell.border is False for cell in others.cells) == 28


def test_who_has_no_shape_is_left_out_and_counted(settings: Settings) -> None:
    answer = gap_matrix.matrix(
        lined_up(settings, shapes=26), MatrixAsked(draws=100), CellsAsked(neighbours=True)
    )
    assert answer.found == 25
    assert answer.borders == Borders(territories=26, of=30, known=325, shared=25, in_residual=325)
    assert answer.gravity_without_border is not None
    assert "border" not in answer.gravity_without_border
    assert str(answer.reason).startswith("4 of 30 territories have no shape")


def test_without_shapes_there_are_no_data_on_neighbours_and_what_to_load_is_said(settings: Settings) -> None:
    answer = gap_matrix.matrix(lined_up(settings), MatrixAsked(draws=100), CellsAsked(neighbours=True))
    assert (answer.cells, answer.found) == ([], 0)
    assert str(answer.reason).startswith("No data: no shapes of level country were loaded")
    assert "socialcluster places import" in str(answer.reason)


def test_where_no_neighbours_are_a_gap_the_residual_is_named(settings: Settings) -> None:
    asked = CellsAsked(verdict=Verdict.GAP, neighbours=True)
    answer = gap_matrix.matrix(lined_up(settings, shapes=30), MatrixAsked(draws=100), asked)
    assert answer.found == 0
    assert "None of these pairs is a gap beyond chance. By residual" in str(answer.reason)


def test_kinds_have_no_neighbours(planted: Explorer) -> None:
    with pytest.raises(InvalidParameter, match="borders"):
        gap_matrix.matrix(planted, MatrixAsked("kind", draws=100), CellsAsked(neighbours=True))


def test_a_pair_opens_to_its_projects_and_to_who_belongs_to_each_side(small: Explorer) -> None:
    asked = MatrixAsked(draws=100, chosen=Filter(kind=None))
    for cell in gap_matrix.matrix(small, asked, CellsAsked()).cells:
        found = pair_evidence(small, asked, cell.a, cell.b)
        assert (found.found, len(found.projects)) == (cell.projects, cell.projects)
        assert cell.href == f"/api/v1/gaps/pair?level=country&a={cell.a}&b={cell.b}"
        sides = [[one.organisation.uid for one in group.listed] for group in (found.a, found.b)]
        assert [sorted(side) for side in sides] == [
            sorted(who for who, code in COUNTRY.items() if code == group) for group in (cell.a, cell.b)
        ]
        assert all(one.a and one.b for one in found.projects)
    with pytest.raises(InvalidParameter, match="two different groups"):
        pair_evidence(small, asked, "AA", "AA")


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


@pytest.mark.parametrize(
    ("placed", "verdict", "rate"),
    [(0, "no data", None), (1, "mostly not placed", None), (2, "gaps", 20.0)],
)
def test_no_rate_is_told_where_most_participants_cannot_be_placed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, placed: int, verdict: str, rate: float | None
) -> None:
    """Of four participants some stand in a unit of 10,000 inhabitants; the other units have none known."""
    monkeypatch.setattr(territory_coverage, "counted_units", lambda *_: ())
    values = {
        who: {"country": "LT", "located_in": 0 if number < placed else None}
        for number, who in enumerate("abcd")
    }
    lau = {"level": "lau", "scheme": "LAU", "country": "LT", "part_of": [], "population": 5000}
    places = [lau | {"uid": code, "code": code} for code in ("LT_1", "LT_2")]
    snapshot = snapshot_of({"p": "abcd"}, values=values)
    held = Snapshot({**snapshot.tables, "places": table_of("places", places)})
    explorer = Explorer(cast("Store", None), settings, view=View(held, None))
    answer = territory_coverage.coverage(explorer, CoverageAsked("LT", "lau"))
    assert answer.verdict == verdict
    assert (answer.inhabitants.per_100000 if answer.inhabitants else None) == rate
    assert (answer.inhabitants is None) == (verdict == "no data")
