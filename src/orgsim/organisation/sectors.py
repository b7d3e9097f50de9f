"""Sectors: where the branches of a reporting tree go when it is drawn around its top."""

import numpy as np


def sectors(
    superior: np.ndarray, level: np.ndarray, need: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The middle and the width of each position's sector, in radians, (people,) each.

    A sector is as wide as what those in it need who have no reports, so no lines of the tree cross.

    superior, level  of positions numbered breadth first
    need             share of the circle that each would have without reports, in any unit
    """
    people, levels = len(superior), int(level[-1]) + 1
    size = np.where(np.bincount(superior[1:], minlength=people) == 0, need, 0.0)
    first_of = np.searchsorted(level, np.arange(levels + 1))
    for number in range(levels - 1, 0, -1):
        here = slice(first_of[number], first_of[number + 1])
        size += np.bincount(superior[here], size[here], people)
    before = np.concatenate([[0.0], np.cumsum(size)])
    first_report = 1 + np.searchsorted(superior[1:], np.arange(people))
    start = np.zeros(people)
    for number in range(1, levels):
        those = np.arange(first_of[number], first_of[number + 1])
        boss = superior[those]
        start[those] = start[boss] + before[those] - before[first_report[boss]]
    whole = 2 * np.pi / size[0]
    return (start + size / 2) * whole, size * whole
