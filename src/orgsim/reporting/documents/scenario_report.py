"""A report of scenarios: a brief for those who decide, and all that it rests on as an appendix."""

from collections.abc import Mapping
from typing import Any

from matplotlib.figure import Figure

from orgsim import __version__
from orgsim.analysis.bands import band
from orgsim.analysis.net_benefit import net_by_week
from orgsim.analysis.scenario_comparison import Comparison, compare
from orgsim.figures.event_line import events_of
from orgsim.figures.money_figure import draw_net_benefit
from orgsim.figures.save import lay_out, png_of
from orgsim.figures.scenario_figure import by_week, draw_report, looks_of
from orgsim.measures.declarations import smoothing
from orgsim.number_text import count
from orgsim.reporting.documents.board_brief import brief_of
from orgsim.reporting.documents.report_head import ReportHead
from orgsim.reporting.report_parts import Bullets, Paragraph, Part, Picture, Report, Section
from orgsim.reporting.sentences.money_text import money_sentences
from orgsim.reporting.sentences.scenario_report_text import (
    LIMITS,
    rest_sentences,
    sureness_sentence,
)
from orgsim.reporting.summary import summarise
from orgsim.reporting.tables.compared_tables import differences_table
from orgsim.reporting.tables.result_tables import (
    ends_table,
    measures_table,
    sets_named,
    sets_sentence,
)
from orgsim.reporting.tables.scenario_report_tables import (
    costs_table,
    organisation_words,
    what_is_done_table,
)
from orgsim.reporting.tables.where_tables import (
    gaps_table,
    located_in,
    where_tables,
    widest_table,
)
from orgsim.simulation import ScenarioResult
from orgsim.week_text import day_of, weeks_from

Results = Mapping[str, ScenarioResult]
Parts = tuple[Part, ...]
DOTS_AN_INCH = 150


def report_of(
    shown: Results, head: ReportHead, organisation: str, settings: Parts = (), repeat: Parts = ()
) -> Report:
    """All that a report says of results by name, the reference first.

    organisation  what the reader calls it
    settings      what differs from how the organisation was picked
    repeat        what has to be typed to have the same numbers again
    """
    title = head.title or _title(shown, organisation)
    summary, found = summarise(shown, title), compare(shown, next(iter(shown)))
    repeated = Paragraph(
        f"orgsim {__version__} with seed {summary['seed']} gives the same numbers on every machine:"
        f" {', '.join([count(summary['replications'], 'replication'), *sets_named(summary)])}."
    )
    sections = [
        Section("The organisation and what is done", (*_setting(shown), *settings)),
        Section("How to read this", _reading(summary)),
        Section("Limits of the model", (Bullets(LIMITS),)),
        Section("Results", _found(summary, shown, found)),
        *_where(summary),
        *_costs(shown, summary),
        Section("How to repeat this", (repeated, *repeat)),
    ]
    brief = brief_of(shown, summary, found, organisation)
    line = _line(summary, head.made_on)
    return Report(title, line, tuple(sections), brief, head.client, head.logo)


def _title(shown: Results, organisation: str) -> str:
    """The organisation, and what is asked of it."""
    if len(shown) > 2:
        return f"{organisation}: what to do first"
    last = list(shown)[-1]
    return last if organisation in last else f"{organisation}: {last}"


def _line(summary: Mapping[str, Any], made_on: str) -> str:
    counts = (
        count(summary["people"], "person", "people"),
        weeks_from(summary["weeks"], day_of(summary["start_date"])),
    )
    return " · ".join([*([made_on] if made_on else []), *counts])


def _setting(shown: Results) -> Parts:
    done = what_is_done_table({name: result.config for name, result in shown.items()})
    nothing = Paragraph("There are no programmes and no events.")
    return (Paragraph(organisation_words(next(iter(shown.values())))), done or nothing)


