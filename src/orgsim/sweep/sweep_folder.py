"""Store: a sweep's folder. Whatever is killed when, a file is there whole or not at all.

sweep.toml      the sweep and its base config, complete: a sweep file to run it again
design.parquet  one row a point
parts/          one file a part, written to another name, fsynced and renamed
weeks/          the recorded weeks of each part, if asked for
runs.parquet    all rows, in the order of the plan, once the sweep has finished
weeks.parquet   all recorded weeks, the same way
manifest.json   versions, commit, platform, state; hashes of the files
log.jsonl       what happened when, with the hash of each part
lock            locked by the process that works on the sweep
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from os.path import isfile
from pathlib import Path
from typing import Any

import pyarrow as pa
from filelock import FileLock, SoftFileLock, Timeout

from orgsim.errors import UserError, reason
from orgsim.io.atomic_files import (
    PARTIAL,
    QUICK,
    described,
    description,
    join,
    make_folder,
    missing,
    parquet,
    read,
    remove,
    sha256,
    sha256_of,
    taken_back,
    write,
)
from orgsim.measures.own_code import refuse_other_code
from orgsim.sweep.advice import Advice, for_commands
from orgsim.sweep.resolved_files import design_table, difference, read_resolved, sweep_toml
from orgsim.sweep.run_task import FAILED, Rows
from orgsim.sweep.sweep_file import Sweep, with_own_code
from orgsim.sweep.sweep_log import Forgotten, Log
from orgsim.sweep.versions import running_code

SECONDS_FOR_A_LOOK = 2
"""How long the lock is waited for: `orgsim status` holds it for a moment."""


BEGUN_HERE = {"schema", "state", "engine"}
"""Keys by which the manifest of a sweep is distinguished from that of something else."""


class BusyError(UserError):
    """Another process works on the sweep."""


class Store:
    """The folder of one sweep; `advice` is how errors say what to do next."""

    def __init__(self, folder: Path, advice: Callable[[Path], Advice] = for_commands) -> None:
        self.folder = folder
        self.advice = advice(folder)
        self.sweep_file = folder / "sweep.toml"
        self.design_file = folder / "design.parquet"
        self.parts_folder = folder / "parts"
        self.weeks_folder = folder / "weeks"
        self.runs_file = folder / "runs.parquet"
        self.weeks_file = folder / "weeks.parquet"
        self.manifest_file = folder / "manifest.json"
        self.log = Log(folder / "log.jsonl")
        self.lock_file = folder / "lock"
        self._lock_held: tuple[int, int] | None = None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep the folder to this process; the system frees the lock of one that died."""
        lock = FileLock(self.lock_file)
        try:
            lock.acquire(timeout=SECONDS_FOR_A_LOOK)
        except Timeout:
            # Without locks of the system it is a mark, which stays where its process was killed.
            killed = f"; if none does any more, remove {self.lock_file}"
            raise BusyError(
                f"{self.folder}: another process works on it; wait for it, or look with"
                f" {self.advice.look}{killed if isinstance(lock, SoftFileLock) else ''}"
            ) from None
        except NotImplementedError:
            raise UserError(
                f"{self.folder}: this file system has no locks; use a folder on another"
            ) from None
        except OSError as error:
            raise UserError(f"{self.folder}: cannot be written: {reason(error)}") from None
        try:
            self._lock_held = self._lock_there()
            yield
        finally:
            self._lock_held = None
            lock.release()

    def _lock_there(self) -> tuple[int, int] | None:
        """Which file the lock is, None where there is none."""
        try:
            found = self.lock_file.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    @contextmanager
    def written(self) -> Iterator[None]:
        """Say what to do where the folder cannot be written, or is another's by now."""
        if self._lock_held and self._lock_held != self._lock_there():
            raise UserError(
                f"{self.folder}: somebody removed it or its lock meanwhile, and another process may have"
                f" begun there; look with {self.advice.look}"
            )
        try:
            yield
        except OSError as error:
            raise UserError(
                f"{self.folder}: cannot be written: {reason(error)}; what is done is kept, correct that"
                f" and continue with: {self.advice.go_on}"
            ) from None

    @contextmanager
    def readable(self) -> Iterator[None]:
        """Say what cannot be read, and what to do."""
        try:
            yield
        except OSError as error:
            raise UserError(
                f"{error.filename or self.folder}: cannot be read: {reason(error)}; what is done is"
                f" kept, correct that and continue with: {self.advice.go_on}"
            ) from None

    # --- the sweep -----------------------------------------------------------------------------

    def create(self, sweep: Sweep, manifest: Mapping[str, Any]) -> None:
        """Lay out a new folder; raise UserError, and leave nothing, where something is in the way."""
        self._refuse_others()
        made = missing(self.lock_file, self.folder, *self.folder.parents)
        try:
            make_folder(self.folder)
            with self.locked():
                self._refuse_others()
                with taken_back(missing(*self._laid_out())):
                    self._lay_out(sweep, manifest)
        except BusyError:
            raise
        except OSError as error:
            remove(made)
            raise UserError(
                f"{self.folder}: cannot be written: {reason(error)}; {self.advice.another_folder}"
            ) from None
        except BaseException:
            if not self.exists():  # else another process was first, and its lock stays
                remove(made)
            raise

    def clear(self) -> None:
        """Take the sweep away, but for the lock; raise BusyError where a process works on it.

        What tells it goes when no part is left that another sweep could take for its own.
        """
        last = [self.sweep_file, self.design_file, self.manifest_file]
        with self.locked(), self.written():
            for path in list(self.folder.iterdir()):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                elif path not in (self.lock_file, *last):
                    path.unlink()
            for path in last:
                path.unlink(missing_ok=True)

    def _laid_out(self) -> list[Path]:
        """What a new folder holds, besides its lock."""
        files = [self.sweep_file, self.design_file, self.manifest_file]
        return [*files, self.parts_folder, self.weeks_folder]

    def _lay_out(self, sweep: Sweep, manifest: Mapping[str, Any]) -> None:
        files = {
            self.design_file: parquet(design_table(sweep)),
            self.sweep_file: sweep_toml(sweep).encode(),
        }
        hashes = {path.name: sha256(data) for path, data in files.items()}
        self.write_manifest({**manifest, "files": hashes})
        self.make_folders(sweep)
        for path, data in files.items():
            write(path, data)

    def make_folders(self, sweep: Sweep) -> None:
        """The folders of the parts, also where somebody has removed them."""
        make_folder(self.parts_folder)
        if sweep.tables.record_weeks:
            make_folder(self.weeks_folder)

    def exists(self) -> bool:
        """Whether the folder holds a sweep: its sweep.toml is written last."""
        return isfile(self.sweep_file)  # False for what no file can be called, too

    def is_of(self, sweep: Sweep) -> bool:
        """Whether the folder's sweep is this one."""
        return self.difference(sweep) is None

    def difference(self, sweep: Sweep) -> str | None:
        """What this sweep has otherwise than the folder's, None where they are the same."""
        with self.readable():
            return difference(self.sweep(), sweep)

    def _refuse_others(self) -> None:
        if self.exists():
            raise UserError(
                f"{self.folder}: already contains a sweep; continue it: {self.advice.go_on},"
                f" or {self.advice.another_folder}"
            )
        if self.manifest().keys() >= BEGUN_HERE:
            return
        tables = [self.runs_file, self.weeks_file, self.log.file]
        for path in (self.manifest_file, *self._laid_out(), *tables):
            if os.path.lexists(path):
                raise UserError(
                    f"{self.folder}: holds a {path.name} that is not of a sweep;"
                    f" {self.advice.another_folder}"
                )

    def sweep(self) -> Sweep:
        """The sweep this folder is of."""
        if not self.exists():
            raise UserError(f"{self.folder}: contains no sweep; start one with {self.advice.begin}")
        return read_resolved(self.sweep_file, self.design_file)

    def sweep_with_code(self, allowed: bool) -> Sweep:
        """The same with its base's own measures, if that is allowed and they are what they were."""
        sweep = with_own_code(self.sweep(), allowed, str(self.folder), self.advice.allow)
        if "own_measures" in (begun := self.manifest()) or sweep.own:
            refuse_other_code(begun.get("own_measures", sweep.own), sweep.own, str(self.folder))
        return sweep

    def table(self, name: str, columns: list[str] | None = None) -> pa.Table:
        """The table runs, weeks or design; of an unfinished sweep its parts, in the plan's order."""
        files = [self.folder / f"{name}.parquet"]
        parts = {"runs": self.parts_folder, "weeks": self.weeks_folder}
        if name in parts and not files[0].is_file():
            files = sorted(parts[name].glob("*.parquet"))
        if not files or not files[0].is_file():
            raise UserError(f"{self.folder}: has no {name} (yet); look with {self.advice.look}")
        try:
            return pa.concat_tables(read(file, columns) for file in files)
        except (OSError, pa.ArrowException) as error:
            raise UserError(
                f"{self.folder}: its {name} cannot be read ({str(error).splitlines()[0]}); check them:"
                f" {self.advice.check}"
            ) from None

    # --- parts -----------------------------------------------------------------------------

    def part_file(self, part: str) -> Path:
        """Where a part's rows are."""
        return self.parts_folder / f"{part}.parquet"

    def week_file(self, part: str) -> Path:
        """Where a part's recorded weeks are."""
        return self.weeks_folder / f"{part}.parquet"

    def write_part(self, part: str, rows: Rows) -> None:
        """Keep a part's rows; it counts as finished once they stand under their name."""
        hashes = {}
        made_by = running_code()
        if rows.weeks is not None:
            data = parquet(described(rows.weeks, made_by=made_by))
            write(self.week_file(part), data)
            hashes["weeks_sha256"] = sha256(data)
        data = parquet(described(rows.runs, made_by=made_by), QUICK)
        write(self.part_file(part), data)
        self._log_part(part, rows.runs, {"sha256": sha256(data), **hashes, "made_by": made_by})

    def _log_part(self, part: str, runs: pa.Table, about: Mapping[str, Any]) -> None:
        self.log.add("part", part=part, rows=runs.num_rows, failed=failed_in(runs), **about)

    def whole_parts(self) -> set[str]:
        """Names of the parts that are there and whole; damaged ones are removed, to be run again.

        A part that is there and not in the log, since whoever wrote it was killed between, is whole,
        too, and is logged now.
        """
        for folder in (self.folder, self.parts_folder, self.weeks_folder):
            for leftover in folder.glob(f"*{PARTIAL}"):
                leftover.unlink()
        logged = self.log.parts()
        whole = set()
        for path in sorted(self.parts_folder.glob("*.parquet")):
            part = path.stem
            entry = logged.get(part)
            if self._adopt(part) if entry is None else not any(self.damaged(part, entry)):
                whole.add(part)
            else:
                self.drop_part(part, "damaged")
        return whole

    def _adopt(self, part: str) -> bool:
        """Log a part that is not in the log, if it can be read."""
        try:
            rows = self.read_part(part)
            about = {"sha256": sha256_of(self.part_file(part))}
            if self.weeks_folder.exists():
                read(self.week_file(part))
                about["weeks_sha256"] = sha256_of(self.week_file(part))
            made_by = description(self.part_file(part), "made_by")
        except (OSError, ValueError, pa.ArrowException):
            return False
        self._log_part(part, rows, about if made_by is None else {**about, "made_by": made_by})
        return True

    def damaged(self, part: str, entry: Mapping[str, Any]) -> Iterator[Path]:
        """Files of a part that are not what the log says, or are missing."""
        files = ("sha256", self.part_file(part)), ("weeks_sha256", self.week_file(part))
        for key, path in files:
            if key in entry and not (path.is_file() and sha256_of(path) == entry[key]):
                yield path

    def read_part(self, part: str) -> pa.Table:
        """A part's rows."""
        return read(self.part_file(part))

    def drop_part(self, part: str, why: Forgotten) -> None:
        """Forget a part's rows, so that it is run again, if the plan has it."""
        self.part_file(part).unlink(missing_ok=True)
        self.week_file(part).unlink(missing_ok=True)
        self.log.add(why, part=part)

    def drop_others(self, parts: Iterable[str]) -> None:
        """Forget all parts but these: they are of a plan that has changed since."""
        kept = set(parts)
        for path in self.parts_folder.glob("*.parquet"):
            if path.stem not in kept:
                self.drop_part(path.stem, "replanned")

    def assemble(self, parts: Iterable[str]) -> None:
        """Write runs.parquet and weeks.parquet from the parts in the order of the plan."""
        parts = list(parts)
        join(self.runs_file, map(self.part_file, parts))
        if self.weeks_folder.exists():
            files = map(self.week_file, parts)
            join(self.weeks_file, (file for file in files if file.exists()))

    def read_table(self, path: Path) -> pa.Table | None:
        """A table, or None where the file is missing or damaged."""
        try:
            return read(path)
        except (OSError, pa.ArrowException):
            return None

    # --- manifest ------------------------------------------------------------------------------

    def write_manifest(self, manifest: Mapping[str, Any]) -> None:
        """Replace the manifest."""
        write(self.manifest_file, json.dumps(manifest, indent=2).encode())

    def manifest(self) -> dict[str, Any]:
        """The manifest, {} where there is none."""
        try:
            found = json.loads(self.manifest_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def failed_in(rows: pa.Table) -> int:
    """How many of the rows are of runs that failed."""
    return rows["status"].to_pylist().count(FAILED)
