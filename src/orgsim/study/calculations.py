"""What calculations share: ensembles looked at by week, variants side by side, rows as columns."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from orgsim.analysis.repetitions import by_repetition
from orgsim.config.before import with_before_of
from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble
from orgsim.engine.widths import cut
from orgsim.organise import DrawnOrganisation, draw_organisation
from orgsim.parallel.compiled_threads import use_threads
from orgsim.parameter_sets import drawn_sets
from orgsim.study.declaration import Setting

Columns = dict[str, np.ndarray]
Look = Callable[[Ensemble], np.ndarray]


def looks(ensemble: Ensemble, weeks: int, look: Look, every: int = 1) -> np.ndarray:
    """What `look` sees now and every so many of the next weeks, (looks, …)."""
    seen = [look(ensemble).copy()]
    for week in range(1, weeks + 1):
        ensemble.step()
        if week % every == 0:
            seen.append(look(ensemble).copy())
    return np.stack(seen)


def distances(ensemble: Ensemble, state: str) -> np.ndarray:
    """Σω|M − x| of everybody, (people, runs), of practice or message x."""
    apart = np.abs(ensemble.stated() - ensemble.state(state))
    return (ensemble.weights() * apart).sum(axis=1)


def side_by_side(
    setting: Setting,
    tables: Mapping[str, Any],
    base: Config,
    variants: Callable[[DrawnOrganisation], Mapping[str, Config]],
    see: Callable[[Ensemble, Mapping[str, Config], DrawnOrganisation], Mapping[str, float]],
) -> Columns:
    """Columns (replications,): what is seen of variants in the organisation of each replication.

    Where runs begin at rest, what held before week 1 is the base's. Replications of one parameter set
    count as one, by their mean.

    tables    says how many `replications` there are, and of which `seed`
    variants  by name, in the organisation drawn
    see       simulates an ensemble of some variants and names the numbers it came to
    """
    columns: dict[str, dict[int, float]] = {}
    for replication in range(tables["replications"]):
        drawn = draw_organisation(base, tables["seed"], replication)
        use_threads(drawn.organisation.people, setting.jobs)
        configs = list(variants(drawn).items())
        for first, last in cut(len(configs)):
            some = {name: with_before_of(each, base) for name, each in configs[first:last]}
            ensemble = Ensemble.of(list(some.values()), tables["seed"], replication, drawn)
            for name, value in see(ensemble, some, drawn).items():
                columns.setdefault(name, {})[replication] = value
    sets = drawn_sets(base, range(tables["replications"]), tables["seed"])
    each = {name: np.array(list(values.values())) for name, values in columns.items()}
    return {name: by_repetition(values, sets) for name, values in each.items()}


def numbered(columns: Mapping[str, np.ndarray], beginning: str) -> tuple[np.ndarray, np.ndarray]:
    """Columns of a name and a whole number, like weeks: the numbers, and the columns stacked."""
    ends = [name.removeprefix(beginning) for name in columns if name.startswith(beginning)]
    numbers = sorted(int(end) for end in ends if end.isdecimal())
    return np.array(numbers), np.stack([columns[f"{beginning}{number}"] for number in numbers])


def switched_off(config: Config, *mechanisms: str) -> Config:
    """A config with some mechanisms off."""
    if not mechanisms:
        return config
    tables = config.model_dump()
    off = dict.fromkeys(mechanisms, False)
    return Config.model_validate(tables | {"mechanisms": tables["mechanisms"] | off})


def columns_of(rows: Iterable[Mapping[str, Any]]) -> Columns:
    """Rows of the same names as columns, text as objects."""
    there = list(rows)
    found = {name: np.array([row[name] for row in there]) for name in there[0]}
    return {
        name: column.astype(object) if column.dtype.kind == "U" else column
        for name, column in found.items()
    }


def chosen(columns: Mapping[str, np.ndarray], name: str, **where: Any) -> np.ndarray:
    """A column where others have these values."""
    here = np.ones(len(columns[name]), bool)
    for other, value in where.items():
        here &= columns[other] == value
    if not here.any():
        raise KeyError(f"no row has all of {where}")
    return columns[name][here]
