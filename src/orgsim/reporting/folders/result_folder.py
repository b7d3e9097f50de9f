"""Results: a folder of tables, summary, config and manifest; written whole or not at all.

Every file is written under a temporary name, and all get their own name only when all are there, the
manifest last: it holds the SHA-256 of the others, so whatever is killed when, what does not belong
together can be told. Of several processes that write into one folder the last one's files are there.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from os.path import isfile
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq

from orgsim.errors import UserError, reason
from orgsim.io.atomic_files import alone_in, make_folder, missing, remove, sha256_of, sync
from orgsim.io.temporary_names import temporary_names
from orgsim.reporting.folders.measure_tables import levels_table, weekly_table
from orgsim.simulation import ScenarioResult

CONFIG, SUMMARY, WEEKLY, LEVELS = "config.toml", "summary.json", "weekly.parquet", "levels.parquet"
PICTURE, DRAWING = "report.png", "report.svg"
MANIFEST = "manifest.json"
FILES = (CONFIG, SUMMARY, WEEKLY, LEVELS, PICTURE, DRAWING, MANIFEST)
"""What a folder of results holds; a new result takes the place of all of them."""

REPORTS = ("report.html", "report.pdf", "slides.pptx")
"""What it holds besides where a report was asked for; a new result takes their place, too."""


class ResultsFolder:
    """A folder to write into: `with ResultsFolder(path) as folder: folder.write(name, how)`.

    Entering makes the folder and tries whether it can be written, before any work is done. Leaving
    without an error gives the files their names, in the order in which they were written; otherwise
    the folder stays as it was found.
    """

    def __init__(self, path: Path, replaces: tuple[str, ...] = (*FILES, *REPORTS)) -> None:
        self.path = path
        self.hashes: dict[str, str] = {}
        self._replaces = replaces
        self._made: list[Path] = []
        self._names = ExitStack()

    def __enter__(self) -> Self:
        try:
            self._refuse_other_files()
            self._made = missing(self.path, *self.path.parents)
            make_folder(self.path)
            self._temporary = self._names.enter_context(temporary_names(self.path))
        except OSError as error:
            self._leave_as_found()
            raise self._unwritable(error) from None
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        try:
            if kind is None:
                with alone_in(self.path):
                    self._commit()
        except OSError as fault:
            raise self._unwritable(fault) from None
        finally:
            self._leave_as_found()

    def write(self, name: str, how: Callable[[Path], None]) -> None:
        """Write a file: `how` is given a path to write to."""
        temporary = self._temporary(name)
        try:
            how(temporary)
            sync(temporary)
            self.hashes[name] = sha256_of(temporary)
        except OSError as error:
            raise self._unwritable(error) from None

    def write_text(self, name: str, text: str) -> None:
        """Write a text file."""
        self.write(name, lambda path: _put(path, text))

    def write_json(self, name: str, value: Any) -> None:
        """Write plain values as JSON."""
        self.write_text(name, json_text(value))

    def _refuse_other_files(self) -> None:
        """Somebody's own config.toml must not be taken for an old result."""
        if not (self.path / MANIFEST).exists():
            for name in self._replaces:
                if (self.path / name).exists():
                    raise UserError(
                        f"{self.path}: holds a {name} that is not of a result; name another folder"
                        " with --out"
                    )

    def _commit(self) -> None:
        for name in self._replaces:
            if name not in self.hashes:
                (self.path / name).unlink(missing_ok=True)
        for name in self.hashes:
            self._temporary(name).replace(self.path / name)
        self._made.clear()
        sync(self.path)

    def _leave_as_found(self) -> None:
        self._names.close()
        remove(self._made)

    def _unwritable(self, error: OSError) -> UserError:
        return UserError(
            f"{self.path}: results cannot be written here: {reason(error)}; name another folder with"
            " --out"
        )


def _put(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", "backslashreplace", "\n")  # names of files that are not UTF-8


def json_text(value: Any) -> str:
    """Plain values as JSON text that is the same for the same values."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def earlier_files(out: Path, kind: str, first: tuple[str, ...]) -> tuple[str, ...]:
    """The files of an earlier result of a kind, which a new one takes the place of; of nothing else.

    kind   the key of the manifest that lists them
    first  what stands for them where there is none yet

    Raises UserError where the folder holds something else.
    """
    listed = _listed(out, kind, f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}")
    return first if listed is None else (*listed, MANIFEST)


def new_files(out: Path, files: tuple[str, ...], what: str) -> tuple[str, ...]:
    """The files of a new result, which takes the place of an earlier one of the same files.

    Raises UserError where the manifest of the folder lists other files: it holds something else.
    """
    listed = _listed(out, "files", what)
    if listed is not None and not all(name in files for name in listed):
        raise _something_else(out, what)
    return files


def _listed(out: Path, key: str, what: str) -> tuple[str, ...] | None:
    """The files that a folder's manifest lists under a key; None where there is no manifest."""
    if not isfile(out / MANIFEST):
        return None
    try:
        return tuple(json.loads((out / MANIFEST).read_bytes())[key])
    except (OSError, ValueError, KeyError, TypeError):
        raise _something_else(out, what) from None


def _something_else(out: Path, what: str) -> UserError:
    return UserError(f"{out}: contains something other than {what}; name another folder with --out")


def results_folder(out: Path) -> ResultsFolder:
    """A folder for the results of scenarios, in the place of earlier ones and of nothing else."""
    return ResultsFolder(out, new_files(out, (*FILES, *REPORTS), "results"))


def write_tables(folder: ResultsFolder, results: Mapping[str, ScenarioResult]) -> None:
    """Write the weekly measures of every scenario and replication, whole and by level."""
    folder.write(WEEKLY, lambda path: _write_table(path, weekly_table(results)))
    folder.write(LEVELS, lambda path: _write_table(path, levels_table(results)))


def _write_table(path: Path, table: pa.Table) -> None:
    pq.write_table(table, path, compression="zstd")


@dataclass(frozen=True)
class Results:
    """A folder of results, read: summary and manifest, and the tables of measures."""

    summary: dict[str, Any]
    manifest: dict[str, Any]
    weekly: pa.Table
    levels: pa.Table


def read_results(folder: Path) -> Results:
    """Read a folder that `orgsim run` or `orgsim compare` wrote."""
    try:
        return Results(
            json.loads((folder / SUMMARY).read_bytes()),
            json.loads((folder / MANIFEST).read_bytes()),
            pq.read_table(folder / WEEKLY),
            pq.read_table(folder / LEVELS),
        )
    except (OSError, ValueError, pa.ArrowException) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UserError(
            f"{folder}: not a folder of results: {why}; make one with orgsim run"
        ) from None
