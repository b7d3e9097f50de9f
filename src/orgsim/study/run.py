"""Reproduce: run an experiment's sources, judge its predictions, draw its figures, write its folder."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from orgsim.parallel.spawned import processors
from orgsim.simulation import simulate
from orgsim.simulation.batches import work
from orgsim.study.catalogue import Entry
from orgsim.study.declaration import (
    Ablation,
    Calculation,
    Experiment,
    ScenarioFile,
    Setting,
    SweepFile,
)
from orgsim.study.evidence import Evidence, function_of_means, mean_of
from orgsim.study.findings import Findings, Found, Judged, Left, judge
from orgsim.study.sources import (
    Planned,
    PlannedAblation,
    plan_ablation,
    plan_scenarios,
    plan_sweep,
    run_sweep,
)
from orgsim.study.tables import Compared, Runs, Tables

DEFAULT_FOLDER = Path("build") / "experiments"


class Progress(Protocol):
    """Shows what is at work, and how many person-weeks of how many are done."""

    def begin(self, person_weeks: float) -> None:
        """So much is to be done in all."""

    def doing(self, what: str) -> None:
        """What is at work from now on."""

    def advance(self, person_weeks: float) -> None:
        """So much more is done."""


class Silent:
    """Progress that nobody wants to see."""

    def begin(self, person_weeks: float) -> None:
        """Nothing."""

    def doing(self, what: str) -> None:
        """Nothing."""

    def advance(self, person_weeks: float) -> None:
        """Nothing."""


@dataclass(frozen=True)
class Reproduced:
    """Results of an experiment: numbers, and tables by source for the figures."""

    entry: Entry
    experiment: Experiment
    folder: Path
    small: bool
    runs: int
    seconds: float
    findings: Findings
    tables: Mapping[str, Any]

    @cached_property
    def what_ran(self) -> str:
        """Where the numbers come from, in a line; the same for the same numbers."""
        from orgsim import __version__

        size = "at the small size, which says nothing" if self.small else "at full size"
        what = f"{self.runs:,} runs" if self.runs else "Calculated"
        return f"*{what} {size}; orgsim {__version__}.*"


def folder_of(entry: Entry, out: Path | None, small: bool) -> Path:
    """Where an experiment's results go: a folder of its name, of small runs in a folder apart."""
    base = out or DEFAULT_FOLDER
    return base / "small" / entry.folder.name if small else base / entry.folder.name


def reproduce(
    entry: Entry,
    out: Path | None = None,
    small: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Reproduced:
    """Run an experiment; sweeps that are there already, of the same numbers, are not run again.

    The bits of all results depend on neither `jobs` nor on what was there.
    """
    begun = time.perf_counter()
    folder, experiment = folder_of(entry, out, small), entry.load()
    run = _Run(entry, experiment, folder, small, jobs, progress or Silent())
    run.plan()
    tables, ablated = run.sources(), run.ablations()
    findings = find(experiment, tables, ablated)
    seconds = time.perf_counter() - begun
    return Reproduced(entry, experiment, folder, small, run.runs, seconds, findings, tables)


class _Run:
    """One run of an experiment."""

    def __init__(
        self,
        entry: Entry,
        experiment: Experiment,
        folder: Path,
        small: bool,
        jobs: int | None,
        progress: Progress,
    ) -> None:
        self.entry, self.experiment, self.folder = entry, experiment, folder
        self.small, self.jobs, self.progress = small, jobs, progress
        self.planned: dict[str, Planned] = {}
        self.scenarios: dict[str, Any] = {}
        self.ablated: dict[str, PlannedAblation] = {}

    @property
    def sweeps(self) -> Path:
        """Where the sweeps' folders are."""
        return self.folder / "sweeps"

    @property
    def all_sweeps(self) -> list[Planned]:
        """Sweeps of sources and ablations."""
        return [*self.planned.values(), *(each.planned for each in self.ablated.values())]

    @property
    def runs(self) -> int:
        """Runs of all sources and ablations."""
        compared = sum(
            config.run.replications
            for scenarios in self.scenarios.values()
            for config in scenarios.values()
        )
        return sum(planned.runs for planned in self.all_sweeps) + compared

    def plan(self) -> None:
        """Check everything before anything runs, and say how much it is."""
        for name, source in self.experiment.sources.items():
            if isinstance(source, SweepFile):
                self.planned[name] = plan_sweep(source, self.entry.folder, self.small)
            elif isinstance(source, ScenarioFile):
                self.scenarios[name] = plan_scenarios(source, self.entry.folder, self.small)
        for ablation in self.experiment.ablations:
            intact = self.planned[ablation.source]
            self.ablated[ablation.name] = plan_ablation(ablation, intact, self.sweeps)
        self.progress.begin(
            sum(planned.person_weeks for planned in self.all_sweeps)
            + sum(work(scenarios) for scenarios in self.scenarios.values())
        )

    def sources(self) -> dict[str, Any]:
        """The tables of all sources."""
        return {name: self._source(name) for name in self.experiment.sources}

    def _source(self, name: str) -> Any:
        source = self.experiment.sources[name]
        self.progress.doing(name)
        if isinstance(source, Calculation):
            setting = Setting(self.small, self.jobs or processors(), self.entry.folder)
            return {key: np.asarray(column) for key, column in source.compute(setting).items()}
        if isinstance(source, ScenarioFile):
            return Compared(simulate(self.scenarios[name], self.jobs, self.progress.advance))
        return run_sweep(self.planned[name], self.sweeps / name, self.jobs, self.progress.advance)

    def ablations(self) -> dict[str, dict[str, Runs]]:
        """The runs of each ablation by variant."""
        found = {}
        for name, each in self.ablated.items():
            self.progress.doing(name)
            runs = run_sweep(each.planned, self.sweeps / name, self.jobs, self.progress.advance)
            found[name] = each.by_variant(runs)
        return found


def find(
    experiment: Experiment, tables: Tables, ablated: Mapping[str, Mapping[str, Runs]]
) -> Findings:
    """Judge all predictions together, and estimate the other quantities.

    ablated  the runs of each ablation by variant
    """
    evidence = [prediction.estimate(tables) for prediction in experiment.predictions]
    criteria = [prediction.expects for prediction in experiment.predictions]
    judgements = judge(list(zip(criteria, evidence, strict=True)))
    return Findings(
        [Judged(*each) for each in zip(experiment.predictions, evidence, judgements, strict=True)],
        [Found(number, number.estimate(tables)) for number in experiment.numbers],
        {each.name: _left(each, ablated[each.name]) for each in experiment.ablations},
    )


def _left(ablation: Ablation, variants: Mapping[str, Runs]) -> list[Left]:
    effects = {name: ablation.effect(runs) for name, runs in variants.items()}
    intact = effects["nothing"]
    whole = mean_of(intact)
    there = whole.low > 0 or whole.high < 0
    return [
        Left(name, mean_of(effect), _share(effect, intact) if there else None)
        for name, effect in effects.items()
    ]


def _share(effect: np.ndarray, intact: np.ndarray) -> Evidence:
    return function_of_means(np.divide, effect, intact, what="ratio of paired means")
