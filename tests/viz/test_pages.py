"""Templates on plain values: what a source writes stays text, and what a template lacks is an error."""

from importlib.resources import files
from typing import Any

import pytest
from jinja2 import UndefinedError

from viz import pages

MARKUP = "<img src=x onerror=alert(1)>"
ESCAPED = "&lt;img src=x onerror=alert(1)&gt;"
BASIS: dict[str, Any] = {
    "snapshot": "0" * 32,
    "data_as_of": "2026-11-22T05:42:18+00:00",
    "parameters": {},
    "json": None,
}
EVIDENCE = [{"record": 'rec-"><script>', "href": ""}]
BODY: dict[str, Any] = {
    "uid": 'org-"><script>',
    "name": MARKUP,
    "kind": None,
    "country": "LT",
    "town": MARKUP,
}


def _profile(**changes: Any) -> str:
    values: dict[str, Any] = {
        "here": "/organisations",
        "basis": BASIS | {"parameters": {"q": MARKUP}, "json": '/api/"><script>'},
        "organisation": BODY | {"website": "javascript:alert(1)", "names": [MARKUP], "kind_rule": MARKUP},
        "counts": {"projects": 1, "partners": 1, "records": 1},
        "projects": [
            {
                "uid": "prj-1", "acronym": MARKUP, "title": None, "start": MARKUP, "end": None,
                "role": "lead", "department": MARKUP, "evidence": EVIDENCE,
            }
        ],
        "collaborators": [
            BODY | {"weight": 0.5, "projects": 1, "first_year": 2015, "last_year": None}
        ],
        "ties": [
            {
                "type": "LOCATED_IN", "outgoing": True, "uid": "p", "label": "Place", "name": MARKUP,
                "evidence": EVIDENCE,
            }
        ],
        "said": [
            {
                "uid": "rec-1", "source": MARKUP, "file": MARKUP, "part": MARKUP, "row": 1,
                "values": {MARKUP: MARKUP, "names": [MARKUP]},
            }
        ],
        "shown_rule": "the first",
        "drawing": '/api/v1/maps/ego?organisation="><script>',
    }  # fmt: skip
    return pages.render("organisation.html", **values | changes)


def test_whatever_a_source_writes_stays_text() -> None:
    page = _profile()
    assert MARKUP not in page
    assert page.count(ESCAPED) >= 14
    assert "<script>" not in page
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page


def test_a_value_that_a_template_needs_and_lacks_is_an_error_not_a_gap() -> None:
    with pytest.raises(UndefinedError, match="counts"):
        pages.render("organisation.html", here="", basis=BASIS, organisation=BODY, shown_rule="")


def test_values_that_differ_between_records_are_marked() -> None:
    said: dict[str, Any] = {"uid": "r", "source": "s", "file": None, "part": None, "row": None}
    page = _profile(said=[said | {"values": {"town": "Utena"}}, said | {"values": {"town": MARKUP}}])
    assert page.count("differs</span>") == 1


def test_a_long_list_of_records_is_folded_away() -> None:
    said: dict[str, Any] = {"uid": "r", "source": "s", "file": None, "part": None, "row": None, "values": {}}
    page = _profile(said=[said] * 8, counts={"projects": 0, "partners": 0, "records": 120})
    assert "<summary>3 more records</summary>" in page
    assert "120 records in all; the first 8 are listed." in page


def test_no_template_marks_a_value_as_safe() -> None:
    for template in files("viz").joinpath("templates", "pages").iterdir():
        text = template.read_text(encoding="utf-8")
        assert "safe" not in text, template.name
        assert "autoescape" not in text, template.name
        assert "style=" not in text, template.name


SCRIPTS = ["pages.js", "job_progress.js", "review_keys.js"]


@pytest.mark.parametrize("name", ["pages.css", *SCRIPTS, "icon.svg"])
def test_the_address_of_an_asset_changes_with_its_content(name: str) -> None:
    asset = pages.asset(name)
    assert asset.content == files("viz").joinpath("static", name).read_bytes()
    assert pages.asset_path(name) == f"/static/{name}?v={asset.digest}"


@pytest.mark.parametrize("name", ["../pages.py", "network_map.css", "", "templates"])
def test_no_other_file_is_an_asset(name: str) -> None:
    with pytest.raises(KeyError):
        pages.asset(name)


def test_assets_name_no_other_host() -> None:
    for name in ("pages.css", *SCRIPTS):
        assert b"//" not in pages.asset(name).content.replace(b"\n// ", b"").removeprefix(b"// ")
        assert b"@import" not in pages.asset(name).content


@pytest.mark.parametrize(
    ("parameters", "address"),
    [
        ({}, "/path"),
        ({"from_": "org-1", "to": None}, "/path?from=org-1"),
        ({"from": "a&b", "to": "č"}, "/path?from=a%26b&to=%C4%8D"),
        ({"seed": 0, "q": ""}, "/path?seed=0"),
    ],
)
def test_an_address_holds_only_what_was_asked(parameters: dict[str, object], address: str) -> None:
    assert pages.address("/path", **parameters) == address
