"""Waiting for what happens in the background, also on a machine with much else to do."""

import time
from collections.abc import Callable

PATIENCE = 60
"""Seconds after which it is not waited for any longer."""


def waited(condition: Callable[[], bool]) -> bool:
    """Wait until a condition holds; whether it does."""
    until = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < until:
        time.sleep(0.01)
    return condition()
