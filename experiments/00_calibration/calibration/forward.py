"""The forward model: what facts and field trials come to with sets of parameters, over processes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np

from calibration.observations import NAMES, NOT_MEASURED
from calibration.priors import KEYS, tables_of, values_of
from orgsim.config.files import build
from orgsim.config.models import POINT, Config
from orgsim.evidence import measure
from orgsim.evidence.field_measures import measure_trials
from orgsim.parallel.compiled_threads import use_threads
from orgsim.parallel.spawned import spawned


class Task(NamedTuple):
    """One replication of one set of parameters, values (keys,), in one organisation."""

    organisation: Mapping[str, Any]
    seed: int
    values: Sequence[float]
    replication: int


Mapped = Callable[[list[Task]], Iterator[list[float]]]
"""What tasks come to, in their order."""


class Simulator(NamedTuple):
    """Measures ensembles: in which organisations, by which seed, in which processes.

    `progress` is called after every task with how many are done and how many there are.
    """

    organisations: Mapping[str, Mapping[str, Any]]
    seed: int
    mapped: Mapped
    progress: Callable[[int, int], None] = lambda done, of: None

    def outputs(
        self, normal: np.ndarray, replications: Sequence[int], apart: bool = False
    ) -> np.ndarray:
        """All that is measured, (members, organisations, replications, names), NaN where undefined.

        The same bits for any number of processes. Members share their replications or, `apart`, go
        on counting from those of the member before.
        """
        values = values_of(normal)
        further = len(replications) if apart else 0
        tasks = [
            Task(organisation, self.seed, own.tolist(), replication + member * further)
            for member, own in enumerate(values)
            for organisation in self.organisations.values()
            for replication in replications
        ]
        found = np.empty((len(tasks), len(NAMES)))
        for number, outputs in enumerate(self.mapped(tasks)):
            found[number] = outputs
            self.progress(number + 1, len(tasks))
        shape = len(normal), len(self.organisations), len(replications), len(NAMES)
        return found.reshape(shape)


def config_of(organisation: Mapping[str, Any], seed: int, values: Sequence[float]) -> Config:
    """The config of a set of parameters, values (keys,)."""
    own = tables_of(dict(zip(KEYS, values, strict=True)))
    return build(
        {"organisation": organisation, "run": {"seed": seed, "parameter_sets": POINT}, **own}
    ).base


def outputs_of(task: Task) -> list[float]:
    """All that is measured in one replication, by NAMES."""
    config = config_of(task.organisation, task.seed, task.values)
    trials = measure_trials(config, task.replication, NOT_MEASURED)
    found = measure(config, task.replication) | trials
    return [found[name] for name in NAMES]


@contextmanager
def processes(jobs: int) -> Iterator[Mapped]:
    """So many processes while it lasts, which start when there is something to do; one is this one."""
    if jobs == 1:
        use_threads(0, 1)
        yield lambda tasks: map(outputs_of, tasks)
        return
    with spawned(jobs) as mapped:
        yield lambda tasks: mapped(outputs_of, tasks)
