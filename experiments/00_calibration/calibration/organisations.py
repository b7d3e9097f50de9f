"""The organisations in which everything is measured: a generated one and, where it is there, a real one.

The real one is a Polish manufacturer of 154 people with its mail (Michalski et al. 2011; Nurek &
Michalski 2020), which is not part of the project. Where its files are absent, the generated one stands
alone, and the results say so.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

GENERATED, MANUFACTURER = "generated", "manufacturer"

WEIGHTS = {GENERATED: 3, MANUFACTURER: 1}
"""How much each counts (assumed): generated ones are many, drawn anew in every replication, as studies
are of many organisations; the real one is a single case."""


def weights(names: Sequence[str]) -> list[float]:
    """The weights of organisations by name, which sum to 1."""
    total = sum(WEIGHTS[name] for name in names)
    return [WEIGHTS[name] / total for name in names]


def organisations(folder: Path, people: int) -> dict[str, dict[str, Any]]:
    """Tables [organisation] by name: one generated of so many people, and what the folder has."""
    found: dict[str, dict[str, Any]] = {GENERATED: {"people": people}}
    chart, mail = folder / "reports_to.csv", folder / "email_monthly.csv"
    if chart.is_file() and mail.is_file():
        found[MANUFACTURER] = {
            "chart": str(chart.resolve()),
            "superior": "reports_to",
            "ties": str(mail.resolve()),
            "source": "recipient",
            "target": "sender",
            "weight": "count",
            "directed": True,
            "drop_outsiders": True,
        }
    return found
