"""Curves of what has not happened yet: their bands are between replications, or between sets."""

import numpy as np
from matplotlib.figure import Figure

from orgsim.study.interval_figures import draw_survival

WEEKS = np.minimum(np.ceil(np.random.default_rng(2).exponential(30, (1, 12))), 60)


def band(weeks: np.ndarray, cluster: np.ndarray | None = None) -> np.ndarray:
    """Corners of the band drawn."""
    axes = Figure().subplots()
    draw_survival(axes, weeks, 60, 0, "some", cluster=cluster)
    return axes.collections[0].get_paths()[0].vertices


def area(corners: np.ndarray) -> float:
    """Of a polygon, (corners, 2)."""
    x, y = corners.T
    return abs(float(x @ np.roll(y, 1) - y @ np.roll(x, 1))) / 2


def little_wider(clustered: np.ndarray) -> bool:
    """Than of each by itself: t of 11 degrees of freedom and 12/11, where the limits are not 0 or 1."""
    return 1 < area(clustered) / area(band(WEEKS)) < 2.201 / 1.96 * np.sqrt(12 / 11)


def test_points_alike_in_each_replication_say_no_more_than_one():
    assert little_wider(band(np.repeat(WEEKS, 4, axis=0)))


def test_replications_alike_in_each_set_say_no_more_than_one():
    twice = np.tile(WEEKS, 2)
    assert little_wider(band(twice, np.tile(np.arange(12), 2)))
    assert area(band(twice)) < 0.8 * area(band(WEEKS)), "taken for independent, they would"
