"""What a process of ours alone does not look for at its end."""

import subprocess
import sys

CODE = """
import atexit, gc
atexit.register(lambda: print(gc.get_threshold()[0], gc.get_freeze_count() > 1000))
from orgsim.parallel.garbage import collect_seldom
collect_seldom()
"""


def test_garbage_is_looked_for_seldom_and_not_at_the_end():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout == "100000 True\n"
