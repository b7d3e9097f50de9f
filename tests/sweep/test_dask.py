"""A sweep on a Dask cluster: a real scheduler and real workers on this machine, one of which dies."""

import gc
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest
from patience import PATIENCE
from plain_runs import PLAIN_TOML
from small_sweeps import build, run

from orgsim.cli.main import main
from orgsim.errors import UserError
from orgsim.sweep import executors
from orgsim.sweep.executors import OtherCodeError, do_in_cluster, on_cluster
from orgsim.sweep.run_task import Rows
from orgsim.sweep.runner import begin, go_on
from orgsim.sweep.sweep_folder import Store
from orgsim.sweep.versions import running_code

Client = pytest.importorskip("distributed").Client
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

SWEEP = """
base = "base.toml"
replications = 20
[vary]
levers.leader_modelling = { from = 0.1, to = 0.9, steps = 16 }
levers.transparency = [0.2, 0.8]
"""
BASE = "[organisation]\npeople = 400\n[run]\nweeks = 104\n" + PLAIN_TOML


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A part of Dask as a process of its own, ended in the end."""
    command = [sys.executable, "-m", *arguments]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = subprocess.Popen(command, **quiet)
    try:
        yield started
    finally:
        started.kill()
        started.wait(PATIENCE)


class Cluster:
    """A scheduler and a worker, or none, that speak with 127.0.0.1 only."""

    def __init__(self, stack: ExitStack, folder: Path, threads: tuple[str, ...] = ("1",)) -> None:
        self.here = [
            "--host",
            "127.0.0.1",
            "--no-dashboard",
            "--scheduler-file",
            str(folder / "scheduler"),
        ]
        self.scheduler = stack.enter_context(
            process("distributed.cli.dask_scheduler", *self.here, "--port", "0")
        )
        self.address = address_in(folder / "scheduler")
        for number in threads:
            stack.enter_context(self.worker(number))

    def worker(self, threads: str) -> AbstractContextManager[subprocess.Popen[bytes]]:
        """One more worker."""
        return process(
            "distributed.cli.dask_worker", *self.here, "--no-nanny", "--nthreads", threads
        )


def address_in(file: Path) -> str:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        try:
            return json.loads(file.read_text())["address"]
        except (OSError, ValueError):
            time.sleep(0.05)
    raise AssertionError("no scheduler")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster for tests that leave it as it was."""
    with ExitStack() as stack:
        yield Cluster(stack, tmp_path_factory.mktemp("cluster"))


def parts(store: Store) -> int:
    return len(store.log.parts())


def test_a_worker_dies_and_the_result_is_the_local_one(cluster, tmp_path, monkeypatch, capsys):
    (tmp_path / "sweep.toml").write_text(SWEEP)
    (tmp_path / "base.toml").write_text(BASE)
    store, write_part = Store(tmp_path / "swept"), Store.write_part
    command = ["sweep", str(tmp_path / "sweep.toml"), "--out"]

    def write_and_kill(own: Store, part: str, rows: Rows) -> None:
        write_part(own, part, rows)
        if parts(own) == 3:
            other.send_signal(signal.SIGKILL)

    with cluster.worker("2") as other, monkeypatch.context() as patch:
        with Client(cluster.address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
        patch.setattr(Store, "write_part", write_and_kill)
        assert main([*command, str(store.folder), "--cluster", cluster.address]) == 0
        assert other.wait(PATIENCE) == -signal.SIGKILL
    assert capsys.readouterr().err == ""
    local = tmp_path / "local"
    assert main([*command, str(local), "--jobs", "1"]) == 0
    assert store.runs_file.read_bytes() == (local / "runs.parquet").read_bytes()
    done = [entry["part"] for entry in store.log.entries() if entry["event"] == "part"]
    assert len(done) == len(set(done)) == 20


def test_a_scheduler_that_goes_away_loses_nothing(tmp_path):
    sweep = build(replications=6, vary={"levers.training": [0.1, 0.2]}, set={"run.weeks": 2000})
    store = begin(sweep, tmp_path / "sweep")
    lost = "the connection to its scheduler is lost; finished parts are kept"
    with ExitStack() as stack:
        own = Cluster(stack, tmp_path)

        def gone(tally):
            if tally.done:
                own.scheduler.kill()

        with pytest.raises(UserError, match=lost):
            go_on(store, on_cluster(own.address), gone)
    assert 0 < parts(store) < 6
    go_on(store, executors.in_process)
    whole = run(tmp_path / "whole", sweep)
    assert store.runs_file.read_bytes() == whole.runs_file.read_bytes()
    assert logging.getLogger("distributed").level <= logging.WARNING


def test_nobody_answers(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(executors, "SECONDS_TO_ANSWER", 0.2)
    (tmp_path / "sweep.toml").write_text(SWEEP)
    (tmp_path / "base.toml").write_text(BASE)
    for address in ("tcp://127.0.0.1:1", "127.0.0.1:1", "nonsense://x"):
        arguments = ["sweep", str(tmp_path / "sweep.toml"), "--out", str(tmp_path / "swept")]
        assert main([*arguments, "--cluster", address]) == 2
        err = capsys.readouterr().err
        assert f"--cluster {address}: no Dask scheduler answers there" in err
        assert err.count("\n") == 1
    assert not (tmp_path / "swept").exists()


def test_a_client_that_could_not_start_is_not_left_to_be_collected_later(monkeypatch):
    """It would close itself while another one starts, and both would wait for each other."""
    from distributed import Client

    def open_clients():
        clients = [each for each in gc.get_objects() if issubclass(type(each), Client)]
        return sum(client.status != "closed" for client in clients)

    monkeypatch.setattr(executors, "SECONDS_TO_ANSWER", 0.2)
    before = open_clients()
    gc.disable()
    try:
        for address in ("tcp://127.0.0.1:1", "127.0.0.1:1", "nonsense://x"):
            with pytest.raises(UserError, match="no Dask scheduler answers there"):
                on_cluster(address)
            assert open_clients() == before
    finally:
        gc.enable()


def test_it_is_said_that_there_are_no_workers_and_they_are_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(executors, "SECONDS_WITHOUT_WORKERS", 0.05)
    with ExitStack() as stack:
        alone = Cluster(stack, tmp_path, threads=())
        begun = begin(build(), tmp_path / "sweep")
        said = []

        def start_one(text, **_):
            said.append(text)
            if len(said) == 1:
                stack.enter_context(alone.worker("1"))

        monkeypatch.setattr("builtins.print", start_one)
        tally = go_on(begun, on_cluster(alone.address))
    assert tally.done == 12
    assert said == [
        f"--cluster {alone.address}: has no workers; waiting for some: dask worker {alone.address}"
    ]


def test_without_dask_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(
        UserError, match=r'a Dask cluster needs the extra dask: pip install "orgsim\[dask\]"'
    ):
        on_cluster("tcp://127.0.0.1:8786")


def test_a_worker_with_other_versions_does_nothing():
    sweep = build()
    wanted = {**running_code(), "numpy": "1.0", "engine": "another"}
    with pytest.raises(OtherCodeError, match=r"engine is \w+, not another; numpy is .*, not 1.0"):
        do_in_cluster(None, sweep.recipe, wanted)  # type: ignore[arg-type]


def test_other_versions_end_the_sweep_with_one_line(cluster, tmp_path, monkeypatch):
    store = begin(build(), tmp_path / "sweep")
    monkeypatch.setattr(executors, "running_code", lambda: {**running_code(), "engine": "another"})
    with pytest.raises(UserError, match="a worker has other versions"):
        go_on(store, on_cluster(cluster.address))
    assert parts(store) == 0
