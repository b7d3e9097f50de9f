"""Where projects are stored, and what names they may have."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock

from orgsim.errors import UserError, quoted
from orgsim.io.atomic_files import make_folder

VARIABLE = "ORGSIM_PROJECTS"
"""Environment variable that names another folder for all projects."""

LOCK = ".lock"
MOST_SECONDS = 20
"""How long others are waited for."""

MOST_NAME = 60
_NAME = re.compile(r"\w[\w .,()&+-]*")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def projects_root() -> Path:
    """The folder of all projects: that of ORGSIM_PROJECTS, or one among the user's own data."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    return _user_data() / "orgsim" / "projects"


def _user_data() -> Path:
    """Where programs keep a user's data, by the convention of the system."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    named = os.environ.get("XDG_DATA_HOME", "")
    return Path(named) if os.path.isabs(named) else Path.home() / ".local" / "share"


def checked_name(name: str) -> str:
    """A name that can be a folder on every system; raises UserError where it cannot."""
    plain = " ".join(name.split())
    sound = _NAME.fullmatch(plain) and plain[-1] not in " ." and not _RESERVED.fullmatch(plain)
    if not sound or len(plain) > MOST_NAME:
        raise UserError(
            f"a project cannot be called {quoted(plain)}: take letters, digits, spaces and . , ( ) & + -"
            f" (at most {MOST_NAME}), beginning with a letter or digit and not ending with a dot"
        )
    return plain


def folder_of(name: str) -> Path:
    """The folder of a project."""
    return projects_root() / checked_name(name)


@contextmanager
def writing() -> Iterator[None]:
    """One process at a time writes below the folder of all projects."""
    root = projects_root()
    try:
        make_folder(root)
        with FileLock(root / LOCK, timeout=MOST_SECONDS):
            yield
    except OSError as error:  # filelock's timeout is one, too
        raise UserError(
            f"{root}: projects cannot be saved here: {error.strerror or error}; name another folder"
            " with ORGSIM_PROJECTS"
        ) from None


@contextmanager
def reading() -> Iterator[None]:
    """Nobody writes meanwhile; where no lock can be had, as nobody may write, it is read as it is."""
    with ExitStack() as held:
        with suppress(OSError, NotImplementedError):
            held.enter_context(FileLock(projects_root() / LOCK, timeout=MOST_SECONDS))
        yield
