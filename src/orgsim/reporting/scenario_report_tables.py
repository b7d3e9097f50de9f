"""Tables of a report: settings that differ, what is done, what came of it, where the gap sits."""

from collections.abc import Mapping
from typing import Any

from orgsim.analysis.costs import cost, weekly_cost
from orgsim.config.models import Config
from orgsim.engine.schedule import intervention_who
from orgsim.model.interventions import INTERVENTIONS, SHOCKS
from orgsim.number_text import NONE, count, fixed, plain
from orgsim.reporting.report_parts import Paragraph, Part, Table
from orgsim.reporting.summary import interval
from orgsim.reporting.terminal.scenario_tables import who_is
from orgsim.simulation import ScenarioResult

Summary = Mapping[str, Any]


def organisation_words(result: ScenarioResult) -> str:
    """The organisation of a result, in sentences."""
    assert result.where is not None
    there, config = result.where.organisation, result.config
    leaders = len(there.leaders)
    source = "read from a chart" if config.organisation.chart else "generated"
    themes = [f"{theme.name} ({plain(theme.stated)} of 1)" for theme in config.themes]
    return (
        f"The organisation ({source}) has {count(there.people, 'person', 'people')} on"
        f" {count(there.levels, 'level')}, {leaders:,} of them with reports. It says it stands for:"
        f" {', '.join(themes)}. {config.run.weeks:,} weeks were simulated,"
        f" {count(config.run.replications, 'time')} with other people and other random draws."
    )


def what_is_done_table(configs: Mapping[str, Config]) -> Table | None:
    """Interventions and shocks of all scenarios, with what they cost by person and week."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for name, config in configs.items():
        for each in config.interventions:
            hours, money = weekly_cost(each)
            said = (
                _named(each.kind, each.strength),
                _who(intervention_who(each)),
                _when(each),
                plain(hours),
                plain(money),
                INTERVENTIONS[each.kind].meaning,
            )
            rows.setdefault(said, []).append(name)
        for shock in config.shocks:
            event = SHOCKS[shock.kind]
            said = (
                _named(shock.kind, shock.strength),
                _who(shock.who or event.who),
                f"week {shock.week}",
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
        "money a week for each person",
        "meaning",
    )
    if len(configs) == 1:
        return Table(head, tuple(rows), words=6)
    in_which = {said: _in(names, len(configs)) for said, names in rows.items()}
    return Table((*head, "in"), tuple((*said, where) for said, where in in_which.items()), words=7)


def costs_table(results: Mapping[str, ScenarioResult]) -> Table | None:
    """What the programmes of each scenario take over the run; None where none does anything."""
    rows = []
    for name, result in results.items():
        if result.where is not None and result.config.interventions:
            found = cost(result.config, result.where.organisation)
            rows.append(
                (
                    name,
                    fixed(found.leader_hours, 0),
                    f"{found.leaders:,}",
                    fixed(found.hours_each, 1),
                    fixed(found.money, 0),
                )
            )
    head = (
        "scenario",
        "hours of leaders",
        "leaders who give them",
        "hours a week of each, while it runs",
        "money",
    )
    return Table(head, tuple(rows)) if rows else None


def _in(names: list[str], of: int) -> str:
    return "all" if len(names) == of else ", ".join(names)


def _named(kind: str, strength: float) -> str:
    return kind.replace("_", " ") + (f" ×{plain(strength)}" if strength != 1 else "")


def _who(who: Any) -> str:
    return who if isinstance(who, str) else ", ".join(who)


def _when(each: Any) -> str:
    if each.weeks is None:
        return f"from week {each.start}"
    return f"weeks {each.start} to {each.start + each.weeks - 1}"


def measures_table(scenario: Summary) -> Table:
    """Every measure: start, end, change with its interval."""
    rows = tuple(
        (
            each["label"],
            each["unit"],
            fixed(each["start"]),
            fixed(each["end"]),
            fixed(each["difference"], sign=True),
            interval(each),
        )
        for each in scenario["measures"].values()
    )
    return Table(("measure", "unit", "start", "end", "change", "95 % interval"), rows, words=2)


def differences_table(summary: Summary) -> Table:
    """Paired differences from the reference at the end, and whether they are settled."""
    labels = summary["scenarios"][summary["reference"]]["measures"]
    rows = tuple(
        (
            labels[measure]["label"],
            name,
            labels[measure]["unit"],
            fixed(found["difference"], sign=True),
            interval(found),
            _settled(found),
        )
        for measure in labels
        for name, differences in summary["paired_differences"].items()
        for found in [differences[measure]]
    )
    head = ("measure", "scenario", "unit", "difference", "95 % interval", "settled")
    return Table(head, rows, words=3)


def _settled(found: Summary) -> str:
    if found["decided"]:
        return "yes"
    if found["difference"] == 0:
        return "the same"
    more = found["replications_more"]
    return f"no: {more:,} replications more" if more else "no"


def where_tables(summary: Summary) -> tuple[Part, ...]:
    """By level, theme, unit and leader, of each scenario."""
    parts: list[Part] = []
    several = len(summary["scenarios"]) > 1
    for name, scenario in summary["scenarios"].items():
        parts += [Paragraph(f"{name}:")] if several else []
        parts += [_levels(scenario), _themes(scenario)]
        if not several:
            parts += _people(scenario)
    return tuple(parts)


def _levels(scenario: Summary) -> Table:
    rows = tuple(
        (
            "top" if row["level"] == 0 else str(row["level"]),
            f"{row['people']:,}" if row["people"] else NONE,
            fixed(row["start"]),
            fixed(row["end"]),
            fixed(row["say_do_gap"]),
        )
        for row in scenario["levels"]
    )
    head = ("level", "people", "gap, start (points)", "gap, end (points)", "say–do gap (points)")
    return Table(head, rows)


def _themes(scenario: Summary) -> Table:
    rows = tuple(
        (row["theme"], fixed(row["stated"]), fixed(row["start"]), fixed(row["end"]))
        for row in scenario["themes"]
    )
    head = ("theme", "stated (0 to 1)", "gap, start (points)", "gap, end (points)")
    return Table(head, rows)


def _people(scenario: Summary) -> list[Part]:
    if not scenario["leaders"]:
        return []
    found: list[Part] = [
        Table(
            (who, "level", "reports", what),
            tuple(
                (who_is(row), str(row["level"]), f"{row['reports']:,}", fixed(row[key]))
                for row in scenario[rows]
            ),
        )
        for who, what, rows, key in (
            ("widest gaps: unit of", "gap (points)", "units", "gap"),
            ("furthest from their words: leader", "say–do gap (points)", "leaders", "say_do_gap"),
        )
    ]
    if scenario["located_in"]["redrawn"]:
        found.append(
            Paragraph(
                "Each replication draws its organisation; units and leaders are of the first one."
            )
        )
    return found
