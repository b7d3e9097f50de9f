"""Sweeps from Python: run one, read its tables, analyse it, repeat its runs and check them."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Union

from orgsim.errors import UserError, listed, quoted
from orgsim.extras import require
from orgsim.organisation.hints import did_you_mean
from orgsim.sweep.advice import Advice, for_python

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from orgsim.analysis.sweep_analysis import Study
    from orgsim.sweep.replay import RunId
    from orgsim.sweep.runner import Report
    from orgsim.sweep.sweep_file import Sweep
    from orgsim.sweep.sweep_folder import Store
    from orgsim.sweep.verify import Verification

STEPS_TO_THE_CALLER = 3
"""Stack levels from the function through the called package to the caller."""

TABLES = ("runs", "weeks", "design")
"""What a sweep's folder holds as a table."""

Source = str | PathLike[str] | Mapping[str, Any]
Folder = Union[str, PathLike[str], "Store"]


class Swept(NamedTuple):
    """A finished sweep: its folder, how many runs it has, and how many of them failed."""

    folder: Path
    runs: int
    failed: int


class Replayed(NamedTuple):
    """A repeated run: which one, the folder of its files, and its measures at the end."""

    run: "RunId"
    folder: Path
    end: dict[str, float]


class Analysed(NamedTuple):
    """The analysis of a sweep: its findings, and the same as Arrow tables by name."""

    study: "Study"
    tables: "Mapping[str, pa.Table]"

    def frame(self, table: str) -> "pd.DataFrame":
        """One of the tables as a data frame; UserError if there is none of that name."""
        if table not in self.tables:
            raise UserError(
                f"table {quoted(table)} is not there{did_you_mean(table, self.tables)}; allowed:"
                f" {listed(self.tables)}"
            )
        require("frames")
        return self.tables[table].to_pandas()


def sweep(
    source: Source,
    out: str | PathLike[str],
    jobs: int | None = None,
    cluster: str | None = None,
    report: "Report | None" = None,
    other_versions: bool = False,
    allow_code: bool = False,
) -> Swept:
    """Run a designed experiment into a folder; continue it if the same one was started before.

    Parameters
    ----------
    source : path, str or mapping
        A sweep file, the name of a shipped one (`orgsim configs`), or its tables.
    out : path
        Folder of the sweep.
    jobs : int, optional
        Processes, by default one per processor; 1 simulates in this process.
    cluster : str, optional
        Address of the scheduler of an existing Dask cluster, instead of processes.
    report : callable, optional
        Called with a Tally (numbers of runs: done, failed, kept, total) whenever runs have finished.
    other_versions : bool, default False
        Continue although it was started with other versions of Python, NumPy, Numba or orgsim.
    allow_code : bool, default False
        Whether the functions that own_measures of the base name may be imported and called.

    Returns
    -------
    Swept
        The folder, the number of runs, and how many of them failed.

    Raises
    ------
    UserError
        If anything is wrong, in one line: the file, a key, the folder, the memory of the machine.

    Warns
    -----
    UserWarning
        If settings override each other.

    Examples
    --------
    >>> done = orgsim.sweep(
    ...     {
    ...         "base": {"organisation": {"people": 40}, "run": {"weeks": 8, "start": "as_drawn"}},
    ...         "vary": {"levers.transparency": [0.2, 0.8]},
    ...         "replications": 2,
    ...     },
    ...     out="first",
    ...     jobs=1,
    ... )
    >>> done.runs, done.failed
    (4, 0)
    """
    from orgsim.parallel.spawned import processes
    from orgsim.sweep.collisions import warnings_of
    from orgsim.sweep.estimate import refuse_too_large
    from orgsim.sweep.executors import executor
    from orgsim.sweep.runner import Allowed, begin, go_on
    from orgsim.sweep.sweep_file import build_sweep, read_sweep, with_own_code
    from orgsim.sweep.sweep_folder import Store

    checked = (
        build_sweep(source, allow_code=allow_code)
        if isinstance(source, Mapping)
        else read_sweep(source, allow_code)
    )
    for warning in warnings_of(checked):
        warnings.warn(warning, stacklevel=STEPS_TO_THE_CALLER)
    if not cluster:
        refuse_too_large(checked, processes(jobs))
    store = Store(Path(out), for_python)
    checked = with_own_code(checked, allow_code, "base", store.advice.allow)
    execute = executor(jobs, cluster, store.advice)
    if store.exists():
        _refuse_another(store, checked)
    else:
        begin(checked, store.folder, for_python)
    tally = go_on(store, execute, report, Allowed(other_versions, allow_code))
    return Swept(store.folder, tally.done, tally.failed)


def _refuse_another(store: "Store", sweep: "Sweep") -> None:
    found = store.difference(sweep)
    if found:
        raise UserError(
            f"{store.folder}: contains another sweep ({found}); {store.advice.another_folder}, or remove"
            " this one"
        )


