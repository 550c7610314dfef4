"""Reports of plain answers: what they say in each language and format; names of sources stay text."""

import re
from base64 import b64decode
from dataclasses import replace
from io import BytesIO

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader
from selectolax.lexbor import LexborHTMLParser

from tests.viz.pictures.maps import SHAPED
from tests.viz.reports.answers import HOSTILE, SOURCES, coverage, matrix, partners
from viz.languages import LANGUAGES, speaking
from viz.pictures.territory import picture_of
from viz.reports.document import Chart, Figure, Grid, Report, plain
from viz.reports.formats import FORMATS
from viz.reports.gaps import gaps_report
from viz.reports.markdown import as_markdown
from viz.reports.page import STYLE, as_page
from viz.reports.partners import partners_report
from viz.reports.pdf import as_pdf


def gaps(language: str = "en") -> Report:
    with speaking(language):
        return gaps_report(coverage(), matrix(), SOURCES)


def with_map() -> Report:
    figure = Figure(HOSTILE, picture_of(replace(SHAPED, title=HOSTILE), alone=False), HOSTILE)
    return gaps_report(coverage(), None, SOURCES, [figure])


def suggested(language: str = "en") -> Report:
    with speaking(language):
        return partners_report(partners(), SOURCES)


def table(report: Report, title: str) -> Grid:
    (found,) = (b for one in report.sections if one.title == title for b in one.blocks if isinstance(b, Grid))
    return found


def pdf_text(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def as_html(markdown: bytes) -> LexborHTMLParser:
    return LexborHTMLParser(MarkdownIt("commonmark").enable("table").render(markdown.decode()))


def test_absent_units_stand_by_name_as_the_language_sorts_them() -> None:
    assert [row[1] for row in table(gaps("lt"), "Nedalyvaujantys vienetai").rows] == [
        "Šakiai",
        "Zarasai",
        "Žagarė",
    ]
    assert [row[1] for row in table(gaps("da"), "Fraværende enheder").rows] == ["Šakiai", "Žagarė", "Zarasai"]


def test_what_is_unknown_is_a_dash_and_never_nought() -> None:
    assert table(gaps(), "Absent units").rows[0] == ("LT-44", "Šakiai", "–", "–", "–", "–")


def test_numbers_are_written_as_the_language_does() -> None:
    for language, words in (("en", "52\u202f095"), ("da", "52.095"), ("pl", "52\u202f095")):
        said = as_markdown(gaps(language)).decode()
        assert words in said
    assert "5,76" in as_markdown(gaps("lt")).decode()


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        ("gaps", "6 units: 2 take part, 3 absent, 1 left out by design."),
        ("complete", "Each of the 6 units takes part or is left out by design."),
        ("counted, not named", "of 6 units 2 are known to take part, and none is called absent."),
        ("mostly not placed", "of most participants no source says in which unit they stand"),
        ("no data", "There is no data by which to tell."),
    ],
)
def test_the_verdict_is_told_in_a_sentence(verdict: str, sentence: str) -> None:
    report = gaps_report(coverage(verdict=verdict), None, SOURCES)
    assert sentence in as_markdown(report).decode()


def test_units_of_which_nobody_knows_are_drawn_as_unknown_and_never_as_absent() -> None:
    for verdict in ("mostly not placed", "no data", "counted, not named"):
        report = gaps_report(coverage(verdict=verdict), None, SOURCES)
        bars = next(one for part in report.sections for one in part.blocks if isinstance(one, Chart)).bars
        assert [bar.length for bar in bars] == [2, 0, 3, 1]
        assert "Absent units" not in as_markdown(report).decode()


def test_pairs_in_the_order_of_residuals_show_them() -> None:
    plain, by_residual = matrix(), matrix() | {"parameters": {"order": "residual"}}
    headings = [
        table(gaps_report(coverage(), one, SOURCES), "Cooperation between pairs").headings
        for one in (plain, by_residual)
    ]
    assert headings[1][len(headings[0]) :] == ("Such pairs have", "Residual")
    shown = table(gaps_report(coverage(), by_residual, SOURCES), "Cooperation between pairs").rows[0]
    assert shown[-2:] == ("6.5", "-1.75")


def test_without_a_list_nothing_is_counted() -> None:
    empty = {"denominator": None, "reference": None, "present": [], "absent": [], "excluded": []}
    report = gaps_report(coverage(verdict="no data", inhabitants=None, missing=None, **empty), None, ())
    assert not [b for one in report.sections for b in one.blocks if isinstance(b, Chart)]
    assert "No source is known" in as_markdown(report).decode()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_format_in_each_language_says_what_it_is_from(form: str, language: str) -> None:
    for report in (gaps(language), suggested(language)):
        content = FORMATS[form].write(report)
        text = pdf_text(content) if form == "pdf" else content.decode()
        assert "0123456789abcdef" in text.replace(" ", "")
        assert "Made-up list" in text
        assert {section.title for section in report.sections if section.title not in text} == set()


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_answer_is_the_same_bytes(form: str) -> None:
    assert FORMATS[form].write(gaps("hu")) == FORMATS[form].write(gaps("hu"))


@pytest.mark.parametrize("report", [gaps(), suggested()])
def test_in_markdown_names_of_sources_stay_text(report: Report) -> None:
    page = as_html(as_markdown(report))
    assert not page.css("script, a, img, b, code, del, em, ol")
    assert HOSTILE in page.body.text()  # type: ignore[union-attr]  # a parsed page has a body
    headings = [one.text() for one in page.css("h1, h2")]
    assert headings == [report.title, *(section.title for section in report.sections)]
    grids = [b for one in report.sections for b in one.blocks if isinstance(b, Chart | Grid)]
    assert len(page.css("table")) == len(grids)
    assert [len(one.css("tbody tr")) for one in page.css("table")] == [
        len(one.rows if isinstance(one, Grid) else one.bars) for one in grids
    ]


