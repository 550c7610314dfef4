"""Every format is read back by a program that is not ours, and holds what the snapshot holds."""

import csv
import io
import json
from pathlib import Path

import duckdb
import networkx as nx
import openpyxl
import pyarrow.parquet as pq
import pytest
from lxml import etree

from graph.errors import InvalidParameter, ResultTooLarge
from graph.export import formats, workbook
from graph.export.formats import FORMATS, NETWORKS, file_name, format_named, what_of, write_export
from graph.export.sheets import rows_of, sheets
from graph.export.subject import Subject
from graph.export.xml import xml_text
from tests.graph.export.subjects import HOSTILE, hostile, in_another_home, subject_of

ALL_OF_THEM = [(form.name, what) for form in FORMATS.values() for what in form.whats]
# What XML makes of it: two characters that XML 1.0 cannot hold became the sign for a lost one.
IN_XML = HOSTILE.replace("\x0b", "\ufffd").replace("\ufffe", "\ufffd")


def written(folder: Path, form: str, what: str | None = None, subject: Subject | None = None) -> Path:
    one = FORMATS[form]
    file = folder / f"out.{one.suffix}"
    write_export(subject or hostile(), one, what_of(one, what), file)
    return file


@pytest.mark.parametrize(("form", "what"), ALL_OF_THEM)
def test_the_same_snapshot_gives_the_same_bytes(tmp_path, form, what) -> None:
    first = written(tmp_path, form, what).read_bytes()
    second = written(tmp_path, form, what, in_another_home(hostile())).read_bytes()
    assert first == second


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_graph_can_be_exported(tmp_path, form) -> None:
    assert written(tmp_path, form, None, subject_of({})).stat().st_size > 0


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_xml_networks_are_read_by_networkx_and_lxml(tmp_path, form) -> None:
    file = written(tmp_path, form)
    etree.parse(file)
    graph = nx.read_graphml(file) if form == "graphml" else nx.read_gexf(file, version="1.3")
    assert set(graph) == set("abcdef")
    assert graph.edges["a", "b"]["weight"] == 1.5
    assert graph.edges["a", "b"]["projects"] == 2
    a = graph.nodes["a"]
    assert (a["label"], a["name"], a["longitude"], a["cluster"]) == (IN_XML, IN_XML, -3.5, 0)
    assert json.loads(a["identifiers"]) == ["=x", None, "ą\x00"]
    assert "name" not in graph.nodes["c"]
    assert graph.nodes["c"]["label"] == "c"
    assert "cluster" not in graph.nodes["f"]


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_the_two_mode_network_has_projects_as_nodes(tmp_path, form) -> None:
    file = written(tmp_path, form, "two-mode")
    graph = nx.read_graphml(file) if form == "graphml" else nx.read_gexf(file, version="1.3")
    modes = nx.get_node_attributes(graph, "mode")
    assert {node for node, mode in modes.items() if mode == "project"} == set("pqr")
    assert graph.edges["a", "p"]["contribution"] == "-0.50"
    assert graph.number_of_edges() == 7


def test_graphml_follows_its_schema_in_what_readers_rely_on(tmp_path) -> None:
    root = etree.parse(written(tmp_path, "graphml")).getroot()
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert root.tag == f"{space}graphml"
    keys = {key.get("id") for key in root.iter(f"{space}key")}
    used = {data.get("key") for data in root.iter(f"{space}data")}
    assert used <= keys
    assert {key.get("attr.type") for key in root.iter(f"{space}key")} <= {"string", "long", "double"}


def test_gexf_follows_the_rules_of_gephi(tmp_path) -> None:
    root = etree.parse(written(tmp_path, "gexf")).getroot()
    space = "{http://gexf.net/1.3}"
    assert (root.tag, root.get("version")) == (f"{space}gexf", "1.3")
    (graph,) = root.iter(f"{space}graph")
    assert (graph.get("defaultedgetype"), graph.get("mode")) == ("undirected", "static")
    assert [child.tag.removeprefix(space) for child in graph] == ["attributes"] * 2 + ["nodes", "edges"]
    declared = {one.get("id") for one in graph[0]}
    assert {one.get("for") for one in graph[2].iter(f"{space}attvalue")} <= declared
    assert len({edge.get("id") for edge in graph[3]}) == len(graph[3])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\x00a\x1f", "\ufffda\ufffd"),
        ("\ud800", "\ufffd"),
        ("\uffff", "\ufffd"),
        ("\t\n\r\x85", "\t\n\r\x85"),
    ],
)
def test_what_xml_cannot_hold_becomes_the_sign_for_it_and_all_else_stays(text, kept) -> None:
    element = etree.fromstring(f'<a b="{xml_text(text)}">{xml_text(text)}</a>'.encode())
    assert (element.text, element.get("b")) == (kept, kept)


