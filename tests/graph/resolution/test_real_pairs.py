"""The change report: the matcher on real labelled pairs against the figures that were frozen with it."""

from pathlib import Path

import orjson
import pytest

from benchmarks.resolution import F1_SLACK, FROZEN, PRECISION_SLACK, figures, thresholds
from benchmarks.resolution_gold import gold
from graph.resolution.matching import Verdict, compare


def test_precision_and_f1_do_not_fall_behind_the_frozen_run(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALCLUSTER_DATA", str(data))
    pairs = gold().test
    verdicts = ((pair, compare(pair.a, pair.b, thresholds()).verdict) for pair in pairs)
    now = figures((pair, verdict is Verdict.MERGE) for pair, verdict in verdicts)
    frozen = orjson.loads(FROZEN.read_bytes())
    report = f"now {now}; frozen precision {frozen['precision']}, F1 {frozen['f1']}"
    assert sum(pair.same for pair in pairs) >= 500, "the gold set has shrunk"
    assert sum(not pair.same for pair in pairs) >= 500, "the gold set has shrunk"
    assert now.precision >= frozen["precision"] - PRECISION_SLACK, report
    assert now.f1 >= frozen["f1"] - F1_SLACK, report


def test_no_acronym_is_merged_with_what_it_may_stand_for(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """G2: names that are acronyms, each beside the full name under the same number of a register."""
    monkeypatch.setenv("SOCIALCLUSTER_DATA", str(data))
    pairs = gold().acronyms
    assert len(pairs) >= 500, "the gold set has shrunk"
    verdicts = ((pair, compare(pair.a, pair.b, thresholds()).verdict) for pair in pairs)
    merged = [(pair.a.names, pair.b.names) for pair, verdict in verdicts if verdict is Verdict.MERGE]
    assert merged == []
