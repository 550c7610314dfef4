"""A Maven repository of a few made-up jars on loopback, which can misbehave like real ones."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from graph.store.embedded.jars import Jar, JarLock

CONTENTS = {
    "org/a/a/1/a-1.jar": b"a" * 200_000,
    "org/b/b/2/b-2.jar": bytes(range(256)) * 300,
    "org/b/c/3/c-3.jar": b"small",
}


def jar_of(path: str, content: bytes) -> Jar:
    return Jar(path=path, size=len(content), sha256=hashlib.sha256(content).hexdigest())


def fake_lock() -> JarLock:
    return JarLock("org.a:a:1", tuple(jar_of(path, content) for path, content in CONTENTS.items()))


@dataclass
class Depot:
    """What it serves, how it fails, and what was asked of it as (path, Range header)."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=lambda: dict(CONTENTS))
    cut_once_after: dict[str, int] = field(default_factory=dict)
    refuse_once_with: dict[str, int] = field(default_factory=dict)
    knows_ranges: bool = True
    meanwhile: Callable[[], object] = int
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def paths(self) -> list[str]:
        return sorted(path for path, _ in self.asked)


class _Handler(BaseHTTPRequestHandler):
    depot: Depot

    def do_GET(self) -> None:
        path, wanted = self.path.removeprefix("/"), self.headers.get("Range")
        self.depot.asked.append((path, wanted))
        self.depot.meanwhile()
        content = self.depot.files.get(path)
        status = self.depot.refuse_once_with.pop(path, 200 if content is not None else 404)
        if content is None or status != 200:
            self.send_error(status)
            return
        self._send(path, content, wanted)

    def _send(self, path: str, content: bytes, wanted: str | None) -> None:
        first = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.depot.knows_ranges else 0
        if first > len(content):
            self.send_error(416)
            return
        self.send_response(206 if first else 200)
        if first:
            self.send_header("Content-Range", f"bytes {first}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - first))
        self.end_headers()
        self.wfile.write(content[first:][: self.depot.cut_once_after.pop(path, None)])

    def log_message(self, *args: object) -> None:
        """Tests read `asked` instead."""


@contextmanager
def open_depot() -> Iterator[Depot]:
    depot = Depot()
    handler = type("Handler", (_Handler,), {"depot": depot})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as web:
        depot.url = f"http://127.0.0.1:{web.server_port}"
        serving = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.01})
        serving.start()
        try:
            yield depot
        finally:
            web.shutdown()
            serving.join()


def part(folder: Path, path: str, content: bytes) -> Path:
    """Leaves what a cut connection leaves."""
    file = folder / f"{path}.part"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file
