"""Positions of the organisations of a map: computed once for a snapshot, kept under the home.

    maps/CONTENT/KEY.npy    positions of one map of the snapshot with that content hash

KEY is a hash of all that the positions depend on, so another choice of organisations or ties has positions of
its own. Folders of snapshots other than the KEPT newest are removed: what they hold can be computed again.
"""

import hashlib
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np

from graph.projection import FloatArray
from graph.settings import Settings
from viz.model import NetworkMap

KEPT = 5
# Goes up when the layout changes, so that kept positions of an older one are not taken for it.
LAYOUT = 1


def kept_places(
    settings: Settings, network: NetworkMap, seed: int, compute: Callable[[], FloatArray]
) -> FloatArray:
    """The positions (n, 2) that were kept of this map, else those computed now, which are kept."""
    folder = settings.home / "maps" / network.snapshot
    file = folder / f"{_key(network, seed)}.npy"
    known = _read(file, len(network.nodes))
    if known is not None:
        return known
    places = compute()
    _keep(file, places)
    _forget(folder)
    return places


def are_kept(settings: Settings, network: NetworkMap, seed: int) -> bool:
    """Whether nothing has to be computed for this map."""
    return (settings.home / "maps" / network.snapshot / f"{_key(network, seed)}.npy").is_file()


def _key(network: NetworkMap, seed: int) -> str:
    digest = hashlib.blake2b(f"{LAYOUT} {seed} {network.whole}\n".encode(), digest_size=16)
    for node in network.nodes:
        digest.update(f"{node.uid} {node.cluster} {node.strength!r}\n".encode())
    for tie in network.ties:
        digest.update(f"{tie.a} {tie.b} {tie.weight!r}\n".encode())
    return digest.hexdigest()


def _read(file: Path, count: int) -> FloatArray | None:
    """None where there is no such file, or none that can be used: then it is written anew."""
    try:
        found = np.load(file, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return found if found.shape == (count, 2) and np.isfinite(found).all() else None


def _keep(file: Path, places: FloatArray) -> None:
    """Readers see the whole file or none; a home that cannot be written to only costs the time."""
    beside = file.with_name(f"{secrets.token_hex(8)}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as stream:
            np.save(stream, places, allow_pickle=False)
        beside.replace(file)
    except OSError:
        with suppress(OSError):
            beside.unlink()


def _forget(newest: Path) -> None:
    """All but the newest folders."""
    others = [one for one in newest.parent.glob("*") if one.is_dir() and one != newest]
    others.sort(key=lambda one: (one.stat().st_mtime_ns, one.name), reverse=True)
    for one in others[KEPT - 1 :]:
        shutil.rmtree(one, ignore_errors=True)
