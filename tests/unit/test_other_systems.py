"""What only POSIX has is used where there is another way, which is taken where it is missing."""

import ast
import os
import signal
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import orgsim
from orgsim import compilation
from orgsim.io.atomic_files import alone_in, write
from orgsim.parallel import spawned
from orgsim.simulation import demand
from orgsim.sweep.process_pool import Worker
from orgsim.ui.server_folder import end_in_order

POSIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
POSIX_NAMES = {
    "os": {
        *("fork", "forkpty", "getegid", "geteuid", "getgid", "getloadavg", "getpgid", "getuid"),
        *("chown", "killpg", "mkfifo", "nice", "sched_getaffinity", "sched_setaffinity", "setsid"),
        *("statvfs", "sysconf", "uname", "wait3", "wait4"),
    },
    "signal": {
        *("SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGWINCH"),
        *("alarm", "pause", "pthread_kill", "pthread_sigmask", "setitimer", "sigwait"),
    },
}
GUARDED = {
    ("compilation.py", "os.getuid"),
    ("demand.py", "os.sysconf"),
    ("spawned.py", "os.sched_getaffinity"),
    ("spawned.py", "signal.pthread_sigmask"),
}
"""Those that the tests below do without."""

SOURCES = sorted(Path(orgsim.__file__).parent.rglob("*.py"))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.fixture
def elsewhere(monkeypatch, tmp_path):
    """A system without what only POSIX has; pytest itself asks for it to make its folder, before."""
    for module in (os, signal):
        for name in POSIX_NAMES[module.__name__]:
            monkeypatch.delattr(module, name, raising=False)


def with_a_way_without(node: ast.AST) -> bool:
    """Whether a statement goes on where a module is not there."""
    return isinstance(node, ast.Try) and any(
        isinstance(handler.type, ast.Name) and handler.type.id == "ImportError"
        for handler in node.handlers
    )


def test_no_module_of_posix_alone_is_imported():
    imported = set()
    for path in SOURCES:
        nodes = list(ast.walk(tree(path)))
        tried = [each for node in nodes if with_a_way_without(node) for each in node.body]
        for node in nodes:
            if node in tried:
                continue
            if isinstance(node, ast.Import):
                imported |= {each.name for each in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported.add(node.module)
    assert "signal" in imported
    assert not imported & POSIX_MODULES


def test_a_folder_is_written_to_where_none_can_be_locked(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with alone_in(tmp_path):
        write(tmp_path / "some.txt", b"text")
    assert (tmp_path / "some.txt").read_bytes() == b"text"


def test_names_of_posix_alone_are_used_where_their_absence_is_tested():
    used = {
        (path.name, f"{node.value.id}.{node.attr}")
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.attr in POSIX_NAMES.get(node.value.id, ())
    }
    assert used == GUARDED


@pytest.mark.usefixtures("elsewhere")
def test_processors_are_counted_and_memory_is_unknown(monkeypatch):
    monkeypatch.setattr(demand, "_LIMITS", ())
    assert spawned.processors() == os.cpu_count()
    assert demand.machine_bytes() is None
    demand.refuse_beyond(1e30, "it", "take less")


@pytest.mark.usefixtures("elsewhere")
def test_compiled_code_has_a_folder_of_the_user(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert compilation._temporary_folder() == tmp_path / "orgsim-numba"


@pytest.mark.usefixtures("elsewhere")
def test_processes_start_where_no_signal_can_be_held_back():
    with spawned.without_interrupts():
        pass


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(
    ("code", "said"),
    [(-signal.SIGTERM, "SIGTERM"), (-9, "SIGKILL, out of memory?"), (1, "exit code 1")],
)
def test_how_a_worker_ended_is_told(code, said):
    worker = Worker.__new__(Worker)
    worker.process = SimpleNamespace(join=lambda _: None, exitcode=code)
    assert worker.last_words() == said


@pytest.mark.usefixtures("elsewhere")
def test_a_server_ends_in_order_at_the_signals_there_are():
    before = signal.getsignal(signal.SIGTERM)
    try:
        end_in_order()
        with pytest.raises(SystemExit) as ended:
            signal.getsignal(signal.SIGTERM)(signal.SIGTERM, None)
        assert ended.value.code == 128 + signal.SIGTERM
    finally:
        signal.signal(signal.SIGTERM, before)
