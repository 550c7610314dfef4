"""What the structure of a page tells: headings, paragraphs of partners, tables, shared words, base forms."""

import pytest

from ingest.documents.base_forms import base_form
from ingest.documents.formats.html_text import html_text
from ingest.documents.reading import read_page
from ingest.documents.shown import as_page
from ingest.documents.words import words_of

CARDS = {
    "da": """<h3>Partnere</h3><div><h4>Fjordby Museum</h4><p>Danmark</p><p>Museet leder projektet.</p></div>
<div><h4>Hallands Kulturhus</h4><p>Sverige</p><p>Kulturhuset driver et teater.</p></div>
<div><h4>Stiftelsen Agderbygg</h4><p>Norge</p></div><h3>Kontakt</h3><p>Skriv til os</p>""",
    "en": """<h2>Meet the partners</h2><div><h3>CoopVerde</h3><p>Italy</p>
<p>A cooperative of 40 farms.</p></div>
<div><h3>Landwerk e.V.</h3><p>Germany</p><p>Landwerk trains young farmers.</p></div>
<h2>Latest news</h2><p>Newsletter 3 of the project is out.</p>""",
}
IN_CARDS = {
    "da": {"Fjordby Museum": "DK", "Hallands Kulturhus": "SE", "Stiftelsen Agderbygg": "NO"},
    "en": {"CoopVerde": "IT", "Landwerk e.V.": "DE"},
}
TABLE = """<h1>Falvak hálózata</h1><table><tr><th>Szervezet</th><th>Ország</th><th>Szerep</th></tr>
<tr><td>Zempléni Falvak Szövetsége</td><td>Magyarország</td><td>vezető partner</td></tr>
<tr><td>Obec Dlhá Lúka</td><td>Szlovákia</td><td>partner</td></tr></table><p>A projekt 2020-ban indult.</p>"""


def _named(html: str, language: str, fact: str) -> dict[str, str]:
    text = html_text(f"<html><body>{html}</body></html>".encode())
    told = as_page(read_page(text, language))["participants"]
    return {one["name"]: one[fact] for one in told if not one.get("review")}


@pytest.mark.parametrize("language", CARDS)
def test_a_partner_with_a_paragraph_of_its_own_is_one_partner_and_its_text_none(language: str) -> None:
    assert _named(CARDS[language], language, "country") == IN_CARDS[language]


def test_the_head_of_a_table_says_what_its_rows_are() -> None:
    assert _named(TABLE, "hu", "role") == {"Zempléni Falvak Szövetsége": "lead", "Obec Dlhá Lúka": "partner"}


def test_words_for_pictures_name_nobody() -> None:
    pictures = '<p><img src="a.png" alt="logo 1"></p><p><img src="b.png" alt="Logo"></p>'
    html = f"<h2>Partners of the project</h2>{pictures}"
    text = html_text(f"<html><body>{html}</body></html>".encode())
    told = as_page(read_page(text, "en"))["participants"]
    assert [one["name"] for one in told] == [None, None]


def test_a_number_after_a_label_begins_no_list() -> None:
    text = "The project in short\nPartners: 3\nRadio programmes: 48\nListeners: about 12,000"
    assert as_page(read_page(text, "en"))["participants"] == []


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [
        ("pl", "Gminy Stara Huta i Nowa Wieś wspólnie realizują projekt.",
         {"Gmina Stara Huta", "Gmina Nowa Wieś"}),
        ("en", "The Cities of Oldenbrück and Nieuwkerk run the project jointly.",
         {"City of Oldenbrück", "City of Nieuwkerk"}),
        ("lt", "Šilalėlės ir Tauragiškių rajonų savivaldybės kartu vykdo projektą.",
         {"Šilalėlės rajono savivaldybė", "Tauragiškių rajono savivaldybė"}),
        ("da", "Nørreby og Sønderå Kommuner har fået støtte til projektet.",
         {"Nørreby Kommune", "Sønderå Kommune"}),
    ],
)  # fmt: skip
def test_bodies_that_share_a_word_are_told_apart(language: str, text: str, named: set[str]) -> None:
    told = as_page(read_page(text, language))["participants"]
    assert {one["name"] for one in told if not one.get("review")} == named


@pytest.mark.parametrize(
    ("language", "written", "base"),
    [
        (
            "pl",
            "Gminnym Ośrodkiem Pomocy Społecznej w Brzezinku",
            "Gminny Ośrodek Pomocy Społecznej w Brzezinku",
        ),
        ("pl", "Biblioteki Miejskiej w Czaplinku", "Biblioteka Miejska w Czaplinku"),
        ("pl", "Muzeum Regionalnym w Sośnicy", "Muzeum Regionalne w Sośnicy"),
        ("pl", "Ochotniczą Strażą Pożarną w Kurowie", "Ochotnicza Straż Pożarna w Kurowie"),
        ("pl", "Muzeum Narodowe w Krakowie", "Muzeum Narodowe w Krakowie"),
        ("hu", "Mosoni Óvodával", "Mosoni Óvoda"),
        ("hu", "Duna Kft.-vel", "Duna Kft."),
        ("hu", "Balatonhenye Község Önkormányzata", "Balatonhenye Község Önkormányzata"),
        ("lt", "Biržuvėnų ligoninėje", "Biržuvėnų ligoninė"),
        ("lt", "Trakininkų kultūros rūmais", "Trakininkų kultūros rūmai"),
    ],
)
def test_a_name_is_brought_into_its_base_form_and_only_its_head_changes(
    language: str, written: str, base: str
) -> None:
    assert base_form(written, words_of(language)) == base


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("hu", "A TÁMOP 5.5.2-11/2-2012-0123 számú projekt véget ért.", "TÁMOP 5.5.2-11/2-2012-0123"),
        ("en", "The project has received funding under grant agreement No 823952.", "823952"),
        ("lt", "Projekto Nr. VP1-2.2-ŠMM-05-K-02-015", "VP1-2.2-ŠMM-05-K-02-015"),
    ],
)
def test_a_project_code_is_found_where_it_stands(language: str, text: str, code: str) -> None:
    assert as_page(read_page(text, language))["project"]["code"] == code


@pytest.mark.parametrize(
    ("language", "text", "funder"),
    [
        ("pl", "Projekt Mosty\nDziałanie: 9.6 Usługi społeczne", ("priority", "9.6", "Usługi społeczne")),
        (
            "en",
            "Project title: Gates\nPriority: 3. Cooperating on culture",
            ("priority", "3", "Cooperating on culture"),
        ),
        ("da", "Projektet er støttet af VELUX FONDEN.", ("fund", None, "VELUX FONDEN")),
        ("lt", "Projektui skyrė lėšų Lietuvos kultūros taryba.", ("fund", None, "Lietuvos kultūros taryba")),
    ],
)
def test_who_pays_is_found_under_labels_and_in_sentences(
    language: str, text: str, funder: tuple[str, str | None, str]
) -> None:
    told = as_page(read_page(text, language))["funders"]
    assert (told[0]["kind"], told[0]["code"], told[0]["name"]) == funder
