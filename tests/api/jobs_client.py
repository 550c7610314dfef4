"""What tests of jobs ask of the API again and again."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx

JOBS = "/api/v1/jobs"
ENDED = {"done", "partial", "failed", "cancelled", "withdrawn"}
PATIENCE = 60.0


def upload(client: httpx.Client, content: bytes, name: str = "rows.csv", **fields: str) -> httpx.Response:
    return client.post(JOBS, files={"file": (name, content)}, data=fields)


def queued(client: httpx.Client, content: bytes, name: str = "rows.csv", **fields: str) -> str:
    """Id of the job of an upload that was accepted."""
    answer = upload(client, content, name, **fields)
    assert answer.status_code == 202, answer.text
    job: dict[str, Any] = answer.json()
    assert answer.headers["location"] == f"{JOBS}/{job['id']}"
    return str(job["id"])


def told(client: httpx.Client, job: str) -> dict[str, Any]:
    answer = client.get(f"{JOBS}/{job}")
    assert answer.status_code == 200, answer.text
    values: dict[str, Any] = answer.json()
    return values


def awaited(
    client: httpx.Client, job: str, until: Callable[[dict[str, Any]], bool] | None = None
) -> dict[str, Any]:
    """The job as soon as it has ended, or is what the test waits for."""
    deadline = time.monotonic() + PATIENCE
    while not (until or _ended)(now := told(client, job)):
        assert time.monotonic() < deadline, now
        time.sleep(0.02)
    return now


def _ended(job: dict[str, Any]) -> bool:
    return job["state"] in ENDED


def heard(client: httpx.Client, job: str) -> Iterator[tuple[str, Any]]:
    """Names and data of the events of a job until the stream ends; comments as ('', text)."""
    with client.stream("GET", f"{JOBS}/{job}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        name = ""
        for line in answer.iter_lines():
            field, _, value = line.partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                yield name, json.loads(value)
            elif line.startswith(":"):
                yield "", line
