"""What names come down to, language by language."""

import pytest

from graph.resolution.wording import wording


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("Universität Linden", "University of Linden", "DE"),
        ("Technische Universität Linden", "Linden University of Technology", "AT"),
        ("Uniwersytet Lipowy", "Uniwersytetu Lipowy", "PL"),
        ("Gmina Lipowo", "Municipality of Lipowo", "PL"),
        ("Politechnika Lipowo", "Lipowo University of Technology", "PL"),
        ("Liepų savivaldybė", "Municipality of Liepų", "LT"),
        ("Hársfa Önkormányzata", "Municipality of Hársfa", "HU"),
        ("Hársfa Egyetem", "University of Hársfa", "HU"),
        ("Univerzita Lipová", "Lipová University", "CZ"),
        ("Mesto Lipovec", "City of Lipovec", "SK"),
        ("Občina Lipa", "Municipality of Lipa", "SI"),
        ("Sveučilište Lipa", "University of Lipa", "HR"),
        ("Općina Lipa", "Municipality of Lipa", "HR"),
        ("Comune di Tiglio", "Municipality of Tiglio", "IT"),
        ("Università degli Studi di Tiglio", "University of Tiglio", "IT"),
        ("Université de Tilleul", "University of Tilleul", "FR"),
        ("Ayuntamiento de Tilo", "Municipality of Tilo", "ES"),
        ("Universitat de Til·ler", "University of Til·ler", "ES"),
        ("Câmara Municipal de Tília", "Municipality of Tília", "PT"),
        ("Gemeente Linde", "Municipality of Linde", "NL"),
        ("Primăria Teiul", "Municipality of Teiul", "RO"),
        ("Lind kommune", "Municipality of Lind", "DK"),
        ("Lind kommune", "Municipality of Lind", "NO"),
        ("Lind kommun", "Municipality of Lind", "SE"),
        ("Lehmus yliopisto", "University of Lehmus", "FI"),
        ("Pärna ülikool", "University of Pärna", "EE"),
        ("Liepas universitāte", "University of Liepas", "LV"),
        ("Πανεπιστήμιο Φλαμουριά", "University of Flamouria", "GR"),
        ("Община Липа", "Municipality of Lipa", "BG"),
        ("Університет Липа", "University of Lipa", "UA"),
        ("Ihlamur Belediyesi", "Municipality of Ihlamur", "TR"),
        ("Háskóli Lind", "University of Lind", "IS"),
        ("Umweltforschung Linden", "Environmental Research Linden", "DE"),
        ("Universität Wien", "University of Vienna", "AT"),
        ("Uniwersytet Warszawski", "University of Warsaw", "PL"),
    ],
)
def test_translated_names_come_down_to_the_same_words(one: str, other: str, country: str) -> None:
    first, second = wording(one, country), wording(other, country)
    assert _nearly(first.words, second.words)


def _nearly(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """The proper name may keep an ending; the concepts must be the same."""
    return {w[:4] for w in ours} == {w[:4] for w in theirs}


@pytest.mark.parametrize(
    ("long", "short", "country"),
    [
        ("Linden Gesellschaft mit beschränkter Haftung", "LINDEN GMBH", "DE"),
        ("Lipowo spółka z ograniczoną odpowiedzialnością", "LIPOWO SP. Z O.O.", "PL"),
        ("Uždaroji akcinė bendrovė „Liepynas“", 'UAB "Liepynas"', "LT"),
        ("Tiglio S.r.l.", "Tiglio società a responsabilità limitata", "IT"),
        ("Lipovec s. r. o.", "Lipovec spol. s r.o.", "CZ"),
        ("Hársfa Korlátolt Felelősségű Társaság", "Hársfa Kft.", "HU"),
        ("Lind A/S", "Lind aktieselskab", "DK"),
    ],
)
def test_legal_forms_say_nothing(long: str, short: str, country: str) -> None:
    assert wording(long, country).words == wording(short, country).words


def test_the_country_in_brackets_of_a_register_is_dropped() -> None:
    assert wording("Tilleul (France)", "FR").words == wording("Tilleul", "FR").words


def test_a_word_of_another_language_is_not_read_into_a_name() -> None:
    assert wording("Liskandas", "LT").words == ("liskandas",)
