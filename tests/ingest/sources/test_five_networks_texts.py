"""The facts against the five texts from which they were read, where those are at hand."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.records import Row
from graph.vocabulary import Stated
from ingest.evidence import Evidence, Fact, Part
from ingest.network_schema import Counter, Group, Network, Organisation
from ingest.sources.five_networks import FiveNetworks, bundled, read_network

DATA = Path(os.environ.get("SOCIALCLUSTER_DATA", Path(__file__).parents[3] / ".." / "shared" / "data"))
TEXTS = DATA.parent / "seeds"
FILES = sorted(bundled().glob("*.yaml"))
NUMBER_WORDS = {"két": 2, "kétszer": 2, "három": 3, "fem": 5, "to": 2}
# Where the Lithuanian text names persons, as spans, so that their names stand nowhere in this project.
PERSONS = ((1213, 1230), (1327, 1343), (1402, 1419), (1741, 1758))


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def file(request: pytest.FixtureRequest) -> Path:
    chosen: Path = request.param
    return chosen


@pytest.fixture
def network(file: Path) -> Network:
    return read_network(file)


@pytest.fixture
def text(network: Network) -> str:
    return _text(network.document.id)


def _text(document: str) -> str:
    path = TEXTS / f"{document}.txt"
    if not path.is_file():
        pytest.skip(f"{path.name} is not in {TEXTS}; set SOCIALCLUSTER_DATA to a folder beside the texts")
    return path.read_text(encoding="utf-8")


def parts(told: object) -> Iterator[Part]:
    """A part and all parts inside it."""
    if isinstance(told, Part):
        yield told
        for name in type(told).model_fields:
            yield from parts(getattr(told, name))
    elif isinstance(told, tuple):
        for item in told:
            yield from parts(item)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def spelled(text: str) -> str:
    """Without the white space, which differs from line to line."""
    return "".join(text.split())


def test_spans_are_whole_words_of_the_text(network: Network, text: str) -> None:
    for part in parts(network):
        for start, end in part.at if isinstance(part, Evidence) else ():
            assert end <= len(text), part
            assert text[start:end] == text[start:end].strip(), part
            assert not text[start - 1 : start + 1].isalnum() or start == 0, part
            assert not text[end - 1 : end + 1].isalnum() or end == len(text), part


def names(network: Network) -> Iterator[Fact[str]]:
    for organisation in network.organisations:
        yield from (fact for fact in (organisation.name, *organisation.names) if fact)
    yield from (programme.name for programme in network.programmes)
    yield from [network.project.title] if network.project.title else []


def test_names_stand_at_their_spans(network: Network, text: str) -> None:
    """As they are where no rule is given, else with the same beginnings of words."""
    for fact in names(network):
        stated = [text[start:end] for start, end in fact.at]
        if fact.rule is None:
            assert any(spelled(fact.value) in spelled(words_there) for words_there in stated), fact
        elif "in English" not in fact.rule:
            there = {word[:4] for span in stated for word in words(span)}
            assert {word[:4] for word in words(fact.value)} <= there, fact


def test_figures_stand_at_their_spans(network: Network, text: str) -> None:
    for part in (*network.counters, *network.groups):
        if part.status in {Stated.STATED, Stated.COMPUTED}:
            expected = expected_numbers(part)
            assert expected <= {number for start, end in part.at for number in numbers(text[start:end])}, part


def expected_numbers(part: Counter | Group) -> set[float]:
    if isinstance(part, Counter) and part.basis:
        return numbers(part.basis)
    ends = (part.value, part.value_to) if isinstance(part, Counter) else (part.size, part.size_to)
    return {end for end in ends if end is not None}


def numbers(text: str) -> set[float]:
    """Numbers in figures (thousands apart by a space or comma) or in words."""
    figures = re.findall(r"\d{1,3}(?:[ \u00a0,]\d{3})+|\d+", text)
    spoken = {float(NUMBER_WORDS[word]) for word in words(text) if word in NUMBER_WORDS}
    return spoken | {float(re.sub(r"\D", "", figure)) for figure in figures}


def test_dates_codes_and_addresses_stand_at_their_spans(network: Network, text: str) -> None:
    project = network.project
    for fact in (project.start, project.end):
        if fact:
            assert any(fact.value[:4] in text[start:end] for start, end in fact.at), fact
    websites = [organisation.website for organisation in network.organisations]
    for fact in (project.code, project.website, *websites):
        if fact:
            assert [text[start:end] for start, end in fact.at] == [fact.value]


def test_seats_are_where_the_place_is_named(network: Network, text: str) -> None:
    """An institution is only placed where its own span has the beginning of the place's name."""
    named = {place.code: place.name for place in network.places}
    for organisation in network.organisations:
        if organisation.located_in:
            place = named[organisation.located_in.value][:4].casefold()
            spans = organisation.located_in.at
            assert any(word.startswith(place) for s, e in spans for word in words(text[s:e])), organisation


def test_names_without_a_span_are_not_made_up(network: Network) -> None:
    organisations: tuple[Organisation, ...] = network.organisations
    for organisation in organisations:
        evidence = organisation.name or organisation.unnamed
        assert evidence
        assert evidence.at, organisation.key


def test_no_stretch_of_the_text_is_copied(file: Path, network: Network, text: str) -> None:
    """Names may be long; of anything else 40 characters in a row would be a copy."""
    written = file.read_text(encoding="utf-8")
    for fact in sorted(names(network), key=lambda fact: -len(fact.value)):
        written = written.replace(fact.value, "\N{REPLACEMENT CHARACTER}")
    written, source = (" ".join(some.split()).casefold() for some in (written, text))
    copied = {written[i : i + 40] for i in range(len(written) - 39)} & {
        source[i : i + 40] for i in range(len(source) - 39)
    }
    assert not copied


def test_no_person_is_stored() -> None:
    """S2-5: four persons are named in the Lithuanian text and in nothing that comes out of it."""
    lithuanian = read_network(bundled() / "lithuanian-network.yaml")
    source = _text(lithuanian.document.id)
    persons = [source[start:end].split() for start, end in PERSONS]
    assert [len(person) for person in persons] == [2, 2, 2, 2]
    with FiveNetworks().open(bundled()) as opened:
        told = "".join(str(row.record) for row in opened.rows if isinstance(row, Row))
    told += "".join(file.read_text(encoding="utf-8") for file in FILES)
    assert not [word for person in persons for word in person if word[:5].casefold() in told.casefold()]
