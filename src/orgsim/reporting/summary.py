"""Summary: what scenarios came to, as plain numbers fit for JSON; printing and drawing read it."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from orgsim.analysis.best import best_of
from orgsim.analysis.comparison import Difference, paired_difference
from orgsim.analysis.convergence_weeks import convergence_time, convergence_week
from orgsim.analysis.decomposition import OverSets, over_sets
from orgsim.analysis.intervals import estimate
from orgsim.config.models import Config
from orgsim.measures.declarations import Measure
from orgsim.measures.outcomes import MEASURES, at_end, at_start, weeks_averaged
from orgsim.number_text import span
from orgsim.organisation import Organisation
from orgsim.organise import redraws
from orgsim.reporting.money_summary import money_of
from orgsim.simulation import ScenarioResult, WhereItSits, of_shared_measures

SCHEMA = 1
LISTED = 5
"""How many units and leaders a summary lists."""

UNIT_FROM = 3
"""Reports from which a unit is listed: the mean of one or two people says little of a unit."""

HEADLINE = "message_practice_gap"


def summarise(results: Mapping[str, ScenarioResult], name: str) -> dict[str, Any]:
    """The summary of scenarios; the first is the reference of the paired differences.

    start and end are means over replications (of flows: of the first and the last weeks), difference
    is end − start with its 95 % interval. Where replications have parameter sets of their own,
    `over_sets` says in how many of them a difference has its sign, and how much of what differs between
    replications is parameters (see analysis/decomposition.py). `money` is what scenarios cost and save
    beside the reference (see analysis/net_benefit.py). Numbers that do not exist are None.
    """
    results = of_shared_measures(results)
    reference, *others = results
    config = results[reference].config
    summary = {
        "schema": SCHEMA,
        "config": name,
        "weeks": config.run.weeks,
        "start_date": config.run.start_date and config.run.start_date.isoformat(),
        "replications": config.run.replications,
        "seed": config.run.seed,
        "parameter_sets": config.run.parameter_sets,
        "sets": _sets(results[reference]),
        "start": config.run.start,
        "fitted": config.organisation.ensemble is not None,
        "people": _where(results[reference]).organisation.people,
        "scenarios": {scenario: _scenario(result) for scenario, result in results.items()},
        "reference": reference,
        "best": _best(results, reference),
        "paired_differences": {
            scenario: _paired(results[scenario], results[reference]) for scenario in others
        },
        "money": money_of(results, reference),
    }
    plain: dict[str, Any] = _plain(summary)
    return plain


def where_it_sits(result: ScenarioResult) -> dict[str, Any]:
    """Those parts of a scenario's summary that say where its gap sits."""
    found: dict[str, Any] = _plain(_located(result))
    return found


def _located(result: ScenarioResult) -> dict[str, Any]:
    where = _where(result)
    return {
        "levels": _levels(result, where.organisation),
        "themes": _themes(result.config, where),
        "units": _units(where),
        "leaders": _leaders(where),
        "located_in": {
            "replications": where.sharing,
            "redrawn": redraws(result.config),
            "from_chart": result.config.organisation.chart is not None,
        },
    }


def _scenario(result: ScenarioResult) -> dict[str, Any]:
    convergence = _convergence(result)
    return {
        "people": _where(result).organisation.people,
        "rest": rest_of(result),
        "measures": {
            name: _measure(name, values, result.sets, result.own.get(name))
            for name, values in result.measures.items()
        },
        "convergence_week": convergence["share"]["median"],
        "convergence": convergence,
        **_located(result),
    }


def rest_of(result: ScenarioResult) -> dict[str, Any] | None:
    """How the replications came to rest before week 0; None where they begin as drawn."""
    known = ~np.isnan(result.at_rest)
    if not known.any():
        return None
    return {
        "weeks_median": float(np.median(result.rest_weeks[known])),
        "weeks_most": float(result.rest_weeks[known].max()),
        "replications": int(known.sum()),
        "not_at_rest": int((result.at_rest[known] == 0).sum()),
        "tolerance": result.config.run.rest_tolerance,
    }


def _where(result: ScenarioResult) -> WhereItSits:
    assert result.where is not None
    return result.where


def _sets(result: ScenarioResult) -> int:
    """How many parameter sets there are among the replications: 1 where all have the same."""
    return 1 if result.sets is None else len(np.unique(result.sets))


def _measure(
    name: str, values: np.ndarray, sets: np.ndarray | None, own: Measure | None
) -> dict[str, Any]:
    start, end = at_start(name, values), at_end(name, values)
    change = estimate(end - start, sets)
    measure = own or MEASURES[name]
    return {
        "label": measure.label,
        "unit": measure.unit,
        "better": measure.better,
        "matters": measure.matters,
        "weeks_averaged": weeks_averaged(name, len(values) - 1) if measure.flow else 1,
        "start": estimate(start).mean,
        "end": estimate(end).mean,
        "difference": change.mean,
        "ci_low": change.low,
        "ci_high": change.high,
        "over_sets": _over_sets(None if sets is None else over_sets(end - start, sets)),
    }


def _convergence(result: ScenarioResult) -> dict[str, dict[str, Any]]:
    """The week from which the gap stays under a share of its start, and under an absolute gap."""
    run, gap = result.config.run, result.measures[HEADLINE]
    thresholds = {
        "share": (run.converged_share, run.converged_share * gap[0]),
        "gap": (run.converged_gap, np.full(gap.shape[1], run.converged_gap)),
    }
    found = {}
    for kind, (threshold, by_run) in thresholds.items():
        time = convergence_time(convergence_week(gap, by_run), run.weeks, result.sets)
        found[kind] = {
            "threshold": threshold,
            **time._asdict(),
            "censored": time.runs - time.converged,
        }
    return found


