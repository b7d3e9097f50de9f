"""What a report says of what was simulated: the organisation, what is done, and what it costs."""

from collections.abc import Mapping

from orgsim.analysis.costs import cost, weekly_cost
from orgsim.config.models import FITTED, Config
from orgsim.engine.schedule import intervention_who
from orgsim.model.interventions import SHOCKS
from orgsim.number_text import NONE, count, plain, rounded
from orgsim.organisation.group_text import plain_names
from orgsim.reporting.neutral_table import Column, Table, numbers, words
from orgsim.simulation import ScenarioResult
from orgsim.week_text import week_text, weeks_from, weeks_text


def organisation_words(result: ScenarioResult) -> str:
    """The organisation of a result, in sentences."""
    assert result.where is not None
    there, config = result.where.organisation, result.config
    leaders = len(there.leaders)
    source = "read from a chart" if config.organisation.chart else "generated"
    people = "" if config.organisation.chart else "other people and "
    if config.run.start == FITTED:
        people = "what answers leave open of its people and "
    themes = [f"{theme.name} ({plain(theme.stated)} of 1)" for theme in config.themes]
    return (
        f"The organisation ({source}) has {count(there.people, 'person', 'people')} on"
        f" {count(there.levels, 'level')}, {leaders:,} of them with reports. It says it stands for:"
        f" {', '.join(themes)}. {weeks_from(config.run.weeks, config.run.start_date)} were simulated,"
        f" {count(config.run.replications, 'time')} with {people}other random draws."
    )


def what_is_done_table(configs: Mapping[str, Config]) -> Table | None:
    """Interventions and shocks of all scenarios, with what they cost by person and week."""
    rows: dict[tuple[str | None, ...], list[str]] = {}
    for name, config in configs.items():
        for each in config.interventions:
            hours, money = weekly_cost(each)
            said = (
                _named(each.declared.title(each.kind), each.strength),
                plain_names(intervention_who(each)),
                weeks_text(each.start, each.last, config.run.start_date),
                plain(hours),
                plain(money),
                each.declared.meaning,
            )
            rows.setdefault(said, []).append(name)
        for shock in config.shocks:
            event = SHOCKS[shock.kind]
            said = (
                _named(shock.kind, shock.strength),
                plain_names(shock.who or event.who),
                week_text(shock.week, config.run.start_date),
                NONE,
                NONE,
                event.meaning,
            )
            rows.setdefault(said, []).append(name)
    if not rows:
        return None
    head = (
        "what",
        "for",
        "when",
        "hours a week of each leader",
        f"{next(iter(configs.values())).costs.currency} a week for each person",
        "meaning",
    )
    if len(configs) == 1:
        return words(head, rows)
    return words((*head, "in"), ((*said, _in(names, len(configs))) for said, names in rows.items()))


def costs_table(results: Mapping[str, ScenarioResult]) -> Table | None:
    """What the programmes of each scenario take over the run; None where none does anything."""
    rows = []
    currency = next(iter(results.values())).config.costs.currency
    for name, result in results.items():
        if result.where is not None and result.config.interventions:
            found = cost(result.config, result.where.organisation)
            rows.append((name, found.leader_hours, found.leaders, found.hours_each, found.money))
    columns = (
        Column("scenario"),
        numbers("hours of leaders", 0),
        numbers("leaders who give them", 0),
        Column("hours a week of each, while it runs", "number", written=rounded),
        numbers("other costs", 0, unit=currency),
    )
    return Table(columns, tuple(rows)) if rows else None


def _in(names: list[str], of: int) -> str:
    return "all" if len(names) == of else ", ".join(names)


def _named(kind: str, strength: float) -> str:
    return kind.replace("_", " ") + (f" ×{plain(strength)}" if strength != 1 else "")
