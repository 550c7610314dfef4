"""How often long tests try: once in `make test`, SOCIALCLUSTER_FAULT_ROUNDS times in `make faults`."""

import os

ROUNDS = int(os.environ.get("SOCIALCLUSTER_FAULT_ROUNDS") or "1")
