"""socialcluster serve."""

import signal
import socket
from contextlib import suppress
from threading import Event
from types import FrameType
from typing import Annotated, NoReturn

import typer
import uvicorn

from api.app import create_app
from api.cli.terminal import Terminal, err
from graph.errors import ExplorerError
from graph.settings import Settings
from graph.store.connect import connected
from graph.store.session import READ_PATIENCE

SECONDS_TO_FINISH = 30


def serve(
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 8000 unless set.")] = None,
    host: Annotated[str | None, typer.Option(help="Address; this machine only unless set.")] = None,
    worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Whether it also runs queued jobs.")
    ] = True,
) -> None:
    """Serve the pages and the API until Ctrl-C; a database that this starts is stopped with it."""
    settings = Settings()
    port = settings.port if port is None else port
    run_server(settings, host=host or settings.host, port=port, worker=worker)


def run_server(settings: Settings, *, host: str, port: int, worker: bool = True) -> None:
    """Serves until a signal; raises ExplorerError when the port is taken, before anything is started."""
    listening = listening_on(host, port)
    address = listening.getsockname()
    with listening, connected(settings, Terminal(), patience=READ_PATIENCE):
        # Who may write depends on the address on which this server really listens.
        app = create_app(settings.model_copy(update={"host": host}), worker=worker)
        config = uvicorn.Config(
            app,
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
            log_level="warning",
            server_header=False,
        )
        signal.signal(signal.SIGTERM, _end)
        err.print(f"Serving on http://{address[0]}:{address[1]} - Ctrl-C stops it.")
        with suppress(KeyboardInterrupt):
            _Server(config, app.state.closing).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Says at the first signal that the end has come, so that nobody waits for what never ends by itself."""

    def __init__(self, config: uvicorn.Config, closing: Event) -> None:
        super().__init__(config)
        self._closing = closing

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._closing.set()
        super().handle_exit(sig, frame)


def _end(*_: object) -> NoReturn:
    """uvicorn hands a signal on when it has finished; the database must still be stopped after it."""
    raise SystemExit(0)


def listening_on(host: str, port: int) -> socket.socket:
    """A bound socket; raises ExplorerError where the port is taken or forbidden."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends at once (TCP_NODELAY) only where a socket says that it is TCP. Without it the second part
    # of each answer waits some 40 ms until the reader has acknowledged the first.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise ExplorerError(
            f"Port {port} on {host} cannot be used ({error.strerror}). "
            "Stop what listens there, or choose another: SOCIALCLUSTER_PORT=8001."
        ) from error
    return listening
