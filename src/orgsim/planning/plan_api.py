"""Plans from Python: ask the question, search, and keep the result."""

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
    """Find the programmes, strengths and times that achieve most within a budget.

    Parameters
    ----------
    config : path, str, mapping, Config or ConfigFile, optional
        A config, its file, the name of a shipped one, its tables, or a folder with a
        fitted.toml; None for the one that the plan names. A plan file is also accepted.
    plan : path, str or mapping, optional
        A plan file, the name of a shipped one (`orgsim configs`), or its tables; None for all
        kinds of programmes.
    hours : float, optional
        Maximum hours of all leaders together.
    money : float, optional
        Maximum money in total, in the currency of the programmes' costs.
    weeks : int, optional
        The horizon.
    replications : int, optional
        Replications of the final candidates.
    seed : int, optional
        Seed of all draws.
    jobs : int, optional
        Processes, by default one per processor; the bits are the same for any number.
    unexplained : bool, default False
        Whether to plan even if the fit does not explain the answers.
    progress : callable, optional
        Called with a description of the work, and the numbers of runs done and expected.
    **changes
        Other keys of the plan (`objective`, `risk`, `budget`, `limits` …).

    Returns
    -------
    Plan
        `options` are what to do, `effect` the improvement of the objective with its 95 % interval,
        `contenders` what else was close, `scenarios` to compare.

    Raises
    ------
    UserError
        If anything is wrong, in one line.

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
