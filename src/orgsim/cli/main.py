"""The command line: its commands, and how errors are reported.

Exit codes: 0 done, 1 our fault, 2 the user's mistake, 130 interrupted, by Ctrl-C or SIGTERM.
"""

import errno
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from orgsim import __version__
from orgsim.cli.analyse_command import analyse
from orgsim.cli.configs_command import configs
from orgsim.cli.describe_commands import parameters, schema
from orgsim.cli.fit_command import fit
from orgsim.cli.forecast_command import forecast
from orgsim.cli.organisation_command import organisation
from orgsim.cli.plan_command import plan
from orgsim.cli.reproduce_command import reproduce
from orgsim.cli.simulate_commands import compare, run
from orgsim.cli.sweep_commands import replay, resume, retry_failed, status, sweep, verify
from orgsim.cli.ui_command import ui
from orgsim.cli.validate_command import validate
from orgsim.errors import Interrupted, UserError, one_line, reason, shortened
from orgsim.parallel.termination import terminated_like_interrupted

MOST_OF_A_PATH = 240

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)

DONE, OUR_FAULT, MISTAKE, INTERRUPTED = 0, 1, 2, 130

# Rich help would take half a second.
app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
COMMANDS: tuple[Callable[..., None], ...] = (
    run,
    compare,
    plan,
    sweep,
    resume,
    retry_failed,
    status,
    analyse,
    replay,
    verify,
    fit,
    forecast,
    validate,
    reproduce,
    organisation,
    configs,
    parameters,
    schema,
    ui,
)
for command in COMMANDS:
    app.command()(command)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"orgsim {__version__}")
        raise typer.Exit


@app.callback()
def _orgsim(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Simulate how an organisation's messages and practices converge or drift apart."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; the exit code."""
    _let_anything_be_said()
    given = sys.argv[1:] if arguments is None else arguments
    try:
        with terminated_like_interrupted():
            code = app(arguments, prog_name="orgsim", standalone_mode=False) or DONE
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Interrupted as error:
        return _say(str(error), INTERRUPTED)
    except UserError as error:
        return _say(f"error: {_without_long(error.whole, given)}", MISTAKE, error.rows)
    except MemoryError as error:
        return _say(f"error: not enough memory: {error}; simulate fewer people", MISTAKE)
    except typer.TyperException as error:
        return _usage(error, given)
    except OSError as error:
        if error.errno not in NO_ROOM:
            return _our_fault(error)
        what = f"{error.filename}:" if error.filename else "what was to be said"
        return _say(f"error: {what} cannot be written: {reason(error)}", MISTAKE)
    except Exception as error:
        return _our_fault(error)
    if code == INTERRUPTED:
        return _say("interrupted; nothing was written", INTERRUPTED)
    return int(code)


def _let_anything_be_said() -> None:
    """Say nothing where a stream is closed, and "?" for a character that it cannot have."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed, as by a shell's >&-
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _say(message: str, code: int, rows: Iterable[str] = ()) -> int:
    print("\n  ".join(map(one_line, [message, *rows])), file=sys.stderr)
    return code


def _usage(error: typer.TyperException, arguments: list[str]) -> int:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "orgsim"
    text = _without_long(error.format_message().rstrip("."), arguments)
    return _say(f"error: {text}; see {command} --help", MISTAKE)


def _without_long(text: str, arguments: list[str]) -> str:
    """A message in which arguments that are longer than any path lack their middle."""
    for argument in arguments:
        for value in (argument, argument.partition("=")[2]):
            if len(value) > MOST_OF_A_PATH:
                for written in (value, repr(value)[1:-1]):  # as it is, and as Python writes it
                    text = text.replace(written, shortened(written))
    return text


def _our_fault(error: Exception) -> int:
    """One line, and the traceback in a file or, with ORGSIM_DEBUG set, on the terminal."""
    what = f"error: {type(error).__name__}: {error}; this is a mistake in orgsim, please report it"
    if os.environ.get("ORGSIM_DEBUG"):
        traceback.print_exc()
        return _say(what, OUR_FAULT)
    log = Path(tempfile.gettempdir()) / f"orgsim-error-{os.getpid()}.log"
    try:
        log.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return _say(f"{what}; ORGSIM_DEBUG=1 shows the traceback", OUR_FAULT)
    return _say(f"{what} with {log}", OUR_FAULT)
