"""Which jars Neo4j is made of, and Graph Data Science, and which of them a folder lacks.

The locks beside this file name every jar with its size and sha256; `tools/lock_jars.py` makes them anew.
A start reads all jars and compares all checksums. That is 158 MB and 0.1-0.5 s of a start of several
seconds, and it brings the files into memory just before Java wants them. A remembered "was fine last
time" would save half a second and miss every damage that leaves size and time as they were.
"""

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePosixPath


@dataclass(frozen=True, slots=True)
class Jar:
    """One file of Neo4j: its place in a Maven repository, its size in bytes and its checksum."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class JarLock:
    """The exact files that make one version of Neo4j; `artifact` is group:name:version."""

    artifact: str
    jars: tuple[Jar, ...]

    @property
    def version(self) -> str:
        return self.artifact.rpartition(":")[2]

    @property
    def folder_name(self) -> str:
        return f"{'gds' if self._is_gds else 'neo4j'}-{self.version}"

    @property
    def title(self) -> str:
        """What a person knows it as."""
        return f"{'Graph Data Science' if self._is_gds else 'Neo4j'} {self.version}"

    @property
    def _is_gds(self) -> bool:
        return self.artifact.startswith("org.neo4j.gds:")


def bundled_lock() -> JarLock:
    """The lock of the Neo4j that this program runs."""
    return _bundled("jars.lock")


def gds_lock() -> JarLock:
    """The lock of the Graph Data Science that runs with it; GPL-3, so fetched only where it is asked for."""
    return _bundled("gds.lock")


def _bundled(name: str) -> JarLock:
    return parse_lock(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def parse_lock(text: str) -> JarLock:
    """Reads what `render_lock` writes; ValueError for a line that is none of ours."""
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    if not lines or lines[0][0] != "artifact":
        raise ValueError("The first line of a lock of jars names its artifact.")
    return JarLock(artifact=lines[0][1], jars=tuple(_jar(words) for words in lines[1:]))


def _jar(words: list[str]) -> Jar:
    path, size, sha256 = words
    place = PurePosixPath(path)
    if place.is_absolute() or ".." in place.parts:
        raise ValueError(f"{path} would lie outside the folder of the jars.")
    return Jar(path=path, size=int(size), sha256=sha256)


def render_lock(lock: JarLock) -> str:
    """The lock as text: the artifact, then per jar its repository path, size in bytes and sha256."""
    head = f"# Made by tools/lock_jars.py: repository path, bytes, sha256.\nartifact {lock.artifact}\n"
    jars = sorted(lock.jars, key=lambda jar: jar.path)
    return head + "".join(f"{jar.path} {jar.size} {jar.sha256}\n" for jar in jars)


def digest(file: Path) -> str:
    """The sha256 of a file as the lock writes it."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def present(lock: JarLock, folder: Path) -> tuple[Jar, ...]:
    """The jars that lie in the folder with the right size, without reading them."""
    return tuple(jar for jar in lock.jars if _size(folder / jar.path) == jar.size)


def unfit(lock: JarLock, folder: Path) -> tuple[Jar, ...]:
    """The jars that are missing from the folder, or damaged."""
    with ThreadPoolExecutor(max_workers=4) as pool:
        sound = pool.map(lambda jar: _is_sound(jar, folder / jar.path), lock.jars)
        return tuple(jar for jar, fine in zip(lock.jars, sound, strict=True) if not fine)


def class_path(lock: JarLock, folder: Path) -> Iterable[str]:
    """The jars in the order of the lock, so that every start finds classes in the same jar."""
    return (str(folder / jar.path) for jar in lock.jars)


def _is_sound(jar: Jar, file: Path) -> bool:
    return _size(file) == jar.size and digest(file) == jar.sha256


def _size(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:
        return None
