"""Shipped: experiments, configs and documents that come along, in a wheel as in a clone."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
IN_WHEEL, CLONE = PACKAGE / "shipped", PACKAGE.parents[1]


def shipped(path: str) -> Path:
    """Where a file or folder is that a clone holds under this path, a wheel within the package."""
    return (IN_WHEEL if IN_WHEEL.is_dir() else CLONE) / path
