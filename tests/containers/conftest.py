"""What tests of containers get: Docker, an image, and one running server for all of them.

Where Docker or the image is not to be had, they are skipped with the reason; in CI nothing may be skipped,
so there they fail with it. `make image` builds the image of deploy/neo4j; where it has not been built the
official one is used, of which the tests that take `own_image` say nothing.
"""

from collections.abc import Iterator

import docker
import pytest
from testcontainers.community.neo4j import Neo4jContainer

from tests.containers import running
from tools.neo4j_image import image_name


@pytest.fixture(scope="session")
def engine() -> Iterator[docker.DockerClient]:
    """Docker."""
    if reason := running.silence():
        pytest.skip(f"Docker does not answer: {reason}")
    engine = docker.from_env()
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def image(engine: docker.DockerClient) -> str:
    """The name of an image that is there."""
    chosen = running.chosen_image(engine)
    if reason := running.absence(engine, chosen):
        pytest.skip(reason)
    return chosen


@pytest.fixture(scope="session")
def container(image: str) -> Iterator[Neo4jContainer]:
    """The one server in a container of this run."""
    with running.started(image) as container:
        yield container


@pytest.fixture
def own_image(image: str) -> str:
    """The image that `make image` builds."""
    if image != image_name():
        pytest.skip(f"this is said of our own image, and the tests run on {image}; `make image` builds ours")
    return image
