"""The organisations in which everything is measured: a generated one and, where it is there, a real one.

The real one is a Polish manufacturer of 154 people with its mail (Michalski et al. 2011; Nurek &
Michalski 2020), which is not part of the project. Where its files are absent, the generated one stands
alone, and the results say so.
"""

from pathlib import Path
from typing import Any

GENERATED, MANUFACTURER = "generated", "manufacturer"


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
