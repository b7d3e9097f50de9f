"""What a project saves, and the names of its files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from orgsim.projects.project_file import FitEntry, UploadEntry

SCENARIO, COMPARISON, NOTES = "scenario.toml", "comparison.toml", "notes.md"
SCENARIOS, UPLOADS, RESULTS, FIT = "scenarios", "uploads", "results", "fit"
FIT_MANIFEST = "manifest.json"
FIT_FILE = re.compile(r"[a-z]{1,20}\.(toml|parquet|json|csv|html|png|svg)")
"""Files below fit/, as `orgsim fit` calls them."""

RESULT_FILES = ("weekly.csv", "summary.json")


def scenario_file(number: int) -> str:
    """Where the scenario of a number, from 1, of those compared stands."""
    return f"{SCENARIOS}/{number:02}.toml"


@dataclass(frozen=True)
class KeptScenario:
    """A scenario: title, tables of its config, and the query of the page that has the same.

    Files of the organisation stand in the tables as `uploads/NAME`.
    """

    title: str
    tables: Mapping[str, Any]
    address: str = ""


@dataclass(frozen=True)
class Project:
    """What is saved of a piece of work.

    uploads    path of each file now, by its name below uploads/
    described  what the browser knows of those that it can show
    handled    what is asked for where rows of the files do not fit
    results    contents of files below results/
    scale      of answers that state none
    fit        path of each file now, by its name below fit/
    fitted_to  what the fit names: the files' names now, and when they were uploaded
    """

    scenario: KeptScenario
    compared: tuple[KeptScenario, ...] = ()
    notes: str = ""
    uploads: Mapping[str, Path] = field(default_factory=dict)
    described: tuple[UploadEntry, ...] = ()
    handled: Mapping[str, str] = field(default_factory=dict)
    results: Mapping[str, bytes] = field(default_factory=dict)
    scale: str = ""
    fit: Mapping[str, Path] = field(default_factory=dict)
    fitted_to: FitEntry | None = None
