"""`orgsim sweep` and what belongs to it: go on, retry, look, repeat, check."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from orgsim.cli.common_options import AsJson, Jobs

if TYPE_CHECKING:
    from orgsim.sweep.executors import Executor
    from orgsim.sweep.runner import Allowed, Report, Tally
    from orgsim.sweep.sweep_file import Sweep
    from orgsim.sweep.sweep_folder import Store
    from orgsim.sweep.verify import Verification

SOME_FAILED = 3

Folder = Annotated[Path, typer.Argument(help="Folder of a sweep.", metavar="DIR")]
Cluster = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Scheduler of an existing Dask cluster.")
]
OtherVersions = Annotated[
    bool,
    typer.Option(
        "--other-versions",
        help="Continue although it was started with other versions of its packages.",
    ),
]
AllowCode = Annotated[
    bool,
    typer.Option(
        "--allow-code", help="Run the code that own_measures and own_programmes of the base name."
    ),
]


def sweep(
    sweep_file: Annotated[
        Path,
        typer.Argument(
            help="Sweep file (TOML), or a name that orgsim configs lists.", metavar="SWEEP"
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(help="Folder for the sweep.", show_default=False)
    ] = None,
    jobs: Jobs = None,
    cluster: Cluster = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Estimate what the sweep will take, without running it."),
    ] = False,
    as_json: AsJson = False,
    allow_code: AllowCode = False,
) -> None:
    """Run a designed experiment, and store it as Parquet files that survive crashes.

    Exit code 3: the sweep has finished, but some of its runs failed; their rows say why.
    """
    from orgsim.parallel.spawned import processors
    from orgsim.sweep.process_pool import early_workers

    jobs = jobs or processors()
    elsewhere = cluster or dry_run or jobs == 1
    # they get ready while the file is read
    with early_workers(0 if elsewhere else jobs) as early:
        checked = _checked(sweep_file, None if cluster else jobs, allow_code)
        if dry_run:
            _say_outlook(checked, jobs, as_json)
            return
        from orgsim.config.programmes_from_code import ALLOW
        from orgsim.sweep.advice import for_commands
        from orgsim.sweep.executors import executor
        from orgsim.sweep.runner import Allowed, begin, go_on
        from orgsim.sweep.sweep_file import with_own_code

        checked = with_own_code(checked, allow_code, str(sweep_file), ALLOW)
        folder = out or Path("results") / sweep_file.stem
        execute = executor(jobs, cluster, for_commands(folder), early)
        store = begin(checked, folder)
        _work(store, execute, as_json, go_on, Allowed(code=allow_code))


def _checked(sweep_file: Path, jobs: int | None, allow_code: bool) -> "Sweep":
    """The sweep of a file, with its warnings; refused if memory does not suffice for the jobs."""
    from orgsim.cli.configs_command import say_which
    from orgsim.shipped import SWEEPS
    from orgsim.sweep.collisions import warnings_of
    from orgsim.sweep.estimate import refuse_too_large
    from orgsim.sweep.sweep_file import read_sweep

    say_which(sweep_file, SWEEPS)
    checked = read_sweep(sweep_file, allow_code)
    if jobs:
        refuse_too_large(checked, jobs)
    for warning in warnings_of(checked):
        print(f"warning: {warning}", file=sys.stderr)
    return checked


def resume(
    folder: Folder,
    jobs: Jobs = None,
    cluster: Cluster = None,
    other_versions: OtherVersions = False,
    as_json: AsJson = False,
    allow_code: AllowCode = False,
) -> None:
    """Resume an interrupted sweep: run the missing parts, and only those."""
    from orgsim.sweep.executors import executor
    from orgsim.sweep.runner import Allowed, go_on

    store = _opened(folder)
    allowed = Allowed(other_versions, allow_code)
    _work(store, executor(jobs, cluster, store.advice), as_json, go_on, allowed)


def retry_failed(
    folder: Folder,
    jobs: Jobs = None,
    cluster: Cluster = None,
    other_versions: OtherVersions = False,
    as_json: AsJson = False,
    allow_code: AllowCode = False,
) -> None:
    """Repeat the parts of a sweep in which runs failed."""
    from orgsim.sweep.executors import executor
    from orgsim.sweep.runner import Allowed
    from orgsim.sweep.runner import retry_failed as retry

    store = _opened(folder)
    allowed = Allowed(other_versions, allow_code)
    _work(store, executor(jobs, cluster, store.advice), as_json, retry, allowed)


def status(folder: Folder, as_json: AsJson = False) -> None:
    """Show the progress of a sweep, also while it is running."""
    from orgsim.sweep.status import status_of

    found = status_of(_opened(folder))
    if as_json:
        _print_json(found)
        return
    from orgsim.reporting.tables.sweep_work_tables import status_table
    from orgsim.reporting.terminal.screen import drawn, out, show

    print(f"{folder}: {found['state']}{', at work now' if found['running'] else ''}")
    show(out(), drawn(status_table(found)))
    _print_makers(found["made_by"])
    if not found["running"] and found["state"] in ("PENDING", "RUNNING", "ABORTED"):
        print(f"  continue with: orgsim resume {folder}")


def replay(
    folder: Folder,
    run: Annotated[str, typer.Argument(help="POINT/REPLICATION, such as 12/3.", metavar="RUN")],
    out: Annotated[
        Path | None, typer.Option(help="Folder for the files.", show_default=False)
    ] = None,
    people: Annotated[
        bool, typer.Option("--people", help="Also write everybody's states in every week.")
    ] = False,
    as_json: AsJson = False,
    ui: Annotated[
        bool, typer.Option("--ui", help="Also open the run's scenario in a browser.")
    ] = False,
    allow_code: AllowCode = False,
) -> None:
    """Repeat a single run of a sweep, bit for bit, and write all its weeks."""
    from orgsim.extras import require
    from orgsim.sweep.python_api import replay as replay_run

    if ui:
        require("ui")
    named, out, measures = replay_run(_opened(folder), run, out, people, allow_code)
    if as_json:
        _print_json({"point": named.point, "replication": named.replication, "end": measures})
        return
    print(
        f"run {named.point}/{named.replication}: alignment {measures['alignment']:.4f} at the end"
    )
    print(f"written to {out}/: weekly.parquet{', people.parquet' if people else ''}")
    if ui:
        from orgsim.ui.server import DEFAULT_PORT, serve
        from orgsim.ui.sweep.sweep_points import scenario_of_point

        scenario = scenario_of_point(folder, named.point, named.replication)
        serve("127.0.0.1", DEFAULT_PORT, folder, f"/?{scenario.to_query()}")


def verify(
    folder: Folder,
    sample: Annotated[int, typer.Option(min=0, help="Rows to repeat.")] = 20,
    seed: Annotated[int, typer.Option(min=0, help="Seed for choosing these rows.")] = 0,
    as_json: AsJson = False,
    allow_code: AllowCode = False,
) -> None:
    """Check a sweep's files against their hashes, and repeat a sample of its rows.

    Repeated rows have to be the same bit for bit.
    """
    from orgsim.sweep.python_api import verify as verify_sweep

    found = verify_sweep(_opened(folder), sample, seed, allow_code)
    if as_json:
        _print_json(
            {
                "holds": found.holds,
                "files": found.files,
                "damaged": found.damaged,
                "sampled": found.sampled,
                "different": found.different,
                "versions": found.versions,
                "made_by": found.made_by,
            }
        )
    else:
        _say_verification(folder, found)
    if not found.holds:
        raise typer.Exit(SOME_FAILED)


def _say_verification(folder: Path, found: "Verification") -> None:
    print(f"{folder}: {found.files} files checked, {len(found.damaged)} damaged", end="")
    print(f": {', '.join(found.damaged[:5])}" if found.damaged else "")
    print(f"  {found.sampled} runs repeated, {len(found.different)} differ", end="")
    print(f": {', '.join(found.different[:5])}" if found.different else "")
    for name, (then, now) in found.versions.items():
        print(f"  {name}: {then} then, {now} now")
    _print_makers(found.made_by)


def _print_makers(counts: list[dict[str, Any]]) -> None:
    from orgsim.sweep.versions import in_words

    for line in in_words(counts):
        print(f"  {line}")


def _opened(folder: Path) -> "Store":
    from orgsim.sweep.advice import for_commands
    from orgsim.sweep.python_api import opened

    return opened(folder, for_commands)


def _work(
    store: "Store",
    execute: "Executor",
    as_json: bool,
    do: Callable[["Store", "Executor", "Report", "Allowed"], "Tally"],
    allowed: "Allowed",
) -> None:
    from orgsim.errors import Interrupted
    from orgsim.parallel.c_memory import keep_freed

    keep_freed()
    try:
        with _shown() as report:
            tally = do(store, execute, report, allowed)
    except KeyboardInterrupt:
        raise Interrupted(
            f"interrupted; finished parts are kept; continue with: {store.advice.go_on}"
        ) from None
    if as_json:
        _print_json({"folder": str(store.folder), "runs": tally.done, "failed": tally.failed})
    else:
        print(f"{tally.done:,} runs done, {tally.failed:,} failed; in {store.runs_file}")
        if tally.failed:
            print(
                f"the column message says why runs failed; try again: orgsim retry-failed {store.folder}"
            )
        print(f"analyse them: orgsim analyse {store.folder}")
    if tally.failed:
        raise typer.Exit(SOME_FAILED)


@contextmanager
def _shown() -> Iterator["Report"]:
    """A bar on the terminal with runs a second and the time left, not counting what was there."""
    from orgsim.number_text import duration
    from orgsim.reporting.terminal.progress import runs_bar
    from orgsim.reporting.terminal.screen import aside

    with runs_bar(aside()) as bar:
        shown = bar.add_task("", total=None)
        begun = time.monotonic()

        def report(tally: "Tally") -> None:
            speed = (tally.done - tally.kept) / max(1e-9, time.monotonic() - begun)
            left = f", {duration((tally.total - tally.done) / speed)} left" if speed else ""
            text = f"{speed:,.1f} a second{left}"
            bar.update(shown, completed=tally.done, total=tally.total, description=text)

        yield report


def _say_outlook(checked: "Sweep", jobs: int, as_json: bool) -> None:
    from orgsim.sweep.estimate import outlook

    found = outlook(checked, jobs)
    if as_json:
        _print_json({**found._asdict(), "jobs": jobs})
        return
    from orgsim.reporting.tables.sweep_work_tables import outlook_table
    from orgsim.reporting.terminal.screen import drawn, out, show

    show(out(), drawn(outlook_table(found, jobs)))


def _print_json(value: Any) -> None:
    import json

    print(json.dumps(value, indent=2))
