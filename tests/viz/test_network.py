import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from viz.model import MapTie, NetworkMap
from viz.network import network_page, network_policy

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    '<a href="javascript:alert(1)">href</a>',
    "\"quoted\" & 'single'",
    "<!-- <script>",
    "جامعة القاهرة \u202e\u2028",
]


class Tags(HTMLParser):
    """Collects which elements a page holds, and the text inside its scripts."""

    def __init__(self, html):
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data):
        if self.found and self.found[-1][0] == "script":
            self.scripts[-1] += data


@pytest.fixture
def hostile_page(node):
    nodes = tuple(node(f"n{i}", name=name, country=name) for i, name in enumerate(HOSTILE))
    return network_page(
        NetworkMap(
            title=HOSTILE[0],
            nodes=nodes,
            ties=(MapTie("n0", "n1", 1.0),),
            clusters={1: HOSTILE[1]},
            snapshot=HOSTILE[1],
            parameters={HOSTILE[0]: HOSTILE[1]},
            notes=(HOSTILE[2],),
        )
    )


def test_the_same_map_and_seed_give_the_same_bytes(small_map):
    assert network_page(small_map, seed=4) == network_page(small_map, seed=4)


def test_the_page_says_its_language_its_encoding_and_stands_alone(small_map):
    page = network_page(small_map)
    tags = Tags(page).found
    assert page.startswith("<!doctype html>")
    assert ("html", {"lang": "en"}) in tags
    assert ("meta", {"charset": "utf-8"}) in tags
    assert not [tag for tag, attributes in tags if {"src", "srcset", "style"} & set(attributes)]
    assert not [tag for tag, _ in tags if tag in {"link", "iframe", "img", "base"}]
    assert [attributes["href"] for tag, attributes in tags if "href" in attributes] == ["#search"]


def test_every_inlined_script_and_style_is_named_in_the_policy(small_map):
    page = network_page(small_map)
    named = set(re.findall(r"'sha256-([^']+)'", network_policy()))
    texts = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, flags=re.DOTALL)
    hashes = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts}
    assert hashes == named
    assert "unsafe" not in network_policy()


def test_hostile_texts_add_no_element_and_no_script(hostile_page, small_map):
    def kinds(page):
        return {(tag, *sorted(attributes)) for tag, attributes in Tags(page).found}

    assert kinds(hostile_page) <= kinds(network_page(small_map))
    assert len(Tags(hostile_page).scripts) == len(Tags(network_page(small_map)).scripts)
    assert "<img" not in hostile_page
    assert "<script>alert" not in hostile_page


def test_the_foot_says_snapshot_parameters_seed_and_what_was_left_out(small_map):
    page = network_page(replace(small_map, notes=("Left out: 7 organisations.",)), seed=9)
    for text in ("Snapshot abc123", "resolution: 1<", "layout seed 9", "Left out: 7 organisations."):
        assert text in page


def test_parameters_are_told_in_plain_words_and_none_that_says_nothing(small_map):
    page = network_page(replace(small_map, parameters={"via": ["theme", "funder"], "theme": None, "k": 2}))
    assert ">connected by: themes, funders</span>" in page
    assert ">chains at most: 2</span>" in page
    assert "None" not in page.partition("<footer")[2].partition("</footer>")[0]


def test_readers_without_scripts_get_a_table_that_says_what_is_not_stated(small_map):
    table = network_page(small_map).partition("<noscript>")[2].partition("</noscript>")[0]
    assert "Organisation a" in table
    assert "name not stated" in table
    assert table.count("<tr>") == 1 + len(small_map.nodes)


def test_parallel_ties_are_counted_once(small_map):
    twice = replace(small_map, ties=(*small_map.ties, MapTie("b", "a", 1.0)))
    assert "5 organisations, 4 ties" in network_page(twice)


def test_one_is_singular(node):
    assert "1 organisation, 0 ties" in network_page(NetworkMap("One", (node("a"),), ()))
