"""Truths, fitted from what their surveys would find: how near, how sure, and what less costs."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from orgsim.config.files import ConfigFile
from orgsim.inference.backtest import MODEL, RIVALS, backtest
from orgsim.inference.fit import FREE_OF_GROUPS, Fit, Inputs, fit
from orgsim.inference.scores import covered, ranked_probability
from orgsim.study.calculations import Columns, columns_of
from orgsim.study.declaration import Setting
from orgsim.study.in_processes import in_processes
from orgsim.study.known_truth import Truth, inputs_of, truth_of
from orgsim.study.questionnaires import Questionnaire, last_waves

from .clinics_case import ANSWERING, AREAS, ASKED, TRUTH, clinics

WHOLE, TWO, ONE, FEW, MANY, NO_TIES, BEFORE = (
    "whole",
    "two waves",
    "one wave",
    "20 % answer",
    "90 % answer",
    "no ties",
    "before the programme",
)
VARIANTS = (WHOLE, TWO, ONE, FEW, MANY, NO_TIES, BEFORE)
"""The last is no fit to all: the last wave is predicted, and the programme began after those before."""

LEVERS, GROUP_LEVERS, STATES, ANSWERS = "levers", "levers of departments", "states", "answers"
KNOWN = ("trust", "engagement", "practice")
"""States that a truth is compared in, means over each department: what was asked of everybody there."""

LOW, HIGH = 0.05, 0.95


class Task(NamedTuple):
    """A truth in a variant."""

    folder: Path
    number: int
    variant: str
    members: int
    most_rest_weeks: int
    departments: int

    @property
    def asked(self) -> Questionnaire:
        """The questionnaire of the case, to so many departments."""
        return ASKED._replace(groups=ASKED.groups[: self.departments])


def scores(setting: Setting) -> Columns:
    """A row a truth, a variant and what is inferred of it: CRPS, width, error and coverage."""
    return columns_of(row for rows, _ in _found(setting) for row in rows)


def recovered(setting: Setting) -> Columns:
    """A row a lever and department of the case itself: what is true, and what is inferred."""
    return columns_of(row for _, rows in _found(setting) for row in rows)


@cache
def _found(setting: Setting) -> list[tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    tables = setting.tables("own.toml")
    tasks = [
        Task(
            setting.folder,
            number,
            variant,
            *(tables[key] for key in ("members", "most_rest_weeks", "departments")),
        )
        for number in _numbers(tables["truths"])
        for variant in VARIANTS
    ]
    return in_processes(setting, one, tasks)


def _numbers(truths: int) -> list[int]:
    """Numbers of so many truths: that of the case itself, and the first of the others."""
    return [TRUTH, *(number for number in range(truths) if number != TRUTH)][:truths]


def one(task: Task) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of scores of a task, and of what is recovered of the case."""
    file = clinics(task.folder / "../../configs")
    truth = truth_of(_rested(file, task), task.asked, task.number)
    where = {"truth": task.number, "variant": task.variant}
    if task.variant == BEFORE:
        found = [where | row for row in _predicted(_rested(file, task), truth, task.members)]
        return found, []
    inputs, known = _variant(_rested(file, task), truth, task.variant)
    ensemble = fit(known, inputs, members=task.members)
    rows = [where | row for row in _inferred(truth, ensemble)]
    case = task.variant == WHOLE and task.number == TRUTH
    return rows, list(_levers_of_case(truth, ensemble)) if case else []


def _rested(file: ConfigFile, task: Task) -> ConfigFile:
    """The config with a rest of so many weeks at most, without its scenarios."""
    run = file.base.run.model_copy(update={"most_rest_weeks": task.most_rest_weeks})
    return ConfigFile(file.base.model_copy(update={"run": run}), {})


def _variant(file: ConfigFile, truth: Truth, variant: str) -> tuple[Inputs, ConfigFile]:
    """What is known in a variant, and of which organisation."""
    if variant in (ONE, TWO):
        return last_waves(inputs_of(truth, ANSWERING), 1 if variant == ONE else 2), file
    if variant == FEW:
        return inputs_of(truth, 0.2, AREAS), file
    if variant == MANY:
        return inputs_of(truth, 0.9), file
    if variant == NO_TIES:
        none = {"ties": None, "source": None, "target": None}
        organisation = file.base.organisation.model_copy(update=none)
        file = ConfigFile(file.base.model_copy(update={"organisation": organisation}), {})
    return inputs_of(truth, ANSWERING), file


def _predicted(file: ConfigFile, truth: Truth, members: int) -> Iterator[dict[str, Any]]:
    """The last wave from those before, by each who predicts."""
    found = backtest(file, inputs_of(truth, ANSWERING), members=members)
    for name in (MODEL, *RIVALS):
        yield {"what": ANSWERS, "who": name} | _scored(found.members[name], found.last.value)


def _inferred(truth: Truth, found: Fit) -> Iterator[dict[str, Any]]:
    """Levers of everybody and of departments, and states of departments now."""
    levers, true = found.after.levers, truth.values.levers
    everybody = np.array([values[:, -1] for values in levers.values()]).T
    yield {"what": LEVERS, "who": MODEL} | _scored(
        everybody, np.array([true[name][0, -1] for name in levers])
    )
    told, known = found.history.groups.who, truth.groups.who
    same = [name for name in told if name in known]
    if same:
        at, within = [known.index(name) for name in same], [told.index(name) for name in same]
        free = [name for name in FREE_OF_GROUPS if name in levers]
        values = np.concatenate([levers[name][:, within] for name in free], axis=1)
        yield {"what": GROUP_LEVERS, "who": MODEL} | _scored(
            values, np.concatenate([true[name][0, at] for name in free])
        )
    yield {"what": STATES, "who": MODEL} | _scored(
        _means(found.states, truth), _means({k: v[None] for k, v in truth.states.items()}, truth)[0]
    )


def _means(states: Mapping[str, np.ndarray], truth: Truth) -> np.ndarray:
    """Means over departments of the states that are compared, (members, states·departments)."""
    inside = truth.groups.inside / truth.groups.inside.sum(axis=1, keepdims=True)
    people = inside.shape[1]
    found = [
        states[name].reshape(len(states[name]), people, -1).mean(axis=2) @ inside.T
        for name in KNOWN
    ]
    return np.concatenate(found, axis=1)


def _scored(members: np.ndarray, true: np.ndarray) -> dict[str, float]:
    """Means over what is inferred: of the score, the width of intervals, the error, and coverage."""
    low, median, high = np.quantile(members, (LOW, 0.5, HIGH), axis=0)
    return {
        "crps": float(ranked_probability(members, true).mean()),
        "width": float((high - low).mean()),
        "error": float(np.abs(median - true).mean()),
        "coverage": float(covered(members, true).mean()),
    }


def _levers_of_case(truth: Truth, found: Fit) -> Iterator[dict[str, Any]]:
    """Levers of everybody, true and inferred."""
    for name, values in found.after.levers.items():
        before = found.before.levers[name][:, -1]
        yield {
            "lever": name,
            "true": float(truth.values.levers[name][0, -1]),
            **{f"before_{k}": float(np.quantile(before, q)) for k, q in _QUANTILES.items()},
            **{f"after_{k}": float(np.quantile(values[:, -1], q)) for k, q in _QUANTILES.items()},
        }


_QUANTILES = {"low": LOW, "median": 0.5, "high": HIGH}
