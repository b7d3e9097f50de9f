"""What a release says of itself: one version everywhere, a wheel and an sdist with what they need."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from orgsim import __version__
from orgsim.config.files import read_config
from orgsim.engine.widths import WIDTHS, cut, width_for
from orgsim.organise import redraws

ROOT = Path(__file__).parents[2]
MADE = (".pyc", ".nbi", ".nbc")
"""Endings of what Python and Numba make of sources."""


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_version_and_date_are_the_same_everywhere():
    (version, date), *_ = re.findall(r"^## \[(.+)\] – (\S+)$", text("CHANGELOG.md"), re.MULTILINE)
    assert version == __version__
    assert f"\nversion: {version}\ndate-released: {date}\n" in text("CITATION.cff")


def test_pythons_are_the_same_everywhere():
    project = tomllib.loads(text("pyproject.toml"))["project"]
    minors = re.findall(r"Python :: (3\.\d+)", " ".join(project["classifiers"]))
    matrix = re.search(r"^ +python: \[(.+)\]$", text(".github/workflows/tests.yml"), re.MULTILINE)
    assert matrix is not None
    assert re.findall(r"3\.\d+", matrix[1]) == minors
    assert project["requires-python"] == f">={minors[0]}"


def test_the_public_workflow_runs_what_is_there_on_every_system():
    said = text(".github/workflows/tests.yml")
    systems = re.findall(r"^ +os: \[(.+)\]$", said, re.MULTILINE)
    assert systems == ["ubuntu-latest, macos-latest, windows-latest"] * 2
    paths = set(re.findall(r"tests/\w+\.py|requirements[\w-]*\.lock", said))
    assert paths == {"tests/compile_engine.py", "requirements-dev.lock"}
    assert [path for path in paths if not (ROOT / path).is_file()] == []
    targets = re.findall(r"^(\w+):", text("Makefile"), re.MULTILINE)
    assert {"static", "test"} == set(re.findall(r"run: make (\w+)", said)) <= set(targets)


def test_the_public_workflow_ends_and_takes_actions_that_nobody_can_move():
    said = text(".github/workflows/tests.yml")
    jobs = re.findall(r"^  \w+:\n(?:    .*\n|\n)+", said.partition("\njobs:\n")[2], re.MULTILINE)
    assert len(jobs) == 4
    assert [job for job in jobs if "\n    timeout-minutes: " not in job] == []
    pinned = re.findall(r"uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\n", said)
    assert len(pinned) == said.count("uses:") > 0
    assert "permissions:\n  contents: read\n" in said


def test_an_image_has_the_engine_compiled_for_every_width():
    warmed = re.search(r"orgsim run (\w+) .*--replications (\d+)", text("Containerfile"))
    assert warmed is not None
    assert not redraws(read_config(warmed[1]).base)
    stretches = cut(int(warmed[2]))
    assert {width_for(last - first) for first, last in stretches} == set(WIDTHS)


def test_the_paper_cites_what_it_lists_and_nothing_else():
    paper, listed = text("paper/paper.md"), text("paper/paper.bib")
    cited = set(re.findall(r"@(\w+?\d{4})", paper))
    assert cited == set(re.findall(r"^@\w+\{(\w+),$", listed, re.MULTILINE))


def test_the_paper_counts_what_fails_as_the_evidence_does():
    """The counts between the marks of honesty, which the calibration renews."""
    honest = text("README.md")
    paper = " ".join(text("paper/paper.md").split())
    for pattern, said in (
        (r"Of (\d+) facts, (\d+) fails?", "in {1} of {0} facts"),
        (
            r"Of (\d+) trials that sizes were inferred from, (\d+) fail",
            "in {1} of {0} trials that were used",
        ),
        (
            r"Of (\d+) trials that were held out, (\d+) fail",
            "in {1} of {0} trials that were held out",
        ),
        (
            r"Of (\d+) sizes that were inferred, the evidence hardly narrows (\d+)",
            "narrows {1} of {0} inferred",
        ),
        (r"(\d+) more sizes are assumed", "{0} more are assumed"),
    ):
        found = re.search(pattern, honest)
        assert found is not None, pattern
        assert said.format(*found.groups()) in paper


@pytest.mark.slow
def test_wheel_and_sdist_hold_what_they_need_and_no_more(tmp_path):
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--outdir",
        str(tmp_path),
        str(ROOT),
    ]
    subprocess.run(command, check=True, capture_output=True)
    name = f"orgsim-{__version__}"
    wheel, source = tmp_path / f"{name}-py3-none-any.whl", tmp_path / f"{name}.tar.gz"
    check = [sys.executable, "-m", "twine", "check", "--strict", str(wheel), str(source)]
    subprocess.run(check, check=True, capture_output=True)
    with zipfile.ZipFile(wheel) as opened:
        inside = set(opened.namelist())
    shipped = {
        f"orgsim/shipped/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "configs").rglob("*.*")
    }
    assert {path for path in shipped if path.endswith((".toml", ".csv"))} <= inside
    assert {
        "orgsim/parameter_sets/posterior.parquet",
        "orgsim/shipped/docs/odd.md",
        "orgsim/py.typed",
    } <= inside
    assert {path.split("/")[0] for path in inside} == {"orgsim", f"{name}.dist-info"}
    assert not [path for path in inside if path.endswith(MADE)]
    assert not [
        path for path in inside if path.startswith("orgsim/shipped") and path.endswith(".svg")
    ]
    with tarfile.open(source) as opened:
        sources = set(opened.getnames())
    assert {
        f"{name}/{each}" for each in ("README.md", "LICENSE", "Makefile", "CITATION.cff")
    } <= sources
    assert {f"{name}/tests/unit/test_release.py", f"{name}/docs/odd.md"} <= sources
    assert not [path for path in sources if path.endswith(MADE)]
    assert not sources & {f"{name}/{each}" for each in ("build", "dist", "results", ".venv")}
