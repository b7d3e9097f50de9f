"""`orgsim plan`: the programmes that do most under a budget, and how sure that is."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orgsim.cli.common_options import Jobs, Out, Seed, SummaryAsJson

if TYPE_CHECKING:
    from orgsim.planning.plan_result import Plan
    from orgsim.planning.question import Asked


def plan(
    config: Annotated[
        Path,
        typer.Argument(
            help="Config file, a name that orgsim configs lists, a folder with a fitted.toml, or a plan"
            " file that names its config.",
            metavar="CONFIG",
        ),
    ],
    plan_file: Annotated[
        str | None,
        typer.Option(
            "--plan",
            metavar="PLAN",
            help="Plan file, or a name that orgsim configs lists; by default every programme is"
            " allowed.",
        ),
    ] = None,
    hours: Annotated[
        float | None, typer.Option(help="Maximum hours of all leaders together.")
    ] = None,
    money: Annotated[float | None, typer.Option(help="Maximum money in total.")] = None,
    weeks: Annotated[int | None, typer.Option(help="Horizon in weeks.")] = None,
    replications: Annotated[
        int | None, typer.Option(help="Replications of the final candidates.")
    ] = None,
    seed: Seed = None,
    jobs: Jobs = None,
    out: Out = None,
    no_figure: Annotated[
        bool, typer.Option("--no-figure", help="Do not draw frontier.png and .svg.")
    ] = False,
    unexplained: Annotated[
        bool,
        typer.Option("--unexplained", help="Plan even if the fit does not explain the answers."),
    ] = False,
    as_json: SummaryAsJson = False,
) -> None:
    """Find the programmes that achieve most within a budget of hours and money.

    It also chooses their strengths and times. Writes results/NAME-plan/ with plan.toml (doing nothing,
    the plan and its runners-up as scenarios for orgsim compare), plan.json, frontier.csv, frontier.png,
    frontier.svg and manifest.json. If it is interrupted, it prints the best plan so far and writes
    nothing.
    """
    from orgsim.cli.configs_command import say_which
    from orgsim.planning.question import ask, is_plan
    from orgsim.reporting.folders.plan_folder import plan_folder, write_plan
    from orgsim.reporting.folders.result_folder import json_text
    from orgsim.shipped import CONFIGS, PLANS

    say_which(config, PLANS if plan_file is None and is_plan(config) else CONFIGS)
    changes = {
        "budget.leader_hours": hours,
        "budget.money": money,
        "horizon": weeks,
        "replications": replications,
        "seed": seed,
    }
    started = time.perf_counter()
    asked = ask(config, plan_file, changes, unexplained)
    with plan_folder(out or Path("results") / f"{config.absolute().stem}-plan") as folder:
        found = _search(asked, jobs)
        write_plan(folder, found, not no_figure, time.perf_counter() - started)
    if as_json:
        sys.stdout.write(json_text(found.summary))
        return
    from orgsim.reporting.terminal.plan_report import plan_report
    from orgsim.reporting.terminal.screen import out as screen
    from orgsim.reporting.terminal.screen import show

    show(screen(), plan_report(found.summary))
    print(f"\nwritten to {folder.path}/: {', '.join(folder.hashes)}")
    print(f"side by side, week by week: orgsim compare {folder.path / 'plan.toml'}")


def _search(asked: "Asked", jobs: int | None) -> "Plan":
    from orgsim.planning.plan_result import Plan
    from orgsim.planning.planner import search
    from orgsim.reporting.terminal.progress import compilation_told, stages_bar
    from orgsim.reporting.terminal.screen import aside

    screen = aside()
    with stages_bar(screen) as progress, compilation_told(screen):
        found = Plan(search(asked, jobs, progress))
        progress("summing up", 1, 1)
        assert found.summary
    return found
