"""Reports over HTTP and by command, and pages in the language of their reader, on the five networks."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.problems import problem

GAPS, PARTNERS = "/api/v1/reports/gaps", "/api/v1/reports/partners"
LITHUANIA = {"territory": "LT", "level": "municipality"}
LIBRARY = "Utenos A. ir M. Miškinių viešoji biblioteka"


def test_a_report_on_gaps_is_a_file_from_a_snapshot(client: httpx.Client) -> None:
    answer = client.get(GAPS, params=LITHUANIA | {"format": "md", "lang": "lt"})
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert 'filename="gaps-LT-lt.md"' in answer.headers["content-disposition"]
    assert "vienetų: 60; dalyvauja: 4, nedalyvauja: 56" in answer.text
    assert answer.headers["x-snapshot"] in answer.text


def test_the_same_report_has_the_same_bytes(client: httpx.Client) -> None:
    asked = LITHUANIA | {"format": "pdf", "lang": "hu", "pairs": "country"}
    first, second = (client.get(GAPS, params=asked).content for _ in range(2))
    assert first == second
    assert first.startswith(b"%PDF-")


def test_pairs_of_neighbours_without_shapes_are_no_data(client: httpx.Client) -> None:
    asked = LITHUANIA | {"format": "md", "pairs": "country", "neighbours": "true"}
    told = client.get(GAPS, params=asked).text
    assert "No data: no shapes of level country were loaded" in told
    assert "No pair fits what was asked for." in told


def test_a_report_on_partners_says_why(client: httpx.Client) -> None:
    page = client.get(PARTNERS, params={"organisation": LIBRARY, "format": "html", "lang": "pl"})
    assert f"<title>Partnerzy dla: {LIBRARY}</title>" in page.text
    assert '<html lang="pl">' in page.text
    assert "Propozycje i uzasadnienie" in page.text


def test_a_format_that_there_is_not_is_refused_in_words(client: httpx.Client) -> None:
    refused = problem(client.get(GAPS, params=LITHUANIA | {"format": "doc"}), 422)
    assert "md, html, pdf" in refused["detail"]


@pytest.mark.parametrize(
    ("language", "heading", "country"),
    [("en", "Organisations", "Lithuania"), ("pl", "Organizacje", "Litwa"), ("lt", "Organizacijos", "Lietuva"),
     ("da", "Organisationer", "Litauen"), ("hu", "Szervezetek", "Litvánia")],
)  # fmt: skip
def test_a_page_speaks_the_language_of_its_reader(
    client: httpx.Client, language: str, heading: str, country: str
) -> None:
    page = client.get("/organisations", params={"country": "LT"}, headers={"Accept-Language": language})
    assert f'<html lang="{language}">' in page.text
    assert f"<h1>{heading}</h1>" in page.text
    assert country in page.text


def test_programs_get_english_whatever_the_browser_prefers_unless_they_ask(client: httpx.Client) -> None:
    def told(**asked: str) -> str:
        params = {"from": LIBRARY, "to": "Szegedi Ifjúsági Ház", **asked}
        answer = client.get("/api/v1/paths", params=params, headers={"Accept-Language": "hu"})
        return str(answer.json()["told"])

    assert told().startswith("No path.")
    assert told(lang="hu").startswith("Nincs út.")


def test_an_error_page_is_translated_too(client: httpx.Client) -> None:
    headers = {"Accept": "text/html", "Accept-Language": "da"}
    assert "<h1>Ikke fundet</h1>" in client.get("/organisations/org-none", headers=headers).text


@pytest.fixture
def typed(command: Callable[..., Any]) -> Callable[..., str]:
    """What `socialcluster report` with these words prints."""
    return lambda *words: "".join(command("report", *words))


def test_the_command_writes_what_the_api_sends(
    client: httpx.Client, typed: Callable[..., str], tmp_path: Path
) -> None:
    file = tmp_path / "made" / "gaps.md"
    told = typed("gaps", str(file), "--territory", "LT", "--level", "municipality", "--lang", "da")
    sent = client.get(GAPS, params=LITHUANIA | {"format": "md", "lang": "da"})
    assert file.read_bytes() == sent.content
    assert sent.headers["x-snapshot"] in told


def test_a_report_on_partners_takes_all_that_the_list_takes(
    client: httpx.Client, typed: Callable[..., str], tmp_path: Path
) -> None:
    asked = {"kind": "ngo", "country": "LT", "language": "hu", "partner_country": "HU", "limit": 3}
    listed = client.get("/api/v1/partners", params=asked).json()["suggestions"]
    sent = client.get(PARTNERS, params=asked | {"format": "md"}).content
    assert {one["organisation"]["country"] for one in listed} == {"HU"}
    assert all(one["organisation"]["name"] in sent.decode() for one in listed)
    words = ("--kind", "ngo", "--country", "LT", "--language", "hu", "--partner-country", "HU", "--most", "3")
    typed("partners", str(tmp_path / "p.md"), *words)
    assert (tmp_path / "p.md").read_bytes() == sent


def test_the_ending_of_the_file_tells_the_format_and_another_one_is_refused(
    typed: Callable[..., str], tmp_path: Path
) -> None:
    typed("partners", str(tmp_path / "p.html"), "--for", LIBRARY, "--lang", "hu", "--most", "3")
    assert '<html lang="hu">' in (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "Say which format" in typed("partners", str(tmp_path / "p.doc"), "--for", LIBRARY)
    assert not (tmp_path / "p.doc").exists()
