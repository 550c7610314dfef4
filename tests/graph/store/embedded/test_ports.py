"""A port is chosen free once, kept, and never taken from somebody else."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import PortTaken, ServerStartFailed
from graph.store.embedded import ports
from graph.store.embedded.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "neo4j")
    made.make_folders()
    return made


@pytest.fixture(params=["127.0.0.1", "0.0.0.0"])
def taken(request: pytest.FixtureRequest) -> Iterator[int]:
    """A port on which this test listens, on loopback or everywhere."""
    with socket.socket() as listener:
        listener.bind((request.param, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_the_chosen_port_is_kept(home: Home) -> None:
    port = ports.kept_port(home)
    assert ports.is_free(port)
    assert not ports.is_open(port)
    assert ports.kept_port(home) == port
    assert port < 32_768  # from there on a system may lend it to an outgoing connection


def test_a_taken_port_is_named_with_its_holder_and_a_way_out(home: Home, taken: int) -> None:
    home.port_file.write_text(str(taken))
    assert ports.is_open(taken)
    with pytest.raises(PortTaken) as refused:
        ports.require_free(ports.kept_port(home), home)
    assert f"Port {taken}" in refused.value.message
    assert f"(process {os.getpid()})" in refused.value.message
    assert f"remove {home.port_file}" in refused.value.message


def test_a_new_port_is_chosen_when_the_file_was_removed(home: Home, taken: int) -> None:
    home.port_file.write_text(str(taken))
    home.port_file.unlink()
    assert ports.kept_port(home) != taken


def test_taken_ports_are_not_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def third_is_free(port: int) -> bool:
        asked.append(port)
        return len(asked) == 3

    monkeypatch.setattr(ports, "is_free", third_is_free)
    assert ports.choose_free_port() == asked[2]
    monkeypatch.setattr(ports, "is_free", lambda port: False)
    with pytest.raises(ServerStartFailed, match="No free port"):
        ports.choose_free_port()


def test_a_port_file_with_something_else_in_it_is_named(home: Home) -> None:
    home.port_file.write_text("seven")
    with pytest.raises(ServerStartFailed, match=r"does not hold a port number\. Remove it"):
        ports.kept_port(home)
