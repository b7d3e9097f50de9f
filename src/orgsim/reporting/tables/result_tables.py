"""Tables of the results of scenarios: measures, differences, and when they converged."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from orgsim.analysis.comparison import OPEN
from orgsim.measures.declarations import Measure, verdict_on
from orgsim.measures.own_measures import told_of
from orgsim.measures.shown_units import shown as way_shown
from orgsim.number_text import count, fixed, percent, plain
from orgsim.reporting.neutral_table import Column, Marked, Table, Tone, numbers
from orgsim.reporting.sentences.certainty_text import fitting
from orgsim.reporting.summary import interval
from orgsim.week_text import day_of, week_text

Summary = Mapping[str, Any]

INTERVAL = Column("95 % interval", "number", written=interval)
UNIT = Column("unit", "note")
SIGN, PARAMETERS = Column("same sign", "number"), Column("parameters", "number")

VERDICT = Column("verdict", "note")

TONES: Mapping[str, Tone] = {"better": "better", "worse": "worse"}


def measures_table(scenario: Summary, shown: Iterable[str] = ()) -> Table:
    """Measures, by default all of them: start, end, change with its interval."""
    measures = scenario["measures"]
    rows = tuple(
        (
            each["label"],
            each["start"],
            each["end"],
            Marked(each["difference"], tone(measures[name], of)),
            each,
            *_of_sets(each),
            each["unit"],
        )
        for name in shown or measures
        for of in [told_of(name, measures[name])]
        for each in [as_shown(measures[name], of)]
    )
    change = numbers("change", sign=True)
    columns = (Column("measure"), numbers("start"), numbers("end"), change, INTERVAL)
    return _without_nothing(Table((*columns, SIGN, PARAMETERS, UNIT), rows))


def as_shown(of: Summary, measure: str | Measure) -> Summary:
    """What a summary says of a measure, in the unit in which it is shown to people."""
    unit, times, _ = way_shown(measure)
    keys = ("start", "end", "difference", "ci_low", "ci_high")
    return {
        **of,
        **{key: times * of[key] for key in keys if of.get(key) is not None},
        "unit": unit,
    }


def _of_sets(difference: Summary) -> tuple[str | None, str | None]:
    """In how many sets it has its sign, and the share of parameters: `9 of 10`, `62 %`."""
    found = difference["over_sets"]
    if found is None or not difference["difference"]:
        return None, None
    share = found["share_parameters"]
    return f"{found['same_sign']} of {found['sets']}", None if share is None else percent(share)


def _without_nothing(table: Table) -> Table:
    """The table without columns of parameter sets that say nothing, as where there is one set."""
    for column in (SIGN, PARAMETERS):
        place = table.columns.index(column)
        if all(row[place] is None for row in table.rows):
            table = table.without(column.heading)
    return table


def of_sets(table: Table) -> tuple[str, ...]:
    """Headings of what parameter sets say in a table, none where they say nothing."""
    return tuple(each.heading for each in (SIGN, PARAMETERS) if each in table.columns)


def sets_named(summary: Summary) -> list[str]:
    """Which parameter sets replications have, in two words; nothing of a config's own numbers."""
    if isinstance(summary["parameter_sets"], int):
        return [f"parameter set {summary['parameter_sets']}"]
    return [count(summary["sets"], "parameter set")] if summary["sets"] > 1 else []


def sets_sentence(summary: Summary, shares: bool = True) -> str:
    """How to read what parameter sets say; nothing where all replications have the same numbers.

    shares  whether the table has the shares of parameters
    """
    if summary["sets"] == 1:
        return ""
    text = (
        f"Replications have {summary['sets']:,} parameter sets {fitting(summary['fitted'])},"
        " and intervals cover both parameters and randomness. Same sign: in how many of the sets, each"
        " by its mean."
    )
    if summary["replications"] == summary["sets"]:
        return f"{text} More replications would separate parameters from randomness."
    if not shares:
        return f"{text} summary.json has the share of the variance due to parameters."
    return (
        f"{text} Parameters: the share of the variance between replications that is due to them; the"
        " rest is randomness."
    )


