"""Reasons and messages: what is told comes from what was found, and nothing else."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from viz import partner_words

HOSTILE = '"><script>alert(1)</script>\r\nBcc: all@example.org&body=x'


def _found(**changes: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "organisation": {"uid": "org-1", "name": "Utena", "kind": "library", "country": "LT"},
        "parts": [],
        "introducers": [],
        "themes": [],
        "languages": [],
        "together": [],
        "projects": [],
        "weakness": None,
    }
    return plain | changes


def test_reasons_stand_in_the_order_of_their_weight() -> None:
    found = _found(
        introducers=[{"uid": "org-2", "name": "Biržai", "kind": None, "country": None}],
        projects=[{"uid": "prj-1", "name": "Ties", "year": 2015}],
        themes=["youth"],
        languages=["lt"],
        together=[
            {"by": "kind", "yours": "library", "its": "ngo", "times": 1.26},
            {"by": "country", "yours": "LT", "its": "LT", "times": 3.0},
        ],
    )
    assert partner_words.reasons(found) == [
        "Biržai works with both (“Ties”)",
        "both work on youth",
        "both use Lithuanian",
        "libraries and NGOs: between them 1.3 times as many ties as by chance",
        "Lithuania: among them 3.0 times as many ties as by chance",
    ]


def test_where_nothing_speaks_for_it_that_is_said() -> None:
    assert partner_words.reasons(_found()) == ["nothing but its size speaks for it"]


def test_a_message_names_both_the_projects_and_no_address() -> None:
    found = _found(projects=[{"uid": "prj-1", "name": "Ties", "year": 2015}], themes=["youth"])
    draft = partner_words.draft("Biržai", found, ["youth"])
    assert draft.body.startswith("Dear colleagues of Utena,\n\nwe are Biržai. We look for partners")
    assert "- We came upon “Ties” (2015)." in draft.body
    assert "@" not in draft.body
    assert draft.link.startswith("mailto:?subject=")


def test_a_hostile_name_adds_no_field_to_the_message() -> None:
    found = _found(organisation={"uid": "org-1", "name": HOSTILE, "kind": None, "country": None})
    link = urlsplit(partner_words.draft(HOSTILE, found).link)
    fields = parse_qs(link.query)
    assert link.path == ""
    assert set(fields) == {"subject", "body"}
    assert HOSTILE.replace("\r\n", "\r\r\n") in fields["body"][0]


@pytest.mark.parametrize("letters", [10, 500, 5000])
def test_a_link_stays_short_enough_for_mail_programs(letters: int) -> None:
    assert len(partner_words.draft("č" * letters, _found()).link) <= 1800
