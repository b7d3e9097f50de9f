"""The course: its commands run, its links lead somewhere, and its hints name predictions there are."""

import re
import shlex
from functools import cache
from pathlib import Path

import pytest
from plain_runs import PLAIN_OPTIONS

from orgsim.cli.main import main
from orgsim.study.catalogue import entries, named, standard_folder

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "docs" / "start" / "course.md"
TEXT = COURSE.read_text(encoding="utf-8")
PARTS = re.split(r"^### ", TEXT, flags=re.MULTILINE)
SESSIONS = PARTS[1:]
SMALLER = {
    "run": ["--weeks", "6", "--replications", "2", "--no-figure", *PLAIN_OPTIONS],
    "compare": ["--weeks", "6", "--replications", "2", "--no-figure", *PLAIN_OPTIONS],
    "sweep": ["--jobs", "1"],
    "analyse": ["--measure", "alignment_end"],
    "validate": ["--replications", "1", "--set", "organisation.people=40"],
}
THERE = entries(standard_folder())


def commands(text, reproducing):
    """The commands of a text, those that reproduce experiments or the others."""
    found = [
        shlex.split(line, comments=True)
        for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
        for line in block.splitlines()
    ]
    return [command for command in found if (command[1:2] == ["reproduce"]) == reproducing]


@cache
def predictions(folder):
    """Names of the predictions of an experiment."""
    (entry,) = (each for each in THERE if each.folder.name == folder)
    return {prediction.name for prediction in entry.load().predictions}


def linked(text):
    """Folders of experiments that a text links to."""
    return re.findall(r"\(\.\./\.\./experiments/(\d\d_\w+)\)", text)


def test_every_experiment_has_its_session():
    assert sorted(linked(TEXT)) == sorted(each.folder.name for each in THERE)
    assert all(linked(session) for session in SESSIONS)


@pytest.mark.parametrize("session", SESSIONS, ids=lambda text: text.splitlines()[0])
def test_hints_name_predictions_of_the_experiments_of_the_session(session):
    there = set().union(*(predictions(folder) for folder in linked(session)))
    named_there = re.findall(r"`([a-z]+(?:_[a-z]+)+)`", session)
    assert set(named_there) <= there
    assert "*Hint:*" in session


@pytest.mark.parametrize("session", SESSIONS, ids=lambda text: text.splitlines()[0])
def test_a_session_runs_the_experiments_it_reads(session):
    run = re.findall(r"orgsim reproduce (\w+)", session)
    assert {named(name, THERE).folder.name for name in run} == set(linked(session))


def test_links_to_files_lead_to_files():
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (COURSE.parent / target).exists(), target


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    [part for part in PARTS if commands(part, reproducing=False)],
    ids=lambda text: text.splitlines()[0],
)
def test_commands_run(part, tmp_path, monkeypatch, capsys):
    """Those of a session in one folder, as they build on each other, at a small size."""
    (tmp_path / "configs").symlink_to(ROOT / "configs")
    monkeypatch.chdir(tmp_path)
    for command in commands(part, reproducing=False):
        assert main([*command[1:], *SMALLER.get(command[1], [])]) == 0, capsys.readouterr().err
        assert capsys.readouterr().out


def test_experiments_are_called_as_the_command_knows_them(tmp_path, monkeypatch, capsys):
    """What they do at their small size is tested experiment by experiment."""
    monkeypatch.chdir(tmp_path)
    first, *of_one_experiment = commands(TEXT, reproducing=True)
    assert main(first[1:]) == 0
    listed = capsys.readouterr().out
    for command in of_one_experiment:
        assert named(command[2], THERE).name in listed
        assert set(command[3:]) <= {"--small"}
