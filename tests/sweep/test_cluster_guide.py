"""What docs/guides/clusters.md says is done on this machine, with a stand-in for Slurm."""

import shlex
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from types import ModuleType

import pytest
from page_blocks import Block, blocks
from test_dask import BASE, address_in, process, pytestmark  # noqa: F401  # POSIX alone, as there

import orgsim
from orgsim.cli.main import main

OF_GUIDE = "tests/sweep/test_cluster_guide.py"


def block_in(language: str) -> Block:
    """The block of the guide in a language."""
    (found,) = (
        each
        for each in blocks("docs/guides/clusters.md")
        if each.language == language and each.marks["run by"] == OF_GUIDE
    )
    return found


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """Of a cluster made of the guide's own lines: a scheduler, and one worker instead of eight."""
    scheduler, worker, _ = block_in("sh").source.splitlines()
    file = tmp_path_factory.mktemp("guide") / "scheduler"
    here = ["--host", "127.0.0.1", "--no-dashboard"]
    with ExitStack() as stack:
        own = [*shlex.split(scheduler, comments=True), *here, "--port", "0"]
        stack.enter_context(process(*own, "--scheduler-file", str(file)))
        address = address_in(file)
        there = worker.replace("tcp://HOST:8786", address).replace("--nworkers 8", "--nworkers 1")
        stack.enter_context(process(*shlex.split(there, comments=True), *here, "--no-nanny"))
        yield address


@pytest.fixture
def swept(tmp_path, monkeypatch):
    """A folder with the sweep that the guide speaks of, small, and what its rows must be."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base.toml").write_text(BASE, encoding="utf-8")
    (tmp_path / "sweep.toml").write_text(
        'base = "base.toml"\nreplications = 2\n[vary]\n"levers.transparency" = [0.2, 0.8]\n'
    )
    orgsim.sweep("sweep.toml", "alone", jobs=1)
    return (tmp_path / "alone" / "runs.parquet").read_bytes()


def test_the_commands_sweep_on_a_cluster(address, swept, tmp_path):
    command = block_in("sh").source.splitlines()[-1].replace("tcp://HOST:8786", address)
    words = shlex.split(command.replace("sweep first", "sweep sweep.toml"), comments=True)
    assert main(words[1:]) == 0
    assert (tmp_path / "results" / "first" / "runs.parquet").read_bytes() == swept


def test_the_script_asks_for_jobs_and_sweeps_on_them(address, swept, tmp_path, monkeypatch):
    asked = {}

    class WithoutSlurm:
        """Takes what dask_jobqueue.SLURMCluster is asked for, and has the cluster that there is."""

        scheduler_address = address

        def __init__(self, *, cores, processes, memory, walltime, job_script_prologue):
            asked.update(cores=cores, processes=processes)

        def scale(self, *, jobs):
            asked.update(jobs=jobs)

    stand_in = ModuleType("dask_jobqueue")
    stand_in.SLURMCluster = WithoutSlurm
    monkeypatch.setitem(sys.modules, "dask_jobqueue", stand_in)
    source = compile(block_in("python").source, "docs/guides/clusters.md", "exec")
    exec(source, {"__name__": "__main__"})
    assert asked == {"cores": 16, "processes": 16, "jobs": 8}
    assert (tmp_path / "results" / "first" / "runs.parquet").read_bytes() == swept
