"""Versions: the code that all rows of a sweep must come from, wherever and whenever they are made."""

import hashlib
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from orgsim import __version__
from orgsim.io.provenance import numbers_hash, sources

NUMERIC = ("numpy", "numba", "llvmlite")
ROWS = (
    "analysis/convergence_weeks.py",
    "analysis/intervals.py",
    "analysis/factors/morris_design.py",
    "analysis/repetitions.py",
    "analysis/result_schema.py",
    "analysis/survival.py",
    "evidence/**/*.py",
    "sweep/design.py",
    "sweep/point_config.py",
    "sweep/run_task.py",
    "sweep/stopping.py",
)
"""The code that makes a sweep's rows of simulated numbers."""

CODE = ("engine", "rows")
"""Hashes of code, which a manifest holds beside the versions of packages."""

Maker = Mapping[str, str]
"""What rows were made by: Python, the packages and the engine, each with its version."""


@cache
def running_code() -> Maker:
    """What this process would simulate with."""
    rows = hashlib.sha256(b"".join(file.read_bytes() for file in sources(ROWS)))
    return {
        "python": platform.python_version(),
        "orgsim": __version__,
        "engine": numbers_hash(),
        "rows": rows.hexdigest()[:16],
        **{package: version(package) for package in NUMERIC},
    }


def differences(wanted: Mapping[str, str]) -> list[str]:
    """What this process has other versions of."""
    here = running_code()
    return [
        f"{name} is {here[name]}, not {wanted.get(name)}"
        for name in here
        if wanted.get(name) != here[name]
    ]


def makers_of(manifest: Mapping[str, Any]) -> list[Maker]:
    """What a sweep was started with, and what it was continued with; none where nothing says so."""
    noted = {**manifest.get("versions", {}), **{name: manifest.get(name) for name in CODE}}
    known = {name: noted[name] for name in running_code() if noted.get(name)}
    return [*([known] if known else []), *manifest.get("also_made_by", [])]


def is_known(here: Maker, makers: Iterable[Maker]) -> bool:
    """Whether rows of this maker go together with those of the others, as far as these are known."""
    return any(all(one.get(name, found) == found for name, found in here.items()) for one in makers)


def changes(then: Maker, now: Maker) -> str:
    """What differs between two makers, in words."""
    return ", ".join(
        f"{name} {then[name]} then, {found} now"
        for name, found in now.items()
        if then.get(name, found) != found
    )


def count_makers(parts: Iterable[Mapping[str, Any]], first: Maker) -> list[dict[str, Any]]:
    """Each maker of a log's parts with its parts and runs; parts of old logs are of the first one."""
    counts: list[dict[str, Any]] = []
    for part in parts:
        made_by = dict(part.get("made_by") or first)
        found = next((count for count in counts if count["made_by"] == made_by), None)
        if found is None:
            found = {"made_by": made_by, "parts": 0, "runs": 0}
            counts.append(found)
        found["parts"] += 1
        found["runs"] += part["rows"]
    return counts


def in_words(counts: Iterable[Mapping[str, Any]]) -> list[str]:
    """A line for each maker, with what it has and others have not; none where there is only one."""
    counts = list(counts)
    if len(counts) < 2:
        return []
    names = dict.fromkeys(name for count in counts for name in count["made_by"])
    differ = [name for name in names if len({count["made_by"].get(name) for count in counts}) > 1]
    return [
        f"{count['runs']:,} runs made by "
        + ", ".join(f"{name} {count['made_by'].get(name, 'of old')}" for name in differ)
        for count in counts
    ]
