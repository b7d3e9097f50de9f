"""Versions: the code that all rows of a sweep must come from, wherever they are made."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from orgsim import __version__
from orgsim.provenance import numbers_hash

NUMERIC = ("numpy", "numba", "llvmlite")
ROWS = ("sweep/*.py", "analysis/convergence.py")


@cache
def running_code() -> Mapping[str, str]:
    """What this process would simulate with."""
    package = Path(__file__).resolve().parents[1]
    files = sorted(file for pattern in ROWS for file in package.glob(pattern))
    rows = hashlib.sha256(b"".join(file.read_bytes() for file in files))
    return {
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
