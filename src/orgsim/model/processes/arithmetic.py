"""The few curves and constants that the formulas share, typed like their arguments.

Saturating and S-shaped curves are rational, so results do not depend on a maths library.
"""

import numpy as np
from numba import types
from numba.extending import overload

from orgsim.compilation import njit
from orgsim.model.inline import INLINE


def constant(value, like):
    """`value` in the float type of `like`: a literal would promote float32 to float64."""
    return type(like)(value)


@overload(constant, jit_options=INLINE)
def _constant_compiled(value, like):
    if like == types.float32:
        return lambda value, like: np.float32(value)
    return lambda value, like: np.float64(value)


@njit(**INLINE)
def complement(x):
    """1 − x."""
    return constant(1.0, x) - x


@njit(**INLINE)
def half_at_least(x):
    """½ + ½x: from one half at 0 to 1 at 1."""
    return constant(0.5, x) + constant(0.5, x) * x


@njit(**INLINE)
def centred(x):
    """2x − 1: from [0, 1] to [−1, 1]."""
    return x + x - constant(1.0, x)


@njit(**INLINE)
def larger(a, b):
    """max(a, b), without a branch."""
    return a if a > b else b


@njit(**INLINE)
def smaller(a, b):
    """min(a, b), without a branch."""
    return a if a < b else b


@njit(**INLINE)
def unit_interval(x):
    """x, clipped to [0, 1]."""
    return larger(constant(0.0, x), smaller(constant(1.0, x), x))


@njit(**INLINE)
def either(a, b):
    """1 − (1 − a)(1 − b): two shares combined without exceeding 1."""
    return complement(complement(a) * complement(b))


@njit(**INLINE)
def saturating(x, half):
    """x / (x + half), 0 where both are 0: half of the full effect at x = half."""
    total = x + half
    return x / total if total > constant(0.0, x) else constant(0.0, x)


@njit(**INLINE)
def sigmoid(x):
    """σ(x) = ½(1 + x / (1 + |x|)): 0 … 1, one half at 0."""
    return constant(0.5, x) * (constant(1.0, x) + x / (constant(1.0, x) + abs(x)))
