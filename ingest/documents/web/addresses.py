"""Which web addresses may be asked at all: http and https, no names or passwords, public machines only."""

import ipaddress
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from graph.errors import UnreadableFile

LONGEST = 2000
_PORTS = {"http": 80, "https": 443}
Resolve = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Address:
    """A web address that is written as one of a page; where its host leads is found out when connecting."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        place = host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"
        return f"{self.scheme}://{place}{self.path}"


def is_web_address(text: str) -> bool:
    """Whether a text is meant as a web address and not as the name of a file."""
    return "://" in text


def address_of(text: str) -> Address:
    """Raises UnreadableFile with the reason why an address is refused."""
    if len(text) > LONGEST or any(ord(sign) <= 32 or ord(sign) == 127 for sign in text):
        raise refused(text[:80], "it is too long or holds spaces or control characters")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise refused(text, "it is not written as a web address") from error
    if parts.scheme not in _PORTS:
        raise refused(text, "only http:// and https:// are fetched")
    if parts.username is not None or parts.password is not None:
        raise UnreadableFile("The address holds a user's name or a password. Give it without them.")
    if not parts.hostname:
        raise refused(text, "it names no host")
    try:
        host = parts.hostname.encode("ascii" if ":" in parts.hostname else "idna").decode()
    except UnicodeError as error:
        raise refused(text, "its host is not written as one") from error
    path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
    return Address(parts.scheme, host, port or _PORTS[parts.scheme], _ascii(path))


def refused(address: str, why: str) -> UnreadableFile:
    """The one sentence with which an address is refused."""
    return UnreadableFile(f"{address} is not fetched: {why}. Save the page as a file and give the file.")


def _ascii(path: str) -> str:
    return "".join(
        sign if sign.isascii() else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in path
    )


def is_public(number: str) -> bool:
    """Whether an IP address is of the open internet, also where an IPv6 address carries an IPv4 one."""
    ip = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or _translated(ip)
        if inner is not None:
            return ip.ipv4_mapped is not None and is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def _translated(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """NAT64 (RFC 6052): the last four bytes are an IPv4 address."""
    if ip in ipaddress.ip_network("64:ff9b::/96") or ip in ipaddress.ip_network("64:ff9b:1::/48"):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, in the order in which the system gives them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def checked(
    host: str,
    port: int,
    *,
    seconds: float,
    find: Resolve = resolve,
    allows: Callable[[str], bool] = is_public,
) -> str:
    """The IP address to connect to; raises UnreadableFile if any address of the host is not public.

    One name may have several addresses, and another one each time it is asked for: so all are looked at, and
    the connection goes to the very address that was looked at.
    """
    pool = ThreadPoolExecutor(max_workers=1)
    try:
        numbers = pool.submit(find, host, port).result(timeout=seconds)
    except TookTooLong as error:
        raise refused(host, "nobody told in time where it is") from error
    except (OSError, UnicodeError) as error:
        raise refused(host, "there is no such host") from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    private = [number for number in numbers if not allows(number)]
    if private or not numbers:
        raise refused(host, "it leads to a machine that is not on the open internet")
    return numbers[0]
