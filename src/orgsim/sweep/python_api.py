"""Sweeps from Python: run one, read its tables."""

import warnings
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from orgsim.errors import UserError

if TYPE_CHECKING:
    import pandas as pd

    from orgsim.sweep.runner import Report
    from orgsim.sweep.sweep_file import Sweep
    from orgsim.sweep.sweep_folder import Store

STEPS_TO_THE_CALLER = 3
"""From the function over the package that is called to whoever calls it."""

Source = str | PathLike[str] | Mapping[str, Any]


class Swept(NamedTuple):
    """A sweep that is through: its folder, how many runs it has, and how many of them failed."""

    folder: Path
    runs: int
    failed: int


def sweep(
    source: Source,
    out: str | PathLike[str],
    jobs: int | None = None,
    cluster: str | None = None,
    report: "Report | None" = None,
    other_versions: bool = False,
) -> Swept:
    """Run a designed experiment into a folder; where the same one was begun before, go on with it.

    source   a sweep file, the name of one that comes along (`orgsim configs`), or its tables
    jobs     processes, by default one a processor; 1 simulates in this process
    cluster  address of the scheduler of an existing Dask cluster, instead of processes
    report   called with a Tally (done, failed, kept, total) whenever runs are done
    other_versions  go on where it was begun with other versions of Python, NumPy, Numba or orgsim

    Warns of settings that override each other. Raises UserError with one line for whatever is wrong.
    """
    from orgsim.spawned import processors
    from orgsim.sweep.advice import for_python
    from orgsim.sweep.collisions import warnings_of
    from orgsim.sweep.estimate import refuse_too_large
    from orgsim.sweep.executors import executor
    from orgsim.sweep.runner import begin, go_on
    from orgsim.sweep.sweep_file import build_sweep, read_sweep
    from orgsim.sweep.sweep_folder import Store

    checked = build_sweep(source) if isinstance(source, Mapping) else read_sweep(source)
    for warning in warnings_of(checked):
        warnings.warn(warning, stacklevel=STEPS_TO_THE_CALLER)
    if not cluster:
        refuse_too_large(checked, jobs or processors())
    store = Store(Path(out), for_python)
    execute = executor(jobs, cluster, store.advice)
    if store.exists():
        _refuse_another(store, checked)
    else:
        begin(checked, store.folder, for_python)
    tally = go_on(store, execute, report, other_versions)
    return Swept(store.folder, tally.done, tally.failed)


def _refuse_another(store: "Store", sweep: "Sweep") -> None:
    found = store.difference(sweep)
    if found:
        raise UserError(
            f"{store.folder}: holds another sweep ({found}); {store.advice.another_folder}, or remove"
            " this one"
        )


def load(
    folder: str | PathLike[str],
    table: Literal["runs", "weeks", "design"] = "runs",
    columns: list[str] | None = None,
) -> "pd.DataFrame":
    """A table of a sweep's folder as a pandas DataFrame; of an unfinished sweep the rows there are.

    table    runs (a row a run), weeks (a row a run and recorded week) or design (a row a point)
    columns  the columns to read, by default all
    """
    from orgsim.sweep.advice import for_python
    from orgsim.sweep.sweep_folder import Store

    try:
        import pandas  # noqa: F401
    except ImportError:
        raise UserError("orgsim.load needs pandas: pip install pandas") from None
    return Store(Path(folder), for_python).table(table, columns).to_pandas()
