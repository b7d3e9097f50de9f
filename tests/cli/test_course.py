"""The course: its commands run, its links lead somewhere, and its hints name predictions there are."""

import re
import shlex
from functools import cache
from pathlib import Path

import pytest

from orgsim.cli.main import main
from orgsim.study.catalogue import entries, named, standard_folder

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "docs" / "course.md"
TEXT = COURSE.read_text(encoding="utf-8")
SESSIONS = re.split(r"^### ", TEXT, flags=re.MULTILINE)[1:]
COMMANDS = [
    shlex.split(line, comments=True)
    for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
]
OF_ONE_EXPERIMENT = [command for command in COMMANDS if command[1:2] == ["reproduce"]]
OTHERS = [command for command in COMMANDS if command not in OF_ONE_EXPERIMENT]
SMALLER = {
    "run": ["--weeks", "6", "--replications", "2", "--no-figure"],
    "compare": ["--weeks", "6", "--replications", "2", "--no-figure"],
    "sweep": ["--jobs", "1"],
    "analyse": ["--measure", "alignment_end"],
    "validate": ["--replications", "1", "--set", "organisation.people=40"],
}
THERE = entries(standard_folder())


@cache
def predictions(folder):
    """Names of the predictions of an experiment."""
    (entry,) = (each for each in THERE if each.folder.name == folder)
    return {prediction.name for prediction in entry.load().predictions}


def linked(text):
    """Folders of experiments that a text links to."""
    return re.findall(r"\(\.\./experiments/(\d\d_\w+)\)", text)


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
@pytest.mark.parametrize("command", OTHERS, ids=" ".join)
def test_commands_run(command, tmp_path_factory, monkeypatch, capsys):
    """In one folder after the other, as they build on each other, at a small size."""
    folder = tmp_path_factory.getbasetemp() / "course"
    folder.mkdir(exist_ok=True)
    if not (folder / "configs").exists():
        (folder / "configs").symlink_to(ROOT / "configs")
    monkeypatch.chdir(folder)
    assert main([*command[1:], *SMALLER.get(command[1], [])]) == 0, capsys.readouterr().err
    assert capsys.readouterr().out


def test_experiments_are_called_as_the_command_knows_them(tmp_path, monkeypatch, capsys):
    """What they do at their small size is tested experiment by experiment."""
    monkeypatch.chdir(tmp_path)
    assert main(OF_ONE_EXPERIMENT[0][1:]) == 0
    listed = capsys.readouterr().out
    for command in OF_ONE_EXPERIMENT[1:]:
        assert named(command[2], THERE).name in listed
        assert set(command[3:]) <= {"--small"}
