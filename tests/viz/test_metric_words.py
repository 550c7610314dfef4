"""Metrics are told in the reader's language, with how they were computed and why a value is missing."""

from dataclasses import asdict

import pytest

from graph.analysis.catalogue import METRICS
from graph.analysis.measures import REASONS, measured
from graph.analysis.ties import ties_of
from tests.builders import snapshot_of
from viz.languages import LANGUAGES, SOURCE, speaking
from viz.metric_words import SAID, said, way_of_computing
from viz.wording import fixed

# Called so by everybody.
SAME = {"PageRank", "E-I index"}
TRANSLATED = sorted(set(LANGUAGES) - {SOURCE})


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_metric_asks_and_cautions_in_the_readers_language(language: str) -> None:
    with speaking(language):
        english = [
            (metric.name, name)
            for metric in METRICS.values()
            for name in SAID
            if said(asdict(metric))[name] == asdict(metric)[name] not in SAME | {"partner"}
        ]
    assert english == []


def test_formula_and_source_are_the_same_for_everybody() -> None:
    metric = asdict(METRICS["betweenness"])
    with speaking("lt"):
        told = said(metric)
    assert (told["formula"], told["source"]) == (metric["formula"], metric["source"])
    assert told["question"] == "Per ką eina trumpiausios supažindinimų grandinės?"


@pytest.mark.parametrize("name", ["betweenness", "harmonic", "closeness"])
def test_an_estimate_says_so_in_the_readers_language(name: str) -> None:
    ties = ties_of(snapshot_of({f"p{i}": [f"a{i}", f"a{i + 1}"] for i in range(1200)}))
    method = measured(ties, name, one_of=10**12).method
    assert method.startswith("estimated from ")
    with speaking("hu"):
        assert way_of_computing(method).startswith("becslés 1201 kiindulópontból ")
        assert way_of_computing("exact") == "pontos"


@pytest.mark.parametrize("language", TRANSLATED)
def test_why_a_value_is_missing_is_said_in_the_readers_language(language: str) -> None:
    with speaking(language):
        assert [reason for reason in REASONS if fixed(reason) == reason] == []
