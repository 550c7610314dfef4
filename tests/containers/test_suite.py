"""The store, the ingest and the journeys work on a Neo4j in a container as they do on the embedded one."""

import os
import subprocess
import sys

import pytest
from testcontainers.community.neo4j import Neo4jContainer

from tests.house.checkout import ROOT

# Of these folders, the tests that speak to Neo4j; a run for each, so that one's failure hides no other's.
FOLDERS = ("tests/graph/store", "tests/ingest", "tests/journeys")
PLANTED = "MERGE (n:Planted) RETURN count(n) AS nodes"
LEFT = "MATCH (n:Planted) RETURN count(n) AS nodes"


def _nodes(container: Neo4jContainer, query: str) -> int:
    with container.get_driver() as driver:
        return int(driver.execute_query(query).records[0]["nodes"])


def _run_tests(folder: str, container: Neo4jContainer) -> subprocess.CompletedProcess[str]:
    strict = ["-p", "tests.house.no_skips"] if os.environ.get("CI") else []
    server = {
        "SOCIALCLUSTER_TEST_NEO4J_URI": container.get_connection_url(),
        "SOCIALCLUSTER_TEST_NEO4J_USER": container.username,
        "SOCIALCLUSTER_TEST_NEO4J_PASSWORD": container.password,
    }
    plugins = ["-p", "tests.containers.on_server", *strict, "-p", "no:cacheprovider"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *plugins, folder],
        cwd=ROOT,
        env=os.environ | server,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.timeout(1800)  # it is many tests, each of which has the usual time
@pytest.mark.parametrize("folder", FOLDERS)
def test_what_speaks_to_neo4j_passes_on_a_container(folder: str, container: Neo4jContainer) -> None:
    assert _nodes(container, PLANTED) == 1

    ran = _run_tests(folder, container)

    assert ran.returncode == 0, ran.stdout
    assert _nodes(container, LEFT) == 0, "the tests emptied another server than this one"
