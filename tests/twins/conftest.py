"""Small organisations are quickest on one thread."""

import numba
import pytest


@pytest.fixture(autouse=True)
def _one_thread():
    threads = numba.get_num_threads()
    numba.set_num_threads(1)
    yield
    numba.set_num_threads(threads)
