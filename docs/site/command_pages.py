"""The page of the command line, made from the commands themselves."""

from typing import Any

import typer

from orgsim.cli.main import app
from orgsim.reporting.neutral_table import as_markdown, words

TITLE = "Command line"
ABOUT = """\
Every command with its arguments and options, as `orgsim COMMAND --help` prints it. The exit
code is 0 on success, 1 for a mistake in orgsim, 2 for a mistake in what was asked for, and 130 if the
command was interrupted."""


def commands_page() -> str:
    """Each command: how it is called, what it does, and its arguments and options."""
    group: Any = typer.main.get_command(app)
    parts = [f"# {TITLE}", ABOUT]
    for name, command in group.commands.items():
        parts += _command(name, command, group.context_class(command, info_name=f"orgsim {name}"))
    return "\n\n".join(parts) + "\n"


def _command(name: str, command: Any, context: Any) -> list[str]:
    usage = command.get_usage(context).removeprefix("Usage:")
    records = [each.get_help_record(context) for each in command.get_params(context)]
    rows = [(f"`{given}`", " ".join(said.split())) for given, said in filter(None, records)]
    table = as_markdown(words(("argument or option", "what it does"), rows))
    return [f"## orgsim {name}", f"    {' '.join(usage.split())}", command.help.strip(), table]
