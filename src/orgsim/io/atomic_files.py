"""Files that are there whole or not at all: another name first, the data on the disk, then the name."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

PARTIAL = ".partial"
PARQUET: dict[str, Any] = {"compression": "zstd", "write_page_checksum": True}
QUICK: dict[str, Any] = {**PARQUET, "compression": "none", "write_statistics": False}
"""For tables of few rows and many columns: a third of the time, and no larger."""

ROWS_A_GROUP = 65_536


def write(path: Path, data: bytes) -> None:
    """Write a file."""
    write_all({path: data})


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files that belong together: none has its name before the data of all are on the disk.

    They get their names in the order in which they are given.
    """
    temporary = {path: path.with_name(path.name + PARTIAL) for path in files}
    try:
        for path, data in files.items():
            temporary[path].write_bytes(data)
        settle(temporary)
    except BaseException:
        remove(temporary.values())
        raise


def settle(temporary: Mapping[Path, Path]) -> None:
    """Make sure of the data of temporary files, then give each its name, and make sure of that."""
    for file in temporary.values():
        sync(file)
    for path, file in temporary.items():
        os.replace(file, path)
    for folder in dict.fromkeys(path.parent for path in temporary):
        sync(folder)


def make_folder(folder: Path) -> None:
    """Make a folder with those above it, and make sure of them."""
    refuse_unsayable(folder)
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        sync(path.parent)


def refuse_unsayable(path: Path) -> None:
    """Raise OSError for a name that is not UTF-8, as old disks have them: Arrow finds no such file."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        raise OSError("its name is not UTF-8") from None


def missing(*paths: Path) -> list[Path]:
    """Those of the paths that are not there."""
    return [path for path in paths if not os.path.lexists(path)]


def remove(paths: Iterable[Path]) -> None:
    """Remove files and empty folders, as far as they are there and may be."""
    for path in paths:
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()


@contextmanager
def taken_back(made: Iterable[Path]) -> Iterator[None]:
    """Remove what has been made of these files and folders where it comes to nothing."""
    try:
        yield
    except BaseException:
        remove(made)
        raise


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """One process at a time, and of it one thread, where the system can lock a folder."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


def append_line(path: Path, line: str) -> None:
    """Add a line to a file, on a new line even where the last one was cut short by a crash."""
    with path.open("a+b") as file:
        cut_short = file.tell() > 0 and _last_byte(file) != b"\n"
        file.write((b"\n" if cut_short else b"") + line.encode() + b"\n")


def _last_byte(file: Any) -> bytes:
    file.seek(-1, os.SEEK_END)
    return file.read(1)


def parquet(table: pa.Table, options: Mapping[str, Any] = PARQUET) -> bytes:
    """A table as the bytes of a Parquet file."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, **options)
    return sink.getvalue().to_pybytes()


def read(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """A table, or some of its columns, if all pages are what was written.

    Raises pa.ArrowException or OSError. The file is closed at once, and neither pandas nor Arrow's
    datasets are imported, as pq.read_table would. What the file says of itself is left out.
    """
    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        for name in columns or ():
            if name not in file.schema_arrow.names:
                raise pa.ArrowInvalid(f"has no column {name}")
        table = file.read(columns)
    table = table.replace_schema_metadata(None)
    return table if columns is None else table.select(columns)


def described(table: pa.Table, **about: Mapping[str, Any]) -> pa.Table:
    """A table whose file says of itself what is given, as JSON."""
    return table.replace_schema_metadata(
        {f"orgsim.{name}": json.dumps(value) for name, value in about.items()}
    )


def description(path: Path, name: str) -> Any:
    """What a table's file says of itself under a name, None where it says nothing."""
    found = (pq.read_schema(path).metadata or {}).get(f"orgsim.{name}".encode())
    return None if found is None else json.loads(found)


def join(target: Path, files: Iterable[Path]) -> None:
    """Write tables one after the other into one file, whole or not at all, some at a time."""
    temporary = target.with_name(target.name + PARTIAL)
    writer = None
    try:
        for table in _groups(files):
            if writer is None:
                writer = pq.ParquetWriter(temporary, table.schema, **PARQUET)
            writer.write_table(table)
        if writer is not None:
            writer.close()
            settle({target: temporary})
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _groups(files: Iterable[Path]) -> Iterator[pa.Table]:
    waiting: list[pa.Table] = []
    rows = 0
    for file in files:
        waiting.append(read(file))
        rows += waiting[-1].num_rows
        if rows >= ROWS_A_GROUP:
            yield pa.concat_tables(waiting).combine_chunks()
            waiting, rows = [], 0
    if waiting:
        yield pa.concat_tables(waiting).combine_chunks()


def sha256(data: bytes) -> str:
    """SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()


def sha256_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Have the system bring a file to the disk, or a folder where it can be opened."""
    if path.is_dir() and os.name != "posix":
        return
    number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)
