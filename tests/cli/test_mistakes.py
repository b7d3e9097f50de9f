"""A user's mistake: exit code 2, one line that says what to correct, and nothing written."""

import errno
import os
import signal
import sys
from pathlib import Path

import pytest
from small_configs import SCENARIOS, SMALL

from orgsim.cli.main import main

CHART = "id,superior\na,\nb,a\nc,a\nd,a\n"

FILES = {
    "not.toml": "weeks = = 3\n",
    "binary.toml": b"\xff\xfe\x00\x80",
    "unknown.toml": SMALL + "\n[levers]\ntransparancy = 0.5\n",
    "range.toml": SMALL + "\n[levers]\ntransparency = 1.5\n",
    "text.toml": SMALL.replace("weeks = 10", 'weeks = "ten"'),
    "twice.toml": SMALL + '\n[[themes]]\nname = "a"\n[[themes]]\nname = "a"\n',
    "group.toml": SMALL + '\n[[groups]]\nwho = "unit:4711"\nlevers = { training = 0.1 }\n',
    "kind.toml": SMALL + '\n[[shocks]]\nkind = "earthquake"\nweek = 2\n',
    "late.toml": SMALL + '\n[[shocks]]\nkind = "merger"\n',
    "one.toml": SMALL + "\n[scenarios.only]\n",
    "scenario.toml": SMALL + SCENARIOS.replace("leader_modelling", "leader_modeling"),
    "chartless.toml": SMALL.replace("people = 60", 'chart = "none.csv"'),
    "charted.toml": SMALL.replace("people = 60", 'chart = "chart.csv"\nsurvey = "survey.csv"'),
    "looped.toml": SMALL.replace("people = 60", 'chart = "looped.csv"'),
    "chart.csv": CHART,
    "zeros.toml": SMALL.replace(
        "people = 60",
        'chart = "numbers.csv"\nsurvey = "zeros.csv"\ndrop_outsiders = true',
    ),
    "numbers.csv": "id,superior\n1,\n2,1\n",
    "zeros.csv": "id,trust\n01,0.5\n02,0.5\n",
    "looped.csv": CHART + "e,f\nf,e\n",
    "survey.csv": "id,habit:kindness\nb,0.5\n",
    "taken/config.toml": SMALL,
    "file": "",
}

MISTAKES = {
    "no config": (("run",), "CONFIG"),
    "no such file": (("run", "none.toml"), "none.toml: no such file"),
    "a folder": (("run", "taken"), "taken: cannot be read"),
    "not TOML": (("run", "not.toml"), "not.toml: not valid TOML"),
    "not text": (("run", "binary.toml"), "binary.toml: cannot be read: it is not UTF-8"),
    "survey of others": (("run", "zeros.toml"), "all match once leading zeros are dropped"),
    "unknown key": (("run", "unknown.toml"), "did you mean 'transparency'?"),
    "out of range": (("run", "range.toml"), "levers.transparency: 1.5 is out of range"),
    "text for a number": (("run", "text.toml"), "run.weeks: 'ten'"),
    "a theme twice": (("run", "twice.toml"), "themes need different names"),
    "nobody's unit": (("run", "group.toml"), "who = 'unit:4711'"),
    "unknown shock": (("run", "kind.toml"), "shocks.0.kind: 'earthquake' is not known"),
    "shock without week": (("run", "late.toml"), "shocks.0.week: is missing"),
    "set without value": (("run", "small.toml", "--set", "levers.training"), "key=value"),
    "set of no key": (("run", "small.toml", "--set", "levers.trainin=1"), "'training'"),
    "set of text": (("run", "small.toml", "--set", "organisation.people=many"), "people: 'many'"),
    "set below a number": (("run", "small.toml", "--set", "run.weeks.x=1"), "--set run.weeks.x=1"),
    "no weeks": (("run", "small.toml", "--weeks", "0"), "--weeks"),
    "weeks in words": (("run", "small.toml", "--weeks", "ten"), "--weeks"),
    "too many weeks": (("run", "small.toml", "--weeks", "100000"), "run.weeks: 100000"),
    "no replications": (("run", "small.toml", "--replications", "0"), "--replications"),
    "negative seed": (("run", "small.toml", "--seed", "-1"), "--seed"),
    "huge seed": (("run", "small.toml", "--seed", str(2**63)), "run.seed"),
    "no threads": (("run", "small.toml", "--threads", "0"), "--threads"),
    "unknown option": (("run", "small.toml", "--wekks", "3"), "--wekks"),
    "unknown command": (("runn", "small.toml"), "runn"),
    "too many arguments": (("run", "small.toml", "small.toml"), "small.toml"),
    "nothing to compare": (("compare", "small.toml"), "it has no scenarios; add [scenarios.NAME]"),
    "one to compare": (("compare", "one.toml"), "one scenario only; add [scenarios.NAME]"),
    "mistake in a scenario": (
        ("compare", "scenario.toml"),
        "scenarios.shown.levers.leader_modeling",
    ),
    "no chart": (("run", "chartless.toml"), "none.csv"),
    "circle in a chart": (("run", "looped.toml"), "looped.csv"),
    "survey of no theme": (("run", "charted.toml"), "column 'habit:kindness': there is no theme"),
    "out is a file": (
        ("run", "small.toml", "--out", "file"),
        "file: results cannot be written here",
    ),
    "out below a file": (("run", "small.toml", "--out", "file/there"), "results cannot be written"),
    "out is taken": (("run", "small.toml", "--out", "taken"), "taken: holds a config.toml"),
    "no chart to describe": (("organisation", "none.csv"), "none.csv"),
    "no such column": (("organisation", "chart.csv", "--superior", "boss"), "'boss'"),
    "columns of no ties": (("organisation", "chart.csv", "--weight", "n"), "--weight"),
    "ties that are not there": (("organisation", "chart.csv", "--ties", "none.csv"), "none.csv"),
    "a file of a name too long": (("run", "x" * 5000), "…"),
    "a folder of a name too long": (("status", "y z" * 2000), "contains no sweep"),
    "an option of a million digits": (("run", "small.toml", "--weeks", "9" * 10**6), "--weeks"),
    "words for a number": (("run", "small.toml", "--weeks", "a b " * 10**5), "--weeks"),
    "weeks below none": (("run", "small.toml", "--weeks", "-1"), "--weeks"),
    "no jobs": (("sweep", "small.toml", "--jobs", "0"), "--jobs"),
    "no number of weeks": (("run", "small.toml", "--weeks", "nan"), "--weeks"),
    "replications without end": (("validate", "--replications", "9" * 30), "--replications"),
    "an override of a million letters": (
        ("run", "small.toml", "--set", "run.weeks=" + "a" * 10**6),
        "run.weeks: 'aaa",
    ),
    "an override full of nesting": (
        ("run", "small.toml", "--set", "a=" + "[" * 9000),
        "nested too deeply",
    ),
    "two formats": (("parameters", "--json", "--markdown"), "choose one"),
}


