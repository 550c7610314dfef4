"""Pages with made-up names: what is read, in which role, and what is left alone."""

from typing import Any

import pytest

from graph.errors import InvalidParameter, UnexpectedLayout, UnreadableFile
from ingest.documents.reading import READ, read_page
from ingest.documents.shown import as_page

LISTS = {
    "en": """The Gate Project
Duration: 01.03.2015 – 28.02.2017
Project ref. numberABCD.01.02.00-06-105/10
Partners
City of Alpha, Estonia (lead partner)
Beta Planning Region, Latvia
NGO Green Steps, Estonia
Total budget1 250 000,00 €""",
    "pl": """Tytuł projektu: Razem dla zieleni
Lider: Fundacja Zielony Most
Partnerzy:
- Uniwersytet Leśny (Polska)
- Asociación Cultural Norte, Hiszpania
Okres realizacji: 01.09.2019 – 31.08.2021""",
    "hu": """Kedvezményezett: Kisfalu Község Önkormányzata
Konzorciumi partnerek: Nagyfalu Község Önkormányzata, Kék Madár Egyesület
A projekt megvalósításának időszaka: 2018.03.01 – 2021.02.28.""",
    "lt": """Projekto vykdytojas – Ąžuolų rajono savivaldybės administracija
Partneriai: Liepų savivaldybė (Latvija), Beržų kultūros centras ir Klevų muziejus (Latvija)
Projekto įgyvendinimo laikotarpis: 2018 m. balandžio 1 d. – 2020 m. kovo 31 d.""",
    "da": """Projektet og partnerskabet
Partnerskabet består af fem organisationer fra tre lande:
• Interkulturelt Center (DK) – koordinator
• Nordby Folkhögskola, Sverige
• Norsk Folkeforbund, Norge
Projektet gennemføres i perioden 1. august 2017 til 31. juli 2019.""",
}
NAMED = {
    "en": {"City of Alpha": "lead", "Beta Planning Region": "partner", "NGO Green Steps": "partner"},
    "pl": {
        "Fundacja Zielony Most": "lead",
        "Uniwersytet Leśny": "partner",
        "Asociación Cultural Norte": "partner",
    },
    "hu": {
        "Kisfalu Község Önkormányzata": "lead",
        "Nagyfalu Község Önkormányzata": "partner",
        "Kék Madár Egyesület": "partner",
    },
    "lt": {
        "Ąžuolų rajono savivaldybės administracija": "lead",
        "Liepų savivaldybė": "partner",
        "Beržų kultūros centras": "partner",
        "Klevų muziejus": "partner",
    },
    "da": {
        "Interkulturelt Center": "lead",
        "Nordby Folkhögskola": "partner",
        "Norsk Folkeforbund": "partner",
    },
}
PERIODS = {
    "en": ("2015-03-01", "2017-02-28"),
    "pl": ("2019-09-01", "2021-08-31"),
    "hu": ("2018-03-01", "2021-02-28"),
    "lt": ("2018-04-01", "2020-03-31"),
    "da": ("2017-08-01", "2019-07-31"),
}


def page(text: str, language: str | None = None) -> dict[str, Any]:
    return as_page(read_page(text, language))


def roles(told: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["role"] for one in told["participants"] if not one.get("review")}


@pytest.mark.parametrize("language", sorted(LISTS))
def test_a_list_of_partners_gives_names_and_roles(language: str) -> None:
    assert roles(page(LISTS[language], language)) == NAMED[language]


@pytest.mark.parametrize("language", sorted(LISTS))
def test_the_period_is_read_as_precisely_as_it_is_written(language: str) -> None:
    project = page(LISTS[language], language)["project"]
    assert (project["start"], project["end"]) == PERIODS[language]


def test_every_fact_stands_where_its_span_says() -> None:
    text = LISTS["en"]
    for one in page(text)["participants"]:
        start, end = one["spans"][0]
        assert text[start:end] == one["name"]


def test_labels_glued_to_their_values_are_parted() -> None:
    project = page(LISTS["en"])["project"]
    assert project["code"] == "ABCD.01.02.00-06-105/10"
    assert project["total_budget"]["amount"] == 1_250_000


def test_who_runs_a_project_together_with_others_leads_it() -> None:
    told = page(
        "Gmina Nowy Las wspólnie z Gminą Stary Dwór oraz Powiatem Leśnym realizuje projekt pn. „Czyste "
        "jeziora”. "
        "Patronat honorowy nad projektem objął Minister Jezior. Wykonawcą robót jest firma Budex Sp. z o.o."
    )
    assert roles(told) == {"Gmina Nowy Las": "lead", "Gmina Stary Dwór": "partner", "Powiat Leśny": "partner"}
    assert {one["name"]: one["role"] for one in told["others"]} == {
        "Minister Jezior": "patron",
        "firma Budex Sp. z o.o.": "supplier",
    }


def test_hosts_speakers_and_managers_do_not_take_part() -> None:
    told = page(
        'The project "Learning Bridges", coordinated by Alpha Foundation (Hungary), brings together Beta '
        "Academy Ltd (UK) and Gamma Folk High School from Norway. The meeting was hosted by the Delta "
        "National Museum. "
        "The keynote was given by Prof. Anna Nobody.\nProject manager: John Nobody"
    )
    assert roles(told) == {
        "Alpha Foundation": "lead",
        "Beta Academy Ltd": "partner",
        "Gamma Folk High School": "partner",
    }
    assert "Nobody" not in str(told)


