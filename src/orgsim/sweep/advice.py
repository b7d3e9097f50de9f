"""Advice: what to do next, in terms of the command line or of Python."""

from pathlib import Path
from typing import NamedTuple

from orgsim.config.programmes_from_code import ALLOW, ALLOW_IN_PYTHON


class Advice(NamedTuple):
    """How to continue a sweep, also with other versions; to look at it; to use another folder.

    cluster  what the address of a cluster is called
    allow    how code of one's own measures is allowed
    """

    go_on: str
    go_on_with_other_versions: str
    look: str
    check: str
    begin: str
    another_folder: str
    cluster: str
    allow: str


def for_commands(folder: Path) -> Advice:
    """On the command line."""
    return Advice(
        go_on=f"orgsim resume {folder}",
        go_on_with_other_versions=f"orgsim resume {folder} --other-versions",
        look=f"orgsim status {folder}",
        check=f"orgsim verify {folder}",
        begin=f"orgsim sweep SWEEP.toml --out {folder}",
        another_folder="name another folder with --out",
        cluster="--cluster",
        allow=ALLOW,
    )


def for_python(folder: Path) -> Advice:
    """In a script or a notebook."""
    quoted = repr(folder.as_posix())
    return Advice(
        go_on="the same call of orgsim.sweep again",
        go_on_with_other_versions=f"orgsim.sweep(..., {quoted}, other_versions=True)",
        look=f"orgsim.load({quoted})",
        check=f"orgsim verify {folder} in a terminal",
        begin=f"orgsim.sweep(..., {quoted})",
        another_folder="give another folder as out",
        cluster="cluster =",
        allow=ALLOW_IN_PYTHON,
    )
