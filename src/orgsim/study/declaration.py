"""What an experiment consists of, as its author writes it down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orgsim.config.files import lay_value, merged, read_toml
from orgsim.study.findings import Findings, Named, Number, Prediction
from orgsim.study.quantities import Quantity
from orgsim.study.small_size import BRIEF_REST, Change, small_scenarios
from orgsim.study.tables import Runs, Tables
from orgsim.sweep.sweep_file import SMALL, find_base

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.figure import Figure


class Skipped(Exception):  # noqa: N818
    """Raised by a calculation whose data are not on this machine: says in a line what is missing.

    The experiment is then no mistake and no failure; its README keeps what was found last.
    """


@dataclass(frozen=True)
class SweepFile:
    """A sweep: `file` beside experiment.py, whose [small] says what is smaller at the small size."""

    file: str


def sweeps(*names: str) -> dict[str, SweepFile]:
    """Sweeps by name, each of the file called so."""
    return {name: SweepFile(f"{name}.toml") for name in names}


@dataclass(frozen=True)
class ScenarioFile:
    """The scenarios of a config, with every week and every level of each.

    file       a config beside experiment.py, or a path from there
    change     dotted keys laid over it: {"run.replications": 40}
    small      dotted keys laid over that at the small size
    scenarios  the ones wanted, all of them if empty
    """

    file: str
    change: Change = field(default_factory=dict)
    small: Change = field(default_factory=small_scenarios)
    scenarios: tuple[str, ...] = ()


@dataclass(frozen=True)
class Setting:
    """What a calculation is given: the size, how many processes it may use, the experiment's folder."""

    small: bool
    jobs: int
    folder: Path

    def tables(self, file: str) -> dict[str, Any]:
        """The tables of a file beside experiment.py; [small] is laid over them at the small size."""
        tables = read_toml(self.folder / file)
        less = tables.pop(SMALL, {})
        return merged(tables, less) if self.small else tables

    def base(self, tables: Mapping[str, Any]) -> dict[str, Any]:
        """The config that tables name as their `base`, of as many `people` as they say, if they do."""
        base = read_toml(find_base(tables["base"], self.folder))
        base.pop("scenarios", None)
        if "people" in tables:
            lay_value(base, "organisation.people", tables["people"])
        if self.small:
            lay_value(base, "run.most_rest_weeks", BRIEF_REST)
        return base


@dataclass(frozen=True)
class Calculation:
    """Anything else: a function that returns columns of equal length, kept as a table."""

    compute: Callable[[Setting], "Mapping[str, np.ndarray]"]


Source = SweepFile | ScenarioFile | Calculation


def without(mechanisms: str) -> dict[str, Change]:
    """What is set to have a mechanism off, of "deeds and peers" both."""
    return {mechanisms: {f"mechanisms.{name}": False for name in mechanisms.split(" and ")}}


Off = Mapping[str, Change] | tuple[str | Mapping[str, Change], ...]


@dataclass(frozen=True)
class Ablation(Named):
    """An effect again, with one mechanism off at a time: what is left of it.

    source  name of a sweep of the experiment
    effect  (replications,) of the runs of one variant, as a paired difference
    keep    levels of factors that the effect needs, those a Quantity knows of if none are named; factors
            not named keep all their levels
    off     mechanisms, several together as "deeds and peers", and by name what is set instead:
            {"no feedback": {"levers.feedback": 0.0}}
    """

    statement: str
    unit: str
    source: str
    effect: "Callable[[Runs], np.ndarray]"
    off: Off
    keep: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

    def kept(self) -> Mapping[str, tuple[Any, ...]]:
        """The levels that are run again, by factor."""
        if self.keep or not isinstance(self.effect, Quantity):
            return self.keep
        return self.effect.keep

    def variants(self) -> dict[str, Change]:
        """What is set in each variant, the intact model first."""
        found: dict[str, Change] = {"nothing": {}}
        for each in (self.off,) if isinstance(self.off, Mapping) else self.off:
            found |= without(each) if isinstance(each, str) else each
        return found


def ablate(
    statement: str,
    effect: Quantity,
    off: Off,
    **keep: tuple[Any, ...],
) -> Ablation:
    """An ablation of a quantity, which says of which source it is and in which unit.

    keep  other levels than the quantity needs
    """
    return Ablation("", statement, effect.unit, effect.source, effect, off, {**effect.keep, **keep})


@dataclass(frozen=True)
class Picture:
    """A figure: how it is drawn from tables and findings, and what it shows, in a sentence or two."""

    draw: "Callable[[Tables, Findings], Figure]"
    caption: str


RESERVED = ("predictions", "ablations")
"""Names of tables that experiments have anyway."""


@dataclass(frozen=True)
class Experiment:
    """All of an experiment; names of sources, ablations and pictures become file names."""

    sources: Mapping[str, Source]
    predictions: tuple[Prediction, ...]
    pictures: Mapping[str, Picture]
    numbers: tuple[Number, ...] = ()
    ablations: tuple[Ablation, ...] = ()

    def __post_init__(self) -> None:
        """Refuse two things of one name: one would silently take the other's place."""
        tables = [*RESERVED, *self.sources, *(each.name for each in self.ablations)]
        numbers = [each.name for each in self.predictions] + [each.name for each in self.numbers]
        for names in (tables, numbers):
            twice = {name for name in names if names.count(name) > 1}
            if twice:
                raise ValueError(f"names that stand for two things: {', '.join(sorted(twice))}")
