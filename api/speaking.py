"""In which language a request is answered: the address says it, else an earlier choice, else the browser."""

from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from viz.languages import LANGUAGES, SOURCE, preferred, speaking, spoken

PARAMETER = "lang"
_YEAR = 31_536_000


class Speaking:
    """ASGI middleware that sets the language of an answer; programs get English unless they ask."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = _asked(scope)

        async def send_in_language(message: Message) -> None:
            if message["type"] == "http.response.start":
                _say(MutableHeaders(scope=message), chosen=asked)
            await send(message)

        with speaking(asked or (SOURCE if _for_programs(scope) else _usual(Headers(scope=scope)))):
            await self.app(scope, receive, send_in_language)


def _for_programs(scope: Scope) -> bool:
    """Whether a program asks: what it gets must not depend on who sits before it."""
    return str(scope["path"]).startswith("/api/")


def _asked(scope: Scope) -> str | None:
    """The language that the address names, where it is offered."""
    named = parse_qs(scope["query_string"].decode("latin-1")).get(PARAMETER, [""])[-1]
    return named if named in LANGUAGES else None


def _usual(headers: Headers) -> str:
    try:
        chosen = SimpleCookie(headers.get("cookie", "")).get(PARAMETER)
    except CookieError:
        chosen = None
    if chosen and chosen.value in LANGUAGES:
        return chosen.value
    ranges = [part.strip().partition(";") for part in headers.get("accept-language", "").split(",")[:20]]
    by_weight = sorted(ranges, key=lambda one: -_weight(one[2]))
    return preferred([one[0] for one in by_weight if _weight(one[2]) > 0])


def _weight(text: str) -> float:
    """The weight of a language range (RFC 9110, 12.4.2); what is no number weighs nothing."""
    name, _, value = text.strip().partition("=")
    if not name:
        return 1.0
    try:
        return min(float(value), 1.0) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0


def _say(headers: MutableHeaders, *, chosen: str | None) -> None:
    if not headers.get("content-type", "").startswith("text/html"):
        return
    headers["Content-Language"] = spoken()
    headers.add_vary_header("Accept-Language")
    headers.add_vary_header("Cookie")
    if chosen:
        headers.append("Set-Cookie", f"{PARAMETER}={chosen}; Path=/; Max-Age={_YEAR}; SameSite=Lax; HttpOnly")
