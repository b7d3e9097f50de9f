"""Garbage: looked for seldom in a process that is ours alone, and no more once it ends."""

import atexit
import gc

OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Importing libraries makes some hundred thousand objects that stay: looking for garbage after every 700
of them, as Python does, takes a tenth of a short command's time."""


def collect_seldom() -> None:
    """Let Python look for garbage seldom, and not at its end, where that takes a third of a second."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    atexit.register(gc.freeze)