@pytest.fixture
def files(folder: Path) -> Path:
    for name, content in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def everything(folder: Path) -> dict[str, bytes | None]:
    """Every file and folder, with contents."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


@pytest.mark.parametrize(("arguments", "expected"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_one_line_and_leaves_nothing(files, orgsim, arguments, expected):
    before = everything(files)
    said = orgsim(*arguments)
    assert said.code == 2, said
    assert said.out == ""
    told = [line for line in said.err.splitlines() if "compiling" not in line]
    assert len(told) == 1, said.err
    assert told[0].startswith("error: ")
    assert expected in told[0]
    assert len(told[0]) < 1000
    assert told[0].isprintable()
    assert everything(files) == before


def test_no_command_is_a_mistake(orgsim):
    said = orgsim()
    assert said.code == 2
    assert "orgsim --help" in said.err


@pytest.mark.parametrize("by_ctrl_c", [True, False])
def test_an_interruption_is_one_line_and_leaves_nothing(folder, orgsim, monkeypatch, by_ctrl_c):
    """By Ctrl-C, or as a cluster ends a job."""

    def interrupted(*_arguments, **_named):
        if by_ctrl_c:
            raise KeyboardInterrupt
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr("orgsim.simulation.simulate", interrupted)
    before = everything(folder)
    said = orgsim("run", "small.toml")
    assert (said.code, said.out) == (130, "")
    assert said.err == "interrupted; nothing was written\n"
    assert everything(folder) == before
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_a_full_disk_is_not_our_fault(folder, orgsim, monkeypatch):
    """As where output goes into a file on it."""

    def full(*_arguments, **_named):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("orgsim.reporting.terminal.screen.show", full)
    said = orgsim("run", "small.toml", "--no-figure")
    assert said.code == 2
    assert said.err == "error: what was to be said cannot be written: No space left on device\n"


def test_closed_streams_are_no_mistake(folder, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", None)
        patch.setattr(sys, "stderr", None)
        assert main(["run", "small.toml", "--no-figure"]) == 0
        assert main(["run", "small.toml", "--no-figure", "--json"]) == 0


def test_our_fault_is_one_line_with_a_log(folder, orgsim, monkeypatch, tmp_path_factory):
    logs = tmp_path_factory.mktemp("logs")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(logs))
    monkeypatch.setattr("orgsim.simulation.simulate", lambda *_arguments, **_named: 1 // 0)
    before = everything(folder)
    said = orgsim("run", "small.toml", "--json")
    assert (said.code, said.out) == (1, "")
    (log,) = logs.iterdir()
    assert len(said.err.splitlines()) == 1
    assert "ZeroDivisionError" in said.err
    assert str(log) in said.err
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert everything(folder) == before
    monkeypatch.setenv("ORGSIM_DEBUG", "1")
    assert "Traceback" in orgsim("run", "small.toml").err


def test_too_many_people_for_the_memory_is_a_mistake(folder, orgsim, monkeypatch):
    def too_many(*_arguments, **_named):
        raise MemoryError("Unable to allocate 3.2 TiB")

    monkeypatch.setattr("orgsim.simulation.simulate", too_many)
    said = orgsim("run", "small.toml")
    assert said.code == 2
    assert said.err.splitlines() == [
        "error: not enough memory: Unable to allocate 3.2 TiB; simulate fewer people"
    ]
    assert not (folder / "results").exists()


def test_a_full_disk_leaves_the_results_of_before(orgsim, folder, monkeypatch):
    assert orgsim("run", "small.toml", "--no-figure").code == 0
    before = everything(folder)

    def full(*_arguments, **_named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pyarrow.parquet.write_table", full)
    said = orgsim("run", "small.toml", "--no-figure", "--seed", 8)
    assert said.code == 2
    assert "No space left on device" in said.err
    assert everything(folder) == before
