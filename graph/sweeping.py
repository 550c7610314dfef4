"""Memory of long writes: what was sent goes when it is no longer needed, not when Python happens to look.

The driver's results hold what was sent in circles, which stay until circles are looked for. Python looks for
them when a quarter more is there than the last time, which in a process of some size is a hundred megabytes.
"""

import gc

SENT_BETWEEN_SWEEPS = 100_000


def swept(sent: int) -> int:
    """How many values were sent since circles were last looked for, which is done when they are many."""
    if sent < SENT_BETWEEN_SWEEPS:
        return sent
    gc.collect()
    return 0
