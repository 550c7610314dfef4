"""FollowTheMoney: organisations, projects and their ties; no persons, and no word of them."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from graph.errors import UnexpectedLayout
from graph.records import NodeClaim, Rejection
from graph.vocabulary import Node, Tie
from ingest.identity import organisation_uid, project_uid
from ingest.reading.columns import recognise
from ingest.sources.cordis import CORDIS
from ingest.sources.follow_the_money import COLUMNS, FOLLOW_THE_MONEY
from ingest.sources.ror import ROR
from tests.ingest.sources.source_runs import accepted, nodes, read, stated, ties

Line = dict[str, Any]


def entity(key: str, schema: str, **properties: Any) -> Line:
    lists = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    return {"id": key, "schema": schema, "properties": lists}


def written(folder: Path, *lines: Line | str) -> Path:
    path = folder / "entities.ftm.json"
    texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def org(key: str) -> str:
    return organisation_uid("follow-the-money", key)


TOWN = entity("o1", "PublicBody", name=["City of Light", "Lichtstadt"], country="at", addressEntity="a1")
FIRM = entity(
    "o2", "Company", name="Lux Ltd", jurisdiction="gb-sct", leiCode="L1", phone="+1", email="x@y.at"
)
CLUB = entity("o3", "Organization", name="Lamp Club", alias="Lampions", website="lamps.example")
PERSON = entity("p1", "Person", name="Jane Roe", birthDate="1970-01-01", addressEntity="a2")
PROJECT = entity(
    "j1", "Project", name="Lanterns", projectId="L-1", startDate="2020-01", endDate="2021-02-03",
    amount="1000.50", currency="EUR",
)  # fmt: skip
WORLD = (TOWN, FIRM, CLUB, PERSON, PROJECT)


def one_more(folder: Path, line: Line) -> tuple[list[Any], list[Rejection]]:
    """What becomes of a line beside the small world, in which only the person is rejected."""
    rows, rejections = read(FOLLOW_THE_MONEY, written(folder, *WORLD, line))
    assert len(rows) + len(rejections) == len(WORLD) + 1
    return [row for row in rows if row.record.location.row == len(WORLD) + 1], [
        rejection for rejection in rejections if rejection.location.row == len(WORLD) + 1
    ]


def claim(folder: Path, line: Line) -> NodeClaim:
    (row,) = accepted(FOLLOW_THE_MONEY, written(folder, line))
    return row.record.nodes[0]


def test_organisations(tmp_path: Path) -> None:
    rows = accepted(FOLLOW_THE_MONEY, written(tmp_path, TOWN, FIRM, CLUB))
    assert [dict(row.record.nodes[0].values) for row in rows] == [
        {
            "name": "City of Light", "names": ("Lichtstadt",), "name_status": "stated", "country": "AT",
            "kind": "municipality", "kind_rule": "name: 'city of' (en)", "sector": "public",
        },
        {
            "name": "Lux Ltd", "name_status": "stated", "country": "GB", "identifiers": ("lei:L1",),
            "kind": "company", "kind_rule": "name: 'Ltd' (en)", "sector": "private",
        },
        {
            "name": "Lamp Club", "names": ("Lampions",), "name_status": "stated", "website": "lamps.example",
        },
    ]  # fmt: skip
    assert rows[0].record.nodes[0].uid == org("o1")


def test_schema_tells_the_kind_where_the_name_does_not(tmp_path: Path) -> None:
    values = claim(tmp_path, entity("o", "PublicBody", name="Lantern")).values
    assert (values["kind"], values["kind_rule"]) == ("public body", "stated")
    assert "kind" not in claim(tmp_path, entity("o", "LegalEntity", name="Lantern")).values


def test_the_shown_name_is_the_name_of_several(tmp_path: Path) -> None:
    line = entity("o", "Organization", name=["B", "A"]) | {"caption": "A"}
    assert claim(tmp_path, line).values["name"] == "A"
    assert claim(tmp_path, line | {"caption": "C"}).values["name"] == "B"


@pytest.mark.parametrize(
    ("properties", "country"),
    [
        ({"country": "de"}, "DE"),
        ({"country": ["de", "fr"], "jurisdiction": "fr"}, "FR"),
        ({"country": ["de", "fr"]}, None),
        ({"country": ["eu", "be"]}, "BE"),
        ({"country": "eu"}, None),
        ({"country": "gb-sct"}, "GB"),
        ({"country": "Côte d'Ivoire"}, "CI"),
    ],
)
def test_the_country(tmp_path: Path, properties: Line, country: str | None) -> None:
    assert claim(tmp_path, entity("o", "Company", name="X", **properties)).values.get("country") == country


def test_a_project(tmp_path: Path) -> None:
    found = claim(tmp_path, PROJECT)
    assert found.uid == project_uid("follow-the-money", "j1")
    assert found.values == {
        "code": "L-1", "title": "Lanterns", "start": "2020-01", "end": "2021-02-03",
        "budget": "1000.50", "currency": "EUR",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("role", "tie", "values"),
    [
        ("Coordinator", Tie.PARTICIPATES_IN, {"role": "lead"}),
        ("partner", Tie.PARTICIPATES_IN, {"role": "partner"}),
        ("Associated-Partner", Tie.PARTICIPATES_IN, {"role": "associated"}),
        ("enthusiast", Tie.PARTICIPATES_IN, {}),
        ("subcontractor", Tie.SUPPLIES, {}),
        ("sponsor", Tie.PATRON_OF, {}),
        ("applicant", Tie.APPLIED_FOR, {}),
    ],
)
def test_who_takes_part_and_who_is_no_partner(tmp_path: Path, role: str, tie: Tie, values: Line) -> None:
    line = entity("t", "ProjectParticipant", project="j1", participant=["o1", "o2"], role=role)
    rows, _ = one_more(tmp_path, line)
    found = {start: claims[0].values for (start, _), claims in ties(rows, tie).items()}
    assert found == {org("o1"): values, org("o2"): values}
    assert len(rows[0].record.ties) == 2


def test_what_a_participant_gets(tmp_path: Path) -> None:
    line = entity("t", "ProjectParticipant", project="j1", participant="o1", amount="7", currency="PLN")
    rows, _ = one_more(tmp_path, line)
    assert rows[0].record.ties[0].values == {"contribution": "7", "currency": "PLN"}


def test_members_of_organisations(tmp_path: Path) -> None:
    line = entity("t", "Membership", organization="o3", member=["o1", "o3"], startDate="2019", role="full")
    rows, _ = one_more(tmp_path, line)
    ((pair, claims),) = ties(rows, Tie.MEMBER_OF).items()
    assert pair == (org("o1"), org("o3"))
    assert claims[0].values == {"since": "2019", "status": "full"}


@pytest.mark.parametrize(("share", "rules"), [("100", True), ("50.1%", True), ("50", False), ("", False)])
def test_only_most_of_it_makes_subordinate(tmp_path: Path, share: str, rules: bool) -> None:
    rows, rejections = one_more(tmp_path, entity("t", "Ownership", owner="o1", asset="o2", percentage=share))
    assert (set(ties(rows, Tie.SUBORDINATE_TO)), len(rejections)) == (
        ({(org("o2"), org("o1"))}, 0) if rules else (set(), 1)
    )


def test_a_parent_is_above_if_it_is_an_organisation_of_the_file(tmp_path: Path) -> None:
    lines = [TOWN, PERSON, entity("o9", "Company", name="Works", parent=["o1", "p1", "elsewhere", "o9"])]
    rows, _ = read(FOLLOW_THE_MONEY, written(tmp_path, *lines))
    assert set(ties(rows, Tie.SUBORDINATE_TO)) == {(org("o9"), org("o1"))}


def test_an_address_tells_where_its_organisations_are(tmp_path: Path) -> None:
    address = entity(
        "a1", "Address", city="Graz", latitude="47.1", longitude="15.4", country="de", full="X 1"
    )
    other = entity("o4", "Organization", name="Guild", addressEntity="a1")
    rows = accepted(FOLLOW_THE_MONEY, written(tmp_path, address, other, TOWN))
    seat = {"town": "Graz", "latitude": 47.1, "longitude": 15.4}
    found = {node.uid: node.values for node in rows[0].record.nodes}
    assert found == {org("o1"): seat, org("o4"): seat | {"country": "DE"}}


PERSONAL = [
    PERSON,
    entity("t", "Directorship", director="p1", organization="o1"),
    entity("t", "Family", person="p1", relative="p2"),
    entity("t", "Membership", organization="o3", member="p1"),
    entity("t", "ProjectParticipant", project="j1", participant="p1", summary="Jane Roe leads"),
    entity("t", "Ownership", owner="p1", asset="o2", percentage="100", summary="Jane Roe"),
    entity("p1", "LegalEntity", name="Jane Roe"),
]


@pytest.mark.parametrize("line", PERSONAL, ids=lambda line: line["schema"])
def test_persons_and_what_hangs_on_them_are_not_stored(tmp_path: Path, line: Line) -> None:
    rows, (rejection,) = one_more(tmp_path, line)
    assert rows == []
    assert "ersons are not stored" in rejection.reason
    assert rejection.cells == {"schema": line["schema"]}


def test_no_word_of_persons_is_left(tmp_path: Path) -> None:
    address = entity("a2", "Address", full="Roe Street 1", city="Roe")
    broken = '{"id": "p3", "schema": "Person", "properties": {"name": ["Jane Roe'
    rows, rejections = read(FOLLOW_THE_MONEY, written(tmp_path, *WORLD, *PERSONAL, address, broken))
    assert "Roe" not in f"{rows} {rejections}"
    assert "x@y.at" not in str(rows)
    assert "+1" not in str(rows)
    assert len(rows) + len(rejections) == len(WORLD) + len(PERSONAL) + 2


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        (entity("t", "Vessel", name="Queen"), "schema", "no place in the graph"),
        (entity("", "Company", name="X"), "id", "empty"),
        (entity("t", "", name="X"), "schema", "empty"),
        (entity("t", "Company", name="X", country="ruritania"), "properties.country", "no country"),
        (entity("t", "Company", name=[["X"]]), "properties.name", "else than texts"),
        (entity("t", "Project", name="X", startDate="soon"), "properties.startDate", "not a date"),
        (
            entity("t", "Project", name="X", amount="1,234", currency="EUR"),
            "properties.amount",
            "two meanings",
        ),
        (entity("t", "ProjectParticipant", project="j1"), "properties.participant", "empty"),
        (entity("t", "ProjectParticipant", project="o1", participant="o2"), "properties.project", "is a"),
        (
            entity("t", "ProjectParticipant", project="j1", participant="o2", role="Speaker"),
            "properties.role",
            "no part",
        ),
        (
            entity("t", "Membership", organization="o1", member="gone"),
            "properties.member",
            "not in this file",
        ),
        (
            entity("t", "Ownership", owner="o1", asset="o2", percentage="most"),
            "properties.percentage",
            "amount",
        ),
        (entity("a9", "Address", city="Graz"), "id", "No organisation"),
    ],
)
def test_a_line_that_has_no_place_is_rejected_in_words(
    tmp_path: Path, line: Line, column: str, words: str
) -> None:
    rows, (rejection,) = one_more(tmp_path, line)
    assert (rows, rejection.column) == ([], column)
    assert words in rejection.reason


def test_a_rejected_organisation_keeps_its_cells_to_be_mended(tmp_path: Path) -> None:
    _, (rejection,) = one_more(tmp_path, entity("t", "Company", name="X", country="ruritania", phone="+43"))
    assert rejection.cells == {
        "id": "t", "schema": "Company", "properties.name": '["X"]', "properties.country": '["ruritania"]',
    }  # fmt: skip


def test_broken_lines_are_rejected_and_the_others_read(tmp_path: Path) -> None:
    rows, rejections = read(FOLLOW_THE_MONEY, written(tmp_path, TOWN, "{", "[]", '"x"', CLUB))
    assert (len(rows), len(rejections)) == (2, 3)
    assert [rejection.location.row for rejection in rejections] == [2, 3, 4]


def test_order_of_lines_changes_nothing(tmp_path: Path) -> None:
    lines = [
        *WORLD, *PERSONAL,
        entity("a1", "Address", city="Graz"),
        entity("t1", "ProjectParticipant", project="j1", participant=["o1", "o2"]),
        entity("t2", "Membership", organization="o3", member="o2"),
    ]  # fmt: skip
    before = read(FOLLOW_THE_MONEY, written(tmp_path, *lines))
    for seed in range(5):
        after = read(FOLLOW_THE_MONEY, written(tmp_path, *Random(seed).sample(lines, len(lines))))
        assert stated(after[0]) == stated(before[0])
        assert sorted(r.reason for r in after[1]) == sorted(r.reason for r in before[1])
    assert len(nodes(before[0], Node.ORGANISATION)) == 3


def test_entities_within_entities_are_known_by_their_id(tmp_path: Path) -> None:
    line = entity("t", "ProjectParticipant", project={"id": "j1", "schema": "Project"}, participant="o1")
    rows, _ = one_more(tmp_path, line)
    assert set(ties(rows, Tie.PARTICIPATES_IN)) == {(org("o1"), project_uid("follow-the-money", "j1"))}


def test_other_lines_of_json_are_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(UnexpectedLayout, match="schema"),
        FOLLOW_THE_MONEY.open(written(tmp_path, {"id": "1"}, {"id": "2"})),
    ):
        pass


def test_the_columns_are_known() -> None:
    known = {t.name: t.columns for source in (CORDIS, ROR) for t in source.tables} | {"ftm": COLUMNS}
    assert recognise(["id", "schema", "properties.name", "caption"], known) == "ftm"
