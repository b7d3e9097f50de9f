"""The laboratory stands with the twins; small organisations are quickest on one thread."""

import sys
from pathlib import Path

import numba
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "twins"))


@pytest.fixture(autouse=True)
def _one_thread():
    threads = numba.get_num_threads()
    numba.set_num_threads(1)
    yield
    numba.set_num_threads(threads)
