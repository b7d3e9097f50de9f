"""What is said beside a result, on standard error, is one line where nobody's terminal breaks it."""

from io import StringIO
from types import SimpleNamespace

import pytest
from numba.core.event import trigger_event
from rich.console import Console

from orgsim.reporting.terminal.progress import compilation_told

NOTE = "compiling the engine for this machine (once, a minute or two)…"


def test_a_pipe_hears_once_and_on_one_line_that_the_engine_is_compiled():
    assert told("orgsim.engine.loop", terminal=False, times=3) == f"{NOTE}\n"


def test_a_terminal_breaks_the_note_between_words():
    lines = told("orgsim.engine.loop", terminal=True).splitlines()
    assert len(lines) == 2
    assert " ".join(map(str.rstrip, lines)) == NOTE


@pytest.mark.parametrize("module", ["orgsim.model.random", "numba.core.tracing"])
def test_what_compiles_in_an_instant_is_not_worth_a_note(module):
    assert told(module, terminal=False) == ""


def told(module, terminal, times=1):
    """What a reader of 40 columns is told while Numba compiles a function of a module so many times."""
    heard = StringIO()
    screen = Console(file=heard, width=40, force_terminal=terminal, color_system=None)
    compiled = SimpleNamespace(py_func=SimpleNamespace(__module__=module))
    with compilation_told(screen):
        for _ in range(times):
            with trigger_event("numba:compile", data={"dispatcher": compiled}):
                pass
    return heard.getvalue()