def test_pajek_is_read_by_networkx_each_node_under_a_name_of_its_own(tmp_path) -> None:
    graph = nx.read_pajek(written(tmp_path, "pajek"))
    assert len(graph) == 6
    assert "same name (d)" in graph
    assert "same name (e)" in graph
    first = next(node for node in graph if graph.nodes[node]["id"] == "1")
    assert first == "=1+1 '<&'>\ufffe]]> ą"
    assert sorted(data["weight"] for *_, data in graph.edges(data=True)) == [0.5, 0.5, 1.0, 1.5]


def test_a_two_mode_pajek_says_how_many_nodes_are_organisations(tmp_path) -> None:
    lines = written(tmp_path, "pajek", "two-mode").read_text(encoding="utf-8").split("\n")
    assert lines[1] == "*Vertices 9 6"
    ends = [tuple(map(int, line.split()[:2])) for line in lines[lines.index("*Edges") + 1 : -1]]
    assert all(organisation <= 6 < project <= 9 for organisation, project in ends)


def test_cytoscape_json_is_read_by_networkx(tmp_path) -> None:
    said = json.loads(written(tmp_path, "cytoscape").read_text(encoding="utf-8"))
    assert said["format_version"] == "1.0"
    nodes, edges = said["elements"]["nodes"], said["elements"]["edges"]
    assert all(isinstance(one["data"]["id"], str) for one in (*nodes, *edges))
    assert len({one["data"]["id"] for one in (*nodes, *edges)}) == len(nodes) + len(edges)
    graph = nx.cytoscape_graph({"directed": False, "multigraph": False, **said})
    assert graph.edges["a", "b"]["weight"] == 1.5
    assert graph.nodes["a"]["name"] == HOSTILE


def test_vosviewer_json_keeps_the_rules_of_its_manual(tmp_path) -> None:
    network = json.loads(written(tmp_path, "vosviewer").read_text(encoding="utf-8"))["network"]
    ids = {item["id"] for item in network["items"]}
    assert len(ids) == len(network["items"]) == 6
    assert all(1 <= item.get("cluster", 1) <= 1000 for item in network["items"])
    assert all(value >= 0 for item in network["items"] for value in item["weights"].values())
    assert all({link["source_id"], link["target_id"]} <= ids for link in network["links"])
    assert network["links"][0] == {"source_id": 1, "target_id": 2, "strength": 1.5}
    assert {cluster["cluster"] for cluster in network["clusters"]} == {1, 2}
    assert "cluster" not in network["items"][5]


@pytest.mark.parametrize("what", FORMATS["parquet"].whats)
def test_parquet_holds_the_types_and_values_of_the_sheet(tmp_path, what) -> None:
    file, sheet = written(tmp_path, "parquet", what), sheets(hostile())[what]
    table = pq.read_table(file)
    assert table.schema.remove_metadata().equals(sheet.schema)
    assert [tuple(row.values()) for row in table.to_pylist()] == list(rows_of(sheet))
    assert table.schema.metadata[b"snapshot"].decode() == hostile().stamp.id


def test_duckdb_reads_parquet_and_tells_nothing_from_empty(tmp_path) -> None:
    file = written(tmp_path, "parquet", "organisations")
    with duckdb.connect() as database:
        found = database.execute("SELECT uid FROM read_parquet(?) WHERE name = ''", [str(file)]).fetchall()
        unknown = database.execute(
            "SELECT uid FROM read_parquet(?) WHERE name IS NULL", [str(file)]
        ).fetchall()
    assert (found, unknown) == ([("b",)], [("c",)])


def test_duckdb_reads_csv_with_as_many_rows(tmp_path) -> None:
    file = written(tmp_path, "csv", "ties")
    with duckdb.connect() as database:
        rows = database.execute("SELECT a, b, weight FROM read_csv(?)", [str(file)]).fetchall()
    assert rows == [("a", "b", 1.5), ("a", "c", 0.5), ("b", "c", 0.5), ("d", "e", 1.0)]


def test_csv_runs_nothing_and_keeps_numbers(tmp_path) -> None:
    rows = list(csv.DictReader(io.StringIO(written(tmp_path, "csv", "organisations").read_bytes().decode())))
    assert rows[0]["name"] == f"'{HOSTILE}"
    assert rows[0]["longitude"] == "-3.5"
    assert (rows[1]["name"], rows[2]["name"]) == ("'", "")


