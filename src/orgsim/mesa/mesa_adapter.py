"""All that orgsim takes from Mesa, 3.3 to the alpha of 4, so that another Mesa is a change of this file.

Mesa's `batch_run`, which 4 has no longer, does not pass its iterations and seeds to its model, and a
model takes all its draws from its arguments. So Mesa's own frames are read, which its tests with each
version guard.
"""

import inspect
from collections.abc import Iterator
from types import FrameType
from typing import Any

from mesa import Agent, DataCollector, Model

from orgsim.errors import UserError

__all__ = ["Agent", "DataCollector", "Model", "Signature", "iteration_of"]

try:
    from mesa import batchrunner
except ImportError:  # Mesa 4: runs are made one by one, each with its own arguments
    batchrunner = None

NEW = batchrunner is not None and "rng" in inspect.signature(batchrunner.batch_run).parameters
"""From Mesa 3.5 on, batch_run has seeds of its own, and sets them as each model's `rng` or `seed`."""


def iteration_of(model: type) -> int:
    """The iteration of the batch's run that makes this model, 0 outside of a batch."""
    for frame in _frames_of("_model_run_func"):
        if frame.f_locals["model_cls"] is model:
            return int(frame.f_locals["run"][1])
    return 0


class Signature:
    """The signature of a model class, for which batch_run asks before it makes any model.

    A seed among the parameters that Mesa would overwrite with its own is refused then.
    """

    def __get__(self, _: Any, model: type) -> inspect.Signature:
        made_by: Any = model.__init__  # type: ignore[misc]
        of_function = inspect.signature(made_by).parameters.values()
        found = inspect.Signature(list(of_function)[1:])  # without self
        if NEW:
            _refuse_overwritten("seed" if "seed" in found.parameters else "rng")
        return found


def _refuse_overwritten(name: str) -> None:
    for frame in _frames_of("batch_run"):
        if name in frame.f_locals["parameters"]:
            raise UserError(
                f"{name}: Mesa overwrites it among the parameters; give batch_run itself rng = […]"
            )


def _frames_of(function: str) -> Iterator[FrameType]:
    """Calls of a function of Mesa's batch runner that are under way, the innermost first."""
    if batchrunner is None:
        return
    code = getattr(batchrunner, function).__code__
    frame = inspect.currentframe()
    while frame is not None:
        if frame.f_code is code:
            yield frame
        frame = frame.f_back
