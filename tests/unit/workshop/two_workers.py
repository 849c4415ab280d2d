"""Run a command on a dask cluster of two worker processes of this machine.

    python tests/unit/workshop/two_workers.py batch ...

Also what ``tests/bench`` measures; prints what the command prints.
"""

from __future__ import annotations

import os
import sys

from distributed import LocalCluster

from wizard.cli import main
from wizard.workshop.cluster import VARIABLE


def run(arguments: list[str]) -> int:
    """Start the cluster, run the command on it; return the command's exit code."""
    workers = int(os.environ.get("WORKERS", "2"))
    with LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        os.environ[VARIABLE] = cluster.scheduler_address
        return main(arguments)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
