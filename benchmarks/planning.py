"""Searches for plans, held against everything that can be enumerated.

python benchmarks/planning.py            orgsim, Optuna's TPE and pymoo's GA, on six instances
python benchmarks/planning.py --wide     with as many runs each, on one that nobody can enumerate
python benchmarks/planning.py --large    15 programmes, 400 people, 156 weeks: how long a plan takes

Optuna and pymoo are no dependencies of orgsim: `pip install optuna pymoo` for the first; one that is
not there is left out. Every portfolio that the budget allows is simulated once with all replications;
then each search asks for the same runs and is told them. Counted are the runs that it asked for until
the one it holds best, by what it has seen, is within 1 % of the best there is.
"""

import argparse
import math
import os
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np

from orgsim.planning.allocation import settle
from orgsim.planning.outcomes_tried import Tried
from orgsim.planning.planner import search
from orgsim.planning.portfolio import NOTHING, Portfolio, Space, without
from orgsim.planning.processes import Workers
from orgsim.planning.question import Asked, ask
from orgsim.planning.runs import Job
from orgsim.planning.search import build_up, improve
from orgsim.planning.skyline import ranked

FIRST, LAST = 10, 20
SEEDS = range(5)
CLOSE = 0.99
MOST_TRIALS = 3000
"""Of searches that know no end; the same portfolio again costs no runs."""

ALL = ("presence", "town_halls", "workshops", "feedback_360", "process_repair", "mentoring")


def _programmes(kinds: Iterable[str], **choices: Any) -> list[dict[str, Any]]:
    return [{"kind": kind, **choices} for kind in kinds]


INSTANCES: dict[str, dict[str, Any]] = {
    "hours and money": {
        "people": 40,
        "horizon": 40,
        "budget": {"leader_hours": 300, "money": 12_000},
        "programmes": _programmes(ALL, strengths=[0.5, 1.0], starts=[1, 14], weeks=[13]),
    },
    "hours a week": {
        "people": 40,
        "horizon": 39,
        "budget": {"leader_hours_a_week": 1.8},
        "programmes": _programmes(ALL, strengths=[0.25], starts=[1, 14, 27], weeks=[13]),
    },
    "engagement, money": {
        "people": 60,
        "horizon": 52,
        "objective": "engagement",
        "budget": {"money": 15_000, "leader_hours": 800},
        "programmes": _programmes(
            (
                "empowerment",
                "recognition_programme",
                "goal_review_cycle",
                "process_repair",
                "coaching",
            ),
            strengths=[0.5, 1.0],
            starts=[1, 27],
            weeks=[13, 26],
        ),
    },
    "worst tenth": {
        "people": 40,
        "horizon": 40,
        "risk": "worst_tenth",
        "budget": {"leader_hours": 300, "money": 12_000},
        "programmes": _programmes(ALL, strengths=[0.5, 1.0], starts=[1, 14], weeks=[13]),
    },
    "limits": {
        "people": 50,
        "horizon": 40,
        "budget": {"leader_hours": 250},
        "limits": [{"measure": "trust"}, {"measure": "leavers", "by": 0.01}],
        "programmes": _programmes(ALL, strengths=[0.5, 1.0], starts=[1, 14], weeks=[13]),
    },
    "several measures, late": {
        "people": 30,
        "horizon": 60,
        "objective": {"alignment": 1.0, "engagement": 0.5, "say_do_gap": 0.5},
        "last_weeks": 13,
        "budget": {"leader_hours": 400, "money": 10_000, "leader_hours_a_week": 4},
        "programmes": _programmes(
            (*ALL, "leadership_development"), strengths=[0.5], starts=[1, 27], weeks=[13, 26]
        ),
    },
}


def asked_of(instance: dict[str, Any]) -> Asked:
    """The question of an instance: people as they are drawn, so that a run takes a moment."""
    plan = {key: value for key, value in instance.items() if key != "people"}
    config = {"organisation": {"people": instance["people"]}, "run": {"start": "as_drawn"}}
    return ask(config, {**plan, "replications": LAST})


class Table:
    """Stands in for the simulation: outcomes of all portfolios, and how often they were asked for."""

    def __init__(self, tried: Tried, question: Any) -> None:
        self.question, self._tried = question, tried

    def results(self, jobs: list[Job], done: Callable[[int], None]) -> list[np.ndarray]:
        """What was simulated before."""
        found = []
        for job in jobs:
            found.append(
                np.array([self._tried.rows(portfolio)[number] for portfolio, number in job])
            )
            done(len(job))
        return found


class Enough(Exception):  # noqa: N818
    """As many runs were asked for as there may be."""


