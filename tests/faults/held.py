"""orgsim, but a sweep waits after its nth ensemble while a file is there: it is met at work for certain.

python held.py FILE N sweep SWEEP.toml --out DIR
"""

import sys
import time
from pathlib import Path

from orgsim.cli.main import main
from orgsim.sweep.run_task import Rows
from orgsim.sweep.sweep_folder import Store

write_part = Store.write_part


def hold(gate: Path, count: int) -> None:
    """Let all sweeps of this process wait after so many ensembles."""
    written = []

    def write_and_wait(store: Store, part: str, rows: Rows) -> None:
        write_part(store, part, rows)
        written.append(part)
        while len(written) == count and gate.exists():
            time.sleep(0.005)

    Store.write_part = write_and_wait  # type: ignore[method-assign]


if __name__ == "__main__":
    hold(Path(sys.argv[1]), int(sys.argv[2]))
    sys.exit(main(sys.argv[3:]))
