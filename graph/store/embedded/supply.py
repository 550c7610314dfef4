"""Sees to it that every jar is there and sound: what is not is fetched, once for all homes."""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from graph.errors import DownloadFailed
from graph.progress import Progress
from graph.settings import Settings
from graph.store.embedded.jars import Jar, JarLock, unfit


def folder_of(lock: JarLock, settings: Settings) -> Path:
    """Where the jars of this lock lie; many homes share them."""
    return settings.cache.expanduser().resolve() / lock.folder_name


def ensure_jars(lock: JarLock, settings: Settings, progress: Progress) -> Path:
    """The folder with every jar of the lock, complete and undamaged; fetches what is not."""
    folder = folder_of(lock, settings)
    if not unfit(lock, folder):
        return folder
    with _full_disk_said(folder):
        folder.mkdir(parents=True, exist_ok=True)
        # Others who want the same jars wait here, and then find them.
        with FileLock(folder.with_name(f"{folder.name}.lock")):
            if wanted := unfit(lock, folder):
                _fetch(wanted, folder, settings.maven_url, progress, label=_label(lock, wanted))
    return folder


def _fetch(jars: tuple[Jar, ...], folder: Path, mirror: str | None, progress: Progress, label: str) -> None:
    # Imported late: httpx and jgo take half a second together, and only a first start needs them.
    from jgo.constants import MAVEN_CENTRAL_URL

    from graph.store.embedded import download

    needed = sum(jar.size - download.size_of(download.part_of(folder / jar.path)) for jar in jars)
    if shutil.disk_usage(folder).free < needed:
        raise DownloadFailed(_disk_full(folder, f"{needed / 1e6:.0f} MB more are needed there"))
    download.fetch(jars, folder, base_url=mirror or MAVEN_CENTRAL_URL, progress=progress, label=label)


def _label(lock: JarLock, wanted: tuple[Jar, ...]) -> str:
    return f"Fetching {lock.title}, {len(wanted)} of {len(lock.jars)} files"


def _disk_full(folder: Path, detail: str) -> str:
    return (
        f"The disk that holds {folder} is full: {detail}. Free some space and run the same command again, "
        "or name another folder with SOCIALCLUSTER_CACHE."
    )


@contextmanager
def _full_disk_said(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DownloadFailed(_disk_full(folder, "Neo4j's files do not fit")) from error
        raise DownloadFailed(
            f"The folder {folder} cannot be written: {error.strerror}. "
            "Make it writable, or name another with SOCIALCLUSTER_CACHE."
        ) from error