def _levels(result: ScenarioResult, organisation: Organisation) -> list[dict[str, Any]]:
    people = np.bincount(organisation.level)
    gap, own = result.levels[HEADLINE], result.levels["say_do_gap"]
    return [
        {
            "level": level,
            "people": people[level] if level < len(people) else None,
            "start": estimate(gap[0, level]).mean,
            "end": estimate(gap[-1, level]).mean,
            "say_do_gap": estimate(own[-1, level]).mean,
        }
        for level in range(gap.shape[1])
    ]


def _themes(config: Config, where: WhereItSits) -> list[dict[str, Any]]:
    weight = sum(theme.weight for theme in config.themes)
    return [
        {
            "theme": theme.name,
            "stated": theme.stated,
            "weight": theme.weight / weight,
            "start": estimate(start).mean,
            "end": estimate(end).mean,
        }
        for theme, start, end in zip(config.themes, where.theme_start, where.theme_end, strict=True)
    ]


def _units(where: WhereItSits) -> list[dict[str, Any]]:
    """The units (reports of one leader) whose mean gap is widest; larger ones if there are any."""
    organisation, leaders = where.organisation, where.organisation.leaders
    larger = organisation.span[leaders] >= UNIT_FROM
    leaders = leaders[larger] if larger.any() else leaders
    up_to = np.concatenate([[0.0], np.cumsum(where.person_gap)])
    first, last = organisation.first_report[leaders], organisation.first_report[leaders + 1]
    gap = (up_to[last] - up_to[first]) / (last - first)
    return [{**_leader(organisation, leaders[unit]), "gap": gap[unit]} for unit in _widest(gap)]


def _leaders(where: WhereItSits) -> list[dict[str, Any]]:
    """The leaders whose deeds are furthest from their words."""
    organisation, leaders = where.organisation, where.organisation.leaders
    own = where.person_own_gap[leaders]
    return [
        {**_leader(organisation, leaders[number]), "say_do_gap": own[number]}
        for number in _widest(own)
    ]


def _leader(organisation: Organisation, position: int) -> dict[str, Any]:
    names = organisation.attributes.get("name")
    return {
        "leader": organisation.label(position),
        "name": names[position] if names else None,
        "level": organisation.level[position],
        "reports": organisation.span[position],
    }


def _widest(gap: np.ndarray) -> np.ndarray:
    return np.argsort(-gap, kind="stable")[:LISTED]


def _best(results: Mapping[str, ScenarioResult], reference: str) -> dict[str, Any] | None:
    """Which scenario ends best, and what each other one lacks; None of one scenario."""
    measure = MEASURES[HEADLINE]
    ends = {name: at_end(HEADLINE, each.measures[HEADLINE]) for name, each in results.items()}
    found = best_of(ends, measure.better, results[reference].sets)
    if found is None:
        return None
    return {
        "measure": HEADLINE,
        "label": measure.label,
        "unit": measure.unit,
        "better": measure.better,
        "reference": reference,
        "scenario": found.scenario,
        "end": found.end,
        "replications": found.replications,
        "pairs": found.pairs,
        "others": [
            {
                "scenario": each.scenario,
                **difference_summary(each.difference),
                "p_holm": each.p_holm,
                "sure": each.sure,
                "same": bool(np.array_equal(ends[found.scenario], ends[each.scenario])),
            }
            for each in found.others
        ],
    }


def difference_summary(found: Difference) -> dict[str, Any]:
    """A difference with its interval, and what parameter sets say of it; None where nothing is known."""
    plain: dict[str, Any] = _plain(
        {
            "difference": found.mean,
            "ci_low": found.low,
            "ci_high": found.high,
            "decided": found.decided,
            "replications_more": found.replications_more,
            "over_sets": _over_sets(found.over_sets),
        }
    )
    return plain


def _over_sets(found: OverSets | None) -> dict[str, Any] | None:
    """What parameter sets say of a difference: standard deviations, and shares of the variance."""
    if found is None:
        return None
    return {
        "sets": found.sets,
        "same_sign": found.same_sign,
        "whole_low": found.whole.low,
        "whole_high": found.whole.high,
        "sd_parameters": found.parameters,
        "sd_parameters_low": found.of_parameters.low,
        "sd_parameters_high": found.of_parameters.high,
        "sd_randomness": found.randomness,
        "share_parameters": found.share,
        "share_low": found.of_share.low,
        "share_high": found.of_share.high,
    }


def change_summary(
    values: np.ndarray, before: np.ndarray, sets: np.ndarray | None
) -> dict[str, Any]:
    """The paired difference values − before (replications,), as a summary has it."""
    return difference_summary(paired_difference(values, before, sets))


def _paired(result: ScenarioResult, reference: ScenarioResult) -> dict[str, dict[str, Any]]:
    found = {}
    for name, values in result.measures.items():
        ends = at_end(name, values), at_end(name, reference.measures[name])
        found[name] = difference_summary(paired_difference(*ends, reference.sets))
    return found


def interval(of: Mapping[str, Any], decimals: int = 3) -> str:
    """The interval of a difference of a summary: `−0.120 to +0.030`."""
    return span(of["ci_low"], of["ci_high"], decimals, sign=True)


def _plain(value: Any) -> Any:
    """The same in Python's own types, None for what is no number."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
