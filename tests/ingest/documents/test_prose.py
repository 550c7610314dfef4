"""Sentences that say who takes part without a label, and those in which somebody does something else."""

import pytest

from ingest.documents.cleaning import cleaned
from ingest.documents.prose import told_in_prose
from ingest.documents.reading import read_page
from ingest.documents.words import words_of

ELSEWHERE = [
    ("hu", "A kirándulás résztvevői megtekintették a Kékesi Múzeumot és a Kékesi Képtár gyűjteményét."),
    ("hu", "A konferencián részt vett a Kékesi Tudományos Akadémia és több egyetem képviselője."),
    ("hu", "Az együttműködés keretében a Lajta Zrt. szponzorálja a Kékesi Kulturális Egyesületet."),
    ("hu", "A projekt honlapját a Háló Kft. készítette, a könyvvizsgálatot a Mérleg Bt. végezte."),
    ("hu", "Partnereink közé tartozni öröm: köszönjük a Lajta Alapítvány adományát."),
    ("pl", "W konferencji uczestniczyli przedstawiciele Uniwersytetu Kępskiego i Fundacji Groszek."),
    ("pl", "Uczestnicy projektu zwiedzili Muzeum Kępskie oraz Centrum Nauki Gwiazda."),
    ("pl", "Zajęcia prowadzone wspólnie odbywają się w Szkole Podstawowej nr 3 w Kępinie."),
    ("pl", "Absolwenci Wyższej Szkoły Kępskiej wspólnie opracowali projekt aplikacji."),
    ("lt", "Projekto dalyviai aplankė Girios muziejų ir Pilėnų karo muziejų."),
    ("lt", "Renginyje dalyvavo Girios universiteto ir Girios savivaldybių asociacijos atstovai."),
    ("da", "Deltagerne besøgte Rebholt Museum og hørte oplæg fra Rebholt Fonden."),
    ("da", "Eleverne deltager i undervisning på Rebholt Universitet."),
    ("en", "Participants visited the Amber Museum and met staff of the University of Norford."),
    ("en", "The project won an award from the Amber Society, whose jury included the Norford Council."),
    ("en", "The website was developed together with Webwright Studio Ltd."),
]


@pytest.mark.parametrize(("language", "sentence"), ELSEWHERE)
def test_whoever_is_visited_thanked_or_paid_does_not_take_part(language: str, sentence: str) -> None:
    found = read_page(f"Projekt – projekt – project – projektas\n\n{sentence}", language)
    assert [one.name.value for one in found.participants if one.name and one.confidence >= 0.7] == []


@pytest.mark.parametrize(
    ("text", "on_the_project"),
    [
        ("Our project grows. Amber School works with Norford College.", True),
        ("It rains again. Amber School works with Norford College.", False),
    ],
)
def test_only_a_sentence_on_the_project_or_behind_one_is_trusted(text: str, on_the_project: bool) -> None:
    page = cleaned(text, words_of("en"))
    told = [one for span in page.sentences for one in told_in_prose(page, *span)]
    assert [one.on_the_project for one in told] == [on_the_project] * len(told) != []


def test_a_line_that_is_no_sentence_names_nobody() -> None:
    page = cleaned("Cooperation of Amber School and Norford College", words_of("en"))
    assert [one for span in page.sentences for one in told_in_prose(page, *span)] == []