def _costs(shown: Results, summary: Mapping[str, Any]) -> list[Section]:
    found = costs_table(shown)
    if not found:
        return []
    note = (
        "Over the whole run, at the costs set for each programme. Costs are counted, but do not"
        " change what leaders do."
    )
    parts: list[Part] = [found, Paragraph(note)]
    if money := summary["money"]:
        parts.append(_net_benefit(shown, summary))
        parts += [*map(Paragraph, money_sentences(money))]
    return [Section("What it takes", tuple(parts))]


def _net_benefit(shown: Results, summary: Mapping[str, Any]) -> Picture:
    """Net benefit by week, in currency."""
    reference, money = shown[summary["reference"]], summary["money"]
    nets = net_by_week(shown, summary["reference"], reference.config.costs)
    costing = {
        name: each["payback_week"] if each["hours_cost"] + each["spent"] > 0 else None
        for name, each in money["scenarios"].items()
    }
    drawn = draw_net_benefit(
        {name: band(values, sets=reference.sets) for name, values in nets.items()},
        costing,
        looks_of(list(shown)),
        money["costs"]["currency"],
        reference.config.run.start_date,
    )
    caption = (
        f"Saved by fewer leavers than with “{summary['reference']}”, less what programmes cost, up to"
        " each week; bands are 95 % intervals, a dot is the week in which it pays back for good."
    )
    return Picture(png_of(lay_out(drawn), DOTS_AN_INCH), caption)


def _found(summary: Mapping[str, Any], shown: Results, found: Comparison) -> Parts:
    caption = "Means over replications, with 95 % intervals: " + (
        "the scenarios week by week, and their differences at the end."
        if found.others
        else "measures week by week, and the gap by level and theme."
    )
    picture = Picture(png_of(figure_of(summary, shown), DOTS_AN_INCH), caption)
    if not found.others:
        (scenario,) = summary["scenarios"].values()
        return (picture, measures_table(scenario))
    return (
        picture,
        Paragraph(f"Differences from “{summary['reference']}” at the end, with 95 % intervals:"),
        differences_table(found, shares=False),
        Paragraph("Every measure at the end:"),
        ends_table(summary),
    )


def _where(summary: Mapping[str, Any]) -> list[Section]:
    parts: Parts = where_tables(summary)
    if parts and len(summary["scenarios"]) > 1:
        tables = [gaps_table(summary, by) for by in ("levels", "themes")]
        tables.append(widest_table(summary))
        parts = tuple(
            part for each in tables for part in (Paragraph(_capital(f"{each.title}:")), each)
        )
        first = next(iter(summary["scenarios"].values()))
        parts += (Paragraph(said),) if first["leaders"] and (said := located_in(first)) else ()
    return [Section("Where the gap sits", parts)] if parts else []


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _reading(summary: Mapping[str, Any]) -> Parts:
    several = len(summary["scenarios"]) > 1
    sets = _sets_counted(summary) if several else sets_sentence(summary)
    said = [*rest_sentences(summary), sureness_sentence(summary), sets]
    return (Bullets(tuple(sentence for sentence in said if sentence)),)


def _sets_counted(summary: Mapping[str, Any]) -> str:
    """How parameter sets are counted of a difference; nothing where there is one."""
    if summary["sets"] == 1:
        return ""
    return (
        "Each parameter set is one version of the model's numbers. A difference counts as lower or"
        " higher in a set by the mean of that set."
    )


def figure_of(summary: Mapping[str, Any], shown: Results) -> Figure:
    """The figure of `orgsim run` or `orgsim compare`, for a page."""
    smoothed = {key: smoothing(key, summary["weeks"]) for key in by_week(summary)}
    bands = {
        name: {key: band(result.measures[key], smoothed[key], result.sets) for key in smoothed}
        for name, result in shown.items()
    }
    events = events_of({name: result.config for name, result in shown.items()})
    return lay_out(draw_report(summary, bands, events, smoothed, narrow=True))
