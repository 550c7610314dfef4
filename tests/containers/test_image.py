"""The image keeps what it promises: password, settings, data, health, and no way out for LOAD CSV."""

import secrets
import time
from collections.abc import Iterator

import docker
import pytest
from neo4j.exceptions import ClientError
from testcontainers.community.neo4j import Neo4jContainer

from tests.containers import running
from tests.servers import HEAP_MB


@pytest.fixture
def volume(engine: docker.DockerClient) -> Iterator[str]:
    made = engine.volumes.create(f"socialcluster-test-{secrets.token_hex(8)}")
    yield made.name
    made.remove()


def _answer(container: Neo4jContainer, query: str) -> object:
    with container.get_driver() as driver:
        return driver.execute_query(query).records[0].value()


def _said(container: Neo4jContainer, *command: str) -> str:
    return container.exec(list(command)).output.decode()


def test_the_password_of_neo4j_auth_opens_it_and_no_other_does(container: Neo4jContainer) -> None:
    assert running.opens(container, container.password)
    assert not running.opens(container, "another password")


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({}, "set NEO4J_AUTH=neo4j/PASSWORD"),
        ({"NEO4J_AUTH": "neo4j/"}, "set NEO4J_AUTH=neo4j/PASSWORD"),
        ({"NEO4J_AUTH": "neo4j/short"}, "at least 8 characters"),
    ],
)
def test_a_new_database_without_a_password_is_refused(
    own_image: str, environment: dict[str, str], reason: str
) -> None:
    status, said = running.ended(own_image, env=environment)

    assert status == 1
    assert reason in said


def test_a_setting_of_the_environment_holds(container: Neo4jContainer) -> None:
    setting = "SHOW SETTINGS 'server.memory.heap.max_size' YIELD value"

    assert _answer(container, setting) == f"{HEAP_MB}.00MiB"


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:7474/", "http://localhost:7474/", "file:///etc/passwd", "file:///a.csv"]
)
@pytest.mark.usefixtures("own_image")
def test_load_csv_reads_neither_files_nor_other_machines(container: Neo4jContainer, address: str) -> None:
    with pytest.raises(ClientError, match=r"Cannot load from URL .* configuration property"):
        _answer(container, f"LOAD CSV FROM '{address}' AS row RETURN count(row)")


@pytest.mark.usefixtures("own_image")
def test_nothing_lies_where_load_csv_looks_and_nobody_can_lay_it_there(container: Neo4jContainer) -> None:
    folder = "/var/lib/neo4j/import"

    assert _said(container, "ls", "-A", folder) == ""
    assert "Permission denied" in _said(container, "touch", f"{folder}/a.csv")


@pytest.mark.usefixtures("own_image")
def test_it_does_not_run_as_root(container: Neo4jContainer) -> None:
    assert _said(container, "id", "--user", "--name").strip() == "neo4j"


def test_data_and_password_stay_on_the_volume(image: str, volume: str) -> None:
    with running.started(image, password="the first one", volume=volume) as first:
        _answer(first, "CREATE (n:Kept {name: 'Žemaitė'}) RETURN n.name")
        first.get_wrapped_container().stop(timeout=60)

    with running.started(image, password="the first one", volume=volume) as second:
        assert _answer(second, "MATCH (n:Kept) RETURN n.name") == "Žemaitė"


@pytest.mark.usefixtures("own_image")
def test_it_tells_that_it_is_well(container: Neo4jContainer) -> None:
    wrapped = container.get_wrapped_container()
    deadline = time.monotonic() + 30
    while wrapped.health == "starting" and time.monotonic() < deadline:
        time.sleep(0.5)
        wrapped.reload()

    assert wrapped.health == "healthy"


def test_it_is_not_well_where_nothing_answers(own_image: str) -> None:
    status, said = running.ended(own_image, entrypoint="/opt/neo4j/healthcheck")

    assert status == 1
    assert "Connection refused" in said