class Live:
    """A search that simulates what it asks for, up to so many runs."""

    def __init__(self, asked: Asked, workers: Workers, most_runs: float = math.inf) -> None:
        self.tried, self.most_runs = Tried(asked.tables, workers), most_runs

    def look(self) -> None:
        """Stop where it has had its runs."""
        if self.tried.runs >= self.most_runs:
            raise Enough

    def try_one(self, portfolio: Portfolio) -> tuple[float, float]:
        """Effect after a few replications, and by how much limits are passed."""
        self.tried.ensure([NOTHING, portfolio], FIRST)
        self.look()
        return self.tried.effect(portfolio, FIRST), self.tried.excess(portfolio, FIRST)

    def finish(self) -> Portfolio:
        """The best, once the eight that seem best have all replications."""
        self.tried.ensure([NOTHING, *ranked(self.tried, FIRST)[:8]], LAST)
        return ranked(self.tried, LAST)[0]


class Trace(Live):
    """Watches what is tried: runs until the one held best is close, and how good that is in the end."""

    def __init__(self, whole: Tried, question: Any) -> None:
        self.whole, self.most_runs = whole, math.inf
        self.tried = Tried(whole.tables, Table(whole, question), lambda runs: None)  # type: ignore[arg-type]
        self.best = whole.effect(ranked(whole, LAST)[0], LAST)
        self.runs_until_close: int | None = None

    def close(self, portfolio: Portfolio) -> float:
        """Part of the best effect that a portfolio has; 0 where it passes a limit."""
        return (
            0.0
            if self.whole.excess(portfolio, LAST)
            else self.whole.effect(portfolio, LAST) / self.best
        )

    def look(self) -> None:
        """Note whether it is close by now."""
        if self.runs_until_close is None and self.close(ranked(self.tried, FIRST)[0]) >= CLOSE:
            self.runs_until_close = self.tried.runs


def beam(trace: Live, _: int, width: int = 20) -> Portfolio:
    """What `orgsim plan` does."""
    tried, ensure = trace.tried, trace.tried.ensure

    def watched(portfolios: Iterable[Portfolio], replications: int) -> None:
        wanted = list(portfolios)
        for first in range(0, len(wanted), 3):  # as many as an ensemble holds
            ensure(wanted[first : first + 3], replications)
            trace.look()

    tried.ensure = watched  # type: ignore[method-assign]
    build_up(tried, FIRST, width, lambda size, count: None)
    settle(tried, FIRST, LAST, width, lambda replications, count: None)
    return improve(tried, FIRST, LAST, width, lambda count: None)


def narrow_beam(trace: Live, seed: int) -> Portfolio:
    """The same with half of its width."""
    return beam(trace, seed, 10)


def tpe(trace: Live, seed: int) -> Portfolio:
    """Optuna's tree-structured Parzen estimator: a category for each programme."""
    import optuna

    trials = MOST_TRIALS if math.isfinite(trace.most_runs) else 600
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    space, choices = trace.tried.space, _choices(trace)

    def effect(trial: Any) -> float:
        chosen = [trial.suggest_categorical(str(place), each) for place, each in enumerate(choices)]
        value, excess = trace.try_one(_affordable(space, chosen))
        trial.set_user_attr("over", [excess - 1e-12])
        return value

    sampler = optuna.samplers.TPESampler(
        seed=seed,
        multivariate=True,
        group=False,
        constraints_func=lambda trial: trial.user_attrs["over"],
    )
    study = optuna.create_study(direction="maximize", sampler=sampler)
    study.optimize(effect, n_trials=trials)
    return trace.finish()


def genetic(trace: Live, seed: int) -> Portfolio:
    """pymoo's genetic algorithm on choices, with the limits as constraints."""
    from pymoo.core.mixed import MixedVariableGA
    from pymoo.core.problem import ElementwiseProblem
    from pymoo.core.variable import Choice
    from pymoo.optimize import minimize

    space = trace.tried.space
    variables = {str(place): Choice(options=each) for place, each in enumerate(_choices(trace))}

    class Problem(ElementwiseProblem):
        def _evaluate(self, x: Any, out: Any, *_: Any, **__: Any) -> None:
            value, excess = trace.try_one(_affordable(space, list(x.values())))
            out["F"], out["G"] = -value, [excess - 1e-12]

    problem = Problem(vars=variables, n_obj=1, n_ieq_constr=1)
    minimize(problem, MixedVariableGA(pop_size=40), ("n_evals", MOST_TRIALS), seed=seed)
    return trace.finish()


def at_random(trace: Live, seed: int) -> Portfolio:
    """Affordable portfolios in a random order."""
    random, choices = np.random.default_rng(seed), _choices(trace)
    for _ in range(MOST_TRIALS):
        drawn = [random.choice(each) if random.random() < 0.5 else -1 for each in choices]
        trace.try_one(_affordable(trace.tried.space, drawn))
    return trace.finish()


def _choices(trace: Live) -> list[list[int]]:
    """Of each programme: −1, not at all, and the numbers of its options."""
    options = trace.tried.space.options
    places = range(len(trace.tried.space.titles))
    return [
        [-1, *(number for number, each in enumerate(options) if each.programme == place)]
        for place in places
    ]


