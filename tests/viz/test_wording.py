import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.vocabulary import Comparator, Kind, Role, Stated, Tie
from viz import wording


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({"value": 276.0, "comparator": "=", "unit": "consortia"}, "276 consortia"),
        ({"value": 1000.0, "comparator": "~", "unit": "settlements"}, "about 1000 settlements"),
        ({"value": 2500.0, "comparator": ">"}, "more than 2500"),
        ({"value": 3.0, "comparator": "<"}, "less than 3"),
        ({"value": 60.0, "value_to": 80.0, "comparator": "range", "unit": "people"}, "60 to 80 people"),
        ({"value": 46.3, "comparator": "=", "status": "computed"}, "46.3 (computed)"),
        ({"size": 12.0}, "12"),
        ({"value": None, "status": "not rendered"}, "not rendered on the page: unknown"),
        ({"status": "missing"}, "not stated by the source: unknown"),
        ({"value": 0.0, "comparator": "="}, "0"),
        ({}, "unknown"),
    ],
)
def test_a_figure_keeps_its_sign_and_unknown_is_not_nought(stated: dict[str, object], words: str) -> None:
    assert wording.figure(stated) == words


@given(st.sampled_from(Comparator), st.sampled_from(Stated), st.none() | st.integers(0, 10**9))
def test_a_figure_has_words_for_whatever_a_source_states(
    comparator: Comparator, status: Stated, value: int | None
) -> None:
    words = wording.figure({"comparator": comparator, "status": status, "value": value})
    assert ("unknown" in words) == (value is None)


@given(st.integers(-(10**12), 10**12))
def test_a_number_is_the_same_number_with_its_digits_grouped(value: int) -> None:
    assert int(wording.number(value).replace(wording.NARROW_SPACE, "")) == value


@pytest.mark.parametrize(
    ("value", "words"), [(1857, "1857"), (33303, "33\u202f303"), (10.5, "10.5"), (46.2983, "46.3"), (0, "0")]
)
def test_numbers_are_grouped_from_five_digits_on(value: float, words: str) -> None:
    assert wording.number(value) == words


@pytest.mark.parametrize(
    ("value", "words"), [(1 / 12, "0.083"), (1.0, "1"), (0.25, "0.25"), (0.0004, "below 0.001"), (0.0, "0")]
)
def test_a_small_weight_is_not_rounded_to_nothing(value: float, words: str) -> None:
    assert wording.share(value) == words


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("11840505.00", "EUR", "EUR 11\u202f840\u202f505"),
        ("688042.41", "EUR", "EUR 688\u202f042.41"),
        ("12", None, "12"),
        (None, "EUR", "amount not stated"),
        ("a lot", "EUR", "a lot EUR"),
    ],
)
def test_money_is_exact_to_the_cent(amount: str | None, currency: str | None, words: str) -> None:
    assert wording.money(amount, currency) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2014-08-01", "1 August 2014"),
        ("2018-10", "October 2018"),
        ("2015", "2015"),
        ("soon", "soon"),
        (None, "not stated"),
    ],
)
def test_a_day_is_told_as_far_as_it_is_stated(text: str | None, words: str) -> None:
    assert wording.day(text) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2018-10", "2020-09", "October 2018 to September 2020"),
        ("2015", None, "from 2015, end not stated"),
        (None, "2015", "until 2015, start not stated"),
        (None, None, "not stated"),
    ],
)
def test_a_period_says_which_end_is_not_stated(start: str | None, end: str | None, words: str) -> None:
    assert wording.period(start, end) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(2015, 2015, "2015"), (2014, 2018, "2014–2018"), ("2018-10", None, "2018"), (None, None, "–")],
)
def test_years_fit_into_a_table(first: int | str | None, last: int | None, words: str) -> None:
    assert wording.years(first, last) == words


