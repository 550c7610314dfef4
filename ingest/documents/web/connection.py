"""Connections that go only to the address that was looked at, and end when the time is over."""

import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpcore

Check = Callable[[str, int, float], str]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment by the monotonic clock."""

    at: float

    @property
    def left(self) -> float:
        """Seconds left; raises ReadTimeout where there are none."""
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout("the time is over")
        return seconds

    def bound(self, timeout: float | None) -> float:
        """A timeout that does not reach beyond the moment."""
        return self.left if timeout is None else min(timeout, self.left)


class Guarded(httpcore.NetworkBackend):
    """Looks up a host, has its address checked, and connects to that address and no other."""

    def __init__(self, deadline: Deadline, check: Check) -> None:
        self._deadline = deadline
        self._check = check
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        number = self._check(host, port, self._deadline.left)
        stream = self._backend.connect_tcp(
            number, port, self._deadline.bound(timeout), local_address, socket_options
        )
        return _Bounded(stream, self._deadline)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise httpcore.ConnectError("A page is never read from a socket of this machine.")

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(self._deadline.bound(seconds))


class _Bounded(httpcore.NetworkStream):
    """A stream each step of which ends with the deadline, however slowly the other side sends."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.bound(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.bound(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.bound(timeout))
        return _Bounded(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
