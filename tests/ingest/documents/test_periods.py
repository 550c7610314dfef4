"""The ways in which five languages write when a project runs; what is not stated stays unknown."""

import pytest
from babel.dates import get_month_names

from ingest.documents.cleaning import cleaned
from ingest.documents.labelled import fields
from ingest.documents.moments import moments
from ingest.documents.periods import period
from ingest.documents.words import known_languages, words_of

PERIODS = {
    "pl": [
        ("Projekt trwa od 1 marca 2021 r. i potrwa do końca lutego 2023 r.", "2021-03-01", "2023-02"),
        (
            "W ciągu osiemnastu miesięcy, od stycznia 2022 r. do czerwca 2023 r., skorzysta 220 osób.",
            "2022-01",
            "2023-06",
        ),
        ("Okres realizacji projektu: od 1 września 2019 r. do 31.08.2021", "2019-09-01", "2021-08-31"),
        ("Okres realizacji: IX 2019 – VIII 2021", "2019-09", "2021-08"),
        ("Okres realizacji: 1.IX.2019 – 31.VIII.2021 r.", "2019-09-01", "2021-08-31"),
        ("Projekt jest realizowany od września 2019 do sierpnia 2021 r.", "2019-09", "2021-08"),
        ("Czas trwania projektu: 24 miesiące, od 1 marca 2018 r.", "2018-03-01", None),
        ("Projekt realizujemy w latach szkolnych 2019/2020 i 2020/2021.", "2019", "2021"),
        ("Projekt realizowany w roku szkolnym 2021/2022.", "2021", "2022"),
        ("Projekt realizowany w latach 2016–2018.", "2016", "2018"),
        ("Projekt realizowany jest w okresie od 1 do 30 czerwca 2021 r.", "2021-06-01", "2021-06-30"),
        ("Realizacja projektu: 09.2019 – 08.2021", "2019-09", "2021-08"),
        ("Termin realizacji: 2019-09-01 – 2021-08-31", "2019-09-01", "2021-08-31"),
        (
            "Data rozpoczęcia realizacji: 2019-09-01\nData zakończenia realizacji: 2021-08-31",
            "2019-09-01",
            "2021-08-31",
        ),
        (
            "Projekt rozpoczął się 1 lutego 2017 r. i potrwa do końca stycznia 2019 r.",
            "2017-02-01",
            "2019-01",
        ),
        ("Projekt trwał od maja do listopada 2013 r.", "2013-05", "2013-11"),
        ("Termin realizacji zadania: 15.01.-15.10.2015 r.", "2015-01-15", "2015-10-15"),
        ("Okres realizacji: 03-11.2023", "2023-03", "2023-11"),
        ("Początek projektu: 01.09.2019\nKoniec projektu: 31.08.2021", "2019-09-01", "2021-08-31"),
        ("Data rozpoczęcia: wrzesień 2019, data zakończenia: sierpień 2021", "2019-09", "2021-08"),
        ("Projekt trwa od 01-09-2019 do 31-08-2021.", "2019-09-01", "2021-08-31"),
        ("Czas trwania: 1 września 2019 - 31 sierpnia 2021 (24 miesiące)", "2019-09-01", "2021-08-31"),
        (
            "Realizację projektu rozpoczęto we wrześniu 2019 r., a zakończono w sierpniu 2021 r.",
            "2019-09",
            "2021-08",
        ),
        ("Projekt realizowany od II kwartału 2019 r. do końca 2021 r.", "2019", "2021"),
        ("Projekt będzie trwał do 31 grudnia 2022 roku.", None, "2022-12-31"),
    ],
    "lt": [
        ("Veiklos vyksta nuo 2021 metų gegužės iki 2022 metų lapkričio.", "2021-05", "2022-11"),
        ("Projektas vykdomas nuo 2019-09-01 iki 2021-08-31.", "2019-09-01", "2021-08-31"),
        ("Projekto laikotarpis: 2019 09 01 – 2021 08 31", "2019-09-01", "2021-08-31"),
        ("Projekto trukmė: 2019 m. rugsėjo 1 d. – 2021 m. rugpjūčio 31 d.", "2019-09-01", "2021-08-31"),
        (
            "Projekto įgyvendinimo laikotarpis – 2019 m. rugsėjo mėn. – 2021 m. rugpjūčio mėn.",
            "2019-09",
            "2021-08",
        ),
        ("Projektas vyks nuo 2021 m. gegužės iki gruodžio mėn.", "2021-05", "2021-12"),
        ("Projektas vykdomas 2019–2021 metais.", "2019", "2021"),
        ("Projekto trukmė 2019.09.01-2021.08.31", "2019-09-01", "2021-08-31"),
        ("Projektą (2016 m. sausis – 2017 m. gruodis) vykdė mokykla.", "2016-01", "2017-12"),
        ("Projektas įgyvendinamas 2020–2021 mokslo metais.", "2020", "2021"),
        ("Projekto pradžia: 2019 m. rugsėjis. Projekto pabaiga: 2021 m. rugpjūtis.", "2019-09", "2021-08"),
        ("Projekto trukmė – 24 mėnesiai (nuo 2019 m. lapkričio 1 d.).", "2019-11-01", None),
        ("Projektas prasidėjo 2018 metų kovą ir baigėsi 2020 metų vasarį.", "2018-03", "2020-02"),
        ("Projekto pradžia – 2019-09-01, pabaiga – 2021-08-31.", "2019-09-01", "2021-08-31"),
        ("Projekto vykdymo laikas: 2019 rugsėjis - 2021 rugpjūtis", "2019-09", "2021-08"),
        (
            "Projekto įgyvendinimo pradžia 2019-09-01\nProjekto įgyvendinimo pabaiga 2021-08-31",
            "2019-09-01",
            "2021-08-31",
        ),
        (
            "Projekto veiklos vykdomos nuo 2019 metų rugsėjo 1 dienos iki 2021 metų rugpjūčio 31 dienos.",
            "2019-09-01",
            "2021-08-31",
        ),
        ("Projektas truks 24 mėnesius – nuo 2019 m. rugsėjo iki 2021 m. rugpjūčio.", "2019-09", "2021-08"),
        ("Projektas bus baigtas 2021 m. gruodžio 31 d.", None, "2021-12-31"),
        ("Trukmė: 2019-09 – 2021-08", "2019-09", "2021-08"),
    ],
    "hu": [
        (
            "A 30 hónapos projekt 2021 februárjában indult, és 2023 júliusában fejeződik be.",
            "2021-02",
            "2023-07",
        ),
        (
            "A megvalósítás 2020. július 1-jén kezdődött és várhatóan 2022. június 30-ig tart.",
            "2020-07-01",
            "2022-06-30",
        ),
        ("Projekt kezdete 2021. január 1.\nProjekt vége 2021. október 31.", "2021-01-01", "2021-10-31"),
        (
            "A program 2022. május 1-től 2023. április 30-ig valósul meg. Záróünnep 2023. április 12-én.",
            "2022-05-01",
            "2023-04-30",
        ),
        (
            "A projekt 2021. szeptember 1. és 2023. február 28. között valósul meg.",
            "2021-09-01",
            "2023-02-28",
        ),
        (
            "A projekt megvalósításának időszaka: 2021. szeptember 1. – 2023. február 28.",
            "2021-09-01",
            "2023-02-28",
        ),
        ("A projekt időtartama: 2019.09.01-től 2021.08.31-ig", "2019-09-01", "2021-08-31"),
        ("A projekt 2019 szeptemberétől 2021 augusztusáig tart.", "2019-09", "2021-08"),
        (
            "A projekt 2019. szeptember 1-jén indult és 2021. augusztus 31-én zárult.",
            "2019-09-01",
            "2021-08-31",
        ),
        ("Megvalósítás: 2019. IX. 1. – 2021. VIII. 31.", "2019-09-01", "2021-08-31"),
        ("A program időtartama: 2019/2020-as tanév", "2019", "2020"),
        ("A projekt futamideje 24 hónap, 2019. szeptember 1-től.", "2019-09-01", None),
        ("A projekt 2018–2020 között valósult meg.", "2018", "2020"),
        ("A projekt időtartama: 2019. május – november", "2019-05", "2019-11"),
        ("A projekt megvalósítása: 2018. március 1-től 2021. augusztus 31-ig.", "2018-03-01", "2021-08-31"),
        ("Projekt kezdete: 2018.01.01. Projekt vége: 2020.12.31.", "2018-01-01", "2020-12-31"),
        ("Kezdés: 2021.01.01. Befejezés: 2021.10.31.", "2021-01-01", "2021-10-31"),
        ("A projekt kezdete: 2021. január 1.; a projekt vége: 2021. október 31.", "2021-01-01", "2021-10-31"),
        ("Projekt időtartama: 10 hónap (2021.01.01-2021.10.31)", "2021-01-01", "2021-10-31"),
        ("Megvalósítás ideje: 2021. január 1. - október 31.", "2021-01-01", "2021-10-31"),
        (
            "A projekt kezdő dátuma: 2021. 01. 01.\nA projekt záró dátuma: 2021. 10. 31.",
            "2021-01-01",
            "2021-10-31",
        ),
        ("Projekt kezdés | 2021.01.01\nProjekt zárás | 2021.10.31", "2021-01-01", "2021-10-31"),
        ("Futamidő: 2021/01/01 – 2021/10/31", "2021-01-01", "2021-10-31"),
        ("A projekt kezdete\n2021.01.01.\nA projekt vége\n2021.10.31.", "2021-01-01", "2021-10-31"),
        ("Kezdő időpont:2021.01.01Záró időpont:2021.10.31", "2021-01-01", "2021-10-31"),
        (
            "A projekt fizikai megvalósítása 2021. január 1-jétől 2021. október 31-ig tart.",
            "2021-01-01",
            "2021-10-31",
        ),
        ("Projektidőszak: 2021. 01. 01. – 10. 31.", "2021-01-01", "2021-10-31"),
        ("A projekt kezdete: 2021.01.01. Tervezett befejezése: 2021. 10. 31.", "2021-01-01", "2021-10-31"),
        ("Start: 2021.01.01.\nBefejezési határidő: 2021.10.31.", "2021-01-01", "2021-10-31"),
        (
            "A projekt megvalósítási időszaka: 2021. január 01. napjától 2021. október 31. napjáig",
            "2021-01-01",
            "2021-10-31",
        ),
        ("A projekt 2021 januárjától 2021. október végéig valósul meg.", "2021-01", "2021-10"),
    ],
    "da": [
        ("Hvornår: Marts 2022 - december 2024", "2022-03", "2024-12"),
        ("Projektet er treårigt (2017-2019).", "2017", "2019"),
        ("Projektet løber fra september 2020 til august 2023.", "2020-09", "2023-08"),
        ("Projektperioden er 1/3 2022 til 28/2 2025.", "2022-03-01", "2025-02-28"),
        ("Projektperiode: 1. september 2019 - 31. august 2021", "2019-09-01", "2021-08-31"),
        ("Projektet blev sat i gang i august 2018 og blev afsluttet i juli 2020.", "2018-08", "2020-07"),
        ("Projektet løber over skoleårene 2019/20 og 2020/21.", "2019", "2021"),
        ("Periode: 2019-2021", "2019", "2021"),
        ("Projektet varer 18 måneder fra 1. januar 2020.", "2020-01-01", None),
        ("Projektet løber i perioden 1.9.2019-31.8.2021.", "2019-09-01", "2021-08-31"),
        ("Projektet varer fra den 1. maj til den 31. december 2019.", "2019-05-01", "2019-12-31"),
        ("Projektperiode: 01-09-2019 til 31-08-2021", "2019-09-01", "2021-08-31"),
        ("Projektet begyndte i efteråret 2019.", "2019", None),
        ("Projektstart: 1. september 2019\nProjektslut: 31. august 2021", "2019-09-01", "2021-08-31"),
        ("Projektet er startet 01.09.2019 og slutter 31.08.2021.", "2019-09-01", "2021-08-31"),
        ("Tidsramme: sept. 2019 – aug. 2021", "2019-09", "2021-08"),
        ("Løbetid: 2019 til 2021", "2019", "2021"),
        ("Projektet strækker sig fra maj til november 2013.", "2013-05", "2013-11"),
        ("Periode: 15/1-15/10 2015", "2015-01-15", "2015-10-15"),
        ("Projektet afsluttes med udgangen af 2022.", None, "2022"),
    ],
    "en": [
        ("This two-year project (2019–2021) is a partnership of schools.", "2019", "2021"),
        ("The project runs from 1 November 2021 until 31 October 2023.", "2021-11-01", "2023-10-31"),
        ("Duration: 1st September 2019 – 31st August 2021", "2019-09-01", "2021-08-31"),
        ("Project period: Sept. 2019 - Aug. 2021", "2019-09", "2021-08"),
        ("Project duration: 01/09/2019 to 31/08/2021", "2019-09-01", "2021-08-31"),
        ("Duration: 24 months (from 1 September 2019)", "2019-09-01", None),
        ("The project began in September 2019.", "2019-09", None),
        ("The project ran between February 2015 and August 2016.", "2015-02", "2016-08"),
        ("The project was carried out in 2015-2017.", "2015", "2017"),
        ("The project takes place in the school year 2021/22.", "2021", "2022"),
        ("Project timeframe: May – November 2019", "2019-05", "2019-11"),
        ("Duration: 09/2019 – 08/2021", "2019-09", "2021-08"),
        (
            "The project started on September 1, 2019 and ended on August 31, 2021.",
            "2019-09-01",
            "2021-08-31",
        ),
        ("Running time: 2019/09/01 - 2021/08/31", "2019-09-01", "2021-08-31"),
        ("Start: 01.10.2019 End: 30.09.2022", "2019-10-01", "2022-09-30"),
        ("Start date: Sep 1, 2019. End date: Aug 31, 2021", "2019-09-01", "2021-08-31"),
        ("Project lifetime: September 2019 to August 2021 (24 months)", "2019-09", "2021-08"),
        ("The two-year project, launched in September 2019, will end in August 2021.", "2019-09", "2021-08"),
        ("Dates: 2019 – 2021", "2019", "2021"),
        ("Implementation: 15 Jan - 15 Oct 2015", "2015-01-15", "2015-10-15"),
        ("The project will run until 31 December 2022.", None, "2022-12-31"),
        ("Project dates: 01 Sep 2019 – 31 Aug 2021", "2019-09-01", "2021-08-31"),
        ("Kicked off in March 2020, the project finished in February 2022.", "2020-03", "2022-02"),
    ],
}


