"""The language of an answer: from the address, from an earlier choice, from the browser."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from api.speaking import Speaking
from viz.languages import LANGUAGES, spoken

NONE: dict[str, str] = {}


def _answer(request: Request) -> Response:
    return HTMLResponse(spoken())


def _text(request: Request) -> Response:
    return PlainTextResponse(spoken())


def asked(
    path: str = "/", headers: dict[str, str] | list[tuple[bytes, bytes]] | None = None
) -> httpx.Response:
    app = Starlette(routes=[Route("/", _answer), Route("/text", _text)])
    app.add_middleware(Speaking)

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.get(path, headers=headers)

    # in a thread of its own: where browser tests ran before, this one has a loop already
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, ask()).result()


@pytest.mark.parametrize(
    ("path", "headers", "language"),
    [
        ("/", {}, "en"),
        ("/", {"accept-language": "pl-PL,pl;q=0.9,en;q=0.8"}, "pl"),
        ("/", {"accept-language": "en;q=0.2, hu;q=0.9"}, "hu"),
        ("/", {"accept-language": "lt;q=0, da"}, "da"),
        ("/", {"accept-language": "lt;q=much"}, "en"),
        ("/", {"cookie": "lang=da", "accept-language": "pl"}, "da"),
        ("/?lang=hu", {"cookie": "lang=da", "accept-language": "pl"}, "hu"),
        ("/?lang=xx", {"cookie": "lang=xx", "accept-language": "pl"}, "pl"),
    ],
)
def test_the_nearest_wish_counts(path, headers, language) -> None:
    answer = asked(path, headers)
    assert (answer.text, answer.headers["content-language"]) == (language, language)
    assert "Cookie" in answer.headers["vary"]


def test_only_a_choice_in_the_address_is_kept() -> None:
    assert asked("/?lang=lt").headers["set-cookie"].startswith("lang=lt; Path=/;")
    assert "set-cookie" not in asked("/?lang=xx").headers
    assert "set-cookie" not in asked("/", {"accept-language": "pl"}).headers


def test_answers_to_programs_say_nothing_of_languages() -> None:
    assert not {"content-language", "set-cookie"} & set(asked("/text?lang=pl").headers)


@given(st.text(st.characters(max_codepoint=255, exclude_categories=["Cc"]), max_size=60))
def test_any_header_is_answered(text) -> None:
    wishes = text.encode("latin-1")
    answer = asked("/", [(b"accept-language", wishes), (b"cookie", wishes)])
    assert answer.text in LANGUAGES
