"""A process that runs one job and may be killed: python -m tests.faults.worker JOB."""

import sys

from graph.progress import Silent
from graph.settings import Settings
from graph.store.connect import connected
from ingest import jobs

if __name__ == "__main__":
    with connected(Settings(), Silent(), patience=2) as store:
        jobs.run(store, Settings(), sys.argv[1], Silent())