def load(
    folder: str | PathLike[str],
    table: Literal["runs", "weeks", "design"] = "runs",
    columns: list[str] | None = None,
) -> "pd.DataFrame":
    """A table of a sweep's folder as a pandas DataFrame; of an unfinished sweep the rows so far.

    Parameters
    ----------
    folder : path
        Folder of a sweep.
    table : {"runs", "weeks", "design"}, default "runs"
        One row per run, per run and recorded week, or per point.
    columns : list of str, optional
        The columns to read, by default all.

    Returns
    -------
    pandas.DataFrame
        Points and replications are numbered from 0; `orgsim.MEASURES` has the units of the measures.

    Raises
    ------
    UserError
        If the folder contains no sweep, or none of these columns.

    Examples
    --------
    >>> rows = orgsim.load("sweep", columns=["point", "replication", "alignment_end"])
    >>> rows.shape
    (4, 3)
    """
    from orgsim.sweep.sweep_folder import Store

    require("frames")
    if table not in TABLES:
        raise UserError(f"table {quoted(table)} is not known; allowed: {listed(TABLES)}")
    return Store(Path(folder), for_python).table(table, columns).to_pandas()


def analyse(folder: Folder, outcomes: str | Sequence[str] | None = None) -> Analysed:
    """Analyse a sweep: which factors matter, how certain that is, and what is random variation.

    Parameters
    ----------
    folder : path
        Folder of a sweep; of an unfinished one the runs so far.
    outcomes : str or sequence of str, optional
        Columns of the runs to explain, such as `alignment_end`; by default those of `orgsim analyse`.

    Returns
    -------
    Analysed
        `study` has the results for each outcome, and `study.warnings` what to be careful about; `tables`
        has Arrow tables by name (`effects`, `indices`, `variance`, `points` …), `frame(name)` one of
        them as a data frame. Effects are in the unit of their outcome.

    Raises
    ------
    UserError
        If the folder contains no sweep, nothing has succeeded, or there is no such outcome.

    Examples
    --------
    >>> found = orgsim.analyse("sweep", ["alignment_end"])
    >>> found.frame("effects")["factor"].tolist()
    ['levers.transparency']
    """
    from orgsim.analysis.outcome_rows import default_outcomes
    from orgsim.analysis.sweep_analysis import study
    from orgsim.analysis.sweep_analysis_tables import tables
    from orgsim.sweep.read_results import read_rows

    rows, warned = read_rows(opened(folder))
    given = () if outcomes is None else outcomes
    names = [given] if isinstance(given, str) else list(given)
    found = study(rows, names or default_outcomes(rows), warned)
    return Analysed(found, tables(found))


def replay(
    folder: Folder,
    run: "str | int | tuple[int, int]",
    out: str | PathLike[str] | None = None,
    people: bool = False,
    allow_code: bool = False,
) -> Replayed:
    """Repeat a single run of a sweep, bit for bit, and write all its weeks.

    Parameters
    ----------
    folder : path
        Folder of a sweep.
    run : str, int or (int, int)
        Point and replication: `"12/3"` or `(12, 3)`; a point alone is its first replication.
    out : path, optional
        Folder for weekly.parquet, by default `replay/POINT-REPLICATION` in that of the sweep.
    people : bool, default False
        Whether to write people.parquet as well: one row per week and person with all recorded states.
    allow_code : bool, default False
        See `sweep`.

    Returns
    -------
    Replayed
        Which run it was, the folder of its files, and its measures at the end by name.

    Raises
    ------
    UserError
        If the folder contains no sweep, the sweep no such run, or `out` cannot be written.

    Examples
    --------
    >>> again = orgsim.replay("sweep", (1, 0))
    >>> row = orgsim.load("sweep").query("point == 1 and replication == 0").iloc[0]
    >>> bool(again.end["alignment"] == row["alignment_end"])
    True
    """
    from orgsim.sweep.replay import replay as repeated
    from orgsim.sweep.replay import run_id

    store = opened(folder)
    sweep = store.sweep_with_code(allow_code)
    text = run if isinstance(run, str | int) else "/".join(map(str, run))
    named = run_id(str(text), sweep)
    target = Path(out or store.folder / "replay" / f"{named.point}-{named.replication}")
    return Replayed(named, target, repeated(sweep, named, target, people))


def verify(
    folder: Folder, sample: int = 20, seed: int = 0, allow_code: bool = False
) -> "Verification":
    """Check a sweep's files against their hashes, and repeat a sample of its rows bit for bit.

    Parameters
    ----------
    folder : path
        Folder of a sweep that has finished.
    sample : int, default 20
        Number of rows to repeat.
    seed : int, default 0
        Seed for choosing them.
    allow_code : bool, default False
        See `sweep`; without a sample no code runs.

    Returns
    -------
    Verification
        `holds` is whether nothing is damaged and no run differs; `damaged` has files, `different` runs,
        `versions` those that differ from the versions here.

    Raises
    ------
    UserError
        If the folder contains no sweep, or one that has not finished.

    Examples
    --------
    >>> orgsim.verify("sweep", sample=1).holds
    True
    """
    from orgsim.sweep.verify import verify as checked

    if sample < 0 or seed < 0:
        name, value = ("sample", sample) if sample < 0 else ("seed", seed)
        raise UserError(f"{name} = {value} is out of range: must be at least 0")
    return checked(opened(folder), sample, seed, allow_code)


def opened(folder: Folder, advice: Callable[[Path], Advice] = for_python) -> "Store":
    """The sweep in a folder, or one already opened; UserError if there is none."""
    from orgsim.sweep.sweep_folder import Store

    store = folder if isinstance(folder, Store) else Store(Path(folder), advice)
    if not store.exists():
        raise UserError(f"{store.folder}: contains no sweep; start one with {store.advice.begin}")
    return store
