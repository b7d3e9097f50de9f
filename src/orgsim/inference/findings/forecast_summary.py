"""The summary of a forecast: measures and answers now, at the end and week by week, as plain values."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from orgsim.analysis.bands import moving_mean
from orgsim.inference.answer_data import Question
from orgsim.inference.findings.levers_found import EVERYBODY
from orgsim.inference.fitted_folder import FittedFolder
from orgsim.inference.forecast import Forecast
from orgsim.inference.survey.answers import SMALLEST
from orgsim.inference.survey.items import item_of
from orgsim.measures.declarations import MEASURES, measures_shown, smoothing
from orgsim.measures.outcomes import at_end, at_start
from orgsim.organisation import members
from orgsim.organise import draw_organisation

LIKELY, NEARLY_SURE = 0.5, 0.9
ENDS = {
    "median": 0.5,
    "low_50": (1 - LIKELY) / 2,
    "high_50": (1 + LIKELY) / 2,
    "low_90": (1 - NEARLY_SURE) / 2,
    "high_90": (1 + NEARLY_SURE) / 2,
}
"""Quantiles over the members, by the column that they stand in."""

HEADLINES = measures_shown("card")
MEASURE, ANSWER = "measure", "answer"


def summarise_forecast(
    folder: FittedFolder, found: Forecast, scenario: str | None
) -> dict[str, Any]:
    """Results of a forecast, ready for JSON.

    measures  now (of flows the mean of the first weeks), at the end, and the change of each member
    answers   the same of what would be answered, by item and group
    """
    config = folder.file.base if scenario is None else folder.file.scenarios[scenario]
    measures = [
        {"measure": name, **_now_and_end(at_start(name, values), at_end(name, values))}
        for name, values in found.measures.items()
        if np.isfinite(values[-1]).all()
    ]
    answers = [
        {**_named(who, question), **_now_and_end(found.answers[0, row], found.answers[-1, row])}
        for row, (who, question) in enumerate(found.asked)
    ]
    return {
        "schema": 1,
        "config": config.name,
        "scenario": scenario,
        "weeks": found.weeks,
        "members": found.answers.shape[-1],
        "seed": config.run.seed,
        "measures": measures,
        "answers": answers,
    }


def _named(who: str, question: Question) -> dict[str, Any]:
    return {"item": question.item, "favourable": question.favourable, "who": who}


def _now_and_end(now: np.ndarray, end: np.ndarray) -> dict[str, dict[str, float]]:
    return {"now": quantiles(now), "end": quantiles(end), "change": quantiles(end - now)}


def quantiles(values: np.ndarray) -> dict[str, float]:
    """ENDS of members, (members,)."""
    found = np.quantile(values, list(ENDS.values()))
    return {name: float(each) for name, each in zip(ENDS, found, strict=True)}


def forecast_table(found: Forecast) -> pa.Table:
    """A row a week and measure of everybody, or item and group: median, 50 and 90 % intervals.

    Measures that jump from week to week are means over the last weeks, as curves of them are drawn.
    """
    parts = [
        *(
            _rows(MEASURE, name, EVERYBODY, False, smoothed(name, values))
            for name, values in found.measures.items()
        ),
        *(
            _rows(ANSWER, question.item, who, question.favourable, found.answers[:, row])
            for row, (who, question) in enumerate(found.asked)
        ),
    ]
    return pa.concat_tables(parts)


def smoothed(name: str, values: np.ndarray) -> np.ndarray:
    """A measure week by week, over as many weeks as its curves are averaged."""
    return moving_mean(values, smoothing(name, len(values) - 1))


def _rows(kind: str, what: str, who: str, favourable: bool, values: np.ndarray) -> pa.Table:
    weeks = len(values)
    known = np.isfinite(values).all(axis=1)
    ends = np.full((len(ENDS), weeks), np.nan)
    if known.any():
        ends[:, known] = np.quantile(values[known], list(ENDS.values()), axis=1)
    named = {"kind": kind, "what": what, "who": who}
    texts = {name: pa.array([text] * weeks, pa.string()) for name, text in named.items()}
    columns = {"week": pa.array(range(weeks), pa.int32()), **texts}
    columns["favourable"] = pa.array([favourable] * weeks, pa.bool_())
    for name, row in zip(ENDS, ends, strict=True):
        columns[name] = pa.array(row, pa.float64(), mask=~np.isfinite(row))
    return pa.table(columns)


def curves(folder: FittedFolder, found: Forecast) -> list[dict[str, Any]]:
    """What figures draw: headlines, then each item over all groups, each week by week.

    ends   by name of ENDS, (weeks + 1,)
    found  of items what waves found: weeks before now, means and their standard errors
    """
    headlines = [
        {
            "name": name,
            "label": MEASURES[name].label,
            "unit": MEASURES[name].unit,
            "ends": _ends(smoothed(name, found.measures[name])),
            "found": [],
        }
        for name in HEADLINES
    ]
    return headlines + list(_items(folder, found))


def _ends(values: np.ndarray) -> dict[str, np.ndarray]:
    with np.errstate(invalid="ignore"):
        return dict(zip(ENDS, np.quantile(values, list(ENDS.values()), axis=1), strict=True))


def _items(folder: FittedFolder, found: Forecast) -> Iterator[dict[str, Any]]:
    """Each question over those who were asked it in every wave of it, weighted by people."""
    sizes = _sizes(folder, found.asked)
    for question in dict.fromkeys(question for _, question in found.asked):
        rows = [row for row, (_, each) in enumerate(found.asked) if each == question]
        waves = _waves(folder, question)
        always = set.intersection(*map(set, waves.values())) if waves else set()
        kept = [row for row in rows if found.asked[row][0] in always] or rows
        weight = sizes[kept] / sizes[kept].sum()
        values = np.einsum("wam,a->wm", found.answers[:, kept], weight)
        share = {found.asked[row][0]: float(part) for row, part in zip(kept, weight, strict=True)}
        yield {
            **_about(question),
            "ends": _ends(values),
            "found": list(_found(folder.asked.now, waves, share)),
        }


def group_curves(folder: FittedFolder, found: Forecast) -> list[dict[str, Any]]:
    """As `curves`, of each question and group by itself, which is its `who`."""
    return [
        {
            **_about(question),
            "who": who,
            "ends": _ends(found.answers[:, row]),
            "found": list(_found(folder.asked.now, _waves(folder, question), {who: 1.0})),
        }
        for row, (who, question) in enumerate(found.asked)
    ]


def _about(question: Question) -> dict[str, str]:
    return {
        "name": question.item,
        "label": f"{question.item} (favourable)" if question.favourable else question.item,
        "unit": "hours a week" if question.item == "hours" else "answer, 0 to 1",
    }


def _found(
    now: int, waves: Mapping[int, Mapping[str, tuple[float, float]]], share: Mapping[str, float]
) -> Iterator[dict[str, float]]:
    for week, means in waves.items():
        asked = [who for who in share if who in means]
        total = sum(share[who] for who in asked)
        if asked:
            mean = sum(share[who] * means[who][0] for who in asked) / total
            error = np.sqrt(sum((share[who] * means[who][1]) ** 2 for who in asked)) / total
            yield {"week": week - now, "mean": mean, "error": float(error)}


def _waves(folder: FittedFolder, question: Question) -> dict[int, dict[str, tuple[float, float]]]:
    """What was found of a question by week and group, if that many answered: mean, standard error."""
    found: dict[int, dict[str, tuple[float, float]]] = {}
    for row in folder.asked.found.to_pylist():
        asked = Question(row["item"], row["favourable"], row["noise"])
        if asked == question and row["answers"] >= SMALLEST:
            found.setdefault(row["week"], {})[row["who"]] = (row["found"], row["error"])
    return found


def _sizes(folder: FittedFolder, asked: Sequence[tuple[str, Question]]) -> np.ndarray:
    """People who can answer, (asked,)."""
    config = folder.file.base
    drawn = draw_organisation(config, config.run.seed)
    sizes = []
    for who, question in asked:
        inside = members(drawn.organisation, who, drawn.key)
        sizes.append(int(inside.sum()) - bool(inside[0] and item_of(question.item).of_led))
    return np.maximum(1.0, np.array(sizes, float))
