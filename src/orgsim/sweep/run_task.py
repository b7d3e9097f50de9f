"""Work: what a worker does with a task. Nothing here knows of files, processes or clusters."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numba
import numpy as np
import pyarrow as pa

from orgsim.analysis.result_schema import RESULT_COLUMNS, RunsMeasured, own_columns
from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble, record
from orgsim.engine.rest import Rested
from orgsim.errors import UserError
from orgsim.io.arrow_columns import numbers, plain, texts, whole_numbers
from orgsim.measures.outcomes import MEASURES, outcomes
from orgsim.measures.own_measures import OwnSeries
from orgsim.organise import draw_organisation
from orgsim.parameter_sets import set_of
from orgsim.sweep.plan import SideBySide, Task
from orgsim.sweep.point_config import FACTS, Recipe

SUCCEEDED, FAILED = "SUCCEEDED", "FAILED"
DTYPES = {bool: np.bool_, int: np.int64, float: np.float64, str: np.object_}
ALWAYS_THERE = ("message_practice_gap", "engagement", "skill")
"""Measures of everybody, which are a number in every week unless something went wrong."""


class Rows(NamedTuple):
    """What a task came to: a row a run, and a row a run and recorded week, if any are."""

    runs: pa.Table
    weeks: pa.Table | None


class Simulated(NamedTuple):
    """Runs and what became of them, each by its number in the ensemble.

    configs   of the runs that have one
    failures  messages of the runs that failed
    measures  (weeks + 1, runs), NaN where a run failed; a run's weeks lie side by side, since NumPy's
              means over weeks would otherwise round differently for one run and for several
    rests     how runs came to rest before week 0, none of those that begin as drawn
    """

    configs: dict[int, Config]
    failures: dict[int, str]
    measures: dict[str, np.ndarray]
    rests: dict[int, Rested]


def do_task(task: Task, recipe: Recipe) -> Rows:
    """Simulate the runs of a task; a run that fails does not take the others along."""
    with _one_thread():
        return _joined([_do_ensemble(each, recipe) for each in task.ensembles])


def _joined(rows: Sequence[Rows]) -> Rows:
    if len(rows) == 1:
        return rows[0]
    weeks = [each.weeks for each in rows if each.weeks is not None]
    return Rows(
        pa.concat_tables([each.runs for each in rows]).combine_chunks(),
        pa.concat_tables(weeks).combine_chunks() if weeks else None,
    )


def _do_ensemble(beside: SideBySide, recipe: Recipe) -> Rows:
    configs, failures = _configs(beside, recipe)
    if recipe.measures == FACTS:
        return _fact_rows(beside, recipe, configs, failures)
    weeks = max((config.run.weeks for config in configs.values()), default=1)
    simulated = Simulated(configs, failures, _nothing(weeks, beside, recipe), {})
    _simulate(beside, recipe, list(configs), simulated)
    return _rows(beside, recipe, simulated)


def attempt(task: Task, recipe: Recipe) -> Rows | Exception:
    """Do a task; whatever goes wrong beyond its runs comes back, and takes no worker down."""
    try:
        return do_task(task, recipe)
    except Exception as error:
        return RuntimeError(f"{type(error).__name__}: {error}")


def failed_rows(task: Task, recipe: Recipe, message: str) -> Rows:
    """Rows that say that all runs of a task failed, and why."""
    beside = SideBySide(0, task.runs)
    failures = dict.fromkeys(range(len(task.runs)), message)
    if recipe.measures == FACTS:
        return _fact_rows(beside, recipe, {}, failures)
    return _rows(beside, recipe, Simulated({}, failures, _nothing(1, beside, recipe), {}))


def _nothing(weeks: int, beside: SideBySide, recipe: Recipe) -> dict[str, np.ndarray]:
    """Measures of which nothing is known yet."""
    shape = (weeks + 1, len(beside.runs))
    return {name: np.full(shape, np.nan, order="F") for name in (*MEASURES, *recipe.own_measures)}


@contextmanager
def _one_thread() -> Iterator[None]:
    """Workers are what runs side by side; afterwards as many threads as before."""
    before = numba.get_num_threads()
    numba.set_num_threads(1)
    try:
        yield
    finally:
        numba.set_num_threads(before)


def _configs(beside: SideBySide, recipe: Recipe) -> tuple[dict[int, Config], dict[int, str]]:
    """Configs of the runs, one for all replications of a point, and why some have none."""
    found: dict[int, Config | str] = {}
    for point, _, values in beside.runs:
        if point not in found:
            try:
                found[point] = recipe.config(values)
            except UserError as error:
                found[point] = str(error).removeprefix("point: ")
    of_runs = [found[run.point] for run in beside.runs]
    configs = {n: config for n, config in enumerate(of_runs) if isinstance(config, Config)}
    return configs, {n: text for n, text in enumerate(of_runs) if isinstance(text, str)}


def _simulate(
    beside: SideBySide, recipe: Recipe, runs: Sequence[int], simulated: Simulated
) -> None:
    """Simulate some runs side by side, or one by one where that fails: their bits are the same."""
    if not runs:
        return
    try:
        measures, rests = simulate_together(
            beside, recipe, [(n, simulated.configs[n]) for n in runs]
        )
    except Exception as error:  # whatever it was, the run's row says so, and the sweep goes on
        if len(runs) > 1:
            for run in runs:
                _simulate(beside, recipe, [run], simulated)
        else:
            simulated.failures[runs[0]] = _said(error)
        return
    broken = _no_numbers(measures)
    simulated.failures.update({runs[column]: why for column, why in broken.items()})
    whole = [column for column in range(len(runs)) if column not in broken]
    succeeded = [runs[column] for column in whole]
    for name, values in measures.items():
        simulated.measures[name][:, succeeded] = values[:, whole]
    for run, column in zip(succeeded, whole, strict=True):
        if rest := rests[column]:
            simulated.rests[run] = rest


def _said(error: Exception) -> str:
    """An error as a row tells it."""
    kind = "" if isinstance(error, UserError) else f"{type(error).__name__}: "
    return f"{kind}{error}"


def simulate_together(
    beside: SideBySide, recipe: Recipe, runs: Sequence[tuple[int, Config]]
) -> tuple[dict[str, np.ndarray], Sequence[Rested | None]]:
    """Measures of runs of one ensemble, (weeks + 1, runs), and how each came to rest."""
    first = runs[0][1]
    for _, config in runs:
        assert config.organisation == first.organisation
        assert config.run.weeks == first.run.weeks
    drawn = draw_organisation(first, recipe.seed, beside.replication)
    replications = [beside.runs[n].replication for n, _ in runs]
    ensemble = Ensemble.of([config for _, config in runs], recipe.seed, replications, drawn)
    own = OwnSeries(recipe.own_functions, ensemble, first.run.weeks)
    sums = record(ensemble, first.run.weeks, own.take_after_each(), each=bool(recipe.own_functions))
    return {**outcomes(sums, drawn.organisation), **own.series}, ensemble.rests


def _no_numbers(measures: Mapping[str, np.ndarray]) -> dict[int, str]:
    """What says of runs, by their column, that they left the range of numbers."""
    found: dict[int, str] = {}
    for name in ALWAYS_THERE:
        finite = np.isfinite(measures[name])
        for column in np.flatnonzero(~finite.all(axis=0)).tolist():
            week = np.argmin(finite[:, column])
            found.setdefault(column, f"{name} is not a number (NaN) from week {week} on")
    return found


def _fact_rows(
    beside: SideBySide, recipe: Recipe, configs: Mapping[int, Config], failures: dict[int, str]
) -> Rows:
    """Each run measured by the stylised facts; null where one is not defined."""
    from orgsim.evidence import PARTS, Lanes, measure

    lanes = {id(config): Lanes(config) for config in configs.values()}
    values = np.full((len(PARTS), len(beside.runs)), np.nan)
    for run, config in configs.items():
        try:
            found = measure(config, beside.runs[run].replication, lanes[id(config)])
        except Exception as error:  # as above
            failures[run] = _said(error)
            continue
        values[:, run] = [found[part] for part in PARTS]
    columns = _identity(beside, recipe) | _status(
        [failures.get(n) for n in range(len(beside.runs))]
    )
    columns |= {part: numbers(row) for part, row in zip(PARTS, values, strict=True)}
    return Rows(pa.table(columns), None)


def _rows(beside: SideBySide, recipe: Recipe, simulated: Simulated) -> Rows:
    count = len(beside.runs)
    failures = [simulated.failures.get(n) for n in range(count)]
    configs = [simulated.configs[n] if failures[n] is None else None for n in range(count)]
    columns = _identity(beside, recipe)
    columns["weeks"] = whole_numbers([config.run.weeks if config else None for config in configs])
    columns |= _status(failures)
    rests = [simulated.rests.get(n) for n in range(count)]
    sets = [
        None if config is None else set_of(config, recipe.seed, run.replication)
        for config, run in zip(configs, beside.runs, strict=True)
    ]
    runs = RunsMeasured(simulated.measures, configs, rests, sets)
    made = {**RESULT_COLUMNS, **own_columns(recipe.own_measures)}
    columns |= {name: numbers(column.made(runs)) for name, column in made.items()}
    succeeded = np.flatnonzero([failure is None for failure in failures])
    return Rows(pa.table(columns), _weekly_rows(beside, recipe, simulated, succeeded))


def _weekly_rows(
    beside: SideBySide, recipe: Recipe, simulated: Simulated, runs: np.ndarray
) -> pa.Table | None:
    """The recorded weeks of the runs that succeeded, None where none are recorded."""
    if not recipe.record_weeks:
        return None
    last = len(simulated.measures["alignment"]) - 1
    kept = [week for week in recipe.record_weeks if week <= last]
    order = plain(np.repeat(runs, len(kept)))
    columns = {name: column.take(order) for name, column in _identity(beside, recipe).items()}
    columns["week"] = plain(np.tile(np.array(kept, np.int32), len(runs)))
    for name, values in simulated.measures.items():
        columns[name] = numbers(values[kept][:, runs].T.ravel())
    return pa.table(columns)


def _identity(beside: SideBySide, recipe: Recipe) -> dict[str, pa.Array]:
    """Point, replication and the point's values, as they stand in every row."""
    columns: dict[str, Any] = {
        "point": plain(np.array([run.point for run in beside.runs], np.int64)),
        "replication": plain(np.array([run.replication for run in beside.runs], np.int32)),
    }
    for number, (key, kind) in enumerate(recipe.kinds.items()):
        values = [run.values[number] for run in beside.runs]
        columns[key] = plain(np.array(values, DTYPES[kind]))
    return columns


def _status(failures: Sequence[str | None]) -> dict[str, pa.Array]:
    """Whether each run succeeded, and why not."""
    return {
        "status": texts([SUCCEEDED if text is None else FAILED for text in failures]),
        "message": texts([text and _line(text) for text in failures]),
    }


def _line(text: str) -> str:
    """A message as one line."""
    return " ".join(text.split()) or "no message"
