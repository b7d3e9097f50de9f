"""Garbage: collected rarely in a process of our own, and not at its end."""

import atexit
import gc

OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Importing libraries makes some hundred thousand objects that stay: looking for garbage after every 700
of them, as Python does, takes a tenth of a short command's time."""


def collect_seldom() -> None:
    """Let Python collect garbage rarely, and not at exit, where it takes a third of a second."""
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    atexit.register(gc.freeze)
