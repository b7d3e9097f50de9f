"""Spans of control of a generated organisation: how many reports each leader has.

The first positions lead and the last ones do not, so a generated tree is filled level by level and
people without reports stand on its two lowest levels. Real trees mix them more: the manufacturer of
the tests has 154 people on 6 levels where a filled tree of its mean span has 5.
"""

import numpy as np

from orgsim.compilation import njit
from orgsim.errors import UserError
from orgsim.model.random import Stream, place, uniform
from orgsim.organisation.hierarchy import MOST_LEVELS

# Variance of the squared sum of twelve draws as its scale grows without bound, for a mean of 1.
_GREATEST_VARIANCE = 1.9


def spans_for_mean(
    people: int, span_of_control: float, span_variation: float, key: np.uint64
) -> np.ndarray:
    """Spans int64 (n,) with a mean over leaders as near as whole leaders allow."""
    if not 1 <= span_of_control < np.inf:
        raise UserError(
            f"span_of_control = {span_of_control} reports per leader is not allowed; name a number"
            " of at least 1"
        )
    leaders = int((people - 1) / span_of_control + 0.5)
    leaders = max(1, leaders) if people > 1 else 0
    sizes = np.array([leaders, people - 1])
    return _spans(people, sizes[:1], sizes[1:], span_variation, key)


def spans_for_levels(people: int, levels: int, span_variation: float, key: np.uint64) -> np.ndarray:
    """Spans int64 (n,) of a tree of exactly `levels` levels, each as many times larger as the last.

    Everybody above the bottom leads, so the mean span is (n − 1)/(n − bottom).
    """
    size = _level_sizes(people, levels)
    return _spans(people, size[:-1], size[1:], span_variation, key)


def _spans(
    people: int, leaders: np.ndarray, reports: np.ndarray, variation: float, key: np.uint64
) -> np.ndarray:
    """Share reports[k] out among the next leaders[k] positions, at least one each."""
    if not 0 <= variation < np.inf:
        raise UserError(
            f"span_variation = {variation} is not allowed; name a coefficient of variation of at"
            " least 0 (0 makes all spans equal)"
        )
    span = np.zeros(people, np.int64)
    total = int(leaders.sum())
    if total == 0:
        return span
    share = _shares(total, _scale(variation, int(reports.sum()) / total), key)
    start = 0
    for number, count in zip(leaders, reports, strict=True):
        block = slice(start, start + number)
        span[block] = 1 + _share_out(int(count - number), share[block])
        start += number
    return span


def _level_sizes(people: int, levels: int) -> np.ndarray:
    """People on each level, int64 (levels,): 1, s, s², … rounded down, the rest at the bottom."""
    if not (levels == people == 1 or 2 <= levels <= min(people, MOST_LEVELS)):
        raise UserError(
            f"{people:,} people cannot stand on levels = {levels}; name a whole number from"
            f" {min(people, 2)} to {min(people, MOST_LEVELS):,}, the top's level counted"
        )
    lower, upper = 1.0, float(people)
    for _ in range(80):  # bisection, to the last bit of a float64
        middle = (lower + upper) / 2
        if _geometric(middle, levels, people).sum() > people:
            upper = middle
        else:
            lower = middle
    size = np.floor(_geometric(lower, levels, people)).astype(np.int64)
    size[-1] += people - size.sum()
    return size


def _geometric(ratio: float, levels: int, most: int) -> np.ndarray:
    """1, s, s², … by multiplication alone, cut off just above `most` lest it overflow."""
    size = np.empty(levels)
    value = 1.0
    for level in range(levels):
        size[level] = value
        value = min(value * ratio, most + 1.0)
    return size


def _scale(variation: float, mean: float) -> float:
    """The scale c at which spans 1 + (mean − 1)·x, x ∝ (1 + c·z)², vary as much as asked.

    With z of variance 1 and fourth moment 2.9, x has the squared coefficient of variation
    V = (4c² + 1.9c⁴)/(1 + c²)². Spans of at least 1 leave only mean − 1 to vary, and V at most 1.9.
    """
    if mean <= 1:
        return 0.0
    wanted = variation * mean / (mean - 1)
    variance = min(wanted * wanted, _GREATEST_VARIANCE)
    half = 2 - variance
    square = variance / (half + np.sqrt(half * half + (_GREATEST_VARIANCE - variance) * variance))
    return float(np.sqrt(square))


@njit(cache=True, nogil=True)
def _shares(leaders, scale, key):
    """Right-skewed positive numbers (1 + scale·z)², z the sum of twelve uniform draws, less six.

    The square of a nearly normal number follows the gamma distribution closely, and needs no
    logarithm, whose last bit differs between platforms.
    """
    share = np.empty(leaders)
    for i in range(leaders):
        z = -6.0
        for draw in range(12):
            z += uniform(place(draw, i, Stream.SPAN), key, 0.0)
        share[i] = (1.0 + scale * z) * (1.0 + scale * z)
    return share


def _share_out(total: int, share: np.ndarray) -> np.ndarray:
    """Whole numbers in proportion to `share` that sum to `total`: the cumulated sum is rounded."""
    cumulated = np.cumsum(share)
    bound = np.floor(cumulated * (total / cumulated[-1]) + 0.5).astype(np.int64)
    bound[-1] = total
    return np.diff(bound, prepend=0)
