"""Provenance: with what, from what and where numbers were made."""

import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from orgsim import __version__
from orgsim.config.files import PATHS, ConfigFile
from orgsim.config.models import POINT
from orgsim.io.atomic_files import sha256_of
from orgsim.parameter_sets import sets_file

PACKAGE = Path(__file__).resolve().parents[1]
NUMBERS = (
    "config/*.py",
    "engine/*.py",
    "kept.py",
    "measures/*.py",
    "model/**/*.py",
    "organisation/**/*.py",
    "organise.py",
    "parameter_sets/*.py",
    "simulation/*.py",
)
"""The code that simulated numbers depend on."""

WORDS = (
    "config/schema.py",
    "config/written.py",
    "organisation/describe.py",
    "organisation/group_text.py",
    "organisation/hints.py",
    "organisation/importing/faults.py",
    "organisation/importing/file_preview.py",
    "parameter_sets/typical_values.py",
    "simulation/demand.py",
    "simulation/outlook.py",
)
"""Files among them that only say things."""

UNCOUNTED = ("costs", "own_measures")
"""Tables of a config that change no number of what is simulated."""

PACKAGES = ("numpy", "numba", "llvmlite", "scipy", "pydantic", "pyarrow", "matplotlib")


def versions() -> dict[str, str]:
    """Versions of Python, orgsim and the packages that numbers and files depend on."""
    return {"python": platform.python_version(), "orgsim": __version__, **_versions_of_packages()}


@cache
def _versions_of_packages() -> dict[str, str]:
    """Versions of those that are installed, looked up once: it means reading the files of each."""
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def commit() -> dict[str, Any] | None:
    """The git commit and whether files differ from it, or None outside a checkout of orgsim."""
    known = _git(PACKAGE, "rev-parse", "--show-toplevel", "HEAD")
    if known is None:
        return None
    top, head = known.split("\n")
    if Path(top).resolve() / "src" / "orgsim" != PACKAGE:
        return None
    changes = _git(PACKAGE, "status", "--porcelain", "--untracked-files=no")
    return {"commit": head, "dirty": bool(changes)}


def _git(folder: Path, *arguments: str) -> str | None:
    command = ["git", "-C", str(folder), *arguments]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return run.stdout.strip()


def machine() -> dict[str, Any]:
    """The platform and its processors."""
    return {
        "platform": platform.platform(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
    }


def numbers_hash() -> str:
    """A number that changes with the code and parameter sets that numbers depend on, and no other."""
    files = [*sources(NUMBERS), *([sets_file()] if sets_file().is_file() else [])]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


def sources(patterns: Iterable[str]) -> list[Path]:
    """The files of the package that match, in the order of their paths; words are none of them."""
    found = {path for pattern in patterns for path in PACKAGE.glob(pattern)}
    return sorted(found - {PACKAGE / name for name in WORDS})


def config_hash(file: ConfigFile) -> str:
    """SHA-256 of every number of the base and its scenarios, wherever the files lie.

    Of a chart, ties or survey, the content counts and not the path. What hours and leavers cost
    and the day on which week 1 begins do not count: they say what results are worth and how weeks are
    called, and change none. Nor do measures of one's own, which only look.
    """
    scenarios = [("", file.base), *file.scenarios.items()]
    resolved = [(name, _with_contents(config.resolved())) for name, config in scenarios]
    text = json.dumps(resolved, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _with_contents(resolved: dict[str, Any]) -> dict[str, Any]:
    organisation = resolved["organisation"]
    contents = {key: sha256_of(Path(organisation[key])) for key in PATHS if key in organisation}
    counted = {key: value for key, value in resolved.items() if key not in UNCOUNTED}
    counted["run"] = {key: value for key, value in resolved["run"].items() if key != "start_date"}
    return {**counted, "organisation": {**organisation, **contents}}


def inputs(file: ConfigFile) -> dict[str, str]:
    """SHA-256 of every chart, ties and survey that the config names, and of parameter sets, by path."""
    configs = (file.base, *file.scenarios.values())
    named = [getattr(config.organisation, key) for config in configs for key in PATHS]
    if file.base.run.parameter_sets != POINT:
        named.append(sets_file(file.base))
    return {str(path): sha256_of(path) for path in dict.fromkeys(named) if path is not None}
