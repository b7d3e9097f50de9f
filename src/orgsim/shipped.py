"""Shipped experiments, configs and documents, in a wheel as in a clone.

Wherever a config, sweep or plan file is named, a shipped one is named by its bare name
(`baseline`, `first`). A file of exactly that name goes first; a file with an ending is always named
with it.
"""

import os
from collections.abc import Mapping
from os import PathLike
from pathlib import Path

from orgsim.errors import UserError

PACKAGE = Path(__file__).resolve().parent
IN_WHEEL, CLONE = PACKAGE / "shipped", PACKAGE.parents[1]

CONFIGS, SWEEPS, PLANS = "configs", "configs/sweeps", "configs/plans"
"""Folders whose files have names."""

_CALLED = {CONFIGS: "config", SWEEPS: "sweep", PLANS: "plan"}


def shipped(path: str) -> Path:
    """Where a file or folder is that a clone holds under this path, a wheel within the package."""
    return (IN_WHEEL if IN_WHEEL.is_dir() else CLONE) / path


def shipped_files(folder: str = CONFIGS) -> Mapping[str, Path]:
    """The files of a shipped folder, by their names."""
    return {path.stem: path for path in sorted(shipped(folder).glob("*.toml"))}


def question(path: Path) -> str:
    """What a config, sweep or plan file asks: the comment in its first line."""
    with path.open(encoding="utf-8") as lines:
        return lines.readline().lstrip("# ").strip()


def find_file(named: str | PathLike[str], folder: str = CONFIGS) -> Path:
    """The file that a path means, or the name of a shipped one in a folder.

    Raises UserError where there is neither.
    """
    path, known = Path(named), shipped_files(folder)
    if str(path) in known and not os.path.isfile(path):
        return known[str(path)]
    try:
        path.stat()
    except FileNotFoundError:
        raise UserError(f"{path}: no such file{_instead(path, folder)}") from None
    except (OSError, ValueError):
        pass  # whoever reads it says why it cannot be read
    return path


def overlooked(named: Path, folder: str = CONFIGS) -> Path | None:
    """The file NAME.toml of this folder where NAME means a shipped one, and not that file."""
    beside = Path(f"{named}.toml")
    if find_file(named, folder) == named or not beside.is_file():
        return None
    return None if beside.samefile(find_file(named, folder)) else beside


def _instead(path: Path, folder: str) -> str:
    """What to name in place of a file that is not there."""
    from orgsim.organisation.hints import did_you_mean  # imports Numba, which help does without

    known, kind = shipped_files(folder), _CALLED[folder]
    if path.suffix == ".toml" and path.stem in known:
        return f"; {path.stem}, without folder and ending, is the {kind} that comes with orgsim"
    hint = did_you_mean(path.stem, known)
    return f"{hint}; name a file, or a {kind} that comes with orgsim: {', '.join(known)}"
