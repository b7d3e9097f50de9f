"""What a Python session or notebook starts from: a scenario, changed by name, and simulated.

result = orgsim.run("baseline", scenario="walk_the_talk", transparency=0.8, weeks=104)
result.measures["alignment"]  # (weeks + 1, replications)
"""

import copy
from collections.abc import Callable, Mapping
from os import PathLike
from typing import TYPE_CHECKING, Any

import numpy as np

from orgsim.config.before import with_before_of
from orgsim.config.files import (
    ConfigFile,
    build,
    lay_value,
    merged,
    read_toml,
    with_its_files,
    with_whole_paths,
)
from orgsim.config.models import Config, OrganisationConfig, RunConfig
from orgsim.config.programmes_from_code import ALLOW_IN_PYTHON, with_programmes_from_code
from orgsim.errors import UserError, listed, quoted
from orgsim.measures.own_code import own_code
from orgsim.measures.own_measures import OwnMeasures
from orgsim.model.parameters import LEVERS, PARAMETERS
from orgsim.organisation.hints import did_you_mean
from orgsim.plain_tables import check_depth
from orgsim.shipped import find_file
from orgsim.simulation import ScenarioResult, simulate

if TYPE_CHECKING:
    from orgsim.evidence import Validation

Source = Config | ConfigFile | Mapping[str, Any] | str | PathLike[str] | None
"""Where a config comes from: a file or the name of one that comes along, its tables, a config read
before, or None for the defaults."""

KEYS: Mapping[str, str] = {
    **{name: f"run.{name}" for name in RunConfig.model_fields},
    **{name: f"organisation.{name}" for name in OrganisationConfig.model_fields},
    **{quantity.name: f"parameters.{quantity.name}" for quantity in PARAMETERS},
    **{lever.name: f"levers.{lever.name}" for lever in LEVERS},
}
"""Where a plain name stands in a config; any other number has its dotted key."""


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
        A file, the name of a config that comes along (`orgsim configs`), its tables, or one read before;
        None for the defaults.
    scenario : str, optional
        The name of one of its scenarios; None for the base.
    measures : mapping of str to callable, optional
        Measures of your own by name, taken at the start and after every week: a function of one run with
        the names of an `Ensemble` (arrays are copies and have a last axis of 1), that gives its number.
    allow_code : bool, default False
        Whether code that own_measures and own_programmes of the config name may be imported and called.
    **changes
        New values by plain name or dotted key, see `configure`.

    Returns
    -------
    ScenarioResult
        `measures` has an array (weeks + 1, replications) by name, in the units of `orgsim.MEASURES`,
        week 0 being the start, and your own beside them; `levels` the same by level, (weeks + 1, levels,
        replications); `config` what was simulated.

    Raises
    ------
    UserError
        With one line for whatever is wrong.

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
    tables, name = _tables(config)
    folder = None if isinstance(config, Mapping) else find_file(config).parent
    found = with_programmes_from_code(tables, name, folder, allowed, ALLOW_IN_PYTHON)
    return config if found == tables else found


def _own(config: Config, given: OwnMeasures | None, allowed: bool) -> OwnMeasures:
    """Measures of one's own: those that the config names, and those that were given as functions."""
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
        Measures of your own by name, see `run`.
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
        With one line for whatever is wrong, and where there are fewer than two scenarios.

    Examples
    --------
    >>> tables = {"scenarios": {"as now": {}, "open": {"levers": {"transparency": 0.9}}}}
    >>> found = orgsim.compare(tables, people=40, weeks=8, replications=3, start="as_drawn")
    >>> paired = found["open"].measures["trust"] - found["as now"].measures["trust"]
    >>> paired.shape
    (9, 3)
    """
    config = _with_code(config, allow_code)
    names = _names(config)
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
    """Hold the model against stylised facts and field trials of published research.

    The config's organisation, people, levers and parameters count; its interventions, shocks and
    scenarios are left out.

    Parameters
    ----------
    config : path, str, mapping, Config or ConfigFile, optional
        See `run`; None for the defaults.
    replications : int, default 20
        Repetitions with other random draws, all with the same parameters.
    threads : int, optional
        At most so many; by default as many as pay.
    progress : callable, optional
        Called with numbers of person-weeks that were simulated.
    **changes
        New values by plain name or dotted key, see `configure`.

    Returns
    -------
    Validation
        `facts` and `trials`, each with the values (replications,), mean and 95 % interval of its parts
        beside the published target and band; `inside` and `trials_inside` count what is in its band.

    Raises
    ------
    UserError
        With one line for whatever is wrong.

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


