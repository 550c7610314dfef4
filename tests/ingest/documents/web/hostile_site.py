"""A web server on this machine that redirects, drips, lies and sends too much, for tests of fetching."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b"<html><body><h1>The Gates project</h1><p>Lead partner: City of Alpha, Estonia</p></body></html>"


class _Handler(BaseHTTPRequestHandler):
    robots: bytes | int = 404
    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.path, str(self.headers)))
        if self.path == "/robots.txt":
            self._robots()
        elif self.path.startswith("/to?"):
            self._answer(302, b"", {"Location": self.path.partition("?")[2]})
        elif self.path == "/around":
            self._answer(302, b"", {"Location": "/around"})
        elif self.path == "/drip":
            self._drip()
        elif self.path == "/large":
            self._answer(200, b"x" * 5000, {"Content-Type": "text/plain"})
        elif self.path == "/packed":
            self._answer(200, b"\x1f\x8b", {"Content-Type": "text/html", "Content-Encoding": "gzip"})
        elif self.path == "/picture":
            self._answer(200, b"GIF89a", {"Content-Type": "image/gif"})
        elif self.path == "/nothing":
            self._answer(200, PAGE, {})
        elif self.path == "/old":
            self._answer(
                200, "Město".encode("iso-8859-2"), {"Content-Type": "text/plain; charset=iso-8859-2"}
            )
        elif self.path == "/page":
            self._answer(200, PAGE, {"Content-Type": "text/html; charset=utf-8"})
        else:
            self._answer(404, b"", {"Content-Type": "text/html"})

    def _robots(self) -> None:
        if isinstance(self.robots, int):
            self._answer(self.robots, b"", {})
        else:
            self._answer(200, self.robots, {"Content-Type": "text/plain"})

    def _answer(self, status: int, data: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _drip(self) -> None:
        """A header a byte at a time: no single wait is long, all of them together have no end."""
        try:
            for byte in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return

    def log_message(self, *told: object) -> None:
        return


@contextmanager
def site(robots: bytes | int = 404) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """The port of the server, and what it has been asked for so far with which headers."""
    asked: list[tuple[str, str]] = []
    handler = type("Handler", (_Handler,), {"robots": robots, "asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
