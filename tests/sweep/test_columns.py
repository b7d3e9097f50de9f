"""Columns made from buffers are those that pyarrow makes, without importing pandas."""

import subprocess
import sys

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from own_path import environment

from orgsim.io.arrow_columns import (
    numbers,
    numbers_of,
    plain,
    repeated,
    texts,
    values_of,
    whole_numbers,
)


@given(st.lists(st.floats(width=64)))
def test_numbers(values):
    known = [value if np.isfinite(value) else None for value in values]
    assert numbers(np.array(values, float)).equals(pa.array(known, pa.float64()))


@given(st.lists(st.text() | st.none()))
def test_texts(values):
    made = texts([value and value.encode("utf-8", "replace").decode() for value in values])
    made.validate(full=True)
    expected = [value and value.encode("utf-8", "replace").decode() for value in values]
    assert made.to_pylist() == expected


@pytest.mark.parametrize("text", ["a name", "Führung", ""])
@pytest.mark.parametrize("count", [0, 1, 20])
def test_a_repeated_text(text, count):
    made = repeated(text, count)
    made.validate(full=True)
    assert made.equals(pa.array([text] * count, pa.string()))


def test_more_text_than_arrow_counts_is_refused():
    with pytest.raises(OverflowError, match="2 GiB"):
        repeated("a" * 2**16, 2**15)


@given(st.lists(st.integers(-(2**31), 2**31 - 1) | st.none()))
def test_whole_numbers(values):
    assert whole_numbers(values).equals(pa.array(values, pa.int32()))
    not_there = [np.nan if value is None else value for value in values]
    assert whole_numbers(np.array(not_there, float)).equals(pa.array(values, pa.int32()))


@pytest.mark.parametrize(
    "values",
    [
        np.arange(20),
        np.arange(20)[::3],
        np.arange(3, dtype=np.int32),
        np.arange(9) % 2 == 0,
        np.array([], bool),
        np.linspace(0, 1, 7),
        np.array(["a", "", "ü"], object),
    ],
)
def test_plain(values):
    made = plain(values)
    made.validate(full=True)
    assert made.equals(pa.array(values))


@given(arrays(st.sampled_from([np.float64, np.int32, np.uint8, np.bool_]), st.integers(0, 20)))
def test_values_come_back_from_all_parts_of_a_column(values):
    column = pa.chunked_array([plain(values).slice(1), plain(values)])
    expected = np.concatenate([values[1:], values])
    np.testing.assert_array_equal(values_of(column), expected, strict=True)


@given(st.sampled_from([pa.float64(), pa.int32()]), st.lists(st.integers(0, 9) | st.none()))
def test_numbers_come_back_with_nan_for_what_is_null(kind, values):
    column = pa.array(values, kind)
    column = pa.chunked_array([column.slice(1), column])
    expected = np.array([*values[1:], *values], float)
    np.testing.assert_array_equal(numbers_of(column), expected, strict=True)


def test_a_worker_imports_no_pandas():
    code = """
import sys
from small_sweeps import build
from orgsim.sweep.plan import Round, structures, tasks
from orgsim.sweep.run_task import do_task
import numpy as np
sweep = build(record_weeks=[1])
task = next(tasks(sweep, structures(sweep), Round(0, np.arange(6), range(1))))
print(do_task(task, sweep.recipe).runs.num_rows, "pandas" in sys.modules)
"""
    folder = __file__.rpartition("test_columns")[0]
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
        env=environment(),
    )
    assert done.stdout.split() == ["6", "False"]
