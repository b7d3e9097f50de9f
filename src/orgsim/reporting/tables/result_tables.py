"""Tables of the results of scenarios: measures, differences, and where the gap sits."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from orgsim.analysis.comparison import OPEN
from orgsim.measures.declarations import Measure, verdict_on
from orgsim.measures.own_measures import told_of
from orgsim.measures.shown_units import shown as way_shown
from orgsim.number_text import count, fixed, percent, plain
from orgsim.reporting.neutral_table import Column, Marked, Table, Tone, numbers
from orgsim.reporting.report_parts import Paragraph, Part
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


def where_tables(summary: Summary) -> tuple[Part, ...]:
    """By level, theme, unit and leader, of each scenario."""
    parts: list[Part] = []
    several = len(summary["scenarios"]) > 1
    for name, scenario in summary["scenarios"].items():
        parts += [Paragraph(f"{name}:")] if several else []
        parts += [levels_table(scenario), themes_table(scenario)]
        if not several:
            parts += people_tables(scenario)
            parts += (
                [Paragraph(said)] if scenario["leaders"] and (said := located_in(scenario)) else []
            )
    return tuple(parts)


def convergence_weeks_table(summary: Summary) -> Table:
    """When the gap of each scenario got small for good, under two thresholds."""
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


START, END = (numbers(f"gap, {when}", unit="points", short=when) for when in ("start", "end"))
SAY_DO = numbers("say–do gap", unit="points")


def levels_table(scenario: Summary) -> Table:
    """The gap by level."""
    rows = tuple(
        (
            "top" if row["level"] == 0 else str(row["level"]),
            row["people"] or None,
            row["start"],
            row["end"],
            row["say_do_gap"],
        )
        for row in scenario["levels"]
    )
    return Table((Column("level"), numbers("people", 0), START, END, SAY_DO), rows)


def themes_table(scenario: Summary) -> Table:
    """The gap by theme."""
    rows = tuple(
        (row["theme"], row["stated"], row["start"], row["end"]) for row in scenario["themes"]
    )
    return Table((Column("theme"), numbers("stated", unit="0 to 1"), START, END), rows)


def people_tables(scenario: Summary) -> list[Table]:
    """The units with the widest gaps, and the leaders furthest from their words, if there are any."""
    if not scenario["leaders"]:
        return []
    units = Column("widest gaps: unit of", short="unit of")
    leaders = Column("furthest from their words: leader", short="leader")
    gap = numbers("gap", unit="points")
    level, reports = numbers("level", 0), numbers("reports", 0)
    return [
        Table(
            (who, level, reports, what),
            tuple((who_is(row), row["level"], row["reports"], row[key]) for row in rows),
        )
        for who, what, rows, key in (
            (units, gap, scenario["units"], "gap"),
            (leaders, SAY_DO, scenario["leaders"], "say_do_gap"),
        )
    ]


def gaps_table(summary: Summary, by: str) -> Table:
    """The gap at the end of each scenario, by `levels` or `themes`."""
    scenarios = summary["scenarios"]
    key, title = _GAPS_BY[by]
    ends = {
        name: {str(row[key]): row["end"] for row in each[by]} for name, each in scenarios.items()
    }
    headings = list(dict.fromkeys(heading for each in ends.values() for heading in each))
    columns = (Column(""), *(numbers(heading, as_is=True) for heading in headings))
    rows = tuple(
        (name, *(each.get(heading) for heading in headings)) for name, each in ends.items()
    )
    return Table(columns, rows, title)


_GAPS_BY = {
    "levels": ("level", "The gap at the end in points, by level (0 is the top)"),
    "themes": ("theme", "by theme"),
}


def widest_table(summary: Summary) -> Table:
    """The units with the widest gaps and the leaders furthest from their words, of each scenario."""

    def listed(rows: Iterable[Summary], key: str) -> str:
        return "; ".join(f"{who_is(row)}: {fixed(row[key], 2)}" for row in rows)

    columns = (Column(""), Column("units of"), Column("leaders"))
    rows = tuple(
        (name, listed(scenario["units"], "gap"), listed(scenario["leaders"], "say_do_gap"))
        for name, scenario in summary["scenarios"].items()
    )
    title = "by unit, and leaders with the widest say–do gap (the leader's id, and the gap)"
    return Table(columns, rows, title)


def who_is(row: Summary) -> str:
    """A leader's name and id, or the id."""
    return f"{row['name']} ({row['leader']})" if row["name"] else str(row["leader"])


def located_in(scenario: Summary) -> str:
    """Whose units and leaders these are, where that has to be said."""
    if scenario["located_in"]["redrawn"]:
        return "Each replication draws its organisation; units and leaders are of the first one."
    return ""
