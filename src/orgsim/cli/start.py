"""Where the command `orgsim` starts: what has to be settled before Python has imported anything."""

import sys

from orgsim.parallel.garbage import collect_seldom


def main() -> int:
    """Run the command of this process; the exit code."""
    if sys.argv[1:2] == ["ui"]:
        from orgsim.parallel.c_memory import begin_with_malloc

        begin_with_malloc()
    collect_seldom()
    from orgsim.cli.main import main

    return main()
