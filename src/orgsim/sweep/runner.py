"""Runner: runs what remains of a sweep's plan and saves the results.

The plan is a sequence of rounds: one, or with a stopping rule as many as it takes. Parts that are there
already are never done again, so to begin, to go on after a crash and to repeat what failed are one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from orgsim.config.files import build
from orgsim.errors import UserError
from orgsim.io.atomic_files import sha256_of
from orgsim.io.provenance import commit, inputs, machine, versions
from orgsim.organise import import_notes
from orgsim.parallel.termination import terminated_like_interrupted
from orgsim.sweep.advice import Advice, for_commands
from orgsim.sweep.collisions import warnings_of
from orgsim.sweep.executors import Executor
from orgsim.sweep.plan import Round, Task, structures, tasks
from orgsim.sweep.run_task import FAILED, SUCCEEDED, failed_rows
from orgsim.sweep.stopping import Replicated, Until
from orgsim.sweep.sweep_file import Sweep
from orgsim.sweep.sweep_folder import Store, failed_in
from orgsim.sweep.versions import CODE, Maker, changes, is_known, makers_of, running_code

PENDING, RUNNING, ABORTED = "PENDING", "RUNNING", "ABORTED"


@dataclass
class Tally:
    """Progress of a sweep: runs done, of them failed and from before, and to do.

    With a stopping rule `total` grows round by round.
    """

    done: int = 0
    failed: int = 0
    kept: int = 0
    total: int = 0


Report = Callable[[Tally], None]


def begin(sweep: Sweep, folder: Path, advice: Callable[[Path], Advice] = for_commands) -> Store:
    """A new folder for a sweep; `advice` is how errors say what to do next."""
    store = Store(folder, advice)
    store.create(sweep, _first_manifest(sweep))
    return store


def _first_manifest(sweep: Sweep) -> dict[str, Any]:
    """What a sweep was run with; its state and files are added as it runs."""
    return {
        "schema": 1,
        "state": PENDING,
        "versions": versions(),
        "git": commit(),
        "machine": machine(),
        **{name: running_code()[name] for name in CODE},
        "inputs": inputs(build(sweep.base)),
        **({"own_measures": dict(sweep.own)} if sweep.own else {}),
        "imports": _imports(sweep),
        "warnings": warnings_of(sweep),
    }


def _imports(sweep: Sweep) -> dict[str, Any]:
    """How the base's charts were read; a base that only its factors make readable has no notes."""
    with suppress(UserError):
        return import_notes(build(sweep.base))
    return {}


class Allowed(NamedTuple):
    """What the user who continues a sweep allows; never read from its folder.

    other_versions  parts by other versions than those that are there
    code            own measures that the base names as code
    """

    other_versions: bool = False
    code: bool = False


NOTHING_ELSE = Allowed()


def go_on(
    store: Store, execute: Executor, report: Report | None = None, allowed: Allowed = NOTHING_ELSE
) -> Tally:
    """Run what remains of a sweep; its outcome. Interrupts keep what is done."""
    with store.locked():
        return _go_on(store, execute, report, allowed)


def retry_failed(
    store: Store, execute: Executor, report: Report | None = None, allowed: Allowed = NOTHING_ELSE
) -> Tally:
    """Repeat the parts in which runs failed, then run what remains."""
    with store.locked():
        _same_origin(store, allowed.other_versions)
        store.sweep_with_code(allowed.code)
        with store.written():
            for part in store.whole_parts():
                if failed_in(store.read_part(part)):
                    store.drop_part(part, "retry")
        return _go_on(store, execute, report, allowed)


def _go_on(store: Store, execute: Executor, report: Report | None, allowed: Allowed) -> Tally:
    made_by = _same_origin(store, allowed.other_versions)
    with store.readable():
        sweep = store.sweep_with_code(allowed.code)
    with terminated_like_interrupted():
        work = _Work(store, sweep, execute, report or (lambda _: None))
        with store.written():
            manifest = store.manifest() or _first_manifest(sweep)
            also = [one for one in made_by if one not in makers_of(manifest)[:1]]
            store.write_manifest({**manifest, "state": RUNNING, "also_made_by": also})
            store.log.add("begin", versions=versions(), made_by=running_code())
        try:
            work.do()
            with store.written():
                _finish(store, work)
        except BaseException as error:
            with suppress(UserError), store.written():
                store.log.add("aborted", reason=f"{type(error).__name__}: {error}")
                _set_state(store, ABORTED)
            raise
    return work.tally


