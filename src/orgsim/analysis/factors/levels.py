"""Levels: a factor's values as a few levels, and the mean of an outcome at each."""

from typing import NamedTuple

import numpy as np

from orgsim.analysis.intervals import half_widths

MOST_LEVELS = 12
"""A factor of more different numbers than this is cut into parts of equal size."""


class Levels(NamedTuple):
    """Levels of a factor: labels and centres (levels,), and the level of each point (points,).

    centres are numbers, or 0, 1, 2, … where levels have no size (text, truth values)
    """

    labels: list[str]
    centres: np.ndarray
    codes: np.ndarray
    numeric: bool
    binned: bool


class LevelMeans(NamedTuple):
    """Mean of an outcome at each level with its 95 % interval, NaN where there is none."""

    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray
    runs: np.ndarray


def is_numeric(values: np.ndarray) -> bool:
    """Whether a factor's values are numbers; truth values and text are not."""
    return values.dtype.kind in "iuf"


def has_order(values: np.ndarray) -> bool:
    """Whether a factor can rise: numbers and truth values can, text cannot."""
    return values.dtype.kind in "iufb"


def codes_of(values: np.ndarray) -> np.ndarray:
    """A factor as numbers: itself, or for text the place in the order in which values first come."""
    if has_order(values):
        return values.astype(float)
    first = {text: number for number, text in enumerate(dict.fromkeys(values.tolist()))}
    return np.array([first[text] for text in values.tolist()], dtype=float)


def ranked(values: np.ndarray) -> np.ndarray:
    """Ranks of numbers from 1 on; of equal ones each has their mean."""
    from scipy import stats  # takes a second, and pages import this module

    ranks: np.ndarray = stats.rankdata(values)
    return ranks


def levels_of(values: np.ndarray, parts: int, most: int = MOST_LEVELS) -> Levels:
    """Each different value, or `parts` parts of equal size where numbers are many."""
    numeric = is_numeric(values)
    codes = codes_of(values)
    different, first, place = np.unique(codes, return_index=True, return_inverse=True)
    if not numeric or len(different) <= most:
        labels = [_label(values[row]) for row in first]
        centres = different if numeric else np.arange(len(different), dtype=float)
        return Levels(labels, centres, place, numeric, False)
    return _binned(values.astype(float), parts)


def _binned(values: np.ndarray, parts: int) -> Levels:
    """Parts of equal size; equal values stay together."""
    edges = np.unique(np.quantile(values, np.linspace(0, 1, parts + 1)[1:-1]))
    codes = np.searchsorted(edges, values, side="left")
    used, codes = np.unique(codes, return_inverse=True)
    inside = [values[codes == level] for level in range(len(used))]
    ends = [(float(part.min()), float(part.max())) for part in inside]
    centres = np.array([part.mean() for part in inside])
    return Levels(_spans(ends), centres, codes, True, True)


def _spans(ends: list[tuple[float, float]]) -> list[str]:
    """Lowest to highest of each part, to a hundredth of the range where that distinguishes them."""
    decimals = max(0, 1 - int(np.floor(np.log10(ends[-1][1] - ends[0][0]))))
    texts = [[f"{end:.{decimals}f}" for end in pair] for pair in ends]
    if len({text for pair in texts for text in pair}) < len(ends) + 1:
        texts = [[f"{end:.3g}" for end in pair] for pair in ends]
    return [f"{low} to {high}" if low != high else low for low, high in texts]


def _label(value: object) -> str:
    # labels are written to files, too, so their minus sign is the one that is read as a number
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, float | np.floating):
        return f"{value:.6g}"
    return str(value)


def level_means(
    values: np.ndarray, level: np.ndarray, cluster: np.ndarray, levels: int
) -> LevelMeans:
    """Ratio estimates of the mean at each level, with intervals from the spread between clusters.

    values, level and cluster (values,): what was seen, at which level, in which independent piece of
    the design (a point, a block, a trajectory, or a replication of a whole grid). The variance is the
    linearised one of a ratio, Σ(S_c − mean·n_c)² C/(C − 1) / (Σn_c)²; Cochran (1977). t with C − 1.
    """
    known = np.isfinite(values)
    values, level, cluster = values[known], level[known], cluster[known]
    clusters = int(cluster.max()) + 1 if len(cluster) else 1
    place = level * clusters + cluster
    shape = (levels, clusters)
    count = np.bincount(place, minlength=levels * clusters).reshape(shape).astype(float)
    total = np.bincount(place, values, levels * clusters).reshape(shape)
    runs = count.sum(axis=1)
    mean = np.divide(total.sum(axis=1), runs, out=np.full(levels, np.nan), where=runs > 0)
    pieces = (count > 0).sum(axis=1)
    spread = ((total - np.nan_to_num(mean)[:, None] * count) ** 2).sum(axis=1)
    deviation = pieces * np.sqrt(spread / np.maximum(pieces - 1, 1)) / np.maximum(runs, 1)
    half = half_widths(deviation, pieces)
    return LevelMeans(mean, mean - half, mean + half, runs.astype(np.int64))
