"""The two organisations in which facts are measured: a generated one and a real one.

The real one is a Polish manufacturer of 154 people with its mail (Michalski et al. 2011; Nurek &
Michalski 2020), which is not part of the project. Where its files are absent, an organisation with its
size, levels, spans and share of ties within units stands in for it, drawn anew in each replication.
"""

from pathlib import Path
from typing import Any, NamedTuple

WORLDS = ("generated", "manufacturer")

STAND_IN = {
    "people": 154,
    "levels": 6,
    "span_variation": 0.73,
    "ties_per_person": 37.0,
    "share_within_unit": 0.08,
    "share_across_levels": 0.7,
}
"""As `orgsim organisation` describes the manufacturer."""


class Worlds(NamedTuple):
    """The base of all sweeps, a scenario an organisation, and whether the real chart was there."""

    base: dict[str, Any]
    real: bool


def worlds(folder: Path, people: int) -> Worlds:
    """A generated organisation of so many people, and the manufacturer whose files the folder has."""
    files = folder / "reports_to.csv", folder / "email_monthly.csv"
    real = all(file.is_file() for file in files)
    chart, mail = (str(file.resolve()) for file in files)
    manufacturer: dict[str, Any] = {
        "chart": chart,
        "superior": "reports_to",
        "ties": mail,
        "source": "recipient",
        "target": "sender",
        "weight": "count",
        "directed": True,
        "drop_outsiders": True,
    }
    organisations = {
        "generated": {"people": people},
        "manufacturer": manufacturer if real else STAND_IN,
    }
    scenarios = {name: {"organisation": tables} for name, tables in organisations.items()}
    return Worlds({"name": "calibration", "scenarios": scenarios}, real)
