"""What a Python session or notebook starts from: a scenario, changed by name, and simulated.

result = orgsim.run("baseline", scenario="walk_the_talk", transparency=0.8, weeks=104)
result.measures["alignment"]  # (weeks + 1, replications)
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from orgsim.api.configured import Source, configure, names_of, tables_of
from orgsim.config.files import ConfigFile
from orgsim.config.models import Config
from orgsim.config.programmes_from_code import ALLOW_IN_PYTHON, with_programmes_from_code
from orgsim.errors import UserError
from orgsim.measures.own_code import own_code
from orgsim.measures.own_measures import OwnMeasures
from orgsim.shipped import find_file
from orgsim.simulation import ScenarioResult, simulate

if TYPE_CHECKING:
    from orgsim.evidence import Validation


def run(
    config: Source = None,
    scenario: str | None = None,
    *,
    measures: OwnMeasures | None = None,
    allow_code: bool = False,
    **changes: Any,
) -> ScenarioResult:
    """Simulate one scenario with all its replications.

    Parameters
    ----------
    config : path, str, mapping, Config or ConfigFile, optional
        A file, the name of a shipped config (`orgsim configs`), its tables, or one that was read;
        None for the defaults.
    scenario : str, optional
        The name of one of its scenarios; None for the base.
    measures : mapping of str to callable, optional
        Your own measures by name, taken at the start and after every week: functions that get one run as
        an `Ensemble` (arrays are copies and have a last axis of 1) and return a number.
    allow_code : bool, default False
        Whether the code that own_measures and own_programmes name may be imported and called.
    **changes
        New values by plain name or dotted key, see `configure`.

    Returns
    -------
    ScenarioResult
        `measures` has an array (weeks + 1, replications) by name, in the units of `orgsim.MEASURES`,
        week 0 being the start, including your own; `levels` the same by level, (weeks + 1, levels,
        replications); `config` the simulated config.

    Raises
    ------
    UserError
        If anything is wrong, in one line.

    Examples
    --------
    >>> result = orgsim.run(people=40, weeks=8, replications=3, start="as_drawn")
    >>> result.measures["alignment"].shape
    (9, 3)
    >>> spread = {"trust_spread": lambda ensemble: ensemble.state("trust").std(axis=0)}
    >>> result = orgsim.run(people=40, weeks=8, replications=3, start="as_drawn", measures=spread)
    >>> result.measures["trust_spread"].shape
    (9, 3)
    """
    config = _with_code(config, allow_code)
    chosen = configure(config, scenario, changes)
    name = scenario or "base"
    return simulate({name: chosen}, own=_own(chosen, measures, allow_code))[name]


def _with_code(config: Source, allowed: bool) -> Source:
    """The same config, with programmes that code declares as data, if that is allowed."""
    if config is None or isinstance(config, Config | ConfigFile):
        return config
    tables, name = tables_of(config)
    folder = None if isinstance(config, Mapping) else find_file(config).parent
    found = with_programmes_from_code(tables, name, folder, allowed, ALLOW_IN_PYTHON)
    return config if found == tables else found


def _own(config: Config, given: OwnMeasures | None, allowed: bool) -> OwnMeasures:
    """User-defined measures: those named by the config, and those given as functions."""
    named = own_code(config, allowed, "config", ALLOW_IN_PYTHON).functions
    twice = sorted(set(named) & set(given or {}))
    if twice:
        raise UserError(f"measures: {twice[0]} is one of the config's own; choose another name")
    return {**named, **(given or {})}


def compare(
    config: Source,
    *,
    measures: OwnMeasures | None = None,
    allow_code: bool = False,
    **changes: Any,
) -> dict[str, ScenarioResult]:
    """Simulate the scenarios of a config side by side, so that their differences are paired.

    Parameters
    ----------
    config : path, str, mapping or ConfigFile
        A config with two scenarios or more, see `run`.
    measures : mapping of str to callable, optional
        Your own measures by name, see `run`.
    allow_code : bool, default False
        See `run`.
    **changes
        New values for all scenarios by plain name or dotted key, see `configure`.

    Returns
    -------
    dict of str to ScenarioResult
        By scenario, in the order of the config; replication number r of all of them has the same
        draws. Arrays are (weeks + 1, replications), see `run`.

    Raises
    ------
    UserError
        If anything is wrong, in one line, or if there are fewer than two scenarios.

    Examples
    --------
    >>> tables = {"scenarios": {"as now": {}, "open": {"levers": {"transparency": 0.9}}}}
    >>> found = orgsim.compare(tables, people=40, weeks=8, replications=3, start="as_drawn")
    >>> paired = found["open"].measures["trust"] - found["as now"].measures["trust"]
    >>> paired.shape
    (9, 3)
    """
    config = _with_code(config, allow_code)
    names = names_of(config)
    if len(names) < 2:
        raise UserError("compare needs a config with two [scenarios.NAME] tables or more")
    chosen = {name: configure(config, name, changes) for name in names}
    return simulate(chosen, own=_own(chosen[names[0]], measures, allow_code))


def validate(
    config: Source = None,
    replications: int = 20,
    threads: int | None = None,
    progress: Callable[[int], None] | None = None,
    **changes: Any,
) -> "Validation":
    """Compare the model with stylised facts and field trials from published research.

    It uses the config's organisation, people, levers and parameters, and leaves out its interventions,
    shocks and scenarios.

    Parameters
    ----------
    config : path, str, mapping, Config or ConfigFile, optional
        See `run`; None for the defaults.
    replications : int, default 20
        Replications with different random draws, all with the same parameters.
    threads : int, optional
        Maximum number of threads; by default as many as are useful.
    progress : callable, optional
        Called with the number of person-weeks just simulated.
    **changes
        New values by plain name or dotted key, see `configure`.

    Returns
    -------
    Validation
        `facts` and `trials`, each with the values (replications,), mean and 95 % interval of its parts
        next to the published target and band; `inside` and `trials_inside` count those in their bands.

    Raises
    ------
    UserError
        If anything is wrong, in one line.

    Examples
    --------
    >>> found = orgsim.validate(replications=2, people=60)
    >>> len(found.facts), len(found.trials)
    (18, 18)
    """
    from orgsim.evidence.validation import validate as validated

    if replications < 1:
        raise UserError(f"replications = {replications} is out of range: must be at least 1")
    return validated(configure(config, None, changes), replications, threads, progress)
