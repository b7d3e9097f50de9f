"""Reports: scenarios and what came of them, as parts that a page or a PDF is made of."""

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from orgsim import __version__
from orgsim.analysis.bands import band
from orgsim.figures.event_line import events_of
from orgsim.figures.save import lay_out, png_of
from orgsim.figures.scenario_figure import BY_WEEK, draw_report
from orgsim.measures.declarations import smoothing
from orgsim.number_text import count
from orgsim.reporting.report_parts import Bullets, Code, Paragraph, Part, Picture, Report, Section
from orgsim.reporting.result_tables import (
    differences_table,
    measures_table,
    of_sets,
    sets_named,
    sets_sentence,
    where_tables,
)
from orgsim.reporting.scenario_report_tables import (
    costs_table,
    organisation_words,
    what_is_done_table,
)
from orgsim.reporting.scenario_report_text import LIMITS, in_short
from orgsim.reporting.summary import summarise
from orgsim.simulation import ScenarioResult
from orgsim.ui.shared.changed_settings import settings_table
from orgsim.ui.shared.scenario import Scenario
from orgsim.week_text import day_of, weeks_from

REFERENCE = "reference"
"""The result that others are compared with, where the scenario page has one."""

Results = Mapping[str, ScenarioResult]


def compose(
    scenarios: Scenario | Sequence[Scenario], results: Results, made_on: str = ""
) -> Report:
    """All that a report says, from scenarios and their results.

    results  by name; a scenario's are found under its name, its title or "scenario", or else by place;
             the first, or "reference" if it is there, is what the others are compared with
    made_on  the day, as it is to be shown
    """
    scenarios = [scenarios] if isinstance(scenarios, Scenario) else list(scenarios)
    shown = _titled(scenarios, results)
    title = " and ".join(dict.fromkeys(each.title for each in scenarios[:2]))
    title += f" and {len(scenarios) - 2} more" if len(scenarios) > 2 else ""
    summary = summarise(shown, title)
    sections = [
        Section("In short", (Bullets(tuple(in_short(summary))),)),
        Section("The organisation and what is done", _setting(scenarios, shown)),
        Section("What came of it", _found(summary, shown)),
        *([Section("Where the gap sits", where)] if (where := where_tables(summary)) else []),
        *([Section("What it takes", costs)] if (costs := _costs(shown)) else []),
        Section("Limits of the model", (Bullets(LIMITS),)),
        Section("How to repeat this", _repeat(scenarios, summary["seed"])),
    ]
    return Report(title, _line(summary, made_on), tuple(sections))


def _titled(scenarios: list[Scenario], results: Results) -> dict[str, ScenarioResult]:
    """Results under what the reader knows them by, the reference first."""
    left = dict(results)
    found: dict[str, ScenarioResult] = {}
    if REFERENCE in left and len(scenarios) < len(left):
        found["before the changes"] = left.pop(REFERENCE)
    for scenario in scenarios:
        if not left:
            break
        known = (scenario.name, scenario.title, "scenario", next(iter(left)))
        key = next(name for name in known if name in left)
        title = scenario.title if scenario.title not in found else f"{scenario.title} (2)"
        found[title] = left.pop(key)
    return found | left


def _line(summary: Mapping, made_on: str) -> str:
    counts = (
        count(summary["people"], "person", "people"),
        weeks_from(summary["weeks"], day_of(summary["start_date"])),
        count(summary["replications"], "replication"),
        *sets_named(summary),
        f"seed {summary['seed']}",
        f"orgsim {__version__}",
    )
    return " · ".join([*counts, *([made_on] if made_on else [])])


def _setting(scenarios: list[Scenario], shown: Results) -> tuple[Part, ...]:
    parts: list[Part] = [Paragraph(organisation_words(next(iter(shown.values()))))]
    done = what_is_done_table({name: result.config for name, result in shown.items()})
    parts += [done] if done else [Paragraph("There are no programmes and no events.")]
    for scenario in scenarios:
        changed = settings_table(scenario)
        if changed:
            parts += [Paragraph(f"Settings of {scenario.title} that its preset has otherwise:")]
            parts += [changed]
    return tuple(parts)


def _costs(shown: Results) -> tuple[Part, ...]:
    found = costs_table(shown)
    note = (
        "Over the whole run, at the costs the settings give for each programme; money is in the currency"
        " of these settings. Costs are counted, but do not change what leaders do."
    )
    return (found, Paragraph(note)) if found else ()


def _found(summary: Mapping, shown: Results) -> tuple[Part, ...]:
    compared = len(shown) > 1
    caption = "Means over replications, with 95 % intervals: " + (
        "the scenarios week by week, and their differences at the end."
        if compared
        else "measures week by week, and the gap by level and theme."
    )
    parts: list[Part] = [Picture(png_of(figure_of(summary, shown)), caption)]
    if compared:
        parts += [Paragraph(f"Differences from {summary['reference']} at the end:")]
        parts += [_differences(summary)]
    if said := sets_sentence(summary):
        parts += [Paragraph(said)]
    for name, scenario in summary["scenarios"].items():
        parts += [Paragraph(f"{name}: every measure.")] if compared else []
        parts += [measures_table(scenario)]
    return tuple(parts)


def _differences(summary: Mapping) -> Part:
    """What is said of differences; the ends are in the tables of each scenario."""
    found = differences_table(summary)
    shown = (
        "measure",
        "scenario",
        "difference",
        "95 % interval",
        *of_sets(found),
        "verdict",
        "unit",
    )
    return found.only(*shown)


def figure_of(summary: Mapping, shown: Results) -> Figure:
    """The figure of `orgsim run` or `orgsim compare`."""
    smoothed = {key: smoothing(key, summary["weeks"]) for key in BY_WEEK}
    bands = {
        name: {key: band(result.measures[key], smoothed[key], result.sets) for key in BY_WEEK}
        for name, result in shown.items()
    }
    events = events_of({name: result.config for name, result in shown.items()})
    return lay_out(draw_report(summary, bands, events, smoothed))


def _repeat(scenarios: list[Scenario], seed: int) -> tuple[Part, ...]:
    parts: list[Part] = [
        Paragraph(
            f"orgsim {__version__} with seed {seed} gives the same numbers on every machine. Save the"
            " lines of a scenario as scenario.toml, beside the files it names, and run:"
        )
    ]
    for scenario in scenarios:
        parts += [Paragraph(scenario.title), Code(scenario.to_command("scenario.toml"))]
        parts += [Code(scenario.to_toml().strip())]
    return tuple(parts)
