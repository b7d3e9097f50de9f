"""A plan asked on the page: its question, the bounded search, and scenarios made of what it found."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orgsim.config.written import config_toml
from orgsim.errors import UserError, quoted
from orgsim.io.fit_verdict import fit_warning
from orgsim.organise import people_of
from orgsim.planning.plan_file import FOR_GOOD
from orgsim.planning.plan_result import NOTHING_NAME, PLAN, RUNNER_UP, Plan
from orgsim.planning.plan_source import STANDARD
from orgsim.planning.planner import SoFar, expected_runs, search
from orgsim.planning.portfolio import Portfolio
from orgsim.planning.question import Asked, ask
from orgsim.ui.scenario.timeline.timeline_rows import menu
from orgsim.ui.shared.computing.background import Teller
from orgsim.ui.shared.scenarios.scenario import Scenario, toml_of

MOST_WORK = 1e9
"""Person-weeks that a search on the page may take, about half a minute on one processor."""

WIDTHS = (8, 4, 2, 1)
"""How broadly is searched: the first that stays within MOST_WORK."""

REPLICATIONS = 20


def kinds_of(scenario: Scenario) -> dict[str, str]:
    """What each kind of programme is called that the scenario knows."""
    return {offer.kind: offer.label for offer in menu("interventions", scenario)}


@dataclass(frozen=True)
class PlanQuestion:
    """What is asked.

    hours, money, a_week  what there is to spend; None is not limited
    who                   audience of all programmes; "" as each kind says
    starts, lengths       weeks in which programmes may begin, and how long they may run
    strengths             multiples of what a kind of programme changes
    kept                  measures that must not get worse
    all_the_same          whether to plan on a fit that does not explain its answers
    """

    hours: float | None = 2000.0
    money: float | None = 50_000.0
    a_week: float | None = None
    weeks: int = 52
    objective: str = "alignment"
    programmes: tuple[str, ...] = ()
    who: str = ""
    starts: tuple[int, ...] = STANDARD["starts"]
    lengths: tuple[int | str, ...] = STANDARD["weeks"]
    strengths: tuple[float, ...] = STANDARD["strengths"]
    kept: tuple[str, ...] = ()
    all_the_same: bool = False

    def tables(self) -> dict[str, Any]:
        """The question as tables of a plan file."""
        budget = {
            "leader_hours": self.hours,
            "money": self.money,
            "leader_hours_a_week": self.a_week,
        }
        starts = [start for start in self.starts if start <= self.weeks]
        if not starts:
            raise UserError("no start lies within the weeks; choose an earlier one, or more weeks")
        ways = {"strengths": self.strengths, "starts": starts, "weeks": self.lengths}
        ways |= {"who": self.who} if self.who else {}
        return {
            "horizon": self.weeks,
            "objective": self.objective,
            "replications": REPLICATIONS,
            "budget": {key: value for key, value in budget.items() if value},
            "programmes": [{"kind": kind, **ways} for kind in self.programmes],
            "limits": [{"measure": name} for name in self.kept],
        }


def weeks_or_numbers(text: str, whole: bool) -> tuple[Any, ...]:
    """Numbers with commas between them, `for good` where weeks are meant; UserError for others."""
    found: list[Any] = []
    for part in (each.strip() for each in text.split(",")):
        if whole and part.lower() == FOR_GOOD:
            found.append(FOR_GOOD)
            continue
        try:
            found.append(int(part) if whole else float(part))
        except ValueError:
            kind = f'whole numbers of weeks, "{FOR_GOOD}"' if whole else "numbers"
            raise UserError(
                f"{quoted(part)} is not allowed; allowed: {kind}, separated by commas"
            ) from None
    return tuple(dict.fromkeys(found))


def asked_of(scenario: Scenario, question: PlanQuestion) -> Asked:
    """The question put to a scenario's organisation, searched as broadly as a page may."""
    config = scenario.config()
    if (warning := fit_warning(config)) and not question.all_the_same:
        raise UserError(warning)
    asked = ask(config, question.tables(), unexplained=True)
    each = people_of(asked.base.organisation) * asked.base.run.weeks
    for width in WIDTHS:
        found = asked._replace(tables=asked.tables.model_copy(update={"width": width}))
        if expected_runs(found) * each <= MOST_WORK:
            return found
    raise UserError(
        f"{people_of(asked.base.organisation):,} people over {asked.base.run.weeks} weeks are more than"
        " a page plans for; take fewer weeks or programmes, or orgsim plan on the command line"
    )


def searched(
    scenario: Scenario,
    question: PlanQuestion,
    teller: Teller,
    grown: Callable[[SoFar], None],
    check: Callable[[], None],
) -> Plan:
    """Search in this thread; `check` may raise Enough, and what is best then is kept."""
    asked = asked_of(scenario, question)
    each = people_of(asked.base.organisation) * asked.base.run.weeks

    def progress(stage: str, done: int, expected: int) -> None:
        teller.at(done, expected, stage)
        check()

    plan = Plan(search(asked, 1, progress, int(min(4_000, MOST_WORK / each)), grown))
    assert plan.summary
    return plan


def _plan_name(plan: Plan) -> str:
    """What the plan is called: not the best there is where its search was stopped."""
    return f"{PLAN} (search stopped)" if plan.found.stopped else PLAN


def to_compare(scenario: Scenario, plan: Plan) -> tuple[Scenario, ...]:
    """Doing nothing more, the plan, and the first runner-up, as long as was planned for."""
    base = scenario.with_value("run.weeks", plan.found.asked.tables.horizon)
    found = [base.named(NOTHING_NAME)]
    first = f"{RUNNER_UP} 1"
    named = {_plan_name(plan): plan.contenders.get(PLAN), first: plan.contenders.get(first)}
    found += [_with(base, plan, each).named(name) for name, each in named.items() if each]
    return tuple(found)


def _with(base: Scenario, plan: Plan, portfolio: Portfolio) -> Scenario:
    config = plan.found.asked.space.config(portfolio)
    rows = [each.model_dump(mode="json", exclude_none=True) for each in config.interventions]
    return base.with_value("interventions", rows)


def plan_scenario(scenario: Scenario, plan: Plan) -> Scenario:
    """The scenario with the plan in it."""
    base = scenario.with_value("run.weeks", plan.found.asked.tables.horizon)
    return _with(base, plan, plan.best).named(_plan_name(plan))


def plan_toml(plan: Plan) -> str:
    """Nothing, the plan and its runners-up as a config; files by their plain names."""
    return toml_of(tomllib.loads(config_toml(plan.scenarios, Path())))