@pytest.mark.parametrize(
    "text", ["- a", "1. a", "12) a", "+ a", "# a", "---", "===", "> a", "    a", "a\n\n- b", "| a |"]
)
def test_no_text_begins_a_block_of_markdown(text: str) -> None:
    report = gaps_report(coverage(reason=text), None, SOURCES)
    page = as_html(as_markdown(report))
    assert " ".join(plain(text).split()) in [one.text() for one in page.css("p")]


@pytest.mark.parametrize("report", [gaps(), suggested()])
def test_a_page_runs_and_fetches_nothing(report: Report) -> None:
    content = as_page(report).decode()
    page = LexborHTMLParser(content)
    assert not page.css("script, a, img, link, iframe, [style], [src], [onerror]")
    assert HOSTILE in page.body.text()  # type: ignore[union-attr]  # a parsed page has a body
    policy = page.css_first("meta[http-equiv]").attributes["content"] or ""
    assert policy.startswith("default-src 'none'; script-src ; style-src 'sha256-")
    assert f"<style>{STYLE}</style>" in content


def test_bars_are_as_long_as_their_figures() -> None:
    page = LexborHTMLParser(as_page(gaps()).decode())
    chart = page.css_first("svg")
    widths = [float(bar.attributes["width"] or 0) for bar in chart.css("rect")]
    assert widths == [260, 390, 0, 130]
    assert "present 2; absent 3; unknown 0; left out by design 1" in (chart.attributes["aria-label"] or "")


def test_a_pdf_embeds_the_letters_of_all_languages() -> None:
    for language, words in (
        ("lt", "Žagarė Šakiai Nedalyvaujantys"),
        ("pl", "Jednostki wyłączone założenia"),
        ("hu", "Hiányzó egységek Módszer"),
        ("da", "Fraværende Sådan"),
    ):
        text = pdf_text(as_pdf(gaps(language)))
        assert [word for word in words.split() if word not in text] == []
    fonts = {
        str(font) for page in PdfReader(BytesIO(as_pdf(gaps()))).pages for font in page["/Resources"]["/Font"]
    }  # type: ignore[index]  # pypdf: any object
    assert fonts


def test_in_a_pdf_markup_is_text_and_letters_that_the_font_lacks_are_question_marks() -> None:
    report = gaps_report(coverage(reason="<font color=red>العربية</font> <img src=x/>"), None, SOURCES)
    assert "<font color=red>???????</font> <img src=x/>" in pdf_text(as_pdf(report))


def test_a_long_table_goes_over_pages_with_its_headings() -> None:
    many = [coverage()["absent"][0] | {"name": f"Vieta {place}"} for place in range(400)]
    reader = PdfReader(BytesIO(as_pdf(gaps_report(coverage(absent=many), None, SOURCES))))
    assert len(reader.pages) > 5
    assert "Kilometres" in reader.pages[3].extract_text()


def test_a_map_stands_in_the_page_and_runs_and_fetches_nothing() -> None:
    page = LexborHTMLParser(as_page(with_map()).decode())
    assert not page.css("script, a, img, link, iframe, [style], [src], [onerror], use, image, foreignObject")
    assert page.css_first("figure svg > title").text() == HOSTILE
    assert "Absent: dashed, with a cross" in [one.text() for one in page.css("figure svg text")]
    assert page.css_first("h2 + figure figcaption").text() == HOSTILE
    assert "Map" not in [one.text() for one in LexborHTMLParser(as_page(gaps()).decode()).css("h2")]


def test_a_map_stands_in_the_markdown_as_a_picture_in_one_file() -> None:
    (picture,) = as_html(as_markdown(with_map())).css("img")
    kind, _, drawn = (picture.attributes["src"] or "").partition(",")
    assert kind == "data:image/png;base64"
    assert b64decode(drawn).startswith(b"\x89PNG")
    assert picture.attributes["alt"] == HOSTILE
    assert not as_html(as_markdown(with_map())).css("script, a, b, code, del, em, ol")


def test_a_map_stands_in_the_pdf_with_its_words() -> None:
    text = pdf_text(as_pdf(with_map()))
    assert "Absent: dashed, with a cross" in text
    assert as_pdf(with_map()) == as_pdf(with_map())


def test_signs_that_steer_are_no_text() -> None:
    assert plain("a\u202eb\x00c\nd\ud800") == "a b c d "


def test_suggestions_keep_their_reasons_weaknesses_and_evidence() -> None:
    report = suggested()
    first, second = table(report, "Suggestions and why").rows
    assert (first[0], first[4], first[6], second[6]) == ("1", "1.23", "–", "weak")
    assert second[1] == "a library in Poland, name not stated"
    assert table(report, "Evidence").rows[0][1:] == ("org-1", "Žalias tiltas", "rec-1")
    assert table(report, "Parts of the scores").headings == ("Rank", "theme")


def test_nobody_to_suggest_is_said() -> None:
    report = partners_report(partners(suggestions=[], told="No data: nobody is left."), SOURCES)
    said = as_markdown(report).decode()
    assert "No data: nobody is left." in said
    assert "Suggestions and why" not in said


def test_each_report_says_how_to_cite_it() -> None:
    for report in (gaps(), suggested()):
        said = report.sections[-1].blocks[0].text  # type: ignore[union-attr]  # a paragraph
        assert re.search(r"snapshot 0123456789abcdef\w+, data as of 22 November 2026, 05:42 UTC", said)
