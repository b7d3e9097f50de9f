"""States now, given answers: the chance events of this particular organisation.

Numbers of the model are conditioned on data with errors of observation and those of chance, R + N, as if
chance were averaged over. Given a member's numbers, its states x and outputs y are still those that its
own draws led to; the answers also reveal these. In each group, with K of the whole ensemble,

    x ← x + K(d + ε − y)      K = C_xy (C_yy + R)⁻¹,  ε ~ N(0, R)

Persons who answered themselves are then moved, each beyond their group, by what they answered otherwise
than it did, with covariances of such deviations over all persons and members.

C are covariances among replications of one and the same member, of pairs with other draws, half the mean
product of their differences. Both together condition on the data once: p(z | d) p(x | z, d). States of
all people of a group move alike.
"""

from collections.abc import Mapping

import numpy as np

from orgsim.inference.answer_data import AnswerData
from orgsim.inference.answer_groups import AnswerGroups
from orgsim.inference.history import SimulatedMembers
from orgsim.inference.personal_data import PersonalData
from orgsim.inference.randomness import Purpose, draws
from orgsim.model.states import STATES

MOVED = (
    "message",
    "practice",
    "habit",
    "values",
    "trust",
    "engagement",
    "modelling",
    "skill",
    "disposition",
)
"""States that answers reveal, and traits that these come from; others hardly show in answers."""


def conditioned(
    first: SimulatedMembers,
    again: SimulatedMembers,
    data: AnswerData,
    groups: AnswerGroups,
    seed: int,
) -> Mapping[str, np.ndarray]:
    """States of everybody now by name, (members, people·themes), given the answers.

    first, again  members with draws of their own, and the same members with others
    """
    people = len(groups.cell)
    states = {name: values.copy() for name, values in first.states.items()}
    some = draws(seed, Purpose.STATES)
    noise = some.standard_normal(first.outputs.shape) * np.sqrt(data.error)
    for group in range(-1, len(groups.who)):
        inside = groups.cell == group
        asked = data.group == group
        if not inside.any() or not asked.any():
            continue
        gain = _gain(first, again, inside, asked, data.error[asked])
        residual = data.value[asked] + noise[:, asked] - first.outputs[:, asked]
        moved = residual @ gain.T
        _move(states, np.flatnonzero(inside), people, moved)
    return states


def _move(
    states: Mapping[str, np.ndarray], whom: np.ndarray, people: int, moved: np.ndarray
) -> None:
    """Add to states of some people, all alike, what each member's move by, (members, states·themes)."""
    column = 0
    for name in MOVED:
        values = states[name].reshape(len(moved), people, -1)
        themes = values.shape[2]
        shift = moved[:, None, column : column + themes]
        low, high = STATES[name].low, STATES[name].high
        values[:, whom] = np.clip(values[:, whom] + shift, low, high)
        column += themes


def _gain(
    first: SimulatedMembers,
    again: SimulatedMembers,
    inside: np.ndarray,
    asked: np.ndarray,
    error: np.ndarray,
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


def conditioned_by_persons(
    states: Mapping[str, np.ndarray],
    first: SimulatedMembers,
    again: SimulatedMembers,
    data: PersonalData,
    groups: AnswerGroups,
    seed: int,
) -> Mapping[str, np.ndarray]:
    """States of everybody now, given what persons answered otherwise than their group did."""
    if not len(data.position):
        return states
    people = len(groups.cell)
    states = {name: values.copy() for name, values in states.items()}
    within, across = _covariances_of_persons(first, again, data, groups)
    some = draws(seed, Purpose.PERSONS)
    noise = some.standard_normal(first.personal.shape) * np.sqrt(data.error)
    known = np.isfinite(data.value)
    residual = _beyond_group(
        np.where(known, data.value, 0.0) + noise - first.personal, data.cell, known
    )
    patterns, pattern = np.unique(known, axis=0, return_inverse=True)
    for number, asked in enumerate(patterns):
        for person in np.flatnonzero(pattern.ravel() == number):
            error = np.diag(data.error[person, asked])
            gain = np.linalg.solve(within[np.ix_(asked, asked)] + error, across[:, asked].T).T
            moved = residual[:, person, asked] @ gain.T
            _move(states, data.position[person : person + 1], people, moved)
    return states


def _covariances_of_persons(
    first: SimulatedMembers, again: SimulatedMembers, data: PersonalData, groups: AnswerGroups
) -> tuple[np.ndarray, np.ndarray]:
    """Of deviations from the group: of answers, (columns, columns), and of states with answers."""
    members, people = len(first.personal), len(groups.cell)
    every = np.ones(data.value.shape, bool)
    answers = _beyond_group(first.personal - again.personal, data.cell, every)
    rows = answers.reshape(-1, answers.shape[2])
    states = np.concatenate(
        [
            _beyond_group(
                (first.states[name] - again.states[name])
                .reshape(members, people, -1)[:, data.position]
                .astype(np.float64),
                data.cell,
                None,
            )
            for name in MOVED
        ],
        axis=2,
    )
    own = states.reshape(len(rows), -1)
    return rows.T @ rows / (2 * len(rows)), own.T @ rows / (2 * len(rows))


def _beyond_group(values: np.ndarray, cell: np.ndarray, known: np.ndarray | None) -> np.ndarray:
    """Values (members, persons, columns) less their means over those of the cell who are known."""
    beyond = values.copy()
    weight = np.ones(values.shape[1:]) if known is None else known.astype(float)
    for group in np.unique(cell):
        inside = cell == group
        total = np.maximum(1.0, weight[inside].sum(axis=0))
        mean = (values[:, inside] * weight[inside]).sum(axis=1) / total
        beyond[:, inside] -= mean[:, None]
    return beyond