@pytest.mark.parametrize(
    ("language", "text", "start", "end"),
    [(language, *one) for language, told in PERIODS.items() for one in told],
)
def test_a_period_is_read_as_precisely_as_it_is_written(
    language: str, text: str, start: str | None, end: str | None
) -> None:
    page = cleaned(text, words_of(language))
    found = period(page, fields(page))
    assert (found.start and found.start.value, found.end and found.end.value) == (start, end)


@pytest.mark.parametrize("language", known_languages())
@pytest.mark.parametrize("form", ["format", "stand-alone"])
def test_every_month_that_the_unicode_tables_list_is_known(language: str, form: str) -> None:
    words = words_of(language)
    for number, name in get_month_names("wide", form, locale=language).items():
        text = f"2019 {name}" if language in ("hu", "lt") else f"{name} 2019"
        assert [one.iso for one in moments(words, text, 0, len(text))] == [f"2019-{number:02}"], name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "Projekt finansuje Program Operacyjny na lata 2014-2020."),
        ("en", "The project is funded by the Interreg programme 2014-2020."),
        ("lt", "Biržų 2019 m. projektas."),
        ("pl", "W roku szkolnym 2021/2022 nasza szkoła rozpoczęła realizację projektu."),
        ("en", "The project has a duration of 24 months."),
    ],
)
def test_years_of_programmes_and_bare_durations_are_no_period(language: str, text: str) -> None:
    page = cleaned(text, words_of(language))
    found = period(page, fields(page))
    assert (found.start, found.end) == (None, None)
