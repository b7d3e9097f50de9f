"""What parameter sets cost: 20 replications with their own sets against 20 with the same numbers.

python benchmarks/parameter_sets.py [REPEATS]

Sets are made up here: half of all numbers that sets may hold, a tenth around their defaults. Each case
is simulated with and without them in turn; the least processor time of each counts. Rests are forgotten
between two times; how long people take to come to rest depends on their parameters, so that it is the
time of a week that is compared.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from orgsim.config.files import build
from orgsim.config.models import Config
from orgsim.engine.rest import EXPECTED, KEPT
from orgsim.parameter_sets import NUMBERS, VARIABLE
from orgsim.simulation import ScenarioResult, simulate

SETS, SPREAD, REPEATS = 200, 0.1, 5
SCENARIOS: dict[str, Any] = {
    "as_it_is": {},
    "town_halls": {"interventions": [{"kind": "town_halls", "start": 13, "weeks": 26}]},
    "development": {"interventions": [{"kind": "leadership_development", "start": 13}]},
    "layoffs": {"shocks": [{"kind": "layoffs", "week": 30}]},
}
CASES: dict[str, dict[str, Any]] = {
    "one scenario, each replication its organisation": {},
    "four scenarios, each replication its organisation": {"scenarios": SCENARIOS},
    "one scenario, one organisation": {"run": {"redraw_organisation": False}},
    "four scenarios, one organisation": {
        "run": {"redraw_organisation": False},
        "scenarios": SCENARIOS,
    },
    "one scenario, at rest": {"run": {"start": "at_rest", "weeks": 52}},
}


def main() -> None:
    """Print a line for each case."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else REPEATS
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sets.parquet"
        write_sets(path)
        os.environ[VARIABLE] = str(path)
        print("20 replications, 400 people, 156 weeks unless said otherwise; ms, least of", repeats)
        for name, tables in CASES.items():
            point, drawn = (scenarios(tables, kind) for kind in ("point", "posterior"))
            simulate(drawn)  # reads the sets, and compiles what is not in the cache
            times = [(timed(point), timed(drawn)) for _ in range(repeats)]
            one, other = (min(each) for each in zip(*times, strict=True))
            print(f"{name:52} point {one:7.1f}  posterior {other:7.1f}  ratio {other / one:.3f}")


def write_sets(path: Path) -> None:
    """Sets of every other number, a tenth around its default, within its range."""
    random = np.random.default_rng(1)
    columns = {}
    for key, number in list(NUMBERS.items())[::2]:
        values = number.default * (1 + SPREAD * random.standard_normal(SETS))
        columns[key] = np.clip(values, number.low, number.high)
    pq.write_table(pa.table(columns), path)


def scenarios(tables: dict[str, Any], kind: str) -> dict[str, Config]:
    """The scenarios of a case, with parameter sets of a kind."""
    run = {"start": "as_drawn", **tables.get("run", {}), "parameter_sets": kind}
    file = build({**tables, "run": run})
    return dict(file.scenarios) or {"base": file.base}


def timed(configs: dict[str, Config]) -> float:
    """Milliseconds of a simulation; where it begins at rest, by the person-week of a run."""
    KEPT.clear()
    began = time.process_time()
    results = simulate(configs)
    passed = 1000 * (time.process_time() - began)
    return passed * _as_expected(results)


def _as_expected(results: dict[str, ScenarioResult]) -> float:
    """What the time is to be taken times, so that rests count as if they were of EXPECTED weeks."""
    weeks = np.array([result.config.run.weeks for result in results.values()]).sum() * 20
    rests = sum(float(result.rest_weeks.sum()) for result in results.values())
    return 1.0 if rests == 0 else (weeks + EXPECTED * 20) / (weeks + rests)


if __name__ == "__main__":
    main()
