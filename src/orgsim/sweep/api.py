"""Sweeps from Python: run one, read its tables."""

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from orgsim.errors import UserError

if TYPE_CHECKING:
    import pandas as pd

    from orgsim.sweep.runner import Report

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
) -> Swept:
    """Run a designed experiment into a folder; where the same one was begun before, go on with it.

    source   a sweep file, the name of one that comes along (`orgsim configs`), or its tables
    jobs     processes, by default one a processor; 1 simulates in this process. More are spawned, so
             a script needs the line `if __name__ == "__main__":` above what it does
    cluster  address of the scheduler of an existing Dask cluster, instead of processes
    report   called with a Tally (done, failed, kept, total) whenever runs are done

    Raises UserError with one line for whatever is wrong.
    """
    from orgsim.sweep.executors import executor, processors
    from orgsim.sweep.outlook import refuse_too_large
    from orgsim.sweep.runner import begin, go_on
    from orgsim.sweep.store import Store
    from orgsim.sweep.sweep_file import build_sweep, read_sweep

    checked = build_sweep(source) if isinstance(source, Mapping) else read_sweep(source)
    if not cluster:
        refuse_too_large(checked, jobs or processors())
    execute = executor(jobs, cluster)
    store = Store(Path(out))
    if not (store.exists() and store.is_of(checked)):
        store = begin(checked, store.folder)
    tally = go_on(store, execute, report)
    return Swept(store.folder, tally.done, tally.failed)


def load(
    folder: str | PathLike[str],
    table: Literal["runs", "weeks", "design"] = "runs",
    columns: list[str] | None = None,
) -> "pd.DataFrame":
    """A table of a sweep's folder as a pandas DataFrame; of an unfinished sweep the rows there are.

    table    runs (a row a run), weeks (a row a run and recorded week) or design (a row a point)
    columns  the columns to read, by default all
    """
    from orgsim.sweep.store import Store

    try:
        import pandas  # noqa: F401
    except ImportError:
        raise UserError("orgsim.load needs pandas: pip install pandas") from None
    return Store(Path(folder)).table(table, columns).to_pandas()
