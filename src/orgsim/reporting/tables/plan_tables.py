"""A plan as tables: its programmes, the plan next to its runners-up, and what else changes."""

from collections.abc import Mapping
from typing import Any

from orgsim.measures.declarations import MEASURES
from orgsim.measures.shown_units import shown
from orgsim.number_text import fixed, percent, span
from orgsim.organisation.group_text import plain_names
from orgsim.planning.option_words import weeks_of
from orgsim.planning.plan_result import NOTHING_NAME, PLAN
from orgsim.reporting.neutral_table import Column, Marked, Table, numbers
from orgsim.reporting.sentences.plan_text import LEFT_OUT_TOLD, SHAPLEY_TOLD, difference_in_words
from orgsim.week_text import day_of

Summary = Mapping[str, Any]


def programmes_table(summary: Summary) -> Table:
    """What the plan consists of: each programme with its costs and what it adds."""
    columns = (
        Column("programme", "name"),
        Column("for"),
        Column("strength", "number", written=lambda value: f"{value:g}"),
        Column("when"),
        numbers("leader hours", 0, short="hours"),
        _money(summary),
        numbers("adds", sign=True),
        Column("95 % interval", "number"),
    )
    rows = tuple(
        (
            each["programme"],
            _who(each),
            each["strength"],
            weeks_of(each, day_of(summary["start_date"])),
            each["leader_hours"],
            each["money"],
            each["adds"],
            span(each["low"], each["high"], sign=True),
        )
        for each in summary["programmes"]
    )
    about = SHAPLEY_TOLD if summary["contributions"] == "shapley" else LEFT_OUT_TOLD
    return Table(columns, rows, "The plan", about)


def _money(summary: Summary) -> Column:
    return numbers("money", 0, unit=summary["currency"], short=summary["currency"])


def _who(option: Summary) -> str:
    """Whom a programme is for: as the plan says, or else its kind."""
    return plain_names(option["who"] or option["usually_who"])


def contenders_table(summary: Summary) -> Table:
    """The plan, its runners-up and doing nothing: effect, costs, how sure it is."""
    columns = (
        Column("portfolio", "name"),
        numbers("effect", sign=True),
        Column("95 % interval", "number"),
        numbers("leader hours", 0, short="hours"),
        _money(summary),
        numbers("hours a week", 1, short="h a week"),
        Column("best in", "number", written=percent),
        Column("chance", "number", written=percent),
        numbers("regret"),
    )
    rows = tuple(
        (
            each["name"],
            each["effect"],
            span(each["low"], each["high"], sign=True) if each["programmes"] else None,
            each["leader_hours"],
            each["money"],
            each["leader_hours_a_week"],
            each["best_in"],
            each["chance"],
            each["expected_regret"],
        )
        for each in summary["contenders"]
    )
    about = (
        "Best in: the share of parameter sets in which it achieves most. Chance: the probability"
        " that it achieves most over all of them. Regret: by how much it falls short of the best"
        " in each, on average."
    )
    return Table(columns, rows, "The plan and its runners-up", about)


def runners_up_table(summary: Summary) -> Table:
    """What each runner-up has that the plan has not."""
    there = summary["contenders"]
    plan = there[0]["programmes"] if summary["anything_helps"] else []
    rows = tuple(
        (each["name"], difference_in_words(each["programmes"], plan))
        for each in there
        if each["name"] not in (PLAN, NOTHING_NAME)
    )
    return Table((Column("portfolio", "name"), Column("differs", "note")), rows)


def plan_measures_table(summary: Summary) -> Table:
    """Every measure without the plan and with it."""
    columns = (
        Column("measure"),
        Column("unit"),
        Column("nothing", "number"),
        Column("plan", "number"),
        Column("difference", "number"),
        Column("95 % interval", "number"),
    )
    rows = tuple(_with_and_without(*each) for each in summary["measures"].items())
    return Table(columns, rows, "With and without the plan")


def _with_and_without(name: str, row: Summary) -> tuple[Any, ...]:
    """A measure in its unit for people, with as many decimals as that has."""
    unit, times, decimals = shown(name)
    nothing, plan, difference, low, high = (
        None if row[key] is None else times * row[key]
        for key in ("nothing", "plan", "difference", "low", "high")
    )
    return (
        MEASURES[name].label,
        unit,
        fixed(nothing, decimals),
        fixed(plan, decimals),
        Marked(fixed(difference, decimals, sign=True), _tone(name, row)),
        span(low, high, decimals, sign=True),
    )


def _tone(name: str, row: Summary) -> Any:
    if row["low"] is None or row["low"] <= 0 <= row["high"]:
        return "faint"
    return "better" if row["difference"] * MEASURES[name].better > 0 else "worse"


def limits_table(summary: Summary) -> Table:
    """What must not get worse: by how much it may, and does."""
    columns = (
        Column("what must not get worse"),
        numbers("at most by", 4),
        numbers("gets worse by", 4, sign=True),
    )
    rows = tuple(
        (
            _limited(each),
            each["by"],
            Marked(each["worse_by"], "better" if each["worse_by"] <= 0 else ""),
        )
        for each in summary["limits"]
    )
    return Table(columns, rows)


def _limited(limit: Summary) -> str:
    level = "" if limit["level"] is None else f" (level {limit['level']})"
    return f"{MEASURES[limit['measure']].label}{level}"
