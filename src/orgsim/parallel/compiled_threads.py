"""How many threads compiled loops take, and whether several threads may call them."""

import numba

PEOPLE_A_THREAD = 1000
"""A thread for fewer people costs more than it saves."""

LAYERS_FOR_THREADS = ("omp", "tbb")
"""Numba's threading layers that several threads may use at once; a third one ends the process."""


def use_threads(people: int, most: int | None = None) -> None:
    """Use as many threads as pay off, and at most `most`.

    Where there are few people, threads cost more by waiting for each other than they save.
    """
    numba.set_num_threads(useful_threads(people, threads_there_are(most)))


def threads_there_are(most: int | None) -> int:
    """Threads that may be used."""
    return min(most or numba.config.NUMBA_NUM_THREADS, numba.config.NUMBA_NUM_THREADS)


def useful_threads(people: int, threads: int) -> int:
    """How many of the threads pay off for one organisation."""
    return max(1, min(threads, people // PEOPLE_A_THREAD))


def organisations_at_once(people: int, organisations: int, threads: int) -> int:
    """How many organisations are simulated at once, each with the threads that pay off for it."""
    return max(1, min(organisations, threads // useful_threads(people, threads)))


def safe_for_threads() -> bool:
    """Whether compiled loops may be called by several threads at once."""
    return numba.threading_layer() in LAYERS_FOR_THREADS