def test_a_workbook_has_a_sheet_per_table_and_no_formula(tmp_path) -> None:
    book = openpyxl.load_workbook(written(tmp_path, "xlsx"))
    assert book.sheetnames == list(sheets(hostile()))
    page = book["organisations"]
    values = [[cell.value for cell in row] for row in page.iter_rows()]
    assert values[0] == sheets(hostile())["organisations"].columns
    assert page["B2"].data_type in ("s", "inlineStr")
    assert str(page["B2"].value).startswith("=1+1")
    assert page["I2"].value == -3.5
    assert page["M7"].value is None


def test_what_excel_cannot_hold_is_refused_in_words(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    with pytest.raises(ResultTooLarge, match="more rows than an Excel sheet"):
        written(tmp_path, "xlsx")
    monkeypatch.undo()
    long = subject_of({"p": ["a", "b"]}, values={"a": {"name": "n" * 32_768}})
    with pytest.raises(ResultTooLarge, match="row 2 of the table organisations"):
        written(tmp_path, "xlsx", None, long)
    assert list(tmp_path.iterdir()) == []


def test_a_network_says_how_it_was_counted_in_every_format_that_can(tmp_path) -> None:
    counted = {"counting": "fractional", "resolution": 1.0, "seed": 0}
    graphml = nx.read_graphml(written(tmp_path, "graphml")).graph["parameters"]
    parquet = pq.read_table(written(tmp_path, "parquet")).schema.metadata[b"parameters"]
    (gexf,) = etree.parse(written(tmp_path, "gexf")).getroot().iter("{http://gexf.net/1.3}description")
    cytoscape = json.loads(written(tmp_path, "cytoscape").read_text(encoding="utf-8"))["data"]["parameters"]
    vosviewer = json.loads(written(tmp_path, "vosviewer").read_text(encoding="utf-8"))["info"]["description"]
    told = [
        json.loads(text)
        for text in (graphml, parquet, (gexf.text or "").partition("parameters ")[2], vosviewer)
    ]
    assert [*told, cytoscape] == [counted] * 5


def test_all_formats_of_the_same_ties_have_the_same_number_and_the_same_stamp(tmp_path) -> None:
    stamp = hostile().stamp.id
    graphml = nx.read_graphml(written(tmp_path, "graphml"))
    gexf = written(tmp_path, "gexf")
    parquet = pq.read_table(written(tmp_path, "parquet"))
    lines = written(tmp_path, "jsonl", "ties").read_text(encoding="utf-8").splitlines()
    counts = {graphml.number_of_edges(), nx.read_gexf(gexf, version="1.3").number_of_edges(), len(parquet)}
    counts |= {json.loads(lines[-1])["rows"]["ties"], len(lines) - 2}
    assert counts == {4}
    assert graphml.graph["snapshot"] == json.loads(lines[0])["id"] == stamp
    assert stamp in gexf.read_text(encoding="utf-8")
    assert file_name(hostile(), FORMATS["csv"], "ties") == f"{stamp}-ties.csv"


@pytest.mark.parametrize("form", ["csv", "zip"])
def test_what_fails_in_the_middle_leaves_no_file(tmp_path, monkeypatch, form) -> None:
    def broken(*_: object) -> object:
        yield b"half"
        raise RuntimeError("half way")

    monkeypatch.setattr("graph.export.formats.csv_of", broken)
    monkeypatch.setattr("graph.export.package.csv_of", broken)
    (tmp_path / "out.csv").write_text("what was there before", encoding="utf-8")
    with pytest.raises(RuntimeError, match="half way"):
        written(tmp_path, form)
    assert [file.name for file in tmp_path.iterdir()] == ["out.csv"]
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "what was there before"


def test_where_nothing_can_be_written_a_sentence_says_so(tmp_path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(InvalidParameter, match="cannot be written"):
        written(tmp_path / "file", "csv")


def test_unknown_formats_and_tables_are_refused_naming_those_that_there_are() -> None:
    with pytest.raises(InvalidParameter, match=r"'docx'.*csv"):
        format_named("docx")
    with pytest.raises(InvalidParameter, match=r"gexf cannot hold 'places'.*ties, participations"):
        what_of(FORMATS["gexf"], "places")
    assert what_of(FORMATS["csv"], "nodes") == "organisations"
    assert what_of(FORMATS["gexf"], None) == NETWORKS[0]
    assert {one.name for one in formats.FORMATS.values()} >= {"csv", "xlsx", "parquet", "graphml", "zip"}
