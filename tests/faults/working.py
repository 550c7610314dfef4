"""Workers that are processes of their own."""

import os
import subprocess
import sys

from graph.settings import Settings
from tests.faults.own_server import OwnServer
from tests.house.checkout import ROOT


def worker(own: OwnServer, settings: Settings, uid: str) -> subprocess.Popen[bytes]:
    """A process that runs the job and ends."""
    environment = {
        "SOCIALCLUSTER_HOME": str(settings.home),
        "SOCIALCLUSTER_NEO4J_URI": own.running.uri,
        "SOCIALCLUSTER_NEO4J_USER": own.running.user,
        "SOCIALCLUSTER_NEO4J_PASSWORD": own.running.password,
        "SOCIALCLUSTER_BATCH_ROWS": str(settings.batch_rows),
        "SOCIALCLUSTER_LEASE_SECONDS": str(settings.lease_seconds),
    }
    command = [sys.executable, "-m", "tests.faults.worker", uid]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | environment)
