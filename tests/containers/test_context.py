"""What goes into the image; no Docker is needed to see that."""

import tarfile
from io import BytesIO
from pathlib import Path

from graph.store.embedded import conf
from graph.store.embedded.jars import Jar, JarLock
from tests.house.checkout import ROOT
from tools import neo4j_image

SETTINGS = {line.name: line.value for line in neo4j_image.settings()}
OF_ONE_MACHINE = {
    "server.default_listen_address",
    "server.default_advertised_address",
    "server.bolt.listen_address",
    "server.bolt.advertised_address",
    "server.memory.heap.initial_size",
}


def test_the_embedded_server_and_the_container_differ_only_in_where_they_are() -> None:
    embedded = {line.name: line.value for line in conf.lines(neo4j_image.BOLT, neo4j_image.HEAP_MB)}
    differing = {name for name, value in embedded.items() if SETTINGS.get(name) != value}

    assert differing == OF_ONE_MACHINE
    assert SETTINGS.keys() - embedded.keys() == {"server.directories.data"}


def test_files_that_only_their_owner_may_read_can_be_read_in_the_container(tmp_path: Path) -> None:
    lock = JarLock(artifact="org.example:one:1", jars=(Jar(path="org/one.jar", size=3, sha256=""),))
    jar = tmp_path / "org" / "one.jar"
    jar.parent.mkdir()
    jar.write_bytes(b"jar")
    jar.chmod(0o600)

    archive = _context(lock, tmp_path)

    modes = {member.name: member.mode for member in archive.getmembers()}
    assert modes["lib/org/one.jar"] & 0o777 == 0o644
    assert modes["entrypoint"] & modes["healthcheck"] & modes["java/bin/java"] & 0o555 == 0o555
    assert {"Dockerfile", "neo4j.conf", "java.args"} <= modes.keys()


def _context(lock: JarLock, folder: Path) -> tarfile.TarFile:
    stream = BytesIO()
    neo4j_image.write_context(stream, lock, folder)
    stream.seek(0)
    return tarfile.open(fileobj=stream)


def test_the_readme_names_the_image_that_is_built() -> None:
    assert neo4j_image.image_name() in (ROOT / "README.md").read_text(encoding="utf-8")
