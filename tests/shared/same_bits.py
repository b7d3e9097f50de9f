"""Whether runs have the same bits."""

from collections.abc import Mapping

import numpy as np


def assert_same_bits(one: Mapping[str, np.ndarray], other: Mapping[str, np.ndarray]) -> None:
    """Fail unless arrays by name have the same types and bits."""
    for name, values in one.items():
        assert values.dtype == other[name].dtype
        np.testing.assert_array_equal(values, other[name], err_msg=name)
