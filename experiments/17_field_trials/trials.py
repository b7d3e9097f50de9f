"""All field trials, each replication with its own parameter set: parts, and courses week by week."""

from collections.abc import Iterable, Iterator

import numpy as np

from orgsim.analysis.repetitions import SET
from orgsim.config.files import build
from orgsim.config.models import Config
from orgsim.evidence.field_measures import (
    AFTERWARDS,
    TRAINED,
    WEEKS,
    TrialRuns,
    autocorrelations,
    led_by_week,
    measured,
    run_trials,
)
from orgsim.evidence.field_trials import FIELD_PARTS
from orgsim.evidence.fitted_bundle import BUNDLE_WEEKS
from orgsim.evidence.measured.companies import measure_companies
from orgsim.parallel.compiled_threads import use_threads
from orgsim.parameter_sets import set_of
from orgsim.study.calculations import Columns, columns_of
from orgsim.study.declaration import Setting

PART, COURSE = "part", "course"
ATTENTION_WEEKS = 30
Followed = tuple[Iterable[int], Iterable[float]]
"""Weeks, and what there is in each."""


def compute(setting: Setting) -> Columns:
    """Rows of parts (week 0) and of courses, in every replication with the number of its set."""
    tables = setting.tables("trials.toml")
    base = build(tables["config"], "trials.toml", setting.folder).base
    use_threads(base.organisation.people, setting.jobs)
    rows = []
    for replication in range(tables["replications"]):
        number = set_of(base, base.run.seed, replication)
        config = with_number(base, number)
        found = _found(config, replication, tables["companies"])
        rows += [
            {"kind": kind, "what": name, "week": week, "value": value}
            | {"replication": replication, SET: number}
            for kind, name, week, value in found
        ]
    return columns_of(rows)


def with_number(base: Config, number: int | None) -> Config:
    """The config with one parameter set in all that is emulated."""
    run = base.run.model_copy(update={"parameter_sets": number})
    return base.model_copy(update={"run": run})


def _found(
    config: Config, replication: int, companies: int
) -> Iterator[tuple[str, str, int, float]]:
    """Kind, name, week and value of all that a replication comes to."""
    runs = run_trials(config, replication)
    assert runs is not None, "an organisation of tens has line leaders"
    parts = measured(runs) | measure_companies(config, replication, companies)
    for name in FIELD_PARTS:
        yield PART, name, 0, parts[name]
    for name, (weeks, values) in courses(runs, parts).items():
        for week, value in zip(weeks, values, strict=True):
            yield COURSE, name, int(week), float(value)


def courses(runs: TrialRuns, parts: dict[str, float]) -> dict[str, Followed]:
    """What the studies followed for longer, by name: weeks, and values there.

    `quits` is how much less likely people are to leave in the week that begins then.
    """
    course, fitted = runs
    helped, control = (led_by_week(course, arm, "hazard") for arm in ("time_for_people", "control"))
    answers = autocorrelations(course)

    def closed(arm: str, weeks: int, group: str) -> Followed:
        return range(weeks + 1), [course.closed(group, arm, week) for week in range(weeks + 1)]

    def of_bundle(arm: str) -> Followed:
        weeks = range(BUNDLE_WEEKS + 1)
        unknown = np.full(len(weeks), np.nan)
        return weeks, [fitted.closed("led", arm, w) for w in weeks] if fitted else unknown

    in_use = [parts[f"in_use_{when}"] for when in ("at_once", "half_year", "year")]
    return {
        "bundle": of_bundle("bundle"),
        "with_leaders": of_bundle("with_leaders"),
        "attention": closed("attention", ATTENTION_WEEKS, "led"),
        "campaign": closed("course", WEEKS, "everybody"),
        "campaign_with_heads": closed("course_and_leaders", WEEKS, "everybody"),
        "quits": (range(AFTERWARDS), helped / control - 1),
        "in_use": ([week - TRAINED[0] for week in TRAINED], in_use),
        "answers": (range(1, len(answers)), answers[1:]),
    }
