"""Replay: repeat one run of a finished table, bit for bit, including everything that was not saved."""

from collections.abc import Callable, Iterator
from os.path import isfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble
from orgsim.errors import UserError, reason
from orgsim.io.atomic_files import (
    PARQUET,
    alone_in,
    make_folder,
    missing,
    parquet,
    settle,
    taken_back,
)
from orgsim.io.temporary_names import temporary_names
from orgsim.measures.outcomes import outcomes
from orgsim.measures.own_measures import OwnSeries
from orgsim.model.states import STATES
from orgsim.organise import redraws
from orgsim.sweep.plan import Run, SideBySide, Task
from orgsim.sweep.run_task import do_task
from orgsim.sweep.sweep_file import Sweep

WEEKLY, PEOPLE = "weekly.parquet", "people.parquet"


class RunId(NamedTuple):
    """A run of a sweep: the point and the replication."""

    point: int
    replication: int


def run_id(text: str, sweep: Sweep) -> RunId:
    """The run that `POINT/REPLICATION` or `POINT` (its first replication) names."""
    point, _, replication = text.partition("/")
    points, replications = len(sweep.design), sweep.most_replications
    if not point.isdigit() or not (replication or "0").isdigit():
        raise UserError(f"RUN {text}: write it as POINT/REPLICATION, such as 12/3")
    if int(point) >= points:
        raise UserError(f"RUN {text}: there is no point {point}; allowed: 0 to {points - 1}")
    if int(replication or 0) >= replications:
        raise UserError(
            f"RUN {text}: there is no replication {replication}; allowed: 0 to {replications - 1}"
        )
    return RunId(int(point), int(replication or 0))


def alone(sweep: Sweep, run: RunId) -> Task:
    """The task for a single run."""
    values = sweep.design.values(run.point)
    drawn = run.replication if redraws(sweep.recipe.config(values)) else 0
    only = Run(run.point, run.replication, values)
    return Task("replay", (SideBySide(drawn, (only,)),))


def repeat(sweep: Sweep, run: RunId) -> pa.Table:
    """The run's row of the table, recomputed."""
    return do_task(alone(sweep, run), sweep.recipe).runs


def replay(sweep: Sweep, run: RunId, out: Path, people: bool = False) -> dict[str, float]:
    """Write the run's weekly.parquet and, if asked for, people.parquet; its measures at the end.

    people.parquet has one row a week and person: all states that are recorded (see STATES), themes
    side by side. A replay takes the place of an earlier one in the folder; of several at once the last
    one's files are there.
    """
    if isfile(out / "manifest.json"):
        raise UserError(
            f"{out}: contains something other than a replay; name another folder with --out"
        )
    config = sweep.recipe.config(sweep.design.values(run.point))
    ensemble = Ensemble.of(config, sweep.tables.seed, run.replication)
    own = OwnSeries(sweep.recipe.own_functions, ensemble, config.run.weeks)
    try:
        with taken_back(missing(out, *out.parents)):
            make_folder(out)
            with temporary_names(out) as named:
                measures = _write(ensemble, own, config, named, people)
                with alone_in(out):
                    if not people:
                        (out / PEOPLE).unlink(missing_ok=True)  # of another run, as far as is known
                    names = [PEOPLE, WEEKLY] if people else [WEEKLY]
                    settle({out / name: named(name) for name in names})
    except OSError as error:
        raise UserError(
            f"{out}: cannot be written: {reason(error)}; name another folder with --out"
        ) from None
    return {name: float(values[-1, 0]) for name, values in measures.items()}


def _write(
    ensemble: Ensemble, own: OwnSeries, config: Config, named: Callable[[str], Path], people: bool
) -> dict[str, np.ndarray]:
    """Write the files under names that are given; the measures, (weeks + 1, 1) each."""
    themes = [theme.name for theme in config.themes]
    own.take()
    sums = [ensemble.level_sums().copy()]
    with _PeopleFile(named(PEOPLE), people) as add:
        add(ensemble, themes)
        for _ in range(config.run.weeks):
            ensemble.step()
            own.take()
            sums.append(ensemble.level_sums().copy())
            add(ensemble, themes)
    measures = {**outcomes(np.array(sums), ensemble.organisation), **own.series}
    named(WEEKLY).write_bytes(parquet(_weekly(measures)))
    return measures


def _weekly(measures: dict[str, np.ndarray]) -> pa.Table:
    """A row for each week, the start included."""
    weeks = len(measures["alignment"])
    columns = {"week": pa.array(range(weeks), pa.int32())}
    for name, series in measures.items():
        values = series[:, 0]
        columns[name] = pa.array(values, pa.float64(), mask=~np.isfinite(values))
    return pa.table(columns)


class _PeopleFile:
    """A writer of everybody's states week by week, or of nothing if not requested."""

    def __init__(self, path: Path, wanted: bool) -> None:
        self.path, self.wanted = path, wanted
        self.writer: pq.ParquetWriter | None = None

    def __enter__(self):
        return self.add

    def __exit__(self, *_) -> None:
        if self.writer is not None:
            self.writer.close()

    def add(self, ensemble: Ensemble, themes: list[str]) -> None:
        """Add a week's rows."""
        if not self.wanted:
            return
        table = pa.table(dict(_personal_columns(ensemble, themes)))
        if self.writer is None:
            self.writer = pq.ParquetWriter(self.path, table.schema, **PARQUET)
        self.writer.write_table(table)


def _personal_columns(ensemble: Ensemble, themes: list[str]) -> Iterator[tuple[str, pa.Array]]:
    organisation = ensemble.organisation
    yield "week", pa.array(np.full(organisation.people, ensemble.week, np.int32))
    yield "position", pa.array(np.arange(organisation.people, dtype=np.int32))
    if organisation.labels:
        yield "id", pa.array(organisation.labels)
    for name in (name for name, state in STATES.items() if state.recorded):
        values = ensemble.state(name)[..., 0]
        if values.ndim == 1:
            yield name, pa.array(np.ascontiguousarray(values))
        else:
            for number, theme in enumerate(themes):
                yield f"{name}:{theme}", pa.array(np.ascontiguousarray(values[:, number]))
