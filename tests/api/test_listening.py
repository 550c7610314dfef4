import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.cli.serving import listening_on
from graph.errors import ExplorerError


def test_answers_are_sent_at_once() -> None:
    """Else every answer waits for the reader's acknowledgement of its first part."""
    with ThreadPoolExecutor(1) as aside:
        assert aside.submit(lambda: asyncio.run(_sends_at_once())).result(timeout=30)


async def _sends_at_once() -> bool:
    loop = asyncio.get_running_loop()
    found: asyncio.Future[int] = loop.create_future()

    async def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = writer.get_extra_info("socket")
        found.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    listening = listening_on("127.0.0.1", 0)
    async with await asyncio.start_server(answer, sock=listening):
        _, writer = await asyncio.open_connection(*listening.getsockname())
        sends_at_once = bool(await found)
        writer.close()
        await writer.wait_closed()
    return sends_at_once


def test_a_port_that_is_taken_is_said_in_a_sentence() -> None:
    with listening_on("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ExplorerError, match=f"Port {port} on 127.0.0.1 cannot be used"):
            listening_on("127.0.0.1", port)
