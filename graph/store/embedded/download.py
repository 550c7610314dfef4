"""Fetches jars from a Maven repository: side by side, resumable, each checked before it counts."""

from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock

import httpx

from graph.errors import DownloadFailed
from graph.progress import Progress, Step
from graph.store.embedded.jars import Jar, digest

CONNECTIONS = 16
_PAUSES = (0.5, 1.0, 2.0)  # seconds before the second, third and fourth attempt at a jar
_CHUNK = 1 << 16
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_WAY_OUT = (
    "Run the same command again (what has arrived is kept), name a mirror with SOCIALCLUSTER_MAVEN_URL, "
    "or use a Neo4j that you already have with SOCIALCLUSTER_NEO4J_URI."
)


class _TryAgain(Exception):
    """An attempt failed in a way that another one may not."""


class _Stopped(Exception):
    """Another jar failed for good, or the person pressed Ctrl-C."""


class _Meter:
    """Tells the listener of each byte once, however often a jar has to be begun again."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._lock = Lock()
        self._told: dict[str, int] = {}

    def reached(self, jar: Jar, position: int) -> None:
        with self._lock:
            fresh = position - self._told.get(jar.path, 0)
            if fresh > 0:
                self._told[jar.path] = position
                self._step.advance(fresh)


@dataclass(frozen=True, slots=True)
class _Errand:
    """What all connections of one download share."""

    client: httpx.Client
    base_url: str
    folder: Path
    meter: _Meter
    stop: Event

    def address(self, jar: Jar) -> str:
        return f"{self.base_url.rstrip('/')}/{jar.path}"


def fetch(jars: tuple[Jar, ...], folder: Path, base_url: str, progress: Progress, label: str) -> None:
    """Fetches these jars into the folder; DownloadFailed where one cannot be had, complete ones stay."""
    size = sum(jar.size for jar in jars)
    with (
        progress.step(label, total=size, unit="bytes") as step,
        _client() as client,
    ):
        _run(_Errand(client, base_url, folder, _Meter(step), Event()), jars)


def _client() -> httpx.Client:
    return httpx.Client(
        timeout=httpx.Timeout(30.0, connect=10.0),
        limits=httpx.Limits(max_connections=CONNECTIONS),
        follow_redirects=True,
        headers={"Accept-Encoding": "identity", "User-Agent": "social-cluster-explorer"},
    )


def _run(errand: _Errand, jars: tuple[Jar, ...]) -> None:
    """The largest jars go first, so that no connection is left alone with one at the end."""
    with ThreadPoolExecutor(max_workers=CONNECTIONS) as pool:
        ordered = sorted(jars, key=lambda jar: -jar.size)
        futures = [pool.submit(_fetch_jar, errand, jar) for jar in ordered]
        try:
            for future in as_completed(futures):
                future.result()
        except BaseException:
            errand.stop.set()
            pool.shutdown(cancel_futures=True)
            raise


def _fetch_jar(errand: _Errand, jar: Jar) -> None:
    for pause in (*_PAUSES, None):
        try:
            return _attempt(errand, jar)
        except (httpx.TransportError, _TryAgain) as error:
            if pause is None:
                raise DownloadFailed(
                    f"{errand.address(jar)} could not be fetched: {error}. {_WAY_OUT}"
                ) from error
            if errand.stop.wait(pause):
                raise _Stopped from error
        except httpx.InvalidURL as error:
            raise DownloadFailed(f"{errand.base_url} is no address: {error}. {_WAY_OUT}") from error
    return None


def _attempt(errand: _Errand, jar: Jar) -> None:
    """Goes on where an earlier attempt was cut off; the finished file appears under its name at once."""
    target = errand.folder / jar.path
    target.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(target)
    if size_of(part) < jar.size:
        _append(errand, jar, part)
    if size_of(part) < jar.size:
        raise _TryAgain("the connection was cut")
    if digest(part) != jar.sha256:
        part.unlink()
        raise _TryAgain(
            "what came is not the file that was asked for (a login page, a mirror that changes files?)"
        )
    part.replace(target)


def _append(errand: _Errand, jar: Jar, part: Path) -> None:
    have = size_of(part)
    wish = {"Range": f"bytes={have}-"} if have else {}
    with errand.client.stream("GET", errand.address(jar), headers=wish) as response:
        goes_on = _check(response, errand, jar, part, have)
        with part.open("ab" if goes_on else "wb") as stream:
            for chunk in response.iter_raw(_CHUNK):
                if errand.stop.is_set():
                    raise _Stopped
                stream.write(chunk)
                if stream.tell() > jar.size:
                    break  # too long to be right; the checksum will say so
                errand.meter.reached(jar, stream.tell())


def _check(response: httpx.Response, errand: _Errand, jar: Jar, part: Path, have: int) -> bool:
    """Whether the answer goes on where the part ends (else it begins at the beginning)."""
    status = response.status_code
    if status == 206 and response.headers.get("content-range", "").startswith(f"bytes {have}-"):
        return True
    if status == 200:
        return False
    if status in (206, 416):
        part.unlink(missing_ok=True)
        raise _TryAgain("the server would not go on where it was cut off")
    if status in _BUSY:
        raise _TryAgain(f"the server answered {status}")
    raise DownloadFailed(
        f"{errand.address(jar)} could not be fetched: the server answered {status}. "
        f"If SOCIALCLUSTER_MAVEN_URL is set, is that a Maven repository? {_WAY_OUT}"
    )


def part_of(target: Path) -> Path:
    """Where a file lies while it is not complete."""
    return target.with_name(f"{target.name}.part")


def size_of(file: Path) -> int:
    """Bytes of a file; 0 where there is none."""
    return file.stat().st_size if file.exists() else 0
