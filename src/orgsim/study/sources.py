"""Sources: running what an experiment names, at its full or its small size."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from orgsim.config.files import build, explain, lay_value, read_toml
from orgsim.config.models import POINT, Config
from orgsim.errors import UserError, reason
from orgsim.io.arrow_columns import plain
from orgsim.io.atomic_files import make_folder, settle
from orgsim.io.temporary_names import temporary_names
from orgsim.parameter_sets import in_sets
from orgsim.study.declaration import Ablation, ScenarioFile, SweepFile
from orgsim.study.small_size import Change, small_sweep
from orgsim.study.tables import Runs
from orgsim.sweep.executors import executor
from orgsim.sweep.plan import structures
from orgsim.sweep.point_config import SETS
from orgsim.sweep.runner import begin, changed_since, go_on
from orgsim.sweep.sweep_file import SMALL, build_sweep
from orgsim.sweep.sweep_folder import Store, failed_in
from orgsim.sweep.sweep_keys import SweepTables
from orgsim.sweep.versions import is_known, makers_of, running_code

if TYPE_CHECKING:
    from orgsim.sweep.sweep_file import Sweep

FEW_PERSON_WEEKS = 150_000_000
"""A sweep of less than this is over before other processes have started, measured."""

Advance = Callable[[float], None]
"""Called with how many person-weeks more are done."""


@dataclass(frozen=True)
class Planned:
    """A checked sweep and what it takes."""

    sweep: "Sweep"

    @property
    def runs(self) -> int:
        """How many runs it has."""
        return len(self.sweep.design) * self.sweep.most_replications

    @property
    def person_weeks(self) -> float:
        """People times weeks of all runs and of the rests before them."""
        replications, of_each = self.sweep.most_replications, self.sweep.tables.at_rest == "each"
        return sum(each.person_weeks(replications, of_each) for each in structures(self.sweep))


def plan_sweep(source: SweepFile, folder: Path, small: bool) -> Planned:
    """The sweep of a file in the experiment's folder, with its [small] laid over it if it is small."""
    path = folder / source.file
    tables = read_toml(path)
    full = build_sweep(tables, str(path), path.parent)
    if not small:
        return Planned(full)
    less = tables.pop(SMALL, {})
    name = f"{path}, [{SMALL}]"
    made = small_sweep(_plain(tables, str(path)), _plain(less, name))
    return Planned(build_sweep(made, name, path.parent))


def _plain(tables: Any, name: str) -> dict[str, Any]:
    """The keys of a sweep file that are given, those of `set` and `vary` dotted."""
    if not isinstance(tables, dict):
        raise UserError(f"{name}: must be a table of a sweep's keys")
    try:
        read = SweepTables.model_validate({"base": {}, **tables})
    except ValidationError as error:
        raise UserError(f"{name}: {explain(error, '', SweepTables)}") from None
    return read.model_dump(by_alias=True, exclude_unset=True, include=set(tables))


@dataclass(frozen=True)
class PlannedAblation:
    """The sweep of an ablation: the variant of each of its points, and which intact point it stands for.

    A variant may set a factor that the effect picks points by; it is picked by the intact level.
    """

    planned: Planned
    variant: np.ndarray
    factors: Mapping[str, np.ndarray]

    def by_variant(self, runs: Runs) -> dict[str, Runs]:
        """The runs of each variant."""
        named = Runs(self.factors, runs.rows, runs.recorded)
        return {name: named.part(self.variant == name) for name in dict.fromkeys(self.variant)}


