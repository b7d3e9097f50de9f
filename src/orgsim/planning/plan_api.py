"""Plans from Python: put the question, search, and keep what was found."""

from collections.abc import Callable
from typing import Any

from orgsim.planning.plan_result import Plan
from orgsim.planning.plan_source import Source
from orgsim.planning.planner import search
from orgsim.planning.question import ConfigSource, ask


def plan(
    config: ConfigSource = None,
    plan: Source | None = None,
    *,
    hours: float | None = None,
    money: float | None = None,
    weeks: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    jobs: int | None = None,
    unexplained: bool = False,
    heard: Callable[[str, int, int], None] = lambda stage, done, expected: None,
    **changes: Any,
) -> Plan:
    """Find the programmes, their strengths and times that do most under a budget.

    config   a config, its file, the name of one that comes along, its tables, or a folder with a
             fitted.toml; None for the one that the plan names. A plan file may stand here as well
    plan     a plan file, the name of one that comes along (`orgsim configs`), or its tables; None for
             all kinds of programmes there are
    hours, money  that there are in all, of leaders and in the currency of the programmes' costs
    weeks    the horizon
    jobs     processes, by default one a processor; the same bits for any number
    unexplained  whether to plan even where a fit does not explain the answers
    heard    called with what is done, and with numbers of runs done and expected
    changes  other keys of the plan (`objective`, `risk`, `budget`, `limits` …)

    Raises UserError with one line for whatever is wrong.
    """
    asked = ask(
        config,
        plan,
        {
            **changes,
            "budget.leader_hours": hours,
            "budget.money": money,
            "horizon": weeks,
            "replications": replications,
            "seed": seed,
        },
        unexplained,
    )
    return Plan(search(asked, jobs, heard))