class _Work:
    """One session of a sweep: its parts, in the order of the plan, and its progress."""

    def __init__(self, store: Store, sweep: Sweep, execute: Executor, report: Report) -> None:
        self.store, self.sweep, self.execute, self.report = store, sweep, execute, report
        self.tally = Tally()
        self.parts: list[str] = []
        self.groups = structures(sweep)
        self.schema = failed_rows(Task("", ()), sweep.recipe, "").runs.schema
        rule = sweep.tables.replications
        self.replicated = Replicated(rule, len(sweep.design)) if isinstance(rule, Until) else None
        with store.written():
            store.make_folders(sweep)
            self.whole = store.whole_parts()

    def do(self) -> None:
        """Run all that remains."""
        with closing(self.execute(self._left(), self.sweep.recipe)) as results:
            for task, rows in results:
                if isinstance(rows, Exception):
                    rows = failed_rows(task, self.sweep.recipe, str(rows))
                with self.store.written():
                    self.store.write_part(task.part, rows)
                self._count(rows.runs)

    def _left(self) -> Iterator[Task | None]:
        """The remaining tasks, and None while the next ones depend on running ones.

        Those that are done are counted on the way.
        """
        for wanted in self._rounds():
            self.tally.total += wanted.runs
            self.report(self.tally)
            for task in tasks(self.sweep, self.groups, wanted):
                self.parts.append(task.part)
                rows = self._kept(task)
                if rows is None:
                    yield task
                else:
                    self.tally.kept += rows.num_rows
                    self._count(rows)
            while self.tally.done < self.tally.total:
                yield None

    def _rounds(self) -> Iterator[Round]:
        """Replications round by round; a round waits for the one before."""
        points = np.arange(len(self.sweep.design))
        rule = self.sweep.tables.replications
        if isinstance(rule, int):
            yield Round(0, points, range(rule))
            return
        assert self.replicated is not None
        for number, first in enumerate(range(0, rule.most, rule.batch)):
            last = min(first + rule.batch, rule.most)
            if number:
                points = self.replicated.still_open(points)
            if not len(points):
                return
            self.replicated.expect(last)
            yield Round(number, points, range(first, last))

    def _kept(self, task: Task) -> pa.Table | None:
        """A task's rows, if it has been done."""
        if task.part not in self.whole:
            return None
        with self.store.written():
            rows = self.store.read_part(task.part)
            if same_runs(rows, task) and rows.schema == self.schema:
                return rows
            # A run that failed at first changed the later rounds, or rows have other columns now.
            self.store.drop_part(task.part, "replanned")
            return None

    def _count(self, rows: pa.Table) -> None:
        self.tally.done += rows.num_rows
        self.tally.failed += failed_in(rows)
        if self.replicated:
            self.replicated.add(rows)
        self.report(self.tally)


def same_runs(rows: pa.Table, task: Task) -> bool:
    """Whether rows belong to the runs of a task."""
    there = zip(rows["point"].to_pylist(), rows["replication"].to_pylist(), strict=True)
    return list(there) == [(run.point, run.replication) for run in task.runs]


def _finish(store: Store, work: _Work) -> None:
    store.drop_others(work.parts)
    store.assemble(work.parts)
    written = (store.sweep_file, store.design_file, store.runs_file, store.weeks_file)
    files = {path.name: sha256_of(path) for path in written if path.exists()}
    tally = work.tally
    state = FAILED if tally.failed else SUCCEEDED
    _set_state(store, state, runs=tally.done, failed=tally.failed, files=files)
    store.log.add("finished", runs=tally.done, failed=tally.failed)


def _set_state(store: Store, state: str, **more: Any) -> None:
    store.write_manifest({**store.manifest(), "state": state, **more})


def _same_origin(store: Store, other_versions: bool) -> Sequence[Maker]:
    """Refuse to continue with other versions, another sweep or other inputs than at the beginning.

    What its rows are made by, this process included.
    """
    manifest = store.manifest()
    with store.readable():
        for path in changed_since(store, manifest, (store.sweep_file, store.design_file)):
            raise UserError(
                f"{path}: is not what it was when the sweep was started, its rows would not be"
                " comparable; restore it, or start again in another folder"
            )
    return _makers(store, manifest, other_versions)


def _makers(store: Store, manifest: Mapping[str, Any], other_versions: bool) -> Sequence[Maker]:
    """What rows are made by; if the manifest is lost, the log says."""
    makers = (
        makers_of(manifest)
        or [part["made_by"] for part in store.log.parts().values() if "made_by" in part][:1]
    )
    here = running_code()
    if not makers or is_known(here, makers):
        return makers or [here]
    if other_versions:
        return [*makers, here]
    raise UserError(
        f"{store.folder}: was started with other versions ({changes(makers[-1], here)}), its rows might"
        " not be comparable; continue with those, start again in another folder, or mix them:"
        f" {store.advice.go_on_with_other_versions}"
    )


def changed_since(store: Store, manifest: Mapping[str, Any], own: Iterable[Path]) -> Iterator[Path]:
    """Files of the folder, and inputs that the base names, that the manifest describes otherwise."""
    files = {path: manifest.get("files", {}).get(path.name) for path in own}
    files |= {Path(path): known for path, known in manifest.get("inputs", {}).items()}
    for path, known in files.items():
        if known is not None and not (path.is_file() and sha256_of(path) == known):
            yield path
