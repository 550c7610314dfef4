"""A network file that contradicts itself is refused, with the reason in words."""

from typing import Any

import pytest
from pydantic import ValidationError

from ingest.network_schema import Network

HERE = {"at": [0, 4]}
FUND = {"key": "fund", "level": "fund", "name": {"value": "Fund", **HERE}}
PLACE = {"code": "XX1", "name": "One", "level": "nuts1", "scheme": "NUTS", "country": "XX", **HERE}
COUNTER = {"key": "c", "label": "things", "unit": "things", **HERE}
NAMED = {"key": "acme", "name": {"value": "Acme", **HERE}}


def network(project: dict[str, Any] | None = None, **parts: Any) -> Network:
    unfunded = {"key": "p", "funding": {"value": "missing", "rule": "not said"}}
    return Network.model_validate(
        {
            "network": "n",
            "document": {"id": "d", "language": "en", "address": "https://n.example"},
            "project": unfunded | (project or {}),
            **parts,
        }
    )


def test_one_span_may_be_written_without_outer_brackets() -> None:
    one = network({"title": {"value": "T", "at": [0, 4]}}).project.title
    two = network({"title": {"value": "T", "at": [[0, 4], [9, 12]]}}).project.title
    assert one
    assert two
    assert one.at == ((0, 4),)
    assert two.at == ((0, 4), (9, 12))


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"project": {"title": {"value": "T"}}}, "needs `at`"),
        ({"project": {"title": {"value": "T", "at": [4, 4]}}}, "end after it starts"),
        ({"project": {"title": {"value": " ", **HERE}}}, "at least 1 character"),
        ({"project": {"start": {"value": "2015-13", **HERE}}}, "String should match"),
        ({"project": {"budget": {"value": "10.00", **HERE}}}, "goes with its currency"),
        ({"project": {"funding": None}}, "either `funded_by` or `funding`"),
        ({"project": {"funded_by": [{"value": "fund", **HERE}]}, "programmes": [FUND]}, "either `funded_by`"),
        ({"project": {"serves": [{"value": "fund", **HERE}]}}, "no programme 'fund'"),
        ({"project": {"covers": [{"places": ["XX1"], **HERE}]}}, "no place 'XX1'"),
        ({"project": {"covers": [{"places": [], **HERE}]}}, "at least 1 item"),
        ({"participants": [{"key": "acme"}]}, "either `name`, or `unnamed`"),
        ({"participants": [NAMED | {"unnamed": HERE}]}, "either `name`, or `unnamed`"),
        ({"participants": [NAMED | {"role": {"value": "boss", **HERE}}]}, "'lead', 'partner'"),
        ({"participants": [NAMED | {"surname": "X"}]}, "Extra inputs"),
        ({"participants": [NAMED | {"subordinate_to": {"value": "x", **HERE}}]}, "no organisation 'x'"),
        ({"participants": [NAMED | {"part_of": {"value": "acme", **HERE}}]}, "'acme' is part of itself"),
        ({"participants": [NAMED], "bodies": [NAMED]}, "two organisations with the key 'acme'"),
        ({"places": [PLACE, PLACE]}, "two places with the key 'XX1'"),
        ({"places": [PLACE | {"part_of": "XX"}]}, "no place 'XX'"),
        (
            {"groups": [{"key": "g", "name": "g", "status": "missing", "mentors": ["h"], **HERE}]},
            "no group 'h'",
        ),
        ({"counters": [COUNTER]}, "has a value and a comparator"),
        (
            {"counters": [COUNTER | {"status": "missing", "value": 0, "comparator": "="}]},
            "any other has none",
        ),
        ({"counters": [COUNTER | {"value": 3}]}, "has a value and a comparator"),
        ({"counters": [COUNTER | {"value": 3, "comparator": "range"}]}, "goes with the comparator range"),
        ({"counters": [COUNTER | {"value": 3, "value_to": 2, "comparator": "range"}]}, "above its lower end"),
        ({"counters": [COUNTER | {"value": 3, "comparator": "=", "status": "computed"}]}, "needs one"),
        ({"counters": [COUNTER | {"value": 3, "comparator": "=", "basis": "1 + 2"}]}, "needs one"),
        ({"counters": [COUNTER | {"value": "nan", "comparator": "="}]}, "finite number"),
    ],
)
def test_contradiction_is_refused(parts: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        network(**parts)


def test_chain_that_goes_round_in_circles_is_refused() -> None:
    one = PLACE | {"part_of": "XX2"}
    two = PLACE | {"code": "XX2", "part_of": "XX1"}
    with pytest.raises(ValidationError, match="place 'XX1' is part of itself"):
        network(places=[one, two])
