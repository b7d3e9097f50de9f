"""The page about an organisation of one's own: its commands run, and its files are there."""

import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "start" / "consultant.md"
TEXT = PAGE.read_text(encoding="utf-8")
COMMANDS = [
    shlex.split(line)
    for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
]
BRIEF = ["--set", "run.most_rest_weeks=26"]
SMALLER = {
    "fit": ["--members", "50", "--jobs", "1", "--no-figure", *BRIEF],
    "forecast": ["--no-figure"],
    "plan": [
        "--replications",
        "10",
        "--weeks",
        "28",
        "--hours",
        "400",
        "--money",
        "10000",
        "--jobs",
        "1",
        "--unexplained",
        "--no-figure",
    ],
    "compare": ["--weeks", "4", "--replications", "2", "--no-figure"],
}


def test_links_lead_to_files():
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (PAGE.parent / target).exists(), target


def test_files_of_the_case_are_those_of_the_table():
    named = re.findall(r"^\| `(\w+\.csv)`", TEXT, re.MULTILINE)
    there = [path.name for path in (ROOT / "configs" / "clinics").iterdir()]
    assert sorted(named) == sorted(there)


def test_rows_that_are_shown_are_in_the_file():
    waves = (ROOT / "configs/clinics/waves.csv").read_text(encoding="utf-8").splitlines()
    shown = re.search(r"```\n(wave,.*?)```", TEXT, re.DOTALL)[1].splitlines()
    assert len(shown) == 4
    assert set(shown) <= set(waves)


@pytest.mark.slow
def test_commands_run_one_after_the_other(orgsim):
    """At a small size: fewer members, a brief rest, and a budget for few programmes."""
    for command in COMMANDS:
        said = orgsim(*command[1:], *SMALLER.get(command[1], []))
        assert said.code == 0, said.err
        assert said.out
