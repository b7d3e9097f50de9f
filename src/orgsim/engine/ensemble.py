"""Ensemble: runs side by side, of one organisation, that differ in config or in random draws."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace

import numpy as np

from orgsim.config.models import FITTED, Config
from orgsim.engine import (
    NO_SUMS,
    add_levels,
    advance,
    blocks,
    empty_lanes,
    empty_week,
    kernels,
    standing,
)
from orgsim.engine.rest import Rested, rested, whole_sums
from orgsim.engine.schedule import (
    change_weeks,
    extra_ties,
    group_table,
    layers_of,
    parameter_column,
    partition,
    shock_changes,
)
from orgsim.engine.settings import Settings, Structure, leader_rows, once_if_equal
from orgsim.engine.state import Private, state_of
from orgsim.engine.widths import WIDTHS, width_for
from orgsim.errors import UserError, listed, quoted
from orgsim.measures.sums import SUMS
from orgsim.model.parameters import LEVERS, GroupRow, ParameterRow
from orgsim.model.random import run_key
from orgsim.model.states import HELD
from orgsim.organisation.hints import did_you_mean
from orgsim.organise import DrawnOrganisation, draw_organisation
from orgsim.parameter_sets import fitted_states, set_of, sets_in_use, with_set

DONE = ("levers", "groups", "interventions", "shocks", "mechanisms")
"""What the levers of a week depend on; traits are those of the start in every week."""


class Ensemble:
    """Runs of one organisation side by side, a week at a time; `Ensemble.of` makes one.

    A run's numbers are the same bits alone or beside others, with any number of threads.

    Parameters
    ----------
    drawn : DrawnOrganisation
        What all runs share: positions, random groups, extra ties, surveyed states.
    configs : sequence of Config
        Of the runs; all have the same number of themes.
    keys : sequence of numpy.uint64
        Of the runs' draws.
    resting : callable, optional
        Called with the person-weeks of the rest before week 0, as they are simulated.

    Attributes
    ----------
    organisation : Organisation
        Where the runs take place.
    runs, themes, week : int
        Number of runs and of themes; the week just simulated, 0 at the start.
    rests : list
        How each run came to rest before week 0; None where it begins as drawn.

    Examples
    --------
    >>> config = orgsim.configure(changes={"people": 40, "start": "as_drawn"})
    >>> ensemble = orgsim.Ensemble.of(config, replications=range(3))
    >>> ensemble.step()
    >>> ensemble.week, ensemble.state("trust").shape, ensemble.state("practice").shape
    (1, (40, 3), (40, 3, 3))
    """

    def __init__(
        self,
        drawn: DrawnOrganisation,
        configs: Sequence[Config],
        keys: Sequence[np.uint64],
        resting: Callable[[int], None] | None = None,
    ) -> None:
        if not 0 < len(configs) <= WIDTHS[-1]:
            raise ValueError(f"an ensemble holds 1 to {WIDTHS[-1]} runs, not {len(configs)}")
        organisation, group_key, survey = drawn
        rests = rested(drawn, configs, keys, Ensemble, resting)
        self.rests = [rest and rest.over for rest in rests]
        self.organisation = organisation
        self.runs = len(configs)
        self.week = 0
        self._width = width_for(self.runs)
        padding = self._width - self.runs
        self._configs = configs = [*configs, *[configs[-1]] * padding]
        self._keys = np.array([*keys, *[keys[-1]] * padding], np.uint64)
        self.themes = len(configs[0].themes)
        self._dtype = np.dtype(configs[0].run.precision)
        distinct = list(_distinct(configs).values())
        self._cells = partition(organisation, distinct, group_key)
        layers = {layer: None for config in distinct for layer in layers_of(config)}
        self._layers = sorted(layers, key=lambda layer: layer.rank)
        self._change_weeks = sorted(change_weeks(distinct))
        start, to, layer = extra_ties(organisation, self._cells, self._layers, group_key)
        block_start = blocks(organisation.superior, organisation.level)
        block_level = organisation.level[block_start[:-1]].astype(np.int64)
        structure = Structure(
            organisation.superior,
            organisation.first_report,
            organisation.tie_start,
            organisation.tie_to,
            once_if_equal(organisation.tie_weight),
            start,
            to,
            layer,
            self._cells.cell,
            leader_rows(organisation.first_report),
            block_start,
            block_level,
        )
        self._fixed = self._fixed_rows(configs)
        tables = _each(configs, lambda config: group_table(config, self._cells, 0))
        self._traits = np.stack(tables, axis=-1)[:, len(LEVERS) :]
        self._kernels = kernels(self._width)
        self._week = empty_week(
            structure, self._settings_of(0), self.themes, self._width, self._dtype
        )
        alone = self._width == 1
        self._lanes = empty_lanes(self._week, self.themes, self._dtype) if alone else None
        self._begin(rests, survey)

    @classmethod
    def of(
        cls,
        configs: Config | Sequence[Config],
        seed: int | None = None,
        replications: int | Sequence[int] = 0,
        drawn: DrawnOrganisation | None = None,
        resting: Callable[[int], None] | None = None,
    ) -> "Ensemble":
        """The one way to open runs: configs and replications side by side, under one seed.

        Parameters
        ----------
        configs : Config or sequence of Config
            Of the runs, 32 at most; one config is that of all of them. Each run has the parameter set of
            its replication (`run.parameter_sets`).
        seed : int, optional
            Seed of all draws; by default the first config's own.
        replications : int or sequence of int, default 0
            Numbers of the runs' draws; one number is that of all of them, so that the runs differ by
            config alone (common random numbers).
        drawn : DrawnOrganisation, optional
            Where they take place; by default what the first config describes, as drawn for the first
            run's replication.
        resting : callable, optional
            Called with the person-weeks of the rest before week 0.

        Returns
        -------
        Ensemble
            In week 0.

        Raises
        ------
        UserError
            Where files of the organisation do not fit the config.
        ValueError
            Where numbers of configs and replications do not go together, or are too many.
        """
        each = [configs] if isinstance(configs, Config) else list(configs)
        numbers = [replications] if isinstance(replications, int) else list(replications)
        seed = each[0].run.seed if seed is None else seed
        drawn = drawn or draw_organisation(each[0], seed, numbers[0])
        runs = max(len(each), len(numbers))
        each = each * runs if len(each) == 1 else each
        numbers = numbers * runs if len(numbers) == 1 else numbers
        if len(each) != len(numbers):
            raise ValueError(f"{len(each)} configs do not go with {len(numbers)} replications")
        keys = [run_key(seed, number) for number in numbers]
        return cls(drawn, _with_sets(each, seed, numbers), keys, resting)

    def step(self, weeks: int = 1) -> None:
        """Simulate one more week, or several.

        Parameters
        ----------
        weeks : int, default 1
            How many.
        """
        self._advance(weeks, NO_SUMS)

    def record(self, weeks: int, into: np.ndarray | None = None) -> np.ndarray:
        """Simulate several weeks.

        Parameters
        ----------
        weeks : int
            How many.
        into : ndarray of float64, (weeks, levels, sums, runs), optional
            Where the sums are written to; by default a new array.

        Returns
        -------
        ndarray of float64, (weeks, levels, sums, runs)
            The `level_sums` of each.
        """
        shape = weeks, self.organisation.levels, len(SUMS)
        if into is None:
            into = np.empty((*shape, self.runs))
        whole = self.runs == self._width and into.flags.c_contiguous
        sums = into if whole else np.empty((*shape, self._width))
        self._advance(weeks, sums.reshape(*shape[:2], -1))
        if not whole:
            into[...] = sums[..., : self.runs]
        return into

    def _advance(self, weeks: int, level_sums: np.ndarray) -> None:
        """Simulate several weeks, in stretches that begin with the weeks in which settings change."""
        last = self.week + weeks
        while self.week < last:
            first = self.week + 1
            if first in self._change_weeks:
                self._week = self._week._replace(**self._settings_of(first)._asdict())
                self._shock(first)
            later = bisect_right(self._change_weeks, first)
            end = min([last + 1, *self._change_weeks[later : later + 1]])
            sums, level_sums = level_sums[: end - first], level_sums[end - first :]
            self._week = advance(self._kernels, self._week, self._lanes, first, end - first, sums)
            self.week = end - 1

    def level_sums(self) -> np.ndarray:
        """Sums over the people of each level in the week just simulated.

        Returns
        -------
        ndarray of float64, (levels, sums, runs)
            In the order of `orgsim.measures.sums.SUMS`.
        """
        sums = self._week.sums
        total = np.empty((self.organisation.levels, sums.shape[1]))
        add_levels(sums, self._week.block_level, total)
        return total.reshape(-1, len(SUMS), self._width)[:, :, : self.runs]

    def state(self, name: str) -> np.ndarray:
        """A state of everybody by its name. A view, but for voice: the next week writes over it.

        Parameters
        ----------
        name : str
            One of `orgsim.model.states.STATES`, which has meanings and ranges.

        Returns
        -------
        ndarray, (people, themes, runs) or (people, runs)
            The first where there is one of each theme.
        """
        return self._whole_state(name)[..., : self.runs]

    def stated(self) -> np.ndarray:
        """Stated level of each theme.

        Returns
        -------
        ndarray, (themes, runs)
            In [0, 1].
        """
        return self._week.stated.reshape(self.themes, -1)[:, : self.runs]

    def weights(self) -> np.ndarray:
        """Weight of each theme.

        Returns
        -------
        ndarray, (themes, runs)
            Adding up to 1 over the themes.
        """
        return self._week.weight.reshape(self.themes, -1)[:, : self.runs]

    def sums_of(self, names: Sequence[str]) -> np.ndarray:
        """Sums over the people of several states at once, in whole units of 2⁻³².

        Parameters
        ----------
        names : sequence of str
            As `state` takes them, voice not among them: it is made of the others.

        Returns
        -------
        ndarray of int64, (sums, runs)
            Of each state in the order of `names`, of each theme where there is one of each.
        """
        arrays = {name: getattr(self._week, name) for name in ("seen", *Private._fields)}
        sums = SimpleNamespace(**{name: whole_sums(rows)[None] for name, rows in arrays.items()})
        found = [state_of(name, sums, self._width).reshape(-1, self._width) for name in names]
        return np.concatenate(found)[:, : self.runs]

    def _whole_state(self, name: str) -> np.ndarray:
        return state_of(name, self._week, self._width)

    def _begin(self, rests: Sequence[Rested | None], survey: Mapping[str, np.ndarray]) -> None:
        self._kernels.hire_all(standing(self._week))
        for run, rest in enumerate(rests):
            for name, values in rest.states.items() if rest else ():
                self._whole_state(name)[..., run] = values
        for run, config in enumerate(self._configs):
            if config.run.start == FITTED:
                self._begin_as_fitted(run, config)
        names = [theme.name for theme in self._configs[0].themes]
        asked = [(column.partition(":")[0], column) for column in survey]
        # habits that are known are values, too, unless these are known as well
        asked = [("values", column) for state, column in asked if state == "habit"] + asked
        for state, column in asked:
            theme, values = column.partition(":")[2], survey[column]
            target = self._whole_state(state)
            known = np.flatnonzero(np.isfinite(values))
            answers = values[known].astype(self._dtype)
            if theme:
                if theme not in names:
                    raise UserError(
                        f"survey: column {quoted(column)}: there is no theme {quoted(theme)}"
                        f"{did_you_mean(theme, names)}; the themes are {listed(names)}"
                    )
                target[known, names.index(theme)] = answers[:, None]
            else:
                target[known] = answers.reshape(-1, *[1] * (target.ndim - 1))
        self.observe()

    def _begin_as_fitted(self, run: int, config: Config) -> None:
        """Take over the states that a run's set has of everybody."""
        if sets_in_use(config).people != self.organisation.ids_digest:
            raise UserError(
                "organisation.ensemble: was fitted to other people, or to an organisation generated by"
                " another seed; fit again, or leave run.seed as the fit has it"
            )
        for name, values in fitted_states(config).items():
            target = self._whole_state(name)[..., run]
            if values.size != target.size:
                raise UserError(
                    "organisation.ensemble: was fitted to other themes, or to more or fewer of them: it"
                    f" holds {values.size:,} values of {name} where there are {target.size:,}; fit again"
                )
            target[...] = values.reshape(target.shape)

    def lever(self, name: str) -> np.ndarray:
        """A lever of everybody in the week just simulated.

        Parameters
        ----------
        name : str
            As `orgsim parameters` lists it.

        Returns
        -------
        ndarray, (people, runs)
            In the unit of the lever.
        """
        groups = self._week.groups.reshape(self._cells.cells, -1, self._width)
        return groups[self._cells.cell, GroupRow[name], : self.runs]

    def parameter(self, name: str) -> np.ndarray:
        """A parameter of each run.

        Parameters
        ----------
        name : str
            As `orgsim parameters` lists it.

        Returns
        -------
        ndarray, (runs,)
            In the unit of the parameter; relative weights add up to 1.
        """
        rows = self._week.parameters.reshape(-1, self._width)
        return rows[ParameterRow[name], : self.runs]

    def observe(self) -> None:
        """Measure anew after a state was changed from outside; flows of the week are then 0."""
        self._kernels.observe(standing(self._week))

    def take_over(self, other: "Ensemble") -> None:
        """Go on in all runs from where another ensemble's first run is, people and week.

        Bits are as if every run had come that way, where its config differs from the other's only in
        later weeks.

        Parameters
        ----------
        other : Ensemble
            Of the same organisation and themes.
        """
        for name in HELD:
            whole = self._whole_state(name)
            whole[:] = other.state(name)[..., :1]
        self.week = other.week
        self.observe()

    def _shock(self, week: int) -> None:
        """Apply a week's shocks to the state at the end of the week before."""
        shocked = False
        for run, config in enumerate(self._configs):
            for who, change, strength in shock_changes(config, week):
                target = self._whole_state(change.state)
                people = np.flatnonzero(self._cells.within[who][self._cells.cell])
                before = target[people, ..., run]
                moved = before + change.share * strength * (change.level - before)
                target[people, ..., run] = moved.astype(self._dtype)
                shocked = True
        if shocked:
            self.observe()

    def _fixed_rows(self, configs: Sequence[Config]) -> dict[str, np.ndarray]:
        """The numbers that do not change from week to week."""
        themes = [config.themes for config in configs]

        def theme_rows(name: str) -> np.ndarray:
            return np.array([[getattr(theme, name) for theme in run] for run in themes]).T

        weight = theme_rows("weight")
        rows = {
            "parameters": np.array(_each(configs, parameter_column)).T,
            "stated": theme_rows("stated"),
            "weight": weight / weight.sum(axis=0),
            "habit_shift": theme_rows("habit_shift"),
        }
        return {name: values.astype(self._dtype).ravel() for name, values in rows.items()}

    def _settings_of(self, week: int) -> Settings:
        """The numbers of a week; runs that differ in parameters and people alone share the work."""
        done: dict[tuple[int, ...], tuple[np.ndarray, dict]] = {}
        columns = []
        for config in self._configs:
            same = tuple(id(getattr(config, name)) for name in DONE)
            if same not in done:
                done[same] = group_table(config, self._cells, week), layers_of(config, week)
            columns.append(done[same])
        groups = np.stack([table for table, _ in columns], axis=-1)
        groups[:, len(LEVERS) :] = self._traits
        strength = np.array(
            [[active.get(layer, 0.0) for _, active in columns] for layer in self._layers]
        ).reshape(len(self._layers), self._width)
        return Settings(
            groups=groups.astype(self._dtype).reshape(len(groups), -1),
            extra_strength=strength.astype(self._dtype),
            key=self._keys,
            **self._fixed,
        )


