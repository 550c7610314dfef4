"""The port of an embedded Neo4j: chosen free once, kept in its home, never taken from somebody else."""

import os
import secrets
import socket
from contextlib import suppress

import psutil

from graph.errors import PortTaken, ServerStartFailed
from graph.store.embedded.home import Home

LOOPBACK = "127.0.0.1"
# Below the range from which systems draw the ports of outgoing connections (32768 on Linux, 49152
# elsewhere): a port kept from there could be lent to any browser while our server is down.
_FIRST, _LAST = 20_000, 29_999
_DRAWS = 200


def kept_port(home: Home) -> int:
    """The port of this home; a free one is chosen where there is none yet."""
    try:
        return int(home.port_file.read_text(encoding="ascii"))
    except FileNotFoundError:
        port = choose_free_port()
        home.port_file.write_text(f"{port}\n", encoding="ascii")
        return port
    except ValueError as error:
        raise ServerStartFailed(
            f"{home.port_file} does not hold a port number. Remove it: a free port is then chosen."
        ) from error


def choose_free_port() -> int:
    """A port on loopback on which nobody listens."""
    for _ in range(_DRAWS):
        port = _FIRST + secrets.randbelow(_LAST - _FIRST + 1)
        if is_free(port):
            return port
    raise ServerStartFailed(f"No free port was found between {_FIRST} and {_LAST} on {LOOPBACK}.")


def is_free(port: int) -> bool:
    """Whether our server could listen on this port of loopback."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As Java does: connections that ended a minute ago do not count. On Windows the option means
        # something else (taking the port away from its owner).
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def is_open(port: int) -> bool:
    """Whether anybody listens on this port of loopback."""
    try:
        with socket.create_connection((LOOPBACK, port), timeout=1):
            return True
    except OSError:
        return False


def bolt_uri(port: int) -> str:
    """The address under which a driver reaches this port."""
    return f"bolt://{LOOPBACK}:{port}"


def require_free(port: int, home: Home) -> None:
    """PortTaken where somebody else listens."""
    if not is_free(port):
        raise port_taken(port, home)


def port_taken(port: int, home: Home) -> PortTaken:
    """The sentence for a port that somebody else holds."""
    return PortTaken(
        f"Port {port} on {LOOPBACK} is used by {_holder(port)}, so Neo4j cannot listen there. End that "
        f"program, or remove {home.port_file}: a free port is then chosen at the next start."
    )


def _holder(port: int) -> str:
    # Looking into other people's processes is refused on some systems; then the sentence stays general.
    with suppress(psutil.Error, OSError):
        for connection in psutil.net_connections(kind="tcp"):
            here = connection.laddr and connection.laddr.port == port
            if here and connection.status == psutil.CONN_LISTEN and connection.pid:
                return f"{psutil.Process(connection.pid).name()} (process {connection.pid})"
    return "another program"
