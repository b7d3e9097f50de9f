"""Columns of tables from NumPy arrays and texts, and back.

Arrow's own `array` and `to_numpy` would do, but they import pandas: a third of a second and 50 MB for
each process.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa


def plain(values: np.ndarray) -> pa.Array:
    """Truth values, whole numbers, numbers or text (as objects), each of them there."""
    if values.dtype == object:
        return texts(values.tolist())
    return _array(values, None)


def numbers(values: np.ndarray) -> pa.Array:
    """Numbers with null for what is not there (NaN)."""
    return _array(np.asarray(values, np.float64), np.isfinite(values))


def whole_numbers(values: Sequence[float | None] | np.ndarray) -> pa.Array:
    """Small whole numbers with null for what is not there (None or NaN)."""
    given = np.asarray(values, np.float64)
    there = np.isfinite(given)
    return _array(np.where(there, given, 0).astype(np.int32), there)


def repeated(text: str, count: int) -> pa.Array:
    """The same text so many times; `pyarrow.repeat` imports pyarrow.compute, 0.04 s for a process."""
    data = text.encode()
    if len(data) * count > np.iinfo(np.int32).max:
        raise OverflowError(f"{count:,} times a text of {len(data):,} bytes: Arrow takes 2 GiB")
    ends = np.arange(count + 1, dtype=np.int32) * np.int32(len(data))
    return pa.Array.from_buffers(
        pa.string(), count, [None, pa.py_buffer(ends), pa.py_buffer(data * count)]
    )


def texts(values: Sequence[str | None]) -> pa.Array:
    """Texts with null for what is not there."""
    data = [(value or "").encode() for value in values]
    ends = np.cumsum([0, *map(len, data)]).astype(np.int32)
    there = _bits(np.array([value is not None for value in values], bool))
    buffers = [there, pa.py_buffer(ends), pa.py_buffer(b"".join(data))]
    return pa.Array.from_buffers(pa.string(), len(data), buffers)


def _array(values: np.ndarray, there: np.ndarray | None) -> pa.Array:
    data = _bits(values) if values.dtype == bool else pa.py_buffer(np.ascontiguousarray(values))
    known = None if there is None else _bits(there)
    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), [known, data])


def _bits(values: np.ndarray) -> pa.Buffer:
    return pa.py_buffer(np.packbits(values, bitorder="little"))


def values_of(column: pa.ChunkedArray) -> np.ndarray:
    """A column of truth values or numbers, each of them there, as an array."""
    array = column.combine_chunks()
    data = array.buffers()[1] or b""
    if pa.types.is_boolean(array.type):
        return _truths(array, data)
    here = slice(array.offset, array.offset + len(array))
    return np.frombuffer(data, array.type.to_pandas_dtype())[here]


def numbers_of(column: pa.ChunkedArray) -> np.ndarray:
    """A column of numbers as an array, NaN where it has null."""
    array, values = column.combine_chunks(), values_of(column).astype(np.float64)
    there = array.buffers()[0]
    return values if there is None else np.where(_truths(array, there), values, np.nan)


def _truths(array: pa.Array, bits: pa.Buffer | bytes) -> np.ndarray:
    """The bits that a buffer has of an array."""
    every = np.unpackbits(np.frombuffer(bits, np.uint8), bitorder="little")
    return every[array.offset : array.offset + len(array)].astype(bool)