def test_bodies_that_are_counted_by_country_become_placeholders() -> None:
    told = page("The project is run by three organisations from three countries: Poland, Italy and Denmark.")
    assert [(one["name"], one["country"], one["placeholder"]) for one in told["participants"]] == [
        (None, "PL", True),
        (None, "IT", True),
        (None, "DK", True),
    ]


def test_a_name_that_the_own_list_lacks_waits_for_a_person() -> None:
    told = page("The project is run in partnership with Omega Society.\n" + LISTS["en"])
    doubtful = [one["name"] for one in told["participants"] if one.get("review")]
    assert doubtful == ["Omega Society"]


def test_a_zero_that_a_script_would_count_up_is_unknown() -> None:
    told = page("Rezultaty projektu\n\n0\norganizacji pozarządowych\n0\nszkół objętych działaniami", "pl")
    assert [(one["value"], one["status"]) for one in told["counters"]] == [(None, "not rendered")] * 2


@pytest.mark.parametrize(
    ("words", "value", "comparator", "most"),
    [
        ("more than 200 teachers", 200, ">", None),
        ("about 15 schools", 15, "~", None),
        ("60-80 volunteers", 60, "range", 80),
        ("up to 9 museums", 9, "<", None),
    ],
)
def test_how_exact_a_figure_is_survives(
    words: str, value: float, comparator: str, most: float | None
) -> None:
    told = page(f"The project reached {words} in the region.")["counters"]
    assert [(one["value"], one["comparator"], one["max"]) for one in told] == [(value, comparator, most)]


def test_the_chain_of_funding_is_tied() -> None:
    told = page(
        "Projekt realizowany w ramach Programu Operacyjnego Kapitał Ludzki (Priorytet V „Dobre drogi”, "
        "Działanie 5.4 „Rozwój mostów”, Poddziałanie 5.4.2 „Rozwój kładek”) współfinansowanego z "
        "Europejskiego Funduszu Społecznego."
    )
    assert {one["key"]: one["part_of"] for one in told["funders"]} == {
        "esf": None,
        "po-kl": "esf",
        "po-kl/v": "po-kl",
        "po-kl/5.4": "po-kl/v",
        "po-kl/5.4.2": "po-kl/5.4",
    }


def test_a_sixth_language_is_refused_by_name() -> None:
    with pytest.raises(UnexpectedLayout, match="German"):
        read_page("Das Projekt wird von der Gemeinde durchgeführt und gemeinsam mit Partnern umgesetzt.")


def test_a_language_without_words_cannot_be_asked_for() -> None:
    with pytest.raises(InvalidParameter, match="'de'"):
        read_page("Projekt", "de")


def test_a_page_on_something_else_is_refused() -> None:
    with pytest.raises(UnexpectedLayout, match="does not speak of a project"):
        read_page("Boil the potatoes for twenty minutes, then serve them with butter and fresh dill.")


def test_an_empty_page_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="no text"):
        read_page(" \n ")


def test_a_page_without_end_is_read_only_as_far_as_promised() -> None:
    told = page(LISTS["en"] + "\n" + "word " * READ + "\nPartners\nCity of Omega")
    assert "City of Omega" not in roles(told)


def test_the_same_text_gives_the_same_answer() -> None:
    assert page(LISTS["lt"]) == page(LISTS["lt"])


def test_the_shown_page_has_the_schema_of_labelled_pages() -> None:
    text = (
        "Om projektet\n\nProjektet samler fem organisationer fra Polen, Italien, Ungarn, Danmark og Østrig."
    )
    told = as_page(read_page(text, "da"))
    keys = "url language text_kind page_kind project participants funders places counters not_participants"
    assert {*keys.split(), "unnamed_participants", "notes"} <= set(told)
    assert told["page_kind"] == "negative_partners_not_named"
    assert told["unnamed_participants"] == [
        {"countries": ["AT", "DK", "HU", "IT", "PL"], "type": "unknown", "role": "partner", "count": 5}
    ]


@pytest.mark.parametrize(
    ("language", "text", "value", "unit", "comparator"),
    [
        ("hu", "A projektbe eddig 87 gyerek járt.", 87.0, "people", "="),
        ("hu", "A projekt mentorainak száma 9.", 9.0, "mentors", "="),
        ("da", "Antal deltagere i projektet: 240", 240.0, "people", "="),
        ("pl", "Liczba uczestników – 120", 120.0, "people", "="),
        ("en", "The project reached over 9,000 pupils.", 9000.0, "people", ">"),
        ("en", "The project set up no fewer than 12 local hubs.", 12.0, "sites", ">"),
    ],
)
def test_counted_things_are_figures(
    language: str, text: str, value: float, unit: str, comparator: str
) -> None:
    (figure,) = read_page(f"Projekt – project\n\n{text}", language).figures
    assert (figure.value, figure.unit, str(figure.comparator)) == (value, unit, comparator)