def tone(difference: Summary, measure: str | Measure) -> Tone:
    """Whether a difference is known to be better or worse, by so much that it matters."""
    low, high = difference["ci_low"], difference["ci_high"]
    if low is None or low <= 0 <= high:
        return ""
    return TONES.get(verdict_on(measure, difference["difference"]), "")


def differences_table(
    summary: Summary, shown: Iterable[str] = (), names: Iterable[str] = (), decimals: int = 3
) -> Table:
    """Paired differences from the reference at the end, and what is known of them.

    shown  measures, by default all; names  scenarios, by default all but the reference
    """
    scenarios, paired = summary["scenarios"], summary["paired_differences"]
    reference = scenarios[summary["reference"]]["measures"]
    rows = tuple(
        (
            reference[measure]["label"],
            name,
            own["start"],
            own["end"],
            as_shown(reference[measure], of)["end"],
            Marked(as_shown(found, of)["difference"], tone(found, of)),
            as_shown(found, of),
            *_of_sets(found),
            Marked(verdict(found, of), "faint"),
            own["unit"],
        )
        for measure in shown or reference
        for of in [told_of(measure, reference[measure])]
        for name in names or paired
        for own in [as_shown(scenarios[name]["measures"][measure], of)]
        for found in [paired[name][measure]]
    )
    columns = (
        Column("measure"),
        Column("scenario"),
        numbers("start"),
        numbers("end"),
        numbers("reference"),
        numbers("difference", decimals, sign=True),
        replace(INTERVAL, written=lambda found: interval(found, decimals)),
        SIGN,
        PARAMETERS,
        VERDICT,
        UNIT,
    )
    return _without_nothing(Table(columns, rows))


def ends_table(summary: Summary) -> Table:
    """Every measure at the end, a column a scenario."""
    scenarios = summary["scenarios"]
    first = scenarios[summary["reference"]]["measures"]
    ends = (Column(name, "number", as_is=True) for name in scenarios)
    columns = (Column("measure"), *ends, UNIT)
    rows = tuple(
        (
            each["label"],
            *(
                fixed(as_shown(scenario["measures"][name], of)["end"], way_shown(of).decimals)
                for scenario in scenarios.values()
            ),
            as_shown(each, of)["unit"],
        )
        for name, each in first.items()
        for of in [told_of(name, each)]
    )
    return Table(columns, rows)


def verdict(paired: Summary, measure: str | Measure) -> str:
    """What is known of a paired difference, or how many replications more would tell."""
    if paired["difference"] is None:
        return ""
    if paired["decided"]:
        return verdict_on(measure, paired["difference"])
    if paired["replications_more"] == 0:
        return "the same"
    more = paired["replications_more"]
    return OPEN if more is None else f"{OPEN}: {more:,} more"


def convergence_weeks_table(summary: Summary) -> Table:
    """When the gap of each scenario became permanently small, by two thresholds."""
    scenarios = summary["scenarios"]
    kinds = next(iter(scenarios.values()))["convergence"]
    columns = (
        Column(""),
        Column(f"{plain(100 * kinds['share']['threshold'])} % of its start"),
        Column(f"{plain(kinds['gap']['threshold'])} points"),
    )
    rows = tuple(
        (name, *(_converged(found, summary) for found in scenario["convergence"].values()))
        for name, scenario in scenarios.items()
    )
    title = "Convergence: the week from which the message–practice gap stays under"
    table = Table(columns, rows, title)
    return table if len(scenarios) > 1 else table.without("")


def _converged(found: Mapping[str, Any], summary: Summary) -> str:
    """Median week (interval, where there is one), and how many replications are censored."""
    share, weeks = f"{found['converged']} of {found['runs']}", summary["weeks"]
    if found["converged"] == 0:
        return f"not in {count(weeks, 'week')} ({share})"
    if found["median"] is None:
        return f"later than week {weeks} for most ({share} got there)"
    low, high = (fixed(found[end], 0) for end in ("low", "high"))
    around = "" if found["low"] is None else f" ({low} to {high})"
    censored = f", {found['censored']} of {found['runs']} later" if found["censored"] else ""
    return f"{week_text(found['median'], day_of(summary['start_date']))}{around}{censored}"
