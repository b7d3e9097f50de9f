"""Checkout: whether a commit holds the code that a report is made with."""

from collections.abc import Mapping
from typing import Any


def warning(checkout: Mapping[str, Any] | None) -> str:
    """A line where no commit holds it, "" where one does; `checkout` is that of the report."""
    if checkout and not checkout["dirty"]:
        return ""
    return (
        "warning: no commit holds the code of this report, so nobody can check it out to make it again:"
        " commit first, then calibrate"
    )
