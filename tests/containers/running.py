"""Neo4j in containers, through testcontainers: which image, how it is started, how one speaks to it."""

import gc
import os
import secrets
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import docker
from docker.errors import DockerException, ImageNotFound
from neo4j import GraphDatabase
from testcontainers.community.neo4j import Neo4jContainer
from testcontainers.core.config import testcontainers_config
from testcontainers.core.container import DockerContainer

from graph.store.embedded.jars import bundled_lock
from tests.servers import HEAP_MB
from tools.neo4j_image import image_name

OFFICIAL = f"neo4j:{bundled_lock().version}"
SETTINGS = {
    "NEO4J_server_memory_heap_max__size": f"{HEAP_MB}m",
    # testcontainers waits for a line that the HTTP connector writes
    "NEO4J_server_http_enabled": "true",
    # a server that lives for minutes does not earn back what the second compiler costs
    "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1",
}

# Every container here is ended by the test that started it; the watcher would be one more image to fetch.
testcontainers_config.ryuk_disabled = True


def silence() -> str | None:
    """Why Docker does not answer; None when it does."""
    with warnings.catch_warnings():
        # what could not be connected is left open, and complained about whenever it is collected: so, now
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            docker.from_env().close()
        except DockerException as error:
            reason = str(error)
        else:
            return None
        gc.collect()
        return reason


def chosen_image(engine: docker.DockerClient) -> str:
    """That of SOCIALCLUSTER_TEST_NEO4J_IMAGE, else ours where it is built, else the official one."""
    if named := os.environ.get("SOCIALCLUSTER_TEST_NEO4J_IMAGE"):
        return named
    try:
        engine.images.get(image_name())
    except ImageNotFound:
        return OFFICIAL
    return image_name()


def absence(engine: docker.DockerClient, image: str) -> str | None:
    """Why the image cannot be used, in a sentence; None when it is there, perhaps since now."""
    try:
        engine.images.get(image)
    except ImageNotFound:
        try:
            engine.images.pull(image)
        except DockerException as error:
            return f"the image {image} cannot be had ({error}); `make image` builds one"
    return None


@contextmanager
def started(image: str, password: str | None = None, volume: str | None = None) -> Iterator[Neo4jContainer]:
    """A server that answers; its data lies on the named volume, or goes with it."""
    container = Neo4jContainer(image, password=password or secrets.token_urlsafe(16))
    for name, value in SETTINGS.items():
        container.with_env(name, value)
    if volume:
        container.with_volume_mapping(volume, "/data", "rw")
    try:
        _start(container)
        yield container
    finally:
        container.stop()


def _start(container: Neo4jContainer) -> None:
    try:
        container.start()
    except Exception as error:  # whatever it was, what the container wrote is the better half of the reason
        if container.status != "not_started":
            error.add_note(b"".join(container.get_logs()).decode(errors="replace"))
        raise


def ended(image: str, **arguments: object) -> tuple[int, str]:
    """Exit status and words of a container that ends by itself; nothing of it stays."""
    with DockerContainer(image, **arguments) as container:
        return container.wait(), b"".join(container.get_logs()).decode(errors="replace")


def opens(container: Neo4jContainer, password: str) -> bool:
    """Whether the server lets its user in with this password."""
    with GraphDatabase.driver(container.get_connection_url(), auth=("neo4j", password)) as driver:
        return driver.verify_authentication()
