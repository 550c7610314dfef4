"""What every error of the API has in common; each test of an error goes through here."""

import re
from typing import Any

import httpx

INTERNALS = re.compile(
    r"org\.neo4j|org\.apache|Neo\.|Traceback|File \"|\.py\b|MATCH \(|RETURN |CALL db|bolt://|graph\.store",
    re.I,
)


def problem(answer: httpx.Response, status: int, *, echoed: str = "") -> dict[str, Any]:
    """The body of an answer that must be an RFC 9457 problem with this status and nothing of our insides.

    `echoed` is what was asked for; that it comes back in a sentence gives nothing away.
    """
    assert answer.status_code == status, answer.text[:500]
    assert answer.headers["content-type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail", "instance"} <= body.keys()
    assert body["status"] == status
    assert body["type"] == "about:blank"
    assert all(isinstance(body[text], str) and body[text] for text in ("title", "detail"))
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", body["instance"])
    said = str(body).replace(repr(echoed)[1:-1], "").replace(echoed, "") if echoed else answer.text
    assert not INTERNALS.search(said), said[:500]
    return body
