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
    progress: Callable[[str, int, int], None] = lambda stage, done, expected: None,
    **changes: Any,
) -> Plan:
    """Find the programmes, their strengths and times that do most under a budget.

    Parameters
    ----------
    config : path, str, mapping, Config or ConfigFile, optional
        A config, its file, the name of one that comes along, its tables, or a folder with a
        fitted.toml; None for the one that the plan names. A plan file may stand here as well.
    plan : path, str or mapping, optional
        A plan file, the name of one that comes along (`orgsim configs`), or its tables; None for all
        kinds of programmes there are.
    hours : float, optional
        Hours of leaders that there are in all.
    money : float, optional
        Money that there is in all, in the currency of the programmes' costs.
    weeks : int, optional
        The horizon.
    replications : int, optional
        Repetitions of the contenders with other random draws.
    seed : int, optional
        Seed of all draws.
    jobs : int, optional
        Processes, by default one a processor; the same bits for any number.
    unexplained : bool, default False
        Whether to plan even where a fit does not explain the answers.
    progress : callable, optional
        Called with what is done, and with numbers of runs done and expected.
    **changes
        Other keys of the plan (`objective`, `risk`, `budget`, `limits` …).

    Returns
    -------
    Plan
        `options` are what to do, `effect` the improvement of the objective with its 95 % interval,
        `contenders` what else was close, `config()` scenarios to compare.

    Raises
    ------
    UserError
        With one line for whatever is wrong.

    Examples
    --------
    >>> found = orgsim.plan(
    ...     {"organisation": {"people": 40}},
    ...     {"programmes": [{"kind": "presence", "starts": [1]}]},
    ...     hours=2000,
    ...     weeks=12,
    ...     replications=10,
    ...     jobs=1,
    ... )
    >>> [option.intervention.kind for option in found.options]
    ['presence']
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
    return Plan(search(asked, jobs, progress))
