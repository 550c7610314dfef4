"""How far a job is, told as it goes: server-sent events until the job ends or nobody listens any more."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from threading import Event

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api.answers.jobs import JobProgress, progress
from graph.errors import ExplorerError
from graph.store.session import Store

MOST_LISTENERS = 50
LOOKED_EVERY = 0.5
# Proxies close what is silent for a minute; and only writing shows that a client is gone.
SIGN_EVERY = 15.0
# A browser asks again when the answer ends, and says which event it heard last.
LAST = "end"


@dataclass(slots=True)
class Listeners:
    """Those who listen to jobs at the moment; each costs a look at the database twice a second."""

    here: int = 0

    def enter(self) -> bool:
        """False where the room is full."""
        if self.here >= MOST_LISTENERS:
            return False
        self.here += 1
        return True

    def leave(self) -> None:
        self.here -= 1


class EventStream(StreamingResponse):
    """The events of a job to one listener, who has entered and leaves when the answer ends in any way."""

    media_type = "text/event-stream"

    def __init__(self, store: Store, first: JobProgress, closing: Event, listeners: Listeners) -> None:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(events(store, first, closing), headers=headers)
        self._listeners = listeners

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._listeners.leave()


async def events(store: Store, first: JobProgress, closing: Event) -> AsyncIterator[str]:
    """`progress` whenever something changed, `end` at the end, `error` where the database is gone."""
    now, said, silent = first, "", 0.0
    while True:
        told = now.model_dump_json()
        if now.ended:
            yield f"id: {LAST}\nevent: end\ndata: {told}\n\n"
            return
        if told != said:
            said, silent = told, 0.0
            yield f"event: progress\ndata: {told}\n\n"
        elif silent >= SIGN_EVERY:
            silent = 0.0
            yield ": still here\n\n"
        if closing.is_set():
            yield ": the server is being stopped\n\n"
            return
        await anyio.sleep(LOOKED_EVERY)
        silent += LOOKED_EVERY
        try:
            now = await run_in_threadpool(progress, store, first.id)
        except ExplorerError as error:
            yield f"event: error\ndata: {' '.join(error.message.split())}\n\n"
            return
