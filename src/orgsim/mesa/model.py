"""The model as a Mesa model: the same engine, with Mesa's agents, data collector and batch runs.

Importing Mesa 3.3.1 sets the start method of multiprocessing to spawn for the whole process (later
versions do so in `batch_run`), so this module is imported only when `orgsim.OrgModel` is used.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from orgsim.api.configured import Source, configure
from orgsim.engine.ensemble import Ensemble
from orgsim.errors import UserError
from orgsim.measures.outcomes import MEASURES, outcomes
from orgsim.measures.sums import SUMS, Sum
from orgsim.mesa.mesa_adapter import DataCollector, Model, Signature, iteration_of
from orgsim.mesa.person import Person
from orgsim.model.random import run_key
from orgsim.model.states import OWN
from orgsim.organise import people_of
from orgsim.parallel.compiled_threads import use_threads
from orgsim.simulation.outlook import refuse_too_large


class OrgModel(Model):
    """One run of a scenario as a Mesa model; a step is a week.

    Its series are those of `orgsim run`, bit for bit: if the config starts at rest, week 0 is the
    organisation at rest (see `model.ensemble.rests`). The data collector records every measure at
    the start and after every week; measures are attributes too (`model.alignment`). After the config's
    last week, `running` is False and a step changes nothing. The objects of `agents` are created when
    they are first used. In `mesa.batch_run`, repetitions differ by `replication`, by `seed` or
    `rng`, or by Mesa's `iterations`, of which number i is replication i:
    `mesa.batch_run(OrgModel, {"replication": range(20), "transparency": [0.2, 0.8]})`.

    Parameters
    ----------
    config : path, str, mapping, Config or ConfigFile, optional
        See `orgsim.run`; None for the defaults.
    scenario : str, optional
        The name of one of the config's scenarios; None for its base.
    replication : int, optional
        Number of the run, the same seed with other draws; None for the iteration of `mesa.batch_run`,
        0 outside of it.
    agent_reporters : mapping, optional
        What `datacollector` records of each person, as Mesa takes it.
    rng : int, optional
        Seed of all random draws, as Mesa 3.5 calls it; None for that of the config.
    **changes
        New values by plain name (`seed`, `transparency`, `people`, `weeks` …) or dotted key, see
        `orgsim.configure`.

    Raises
    ------
    UserError
        If anything is wrong, in one line.

    Examples
    --------
    >>> model = orgsim.OrgModel(people=40, weeks=8, start="as_drawn")
    >>> model.run_model()
    >>> len(model.datacollector.get_model_vars_dataframe())
    9
    """

    __signature__ = Signature()

    def __init__(
        self,
        config: Source = None,
        scenario: str | None = None,
        replication: int | None = None,
        agent_reporters: Mapping[str, Any] | None = None,
        rng: int | None = None,
        **changes: Any,
    ) -> None:
        replication = _replication(replication, rng, iteration_of(type(self)))
        self.config = configure(config, scenario, _with_seed(changes, rng))
        run = self.config.run
        key = run_key(run.seed, replication)
        super().__init__(rng=int(key))
        self.replication, self.week, self.weeks = replication, 0, run.weeks
        refuse_too_large({"": self.config}, range(1))
        use_threads(people_of(self.config.organisation))
        self.ensemble = Ensemble.of(self.config, run.seed, replication)
        self.organisation = self.ensemble.organisation
        self._people: list[Person] = []
        self._touched = False
        self._take_measures(self.ensemble.level_sums())
        self.datacollector = DataCollector(
            model_reporters={name: name for name in MEASURES}, agent_reporters=agent_reporters
        )
        self.datacollector.collect(self)

    def step(self) -> None:
        """Simulate one more week."""
        if self.week >= self.weeks:
            self.running = False
            return
        self._observe_changes()
        use_threads(self.organisation.people)
        self.ensemble.step()
        self.week += 1
        self._take_measures(self.ensemble.level_sums())
        self.datacollector.collect(self)

    def measures(self) -> dict[str, float]:
        """Every measure now; those of events in a week are NaN at the start.

        Returns
        -------
        dict of str to float
            By name, in the units of `orgsim.MEASURES`.
        """
        self._observe_changes()
        return self._measures

    def state(self, name: str) -> np.ndarray:
        """A state of everybody, to read until the next step.

        Parameters
        ----------
        name : str
            One of `orgsim.model.states.STATES`.

        Returns
        -------
        ndarray, (people,) or (people, themes)
            Cannot be written to.
        """
        values = self.ensemble.state(name)[..., 0]
        values.flags.writeable = False
        return values

    def set_state(self, name: str, value: Any, who: Any = slice(None)) -> None:
        """Change a state of some positions.

        Parameters
        ----------
        name : str
            A state that can be set, see `orgsim.model.states.OWN`.
        value : float or array
            In the range of the state.
        who : int, array or slice, optional
            A number, an index or mask array; by default all.

        Raises
        ------
        UserError
            If the state cannot be set, or a value is out of its range.
        """
        if name not in OWN:
            raise UserError(f"{name} cannot be set; these can: {', '.join(OWN)}")
        low, high = OWN[name].low, OWN[name].high
        values = np.asarray(value, float)
        if not ((values >= low) & (values <= high)).all():
            raise UserError(f"{name} = {value} is out of range: must be {low:g} to {high:g}")
        self.ensemble.state(name)[who, ..., 0] = values
        self._touched = True

    def person(self, position: int) -> Person:
        """The person at a position.

        Parameters
        ----------
        position : int
            From 0, the top, on.

        Returns
        -------
        Person
            A view on the engine's arrays.
        """
        self._make_people()
        return self._people[position]

    @property
    def agents(self) -> Any:
        """Everybody, by position."""
        self._make_people()
        return super().agents

    @property
    def agent_types(self) -> list[type]:
        """The one type of agents."""
        self._make_people()
        return super().agent_types

    @property
    def agents_by_type(self) -> Any:
        """Everybody, by type."""
        self._make_people()
        return super().agents_by_type

    def __getattr__(self, name: str) -> float:
        if name in MEASURES:
            return self.measures()[name]
        raise AttributeError(f"{type(self).__name__!r} has no attribute {name!r}")

    def _make_people(self) -> None:
        if not self._people:
            self._people = [Person(self, position) for position in range(self.organisation.people)]

    def _observe_changes(self) -> None:
        """Measure again if states were changed from outside; measures of events in the week stay."""
        if self._touched:
            self._touched = False
            self.ensemble.observe()
            sums = self.ensemble.level_sums()
            flows = [Sum[name] for name, each in SUMS.items() if each.flow]
            sums[:, flows] = self._sums[:, flows]
            self._take_measures(sums)

    def _take_measures(self, sums: np.ndarray) -> None:
        """Keep the measures of a week from its sums (levels, sums, 1)."""
        self._sums = sums
        weeks = np.stack([sums] * (2 if self.week else 1))  # a series begins without flows
        series = outcomes(weeks, self.organisation)
        self._measures = {name: float(values[-1, 0]) for name, values in series.items()}


def _replication(given: int | None, rng: int | None, iteration: int) -> int:
    """The number of a run; iterations of a batch that have no seeds of their own are replications."""
    if given is None:
        return iteration if rng is None else 0
    if given < 0:
        raise UserError(f"replication = {given} is out of range: must be at least 0")
    if rng is None and iteration:
        raise UserError(
            f"replication = {given}: its iterations would be equal runs; give batch_run either"
            " replication or iterations"
        )
    return given


def _with_seed(changes: Mapping[str, Any], rng: int | None) -> dict[str, Any]:
    """The changes with the seed, whichever of its two names it was given by."""
    chosen = dict(changes)
    seeds = [seed for seed in (chosen.pop("seed", None), rng) if seed is not None]
    if len(seeds) > 1:
        raise UserError(f"seed = {seeds[0]} and rng = {seeds[1]}: are both the seed; give one")
    if seeds and not isinstance(seeds[0], int | np.integer):
        raise UserError(f"rng = {seeds[0]!r}: is not a whole number; give the seed as one")
    return {**chosen, "seed": seeds[0]} if seeds else chosen
