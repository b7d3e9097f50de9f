"""The fitted config: what goes on from now, every number at the middle of the ensemble.

Week 0 is now. Programmes that still run go on for the weeks that are left; what the config and its
scenarios themselves plan begins now. Numbers that a scenario changes stay as it has them.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from orgsim.config.files import ConfigFile
from orgsim.config.models import FITTED, POSTERIOR, Config
from orgsim.inference.fit import Fit
from orgsim.inference.history import numbers_of
from orgsim.parameter_sets import number_at, with_numbers

DIGITS = 4
"""Of the numbers in a fitted config."""


def member_numbers(fit: Fit) -> dict[str, np.ndarray]:
    """Numbers of all members after the answers by dotted key, (members,)."""
    members = len(fit.simulated.outputs)
    each = [numbers_of(fit.history, fit.after, member) for member in range(members)]
    return {key: np.array([one[key] for one in each]) for key in each[0]}


def centre(numbers: Mapping[str, np.ndarray]) -> dict[str, float]:
    """Medians over the members, rounded."""
    return {key: float(f"{np.median(values):.{DIGITS}g}") for key, values in numbers.items()}


def fitted_file(fit: Fit, middle: Mapping[str, float], ensemble: Path) -> ConfigFile:
    """The config and its scenarios, fitted; `ensemble` is where the members will stand."""
    base = fit.file.base
    going_on = still_running(fit.history.config.interventions, fit.history.weeks)
    fitted = fit.history.config.groups[len(base.groups) :]

    def fitted_of(config: Config) -> Config:
        own = {
            key: value
            for key, value in middle.items()
            if key.startswith("groups.") or number_at(config, key) == number_at(base, key)
        }
        groups = (*config.groups[: len(base.groups)], *fitted, *config.groups[len(base.groups) :])
        organisation = {"ensemble": ensemble, "survey": None}
        run = {"start": FITTED, "parameter_sets": POSTERIOR, "redraw_organisation": False}
        added: dict[str, Any] = {
            "groups": groups,
            "interventions": (*going_on, *config.interventions),
            "before": None,
            "organisation": config.organisation.model_copy(update=organisation),
            "run": config.run.model_copy(update=run),
        }
        found: Config = with_numbers(config.model_copy(update=added), own)
        return found

    scenarios = {name: fitted_of(config) for name, config in fit.file.scenarios.items()}
    return ConfigFile(fitted_of(base), scenarios)


def still_running(programmes: Sequence[Any], now: int) -> tuple[Any, ...]:
    """What is left after week `now` of programmes, dated from then on."""
    left = []
    for each in programmes:
        last = None if each.weeks is None else each.start + each.weeks - 1
        if last is not None and last <= now:
            continue
        start = max(1, each.start - now)
        weeks = None if last is None else last - now - start + 1
        left.append(each.model_copy(update={"start": start, "weeks": weeks}))
    return tuple(left)
