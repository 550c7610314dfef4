"""Answers as the API gives them, made up; names of sources try to be more than text."""

from typing import Any

HOSTILE = "<script>alert(1)</script> | [x](javascript:alert(1)) **b** `c` # & www.evil.example 1. ~~s~~ <b>"

SOURCES = [
    {"title": "Made-up list", "publisher": HOSTILE, "licence": "CC0", "address": "https://example.org"}
]
BASIS: dict[str, Any] = {"snapshot": "0123456789abcdef" * 2, "data_as_of": "2026-11-22T05:42:18+00:00"}


def unit(code: str, name: str | None, **values: object) -> dict[str, Any]:
    known = {
        "code": code,
        "name": name,
        "population": None,
        "nearest": None,
        "kilometres": None,
        "hops": None,
    }
    return known | values


def coverage(**changes: Any) -> dict[str, Any]:
    """Of sixty units two present, three absent by name and one left out by design."""
    present = {"authority": True, "covered_by": [], "population_year": 2024}
    answer = BASIS | {
        "territory": "LT",
        "level": "municipality",
        "parameters": {"territory": "LT", "level": "municipality", "theme": None},
        "denominator": 6,
        "reference": {"name": "ISO 3166-2", "year": "2024"},
        "verdict": "gaps",
        "reason": None,
        "participants": 3,
        "missing": 3,
        "present": [
            unit("LT-55", "Utena", participants=2, per_100000=5.25, **present) | {"population": 38095},
            unit("LT-06", HOSTILE, participants=1, per_100000=None, **present),
        ],
        "absent": [
            unit("LT-60", "Žagarė", nearest="LT-55", kilometres=180.4, hops=2),
            unit("LT-59", "Zarasai", population=14000),
            unit("LT-44", "Šakiai"),
        ],
        "unknown": [],
        "excluded": [unit("LT-01", "Akmenė", projects=["prj-1"])],
        "inhabitants": {
            "units": 2,
            "population": 52095,
            "in_present": 38095,
            "participants": 3,
            "per_100000": 5.76,
        },
    }
    return answer | changes


def matrix() -> dict[str, Any]:
    cell = {
        "a": "LT", "b": "PL", "observed": 1.5, "expected": 12.25, "ratio": 0.1224, "q": 0.0004,
        "verdict": "gap", "kilometres": 412.6, "modelled": 6.5, "residual": -1.75,
    }  # fmt: skip
    territories = [{"code": "LT", "name": "Lietuva"}, {"code": "PL", "name": HOSTILE}]
    verdicts = {"gap": 1, "surplus": 0, "as expected": 2, "too few to say": 7, "no data": 0}
    return {
        "verdicts": verdicts, "cells": [cell], "territories": territories,
        "shown": 1, "found": 1, "reason": None, "parameters": {"level": "country"},
    }  # fmt: skip


def partners(**changes: Any) -> dict[str, Any]:
    body = {"uid": "org-1", "name": HOSTILE, "kind": "library", "country": "PL"}
    suggestion = {
        "organisation": body,
        "score": 1.234,
        "parts": [
            {"part": "theme", "value": 0.5, "adds": 1.234},
            {"part": "walk", "value": 1.0, "adds": 0.0},
        ],
        "reason": f"{HOSTILE} works with both.",
        "weakness": None,
        "projects": [{"uid": "prj-1", "name": "Žalias tiltas", "year": 2016}],
        "evidence": [{"record": "rec-1", "href": "/api/v1/records/rec-1"}],
    }
    other = suggestion | {
        "organisation": body | {"uid": "org-2", "name": None},
        "score": 0.5,
        "weakness": "weak",
    }
    answer = BASIS | {
        "asker": HOSTILE,
        "parameters": {"organisation": HOSTILE, "limit": 10},
        "candidates": 12,
        "excluded": {"already partners": 3},
        "suggestions": [suggestion, other],
        "mentor": None,
        "told": "2 suggestions.",
    }
    return answer | changes
