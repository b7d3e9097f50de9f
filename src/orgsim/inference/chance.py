"""Chance: how outputs differ among replications of one organisation, and how this hangs together.

What chance does to a group in one wave is still there in the next, and shows in all items: for data of
one group its covariance is taken as found. Between groups only what is common to all counts, the mean
over the groups of the same question and week; the rest of so many covariances would be noise:

    N = common·commonᵀ / 2P  +  own·ownᵀ / 2P within each group       own = difference − common
"""

import numpy as np

from orgsim.inference.answer_data import AnswerData


def covariance_by_chance(first: np.ndarray, again: np.ndarray, data: AnswerData) -> np.ndarray:
    """N, (data, data), of outputs of members, (members, data), and of the same with other draws."""
    difference = first - again
    asked = np.stack([data.question, data.week, data.since])
    _, number = np.unique(asked, axis=1, return_inverse=True)
    number = number.ravel()
    alike = number[:, None] == np.arange(number.max() + 1)
    common = (difference @ alike / alike.sum(axis=0))[:, number]
    own = difference - common
    who = np.array(data.who)
    of_one_group = who[:, None] == who
    found = common.T @ common + (own.T @ own) * of_one_group
    return np.asarray(found / (2 * len(difference)))
