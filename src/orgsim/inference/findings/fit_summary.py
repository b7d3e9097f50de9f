"""The summary of a fit: all that reports, tables, figures and data frames say of it, as plain values."""

from typing import Any

from orgsim.inference.findings.gaps_found import gaps_found
from orgsim.inference.findings.items_found import answers_found, answers_shown, items_found
from orgsim.inference.findings.levers_found import (
    SHARE,
    LeverFound,
    levers_found,
    parameters_found,
)
from orgsim.inference.findings.not_told import not_told
from orgsim.inference.fit import Fit, Inputs
from orgsim.organise import people_of

Summary = dict[str, Any]


def summarise_fit(fit: Fit, inputs: Inputs) -> Summary:
    """What a fit found, ready for JSON.

    levers, parameters  before and after the answers     gaps     where people are now
    items               found against predicted          answers  the same, mean by mean, without those
                                                                  by which people could be recognised
    not_told            what could not be told           explained, unexplained   items that do not fit
    """
    config, history = fit.history.config, fit.history
    levers, answers = levers_found(fit), answers_found(fit)
    items = items_found(fit, answers)
    unexplained = [each.item for each in items if not each.explained]
    notes = inputs.survey.notes
    return {
        "schema": 1,
        "config": fit.file.base.name,
        "explained": not unexplained,
        "unexplained": unexplained,
        "people": people_of(config.organisation),
        "members": len(fit.simulated.outputs),
        "seed": config.run.seed,
        "interval": SHARE,
        "waves": [
            {"wave": wave.name, "week": wave.week, "answers": wave.rows}
            for wave in inputs.survey.waves
        ],
        "now": history.weeks - history.origin,
        "groups": [
            {"who": who, "people": int(inside.sum())}
            for who, inside in zip(history.groups.who, history.groups.inside, strict=True)
        ],
        "persons": notes.persons,
        "programmes": len(inputs.programmes),
        "levers": [_lever(each, "lever") for each in levers],
        "parameters": [_lever(each, "parameter") for each in parameters_found(fit)],
        "gaps": [
            {"measure": each.measure, "who": each.who, "people": each.people, **each.now._asdict()}
            for each in gaps_found(fit)
        ],
        "items": [each._asdict() for each in items],
        "answers": answers_shown(fit, answers),
        "not_told": [each._asdict() for each in not_told(fit, inputs, levers, items)],
    }


def _lever(found: LeverFound, kind: str) -> dict[str, Any]:
    row: dict[str, Any] = {kind: found.name}
    if kind == "lever":
        row |= {"who": found.who}
    for when, interval in (("before", found.before), ("after", found.after)):
        row |= {when: interval.median, f"{when}_low": interval.low, f"{when}_high": interval.high}
    row |= {"narrower": found.narrower}
    return row | ({"above": found.above} if kind == "lever" else {})