def plan_ablation(ablation: Ablation, intact: Planned, folder: Path) -> PlannedAblation:
    """A sweep of the points the effect needs, in every variant.

    Its table of points is written into `folder`. Where a variant changes a number that parameter sets
    hold, all variants have the central set.
    """
    sweep = intact.sweep
    design, variants = sweep.design.columns, ablation.variants()
    kept = Runs(design, pa.table({"replication": np.zeros(1, int)})).only(**ablation.kept()).points
    factors = {key: np.tile(values[kept], len(variants)) for key, values in design.items()}
    columns = dict(factors)
    settings = dict.fromkeys(key for change in variants.values() for key in change)
    for key in settings:
        usual = columns.pop(key, None)
        whole = _value_at(sweep.recipe.config_of({}).resolved(), key)
        values = [change.get(key, whole) for change in variants.values()]
        changed = np.repeat(np.array(values), len(kept))
        is_set = np.repeat([key in change for change in variants.values()], len(kept))
        columns[key] = changed if usual is None else np.where(is_set, changed, usual)
    table = folder / f"{ablation.name}.parquet"
    _write_table(table, pa.table({key: plain(values) for key, values in columns.items()}))
    run = dict(sweep.base.get("run", {}))
    if any(map(in_sets, settings)):
        run[SETS] = POINT
    tables = {
        "base": {**sweep.base, "run": run},
        "design": "table",
        "table": str(table.absolute()),
        "replications": sweep.tables.replications,
        "seed": sweep.tables.seed,
        "record_weeks": sweep.tables.record_weeks,
        "at_rest": sweep.tables.at_rest,
    }
    planned = Planned(build_sweep(tables, f"ablation {ablation.name}", folder))
    variant = np.array([name for name in variants for _ in kept], dtype=object)
    return PlannedAblation(planned, variant, factors)


def _write_table(path: Path, table: pa.Table) -> None:
    """Write a table that another process, of the same experiment, may be writing or reading now."""
    try:
        make_folder(path.parent)
        with temporary_names(path.parent) as named:
            pq.write_table(table, named(path.name))
            settle({path: named(path.name)})
    except OSError as error:
        raise UserError(
            f"{path.parent}: cannot be written: {reason(error)}; name another folder with --out"
        ) from None


def _value_at(tables: Any, key: str) -> Any:
    for part in key.split("."):
        tables = tables[int(part)] if isinstance(tables, list) else tables[part]
    return tables


def run_sweep(planned: Planned, folder: Path, jobs: int | None, advance: Advance) -> Runs:
    """Run a sweep into a folder, or continue it; one with other numbers there is started again."""
    store = Store(folder)
    if not _same(store, planned.sweep):
        if store.exists():
            store.clear()
        store = begin(planned.sweep, folder)
    a_run, done = planned.person_weeks / planned.runs, 0

    def report(tally: Any) -> None:
        nonlocal done
        advance((tally.done - done) * a_run)
        done = tally.done

    one = planned.person_weeks < FEW_PERSON_WEEKS
    go_on(store, executor(1 if one else jobs, None), report)
    rows = store.table("runs")
    _refuse_failed(rows, folder)
    weekly = store.table("weeks") if planned.sweep.tables.record_weeks else None
    if not _is_of(store, planned.sweep):
        raise UserError(
            f"{folder}: another process has begun another sweep here meanwhile; run this again, or name"
            " another folder with --out"
        )
    return Runs(planned.sweep.design.columns, rows, weekly)


def _same(store: Store, sweep: "Sweep") -> bool:
    """Whether a folder's sweep is this one, of this engine and these inputs."""
    own = (store.sweep_file, store.design_file)
    return _is_of(store, sweep) and not any(changed_since(store, store.manifest(), own))


def _is_of(store: Store, sweep: "Sweep") -> bool:
    """Whether a folder's sweep is this one, of this engine."""
    known = store.exists() and store.is_of(sweep)
    return known and is_known(running_code(), makers_of(store.manifest()))


def _refuse_failed(rows: pa.Table, folder: Path) -> None:
    """Failed runs would leave out what is difficult."""
    failed = failed_in(rows)
    if failed:
        why = next(text for text in rows["message"].to_pylist() if text)
        raise UserError(
            f"{folder}: {failed:,} of {rows.num_rows:,} runs failed: {why}; correct the sweep file, or"
            f" look at the column message of runs.parquet"
        )


def plan_scenarios(source: ScenarioFile, folder: Path, small: bool) -> dict[str, Config]:
    """The scenarios of a config file with their changes."""
    path = folder / source.file
    tables = read_toml(path)
    for key, value in _layers(source.change, source.small if small else {}):
        lay_value(tables, key, value)
    found = build(tables, str(path), path.parent)
    scenarios: Mapping[str, Config] = found.scenarios or {"base": found.base}
    unknown = [name for name in source.scenarios if name not in scenarios]
    if unknown:
        raise UserError(f"{path}: has no scenario {unknown[0]!r}; allowed: {', '.join(scenarios)}")
    return {name: scenarios[name] for name in source.scenarios or scenarios}


def _layers(*changes: Change) -> Iterable[tuple[str, Any]]:
    for change in changes:
        yield from change.items()