def configure(
    config: Source = None, scenario: str | None = None, changes: Mapping[str, Any] | None = None
) -> Config:
    """One scenario of a config, with some of its numbers changed.

    Where people begin at rest, the base with these changes holds before week 1, unless `before` says
    otherwise (`before.levers.transparency`).

    Parameters
    ----------
    config : path, str, mapping, Config or ConfigFile, optional
        A path, the name of a config that comes along (`orgsim configs`), its tables, or one read before;
        None for the defaults.
    scenario : str, optional
        The name of one of its scenarios; None for the base.
    changes : mapping of str, optional
        New values by plain name (`transparency`, `people`, `weeks` …) or dotted key
        (`people.trust.mean`, `themes.0.stated`, `mechanisms.turnover`).

    Returns
    -------
    Config
        Frozen and complete.

    Raises
    ------
    UserError
        With one line for whatever is wrong: what, where, what is allowed.

    Examples
    --------
    >>> chosen = orgsim.configure("baseline", "walk_the_talk", {"transparency": 0.8, "weeks": 52})
    >>> chosen.levers.transparency, chosen.run.weeks
    (0.8, 52)
    """
    if isinstance(config, ConfigFile):
        config = config.base if scenario is None else _named(config.scenarios, scenario)
        scenario = None
    if isinstance(config, Config) and scenario is None and not changes:
        return config
    tables, name = _tables(config)
    build(tables, name)
    variations = tables.pop("scenarios", {})
    if scenario is None:
        return _changed(tables, changes, name)
    chosen = _changed(merged(tables, _named(variations, scenario)), changes, name)
    return with_before_of(chosen, _changed(tables, changes, name))


def _changed(tables: Mapping[str, Any], changes: Mapping[str, Any] | None, name: str) -> Config:
    """The config of plain tables with changes laid over them."""
    changed = copy.deepcopy(dict(tables))
    for key, value in (changes or {}).items():
        lay_value(changed, full_key(key), _plain(value))
    return with_its_files(build(changed, name), name).base


def full_key(name: str) -> str:
    """The dotted key of a number's plain name; a dotted key is one already."""
    if "." in name:
        return name
    if name not in KEYS:
        raise UserError(
            f"'{name}' is no lever, no parameter and no key of [organisation] or [run]"
            f"{did_you_mean(name, KEYS)}; name others by their dotted key, like people.trust.mean"
        )
    return KEYS[name]


def _names(config: Source) -> list[str]:
    """The names of a config's scenarios."""
    if isinstance(config, ConfigFile):
        return list(config.scenarios)
    tables, name = _tables(config)
    return list(build(tables, name).scenarios)


def _named(scenarios: Mapping[str, Any], name: str) -> Any:
    if name not in scenarios:
        raise UserError(
            f"scenario {quoted(name)} is not in the config{did_you_mean(str(name), scenarios)};"
            f" allowed: {listed(scenarios) or 'none, it has no scenarios'}"
        )
    return scenarios[name]


def _tables(
    config: Config | Mapping[str, Any] | str | PathLike[str] | None,
) -> tuple[dict[str, Any], str]:
    """A config as plain tables, with whole paths, and what errors call it."""
    if config is None:
        return {}, "config"
    if isinstance(config, Config):
        return config.resolved(), "config"
    if isinstance(config, Mapping):
        check_depth(config, "config")
        return copy.deepcopy(dict(config)), "config"
    path = find_file(config)
    return with_whole_paths(read_toml(path), path.parent), str(config)


def _plain(value: Any) -> Any:
    """A NumPy number or array as plain Python."""
    return value.tolist() if isinstance(value, np.generic | np.ndarray) else value
