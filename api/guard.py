"""What every request passes: an id, a bound on its size, and headers that keep a browser on our host."""

import uuid
from collections.abc import MutableMapping

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_URL = 8192
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Guard:
    """ASGI middleware; answers that bring a policy of their own (maps) keep it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = f"urn:uuid:{uuid.uuid4()}"
        state: MutableMapping[str, str] = scope.setdefault("state", {})
        state["request_id"] = request_id
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_URL:
            await _too_long(request_id, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in guarded(request_id).items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_guarded)


def guarded(request_id: str) -> dict[str, str]:
    """Headers of an answer that does not pass the middleware, such as one to a fault of ours."""
    return HEADERS | {"X-Request-Id": request_id}


async def _too_long(request_id: str, send: Send) -> None:
    body = {
        "type": "about:blank",
        "title": "Address too long",
        "status": 414,
        "detail": f"An address may have {LONGEST_URL} bytes at most.",
        "instance": request_id,
    }
    answer = JSONResponse(body, 414, guarded(request_id), media_type="application/problem+json")
    await answer({"type": "http"}, _nothing, send)


async def _nothing() -> Message:
    return {"type": "http.disconnect"}