def _each(configs: Sequence[Config], make: Callable[[Config], np.ndarray]) -> list[np.ndarray]:
    """What is made of each config, made once of one that several runs have."""
    made = {number: make(config) for number, config in _distinct(configs).items()}
    return [made[id(config)] for config in configs]


def _distinct(configs: Sequence[Config]) -> dict[int, Config]:
    return {id(config): config for config in configs}


def _with_sets(configs: Sequence[Config], seed: int, replications: Sequence[int]) -> list[Config]:
    """The config of each run with its parameter set; runs with the same of both share one."""
    made: dict[tuple[int, int | None], Config] = {}
    found = []
    for config, replication in zip(configs, replications, strict=True):
        number = set_of(config, seed, replication)
        if (id(config), number) not in made:
            made[id(config), number] = config if number is None else with_set(config, number)
        found.append(made[id(config), number])
    return found


STRETCH = 500_000
"""Person-weeks between two calls of progress, some ten milliseconds: each call costs microseconds."""


def record(
    ensemble: Ensemble,
    weeks: int,
    progress: Callable[[int], None] | None = None,
    each: bool = False,
) -> np.ndarray:
    """Simulate `weeks` weeks; the level sums of the start and of each, (weeks + 1, levels, sums, runs).

    `progress` is called with the number of person-weeks simulated since the last call: after every week
    where `each` is wanted, else after some.
    """
    first = ensemble.level_sums()
    recorded = np.empty((weeks + 1, *first.shape))
    recorded[0] = first
    people = ensemble.organisation.people * ensemble.runs
    stretch = 1 if each else max(1, STRETCH // people)
    for done in range(0, weeks, stretch):
        more = min(stretch, weeks - done)
        ensemble.record(more, recorded[done + 1 : done + 1 + more])
        if progress:
            progress(people * more)
    return recorded
