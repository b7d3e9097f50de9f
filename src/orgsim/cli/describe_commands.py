"""`orgsim parameters` and `orgsim schema`: what can be set, and how."""

import sys
from typing import Annotated, Any

import typer

from orgsim.errors import UserError

AsMarkdown = Annotated[bool, typer.Option("--markdown", help="Print Markdown tables.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def parameters(markdown: AsMarkdown = False, as_json: AsJson = False) -> None:
    """List every number: default, range, unit, meaning and source.

    Parameters, levers, traits of people, mechanisms that can be switched off, interventions and shocks.
    """
    if markdown and as_json:
        raise UserError("--markdown and --json: choose one of them")
    if markdown:
        from orgsim.reporting.documents.parameter_documents import TITLES, tables

        found = tables()
        print("\n\n".join(f"## {name.capitalize()}\n\n{found[name]}" for name in TITLES))
    elif as_json:
        _print_json(_declarations())
    else:
        from orgsim.reporting.terminal.declaration_tables import declarations
        from orgsim.reporting.terminal.screen import out, show

        show(out(), declarations())


def schema() -> None:
    """Print the JSON Schema of config files, for editors.

    TOML editors, for example those based on Taplo, complete and check configs with it.
    """
    from orgsim.config.schema import config_schema

    _print_json(config_schema())


def _declarations() -> dict[str, Any]:
    from dataclasses import asdict

    from orgsim.model.interventions import INTERVENTIONS, SHOCKS
    from orgsim.model.parameters import LEVERS, MECHANISMS, PARAMETERS, TRAITS

    return {
        "parameters": {each.name: asdict(each) for each in PARAMETERS},
        "levers": {each.name: asdict(each) for each in LEVERS},
        "traits": {each.name: asdict(each) for each in TRAITS},
        "mechanisms": MECHANISMS,
        "interventions": {name: asdict(each) for name, each in INTERVENTIONS.items()},
        "shocks": {name: asdict(each) for name, each in SHOCKS.items()},
    }


def _print_json(value: Any) -> None:
    import json

    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