def test_a_moment_is_told_in_utc() -> None:
    assert wording.moment("2026-11-22T07:42:18+02:00") == "22 November 2026, 05:42 UTC"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"name": "Utena"}, "Utena"),
        ({"kind": "ngo", "country": "PL"}, "an NGO in Poland, name not stated"),
        ({"kind": "municipality", "country": None}, "a municipality, name not stated"),
        ({"name": None, "kind": None, "country": "LT"}, "an organisation in Lithuania, name not stated"),
        ({"kind": "university"}, "a university, name not stated"),
    ],
)
def test_a_body_without_a_name_is_called_by_what_is_known_of_it(
    body: dict[str, str | None], words: str
) -> None:
    assert wording.called(body) == words


def test_every_word_of_the_vocabulary_can_be_said() -> None:
    assert all(wording.kind(kind) and wording.called({"kind": kind}) for kind in Kind)
    assert all(wording.role(role) for role in Role)
    assert all(wording.tie(tie) for tie in Tie)


@pytest.mark.parametrize(
    ("work", "words"),
    [
        ({"acronym": "GEMINI", "title": "Eine gemeinsame Initiative"}, "GEMINI – Eine gemeinsame Initiative"),
        ({"acronym": "Biogas2020", "title": "BIOGAS2020"}, "BIOGAS2020"),
        ({"title": None, "acronym": None, "code": "X-1"}, "X-1"),
        ({"name": "COMPASS"}, "COMPASS"),
        ({}, "a project without a name"),
    ],
)
def test_a_project_is_called_by_its_short_name_and_title(work: dict[str, str | None], words: str) -> None:
    assert wording.project_name(work) == words


@pytest.mark.parametrize(
    ("programme", "words"),
    [
        ({"code": "5.4.2", "name": "Rozwój dialogu", "level": "sub-measure"}, "5.4.2 Rozwój dialogu"),
        ({"code": "1", "level": "call"}, "call 1"),
        ({}, "a programme without a name"),
    ],
)
def test_a_programme_without_a_name_is_called_by_its_number(programme: dict[str, str], words: str) -> None:
    assert wording.programme_name(programme) == words


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("http://www.utena.lt/", "http://www.utena.lt/"),
        ("HTTPS://utena.lt", "HTTPS://utena.lt"),
        ("www.socialcluster.lt", "http://www.socialcluster.lt"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt://www.x/%0aalert(1)", None),
        ("data:text/html,x", None),
        ("//elsewhere", None),
        ("http://", None),
        ("http://[::1", None),
        ("none", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(text: str | None, address: str | None) -> None:
    assert wording.web_address(text) == address


def test_countries_and_languages_have_english_names_and_unknown_codes_stay() -> None:
    assert wording.country("LT") == "Lithuania"
    assert wording.country("unknown") == "unknown"
    assert wording.language("hu") == "Hungarian"
    assert wording.country(None) == "country not stated"


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"LT": 12, "NO": 1}, "Lithuania 12, Norway 1"),
        ({"LT": 3, "NO": 2, "PL": 1, "HU": 1}, "Lithuania 3, Norway 2, Poland 1 and one more"),
        ({"A": 1, "B": 1, "C": 1, "D": 1, "E": 1}, "A 1, B 1, C 1 and 2 more countries"),
    ],
)
def test_the_most_frequent_countries_stand_for_the_rest(counts: dict[str, int], words: str) -> None:
    assert wording.in_countries(counts) == words


@pytest.mark.parametrize(
    ("value", "degree"),
    [(0.05, "hardly"), (0.2, "somewhat"), (0.5, "clearly"), (0.94, "far"), (-0.1, "hardly")],
)
def test_modularity_is_read_in_a_sentence(value: float, degree: str) -> None:
    assert wording.modularity(value).startswith(f"Modularity {value:.3f}: {degree} more")


def test_a_graph_without_ties_has_no_modularity() -> None:
    assert wording.modularity(None) == "There is no tie to divide, so the division has no quality."
