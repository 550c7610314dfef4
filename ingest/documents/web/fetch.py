"""One page from the web: within bounds, checked at each step, refused with a reason."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

import httpcore

from graph.errors import UnreadableFile
from ingest.documents.formats.limits import MIB
from ingest.documents.web.addresses import Address, address_of, checked, refused
from ingest.documents.web.connection import Check, Deadline, Guarded

AGENT = "socialcluster"
# Types of content, and the ending by which a page of that type is known as a file.
TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_MOVED = (301, 302, 303, 307, 308)
_ROBOTS_BYTES = 500_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds for everything together, bytes of the page, and how often it may send us elsewhere."""

    seconds: float = 10.0
    size: int = 50 * MIB
    moves: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a page, where they stood in the end, and the ending of a file of that type."""

    data: bytes
    address: str
    suffix: str


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Message
    data: bytes


def fetch(text: str, *, bounds: Bounds | None = None, check: Check | None = None) -> Fetched:
    """The page at an address; raises UnreadableFile with the reason why it is not fetched.

    `check` takes host, port and seconds, and returns the IP address to connect to or raises.
    """
    bounds = bounds or Bounds()
    deadline = Deadline(time.monotonic() + bounds.seconds)
    guarded = Guarded(deadline, check or (lambda host, port, left: checked(host, port, seconds=left)))
    with httpcore.ConnectionPool(network_backend=guarded, retries=0) as pool:
        ask = _asking(pool, bounds)
        allowed: dict[str, RobotFileParser] = {}
        address = address_of(text)
        for _ in range(bounds.moves + 1):
            _check_robots(address, allowed, ask, bounds)
            answer = ask(address, bounds.size)
            if answer.status not in _MOVED:
                return _page(address, answer)
            address = _moved(address, answer)
    raise refused(text, f"it sends us elsewhere more than {bounds.moves} times")


_Ask = Callable[[Address, int], _Answer]


def _asking(pool: httpcore.ConnectionPool, bounds: Bounds) -> _Ask:
    def ask(address: Address, size: int) -> _Answer:
        try:
            return _answer(pool, address, size)
        except httpcore.TimeoutException as error:
            raise refused(address.url, f"it did not come within {bounds.seconds:g} seconds") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
            raise refused(address.url, "no connection was made, or the answer was no web page") from error

    return ask


def _answer(pool: httpcore.ConnectionPool, address: Address, size: int) -> _Answer:
    """No cookies, no names, no compression: what is sent is as large as what is read."""
    headers: dict[bytes | str, bytes | str] = {
        "Host": address.url.split("/")[2],
        "User-Agent": AGENT,
        "Accept": ", ".join(TYPES),
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    with pool.stream("GET", address.url, headers=headers) as answer:
        told = Message()
        for name, value in answer.headers:
            told[name.decode("latin-1")] = value.decode("latin-1")
        if answer.status in _MOVED:
            return _Answer(answer.status, told, b"")
        if told.get("Content-Encoding", "identity").strip().casefold() not in ("identity", ""):
            raise refused(address.url, "it came compressed, though that was not asked for")
        data = bytearray()
        for part in answer.iter_stream():
            data += part
            if len(data) > size:
                raise refused(address.url, f"it is larger than {size:,} bytes")
        return _Answer(answer.status, told, bytes(data))


def _moved(address: Address, answer: _Answer) -> Address:
    target = answer.headers.get("Location")
    if not target:
        raise refused(address.url, "it sends us elsewhere and does not say where")
    return address_of(urljoin(address.url, target))


def _check_robots(address: Address, known: dict[str, RobotFileParser], ask: _Ask, bounds: Bounds) -> None:
    """RFC 9309: no file allows all, a file that cannot be had forbids all."""
    root = Address(address.scheme, address.host, address.port, "/robots.txt")
    if root.url not in known:
        known[root.url] = _rules(root, ask, bounds)
    if not known[root.url].can_fetch(AGENT, address.url):
        raise refused(address.url, "its robots.txt asks programs to stay away")


def _rules(root: Address, ask: _Ask, bounds: Bounds) -> RobotFileParser:
    rules = RobotFileParser()
    place = root
    for _ in range(bounds.moves + 1):
        answer = ask(place, _ROBOTS_BYTES)
        if answer.status not in _MOVED:
            break
        place = _moved(place, answer)
    if answer.status == 200:
        rules.parse(answer.data.decode("utf-8", errors="replace").splitlines())
    elif 400 <= answer.status < 500:
        rules.parse([])
    else:
        raise refused(root.url, f"whether programs may read there is not told (status {answer.status})")
    return rules


def _page(address: Address, answer: _Answer) -> Fetched:
    if answer.status != 200:
        raise refused(address.url, f"the server answers with status {answer.status}")
    kind = answer.headers.get_content_type() if answer.headers.get("Content-Type") else ""
    if kind not in TYPES:
        raise refused(address.url, f"its type is {kind or 'not told'}; pages are HTML, text, PDF or .docx")
    data = answer.data
    charset = answer.headers.get_content_charset("utf-8")
    if kind.startswith("text/") and charset not in ("utf-8", "us-ascii"):
        data = _as_utf8(address, data, charset)
    return Fetched(data, address.url, TYPES[kind])


def _as_utf8(address: Address, data: bytes, charset: str) -> bytes:
    try:
        return data.decode(charset).encode()
    except (LookupError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{address.url} is not written in {charset}, as it says of itself.") from error
