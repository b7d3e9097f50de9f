"""What a fit and a plan take beside the weeks that they simulate.

python benchmarks/fit_and_plan.py fit|plan

The worked case of the clinics with few members, or the plan "hours and money" of planning.py, in one
process. `runs_alone` are the seconds inside simulated weeks. Prints one JSON object.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

import orgsim
from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble
from orgsim.engine.widths import WIDTHS
from orgsim.planning.planner import search
from peak_memory import peak_bytes
from planning import INSTANCES, asked_of

CONFIGS = Path(__file__).resolve().parent.parent / "configs"
MEMBERS = 50


def main() -> None:
    """Compile, measure, print."""
    what = {"fit": fit, "plan": plan}[sys.argv[1]]
    for width in WIDTHS:
        Ensemble.of(Config.model_validate({"organisation": {"people": 10}}), 1, range(width))
    inside, begin = weeks_timed(), time.perf_counter()
    name = what()
    seconds = time.perf_counter() - begin
    peak = peak_bytes() / 2**20
    print(json.dumps({"name": name, "seconds": seconds, "runs_alone": inside[0], "mib": peak}))


def weeks_timed() -> list[float]:
    """Seconds inside the weeks of all ensembles from now on, in a list of one."""
    spent, advance = [0.0], Ensemble._advance

    def timed(self: Ensemble, weeks: int, level_sums: np.ndarray) -> None:
        begin = time.perf_counter()
        advance(self, weeks, level_sums)
        spent[0] += time.perf_counter() - begin

    Ensemble._advance = timed  # type: ignore[method-assign]
    return spent


def fit() -> str:
    """The clinics, with their waves, leavers and programmes."""
    of_clinics: dict[str, Any] = {
        name: CONFIGS / "clinics" / f"{file}.csv"
        for name, file in (
            ("survey", "waves"),
            ("leavers", "leavers"),
            ("programmes", "programmes"),
        )
    }
    orgsim.fit(CONFIGS / "clinics.toml", **of_clinics, members=MEMBERS)
    return f"fit of the clinics, {MEMBERS} members"


def plan() -> str:
    """The first instance of planning.py, searched without enumerating it."""
    found = search(asked_of(INSTANCES["hours and money"]), 1)
    return f"plan of {found.tried.runs:,} runs of 40 people"


if __name__ == "__main__":
    main()