def _affordable(space: Space, chosen: Iterable[Any]) -> Portfolio:
    """What is chosen, without as many programmes, drawn by the choice itself, as are beyond the budget.

    Without it both libraries spend most of their trials on what cannot be paid.
    """
    portfolio = tuple(sorted(int(number) for number in chosen if int(number) >= 0))
    left = np.random.default_rng(portfolio).permutation(portfolio) if portfolio else ()
    for number in left:
        if space.affordable(space.costs([portfolio]))[0]:
            break
        portfolio = without(portfolio, int(number))
    return portfolio


class Search(NamedTuple):
    """A way to search, and how many seeds it has."""

    name: str
    run: Callable[[Any, int], Portfolio]
    seeds: Iterable[int]
    needs: str = ""


SEARCHES = (
    Search("orgsim", beam, (0,)),
    Search("orgsim, width 10", narrow_beam, (0,)),
    Search("Optuna TPE", tpe, SEEDS, "optuna"),
    Search("pymoo GA", genetic, SEEDS, "pymoo"),
    Search("random", at_random, SEEDS),
)


def small() -> None:
    """Every search on every instance."""
    warnings.filterwarnings("ignore")
    for name, instance in INSTANCES.items():
        asked = asked_of(instance)
        started = time.perf_counter()
        found = search(asked, exact_runs=10**7)
        best = ranked(found.tried, LAST)[0]
        print(
            f"\n{name}: {len(found.tried.having(LAST)):,} portfolios, best {best},"
            f" effect {found.tried.effect(best, LAST):.4f} ({time.perf_counter() - started:.0f} s)"
        )
        print(
            f"  {'search':<18}{'part of best':>14}{'least':>8}{'runs asked':>12}{'until 1 %':>22}"
        )
        for each in SEARCHES:
            if not each.needs or _there(each.needs):
                print(f"  {_row(each, found.tried, asked)}", flush=True)


def _row(each: Search, whole: Tried, asked: Asked) -> str:
    parts, runs, until = [], [], []
    for seed in each.seeds:
        trace = Trace(whole, asked.question)
        parts.append(trace.close(each.run(trace, seed)))
        runs.append(trace.tried.runs)
        until.append(trace.runs_until_close)
    reached = [each for each in until if each is not None]
    text = f"{np.median(reached):,.0f}" if reached else "never"
    return (
        f"{each.name:<18}{np.mean(parts):>14.4f}{min(parts):>8.3f}{np.mean(runs):>12,.0f}"
        f"{f'{text} ({len(reached)} of {len(until)})':>22}"
    )


def _there(package: str) -> bool:
    from importlib.util import find_spec

    if find_spec(package) is None:
        print(f"  {package} is not installed", file=sys.stderr)
        return False
    return True


def wide() -> None:
    """15 programmes in 120 ways: effects after as many runs as orgsim takes."""
    warnings.filterwarnings("ignore")
    budget = {"budget.leader_hours": 1200, "budget.money": 30_000}
    config = {"organisation": {"people": 60}, "run": {"start": "as_drawn"}}
    asked = ask(config, None, {**budget, "horizon": 52, "replications": LAST})
    most = math.inf
    print(f"{'search':<18}{'effect':>10}{'runs':>10}{'portfolios':>12}")
    for each in SEARCHES[:1] + SEARCHES[2:]:
        for seed in list(each.seeds)[:2]:
            if each.needs and not _there(each.needs):
                continue
            with Workers(asked.question, 1) as workers:
                trace = Live(asked, workers, most)
                try:
                    best = each.run(trace, seed)
                except Enough:
                    best = trace.finish()
            effect, runs = trace.tried.effect(best, LAST), trace.tried.runs
            most = min(most, runs)
            print(f"{each.name:<18}{effect:>10.4f}{runs:>10,}{len(trace.tried):>12,}", flush=True)


def large(jobs: int | None) -> None:
    """All 15 programmes in 120 ways, for 400 people over three years at rest, over parameter sets."""
    asked = ask({}, None, {"budget.leader_hours": 10_000, "budget.money": 400_000, "horizon": 156})
    started = time.perf_counter()
    found = search(asked, jobs)
    seconds, spent = time.perf_counter() - started, os.times()
    processor = spent.user + spent.system + spent.children_user + spent.children_system
    print(
        f"{len(asked.space.titles)} programmes in {len(asked.space.options)} ways,"
        f" {asked.drawn.organisation.people} people, {asked.tables.horizon} weeks:"
        f" {seconds:.0f} s ({processor:.0f} s of processors),"
        f" {len(found.tried):,} portfolios, {found.tried.runs:,} runs"
    )
    print(
        f"best: {found.best}, effect {found.tried.effect(found.best, asked.tables.replications):.4f}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--wide", action="store_true")
    parser.add_argument("--jobs", type=int)
    options = parser.parse_args()
    if options.large:
        large(options.jobs)
    elif options.wide:
        wide()
    else:
        small()
