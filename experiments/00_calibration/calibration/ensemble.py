"""The ensemble: the smoother's loop over simulations, each kept in a file, so that it may be resumed."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from calibration.forward import Simulator
from calibration.observations import NAMES, data_of, variances
from calibration.organisations import weights
from calibration.priors import KEYS
from calibration.start import Start
from orgsim.errors import UserError
from orgsim.inference.smoother import Data, Localisation, smooth
from orgsim.io.atomic_files import described, description, make_folder, parquet, read, write

NOISE_MEMBERS = 40
"""Members of the prior that are simulated twice, to see how much replications differ."""

AGAIN = 1000
"""Number of the replication in which they are; predictions are made from the next one on."""


class Simulated(NamedTuple):
    """Sets of parameters and what they came to.

    normal    normal scores, (members, keys)
    outputs   (members, organisations, replications, names)
    """

    normal: np.ndarray
    outputs: np.ndarray


class Kept(NamedTuple):
    """The folder in which simulations are kept, and what they must have been made with.

    `about` is written into every file; one that says otherwise is not taken up.
    """

    folder: Path
    simulator: Simulator
    about: Mapping[str, Any]

    def simulated(
        self, name: str, normal: np.ndarray, replications: range, apart: bool = False
    ) -> Simulated:
        """What members come to, read where it is kept already; `apart`: see Simulator.outputs."""
        path = self.folder / f"{name}.parquet"
        if path.exists():
            return self._read(path, normal, replications)
        found = Simulated(normal, self.simulator.outputs(normal, replications, apart))
        make_folder(self.folder)
        table = self._table(found, replications, apart)
        write(path, parquet(described(table, calibration=self.about)))
        return found

    def _table(self, found: Simulated, replications: range, apart: bool) -> pa.Table:
        members, organisations, repeated, _ = found.outputs.shape
        index = np.indices((members, organisations, repeated)).reshape(3, -1)
        names = list(self.simulator.organisations)
        columns: dict[str, Any] = {
            "member": index[0],
            "organisation": [names[number] for number in index[1]],
            "replication": index[2] + replications.start + apart * repeated * index[0],
        }
        columns |= dict(zip(KEYS, found.normal[index[0]].T, strict=True))
        columns |= dict(zip(NAMES, found.outputs.reshape(-1, len(NAMES)).T, strict=True))
        return pa.table(columns)

    def _read(self, path: Path, normal: np.ndarray, replications: range) -> Simulated:
        if description(path, "calibration") != self.about:
            raise UserError(
                f"{path}: was made with other settings or by another version of the code; use those"
                " again, or begin anew in another folder with --out"
            )
        table = read(path)
        shape = len(normal), len(self.simulator.organisations), len(replications)
        if table.num_rows != np.prod(shape):
            raise UserError(f"{path}: does not hold what was asked for; remove it to go on")
        own = np.stack([table[key].to_numpy() for key in KEYS], -1).reshape(*shape, len(KEYS))
        if not np.allclose(own[:, 0, 0], normal, rtol=1e-6, atol=1e-9):
            raise UserError(f"{path}: does not follow from the files before it; remove it to go on")
        outputs = np.stack([table[name].to_numpy() for name in NAMES], -1)
        return Simulated(own[:, 0, 0], outputs.reshape(*shape, len(NAMES)))


class Inferred(NamedTuple):
    """The ensemble at every iteration, the last being the posterior, and what it was moved to."""

    iterations: list[Simulated]
    data: Data


def infer(
    kept: Kept,
    start: Start,
    members: int,
    steps: int,
    seed: int,
    localisation: Localisation,
    progress: Callable[[int, Simulated], None] = lambda step, found: None,
) -> Inferred:
    """From the prior to the posterior; iteration n is kept as iteration_0n, draws as replication n."""
    iterations: list[Simulated] = []

    def simulated(step: int, normal: np.ndarray) -> np.ndarray:
        found = kept.simulated(f"iteration_{step:02d}", normal, range(step, step + 1))
        iterations.append(found)
        progress(step, found)
        return data_of(found.outputs[:, :, 0])

    prior = start.drawn(members, np.random.default_rng(seed))
    first = kept.simulated("iteration_00", prior, range(1))
    again = kept.simulated("noise", prior[:NOISE_MEMBERS], range(AGAIN, AGAIN + 1))
    error = variances(weights(list(kept.simulator.organisations)))
    data = Data(np.zeros(len(error)), error, np.diag(noise(first, again)))
    simulated(steps, smooth(prior, data, simulated, steps, seed, localisation))
    return Inferred(iterations, data)


def noise(first: Simulated, again: Simulated) -> np.ndarray:
    """Variances of data among replications, (data,): half the mean square of differences of pairs."""
    pairs = [data_of(found.outputs[: len(again.normal), :, 0]) for found in (first, again)]
    return ((pairs[0] - pairs[1]) ** 2).mean(axis=0) / 2
