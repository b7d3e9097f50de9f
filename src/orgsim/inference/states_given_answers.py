"""States now, given answers: what chance did in this organisation and in no other.

Numbers of the model are conditioned on data with errors of observation and those of chance, R + N, as if
chance were averaged over. Given a member's numbers, its states x and outputs y are still those that its
own draws led to; the answers tell of these, too. In each group, with K of the whole ensemble,

    x ← x + K(d + ε − y)      K = C_xy (C_yy + R)⁻¹,  ε ~ N(0, R)

C are covariances among replications of one and the same member, of pairs with other draws, half the mean
product of their differences. Both together condition on the data once: p(z | d) p(x | z, d). States of
all people of a group move alike.
"""

from collections.abc import Mapping

import numpy as np

from orgsim.inference.answer_data import AnswerData
from orgsim.inference.answer_groups import AnswerGroups
from orgsim.inference.history import Lived
from orgsim.model.states import STATES

MOVED = ("message", "practice", "habit", "trust", "engagement", "modelling")
"""States that answers tell of; the others are traits, or follow from these."""


def conditioned(
    first: Lived, again: Lived, data: AnswerData, groups: AnswerGroups, seed: int
) -> Mapping[str, np.ndarray]:
    """States of everybody now by name, (members, people·themes), given the answers.

    first, again  members with draws of their own, and the same members with others
    """
    people = len(groups.cell)
    states = {name: values.copy() for name, values in first.states.items()}
    some = np.random.default_rng([seed, 77])
    noise = some.standard_normal(first.outputs.shape) * np.sqrt(data.error)
    for group in range(-1, len(groups.who)):
        inside = groups.cell == group
        asked = data.group == group
        if not inside.any() or not asked.any():
            continue
        gain = _gain(first, again, inside, asked, data.error[asked])
        residual = data.value[asked] + noise[:, asked] - first.outputs[:, asked]
        moved = residual @ gain.T
        column = 0
        for name in MOVED:
            values = states[name].reshape(len(noise), people, -1)
            themes = values.shape[2]
            shift = moved[:, None, column : column + themes]
            low, high = STATES[name].low, STATES[name].high
            values[:, inside] = np.clip(values[:, inside] + shift, low, high)
            column += themes
    return states


def _gain(
    first: Lived, again: Lived, inside: np.ndarray, asked: np.ndarray, error: np.ndarray
) -> np.ndarray:
    """K of a group, (states·themes, data)."""
    members = len(first.outputs)
    outputs = first.outputs[:, asked] - again.outputs[:, asked]
    means = np.concatenate(
        [
            (first.states[name] - again.states[name])
            .reshape(members, len(inside), -1)[:, inside]
            .mean(axis=1, dtype=np.float64)
            for name in MOVED
        ],
        axis=1,
    )
    within = outputs.T @ outputs / (2 * members) + np.diag(error)
    across = means.T @ outputs / (2 * members)
    return np.asarray(np.linalg.solve(within, across.T).T)
