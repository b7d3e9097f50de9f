"""Tables of the work of a sweep: what it will take, and how far it is."""

from collections.abc import Mapping
from typing import Any

from orgsim.number_text import count, duration, fixed
from orgsim.reporting.neutral_table import Table, words
from orgsim.sweep.estimate import Outlook


def outlook_table(found: Outlook, jobs: int) -> Table:
    """What a sweep will take with a number of processes."""
    most = " at most" if found.runs_at_most else ""
    processes = count(jobs, "process", "processes")
    fewest, beside = found.side_by_side
    between = f"{fewest} to " if fewest < beside else ""
    rows = {
        "points": f"{found.points:,}",
        "runs": f"{found.runs:,}{most}, in {count(found.ensembles, 'ensemble')}",
        "side by side": f"{between}{count(beside, 'run')} in an ensemble",
        "work": f"{found.person_weeks:,.0f} person-weeks",
        "time": f"about {duration(found.seconds)} in {processes}",
        "memory": f"about {found.memory_bytes / 2**30:.1f} GiB",
        "disk": f"about {max(1, found.disk_bytes / 2**20):,.0f} MiB",
    }
    return words(("", ""), rows.items())


def status_table(found: Mapping[str, Any]) -> Table:
    """How far a sweep is, from its status."""
    most = " at most" if found["runs_at_most"] else ""
    rows = {
        "points": f"{found['points']:,}",
        "runs done": f"{found['runs_done']:,} of {found['runs_planned']:,}{most}",
        "failed": f"{found['failed']:,}",
    }
    if found["runs_a_second"]:
        rows["speed"] = f"{fixed(found['runs_a_second'], 1)} runs a second"
    if found["seconds_left"] is not None:
        rows["left"] = f"about {duration(found['seconds_left'])}"
    return words(("", ""), rows.items())
