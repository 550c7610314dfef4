"""What runs inside the embedded Neo4j beside Neo4j: Graph Data Science, where the settings want it.

Its procedures are looked for in the folder `plugins` of the home; its extension of the server is found on the
class path alone, and only before Neo4j's own jars.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from graph.progress import Progress
from graph.settings import Settings
from graph.store.embedded.home import Home
from graph.store.embedded.jars import gds_lock
from graph.store.embedded.supply import ensure_jars


def put_in(home: Home, settings: Settings, progress: Progress) -> tuple[str, ...]:
    """The jars to put before all others on the class path; what an earlier start put in is gone."""
    with suppress(FileNotFoundError):
        shutil.rmtree(home.plugins)
    if not settings.gds:
        return ()
    lock = gds_lock()
    folder = ensure_jars(lock, settings, progress)
    home.plugins.mkdir()
    return tuple(_placed(folder / jar.path, home.plugins) for jar in lock.jars)


def _placed(jar: Path, folder: Path) -> str:
    """A link where the file system has them; all homes share one copy."""
    target = folder / jar.name
    try:
        os.link(jar, target)
    except OSError:
        shutil.copyfile(jar, target)
    return str(target)
