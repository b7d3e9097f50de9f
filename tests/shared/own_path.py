"""The environment of a test's own Python process, which finds the modules that the test finds."""

import os
import sys


def environment(**changes: str) -> dict[str, str]:
    """This process's environment, with its module path, and some changes."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **changes}
