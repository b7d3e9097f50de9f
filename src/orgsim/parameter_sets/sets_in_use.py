"""Sets in use: the numbers that the evidence leaves open, set by set, of the file that counts.

A set is a row of `posterior.parquet`: values of parameters, and of how traits are spread over people,
that agree with the evidence together; or a row of the ensemble that was fitted to an organisation's own
answers (`organisation.ensemble`), which has its levers and the states of its people, too.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from orgsim.config.models import POINT, Config
from orgsim.errors import UserError
from orgsim.parameter_sets.sets_file import NUMBERS, SetsFile, read_column, read_sets, read_states

SHIPPED = Path(__file__).with_name("posterior.parquet")
VARIABLE = "ORGSIM_POSTERIOR"
"""Environment variable that names another file of sets."""


def sets_file(config: Config | None = None) -> Path:
    """The file of sets in use: the config's own, what ORGSIM_POSTERIOR names, or the shipped one."""
    if config is not None and config.organisation.ensemble is not None:
        return config.organisation.ensemble
    named = os.environ.get(VARIABLE)
    return Path(named) if named else SHIPPED


def sets_in_use(config: Config | None = None) -> SetsFile:
    """The sets of the file in use; UserError where there is none, or it holds no sets."""
    path = sets_file(config)
    return read_sets(path, _changed(path))


def evidence_has(key: str) -> tuple[float, ...]:
    """A number in all sets that agree with the evidence, also a lever; empty where they have none."""
    path = sets_file()
    return read_column(path, _changed(path), key)


def fitted_states(config: Config) -> Mapping[str, np.ndarray]:
    """States of everybody in week 0 of a config's set, at the point their means over the sets.

    By name, (people·themes,), flat. Raises UserError where its ensemble holds none.
    """
    asked, path = config.run.parameter_sets, sets_file(config)
    return read_states(path, _changed(path), asked if isinstance(asked, int) else None)


def _changed(path: Path) -> int:
    """When a file was last changed, ns; UserError where it cannot be read."""
    try:
        return path.stat().st_mtime_ns
    except OSError as error:
        raise UserError(
            f"run.parameter_sets: the file of sets {path} cannot be read: {error.strerror};"
            f' set run.parameter_sets = "{POINT}", or name another file in {VARIABLE}'
        ) from None


def in_sets(key: str) -> bool:
    """Whether a dotted key names a number, or a table of numbers, that sets may hold."""
    return any(f"{number}.".startswith(f"{key}.") for number in NUMBERS)
