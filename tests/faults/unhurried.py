"""orgsim, but a sweep waits before it writes what an ensemble came to: it lasts, and is little work.

python unhurried.py sweep SWEEP.toml --out DIR
"""

import sys
import time

from orgsim.cli.main import main
from orgsim.sweep.run_task import Rows
from orgsim.sweep.sweep_folder import Store

WAIT = 0.02
"""Seconds that stand for simulating thousands of people."""

write_part = Store.write_part


def wait_and_write(store: Store, part: str, rows: Rows) -> None:
    """Write the rows of an ensemble, later."""
    time.sleep(WAIT)
    write_part(store, part, rows)


if __name__ == "__main__":
    Store.write_part = wait_and_write  # type: ignore[method-assign]
    sys.exit(main(sys.argv[1:]))
