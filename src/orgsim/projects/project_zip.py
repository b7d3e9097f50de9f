"""A project as one file: written with what belongs to it, and opened without trusting what it says."""

import io
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from orgsim.errors import UserError, quoted
from orgsim.io.atomic_files import make_folder
from orgsim.projects.kept_project import (
    COMPARISON,
    FIT,
    FIT_FILE,
    NOTES,
    RESULT_FILES,
    RESULTS,
    SCENARIO,
    UPLOADS,
)
from orgsim.projects.project_file import FILE
from orgsim.projects.project_place import folder_of, projects_root, reading, writing
from orgsim.projects.project_reading import read_project

MOST_MEMBERS = 200
MOST_MEGABYTES = 200
MOST_BYTES = MOST_MEGABYTES * 2**20
"""Of all files of a project together, unpacked."""

MOST_TIMES_SMALLER = 200
SMALL = 2**20
"""Files below this size may be packed as well as they can be."""

_NO_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
"""What Python's reader raises for a damaged file."""

_EARLY = (1980, 1, 1, 0, 0, 0)
_ALLOWED = re.compile(
    rf"({FILE}|{SCENARIO}|{COMPARISON}|{NOTES}|scenarios/\d\d\.toml"
    rf"|{UPLOADS}/[A-Za-z0-9][A-Za-z0-9._-]{{0,99}}|{RESULTS}/({'|'.join(RESULT_FILES)})"
    rf"|{FIT}/{FIT_FILE.pattern})"
)


def project_zip(name: str) -> bytes:
    """The project as a zip file; the same project gives the same bytes."""
    folder = folder_of(name)
    packed = io.BytesIO()
    with reading(), zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        read_project(folder)
        for path in _kept(folder):
            inside = path.relative_to(folder).as_posix()
            about = zipfile.ZipInfo(f"{folder.name}/{inside}", _EARLY)
            about.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(about, path.read_bytes())
    return packed.getvalue()


def too_large(name: str) -> str:
    """Why a project cannot be exported, as its zip file could not be opened; "" where it can."""
    size = sum(path.stat().st_size for path in _kept(folder_of(name)))
    if size <= MOST_BYTES:
        return ""
    return (
        f"Its {-(-size // 2**20):,} MB are more than the {MOST_MEGABYTES} MB of an exported project;"
        " copy its folder instead."
    )


def _kept(folder: Path) -> list[Path]:
    """Files that belong to a project."""
    return [
        path
        for path in sorted(folder.rglob("*"))
        if _ALLOWED.fullmatch(path.relative_to(folder).as_posix())
        and path.is_file()
        and not path.is_symlink()
    ]


def open_zip(data: bytes, name: str) -> str:
    """Make a project of a zip file, under a free name like `name`, which is returned.

    Raises UserError for what is no project, names other places, or unpacks to more than a project has.
    """
    with writing():
        aside = Path(tempfile.mkdtemp(prefix=".opened-", dir=projects_root()))
        try:
            folder = aside / "project"
            for inside, content in _members(data):
                make_folder((folder / inside).parent)
                (folder / inside).write_bytes(content)
            read_project(folder)
            target = _free(name)
            folder.rename(target)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return target.name


def _free(name: str) -> Path:
    """The folder of a project that is not there yet."""
    target, number = folder_of(name), 2
    while target.exists():
        target, number = folder_of(f"{name[:54].rstrip(' .')} {number}"), number + 1
    return target


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Files of a zip by their names in the folder, as far as a project has them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            left, seen = MOST_BYTES, set()
            for about in _files(file):
                inside = _inside(about)
                if inside in seen:
                    raise UserError(f"the zip file holds {quoted(inside)} twice")
                seen.add(inside)
                content = _unpacked(file, about, left)
                left -= len(content)
                yield inside, content
    except _NO_ZIP as error:
        raise UserError(
            f"this is no zip file that can be opened: {error}; export the project again"
        ) from None
    if FILE not in seen:
        raise UserError(f"the zip file holds no {FILE}; open one that “Export” of a project made")


def _files(file: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    found = [about for about in file.infolist() if not about.is_dir()]
    if len(found) > MOST_MEMBERS:
        raise UserError(
            f"the zip file holds {len(found):,} files; a project has {MOST_MEMBERS} at most"
        )
    return found


def _inside(about: zipfile.ZipInfo) -> str:
    """A member's name in the project's folder: as it is, or below one folder."""
    if stat.S_ISLNK(about.external_attr >> 16) or about.flag_bits & 1:
        raise UserError(f"the zip file holds a link or an encrypted file: {quoted(about.filename)}")
    below = about.filename.partition("/")[2]
    for name in (about.filename, below):
        if _ALLOWED.fullmatch(name):
            return name
    raise UserError(
        f"the zip file holds {quoted(about.filename)}, which no project has; take it out"
    )


def _unpacked(file: zipfile.ZipFile, about: zipfile.ZipInfo, left: int) -> bytes:
    """The content, read no further than it may go, whatever the zip says of its size."""
    most = min(left, max(SMALL, about.compress_size * MOST_TIMES_SMALLER))
    with file.open(about) as member:
        content = member.read(most + 1)
    if len(content) > most:
        raise UserError(
            f"{quoted(about.filename)} unpacks to more than {most / 2**20:,.0f} MB; a project has"
            f" {MOST_MEGABYTES} MB at most, and no file is packed that small"
        )
    return content
