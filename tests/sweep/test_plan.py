"""The plan: which runs stand side by side, and that they are all there, once."""

import subprocess
import sys
from collections import Counter

import numpy as np
import pyarrow as pa
import pytest
from patience import PATIENCE
from small_sweeps import BASE, GRID, build

from orgsim.sweep.plan import Round, Task, structures, tasks
from orgsim.sweep.run_task import do_task
from orgsim.sweep.sweep_file import build_sweep


def planned(sweep, replications=2):
    groups = structures(sweep)
    everything = Round(0, np.arange(len(sweep.design)), range(replications))
    return groups, list(tasks(sweep, groups, everything))


@pytest.mark.parametrize("redraw", [True, False])
@pytest.mark.parametrize("replications", [1, 3, 40])
def test_every_run_is_in_one_ensemble(redraw, replications):
    sweep = build(
        vary={**GRID, "organisation.people": [20, 30]}, set={"run.redraw_organisation": redraw}
    )
    groups, made = planned(sweep, replications)
    runs = Counter((run.point, run.replication) for task in made for run in task.runs)
    assert runs == Counter((p, r) for p in range(12) for r in range(replications))
    assert len({task.part for task in made}) == len(made)
    ensembles = [each for task in made for each in task.ensembles]
    assert len(ensembles) == sum(group.ensembles(replications) for group in groups)
    assert all(len(each.runs) <= 32 for each in ensembles)


def test_where_replications_redraw_the_organisation_each_has_its_own():
    _, made = planned(build())
    beside = [each for task in made for each in task.ensembles]
    assert [(each.replication, len(each.runs)) for each in beside] == [(0, 6), (1, 6)]
    assert all(run.replication == each.replication for each in beside for run in each.runs)


def test_where_they_share_it_all_stand_side_by_side():
    _, made = planned(build(set={"run.redraw_organisation": False}), 4)
    assert [len(each.runs) for task in made for each in task.ensembles] == [24]


@pytest.mark.parametrize(
    ("people", "replications", "beside"),
    [(20, 1, 6), (20, 3, 18), (1_000, 40, 32), (2_000, 40, 16), (4_000, 40, 8), (2_000_000, 3, 1)],
)
def test_as_many_stand_side_by_side_as_there_are_and_as_are_near_a_processor(
    people, replications, beside
):
    sweep = build(set={"run.redraw_organisation": False, "organisation.people": people})
    [group] = structures(sweep)
    assert group.side_by_side(replications) == beside


def test_values_stand_with_their_runs():
    sweep = build()
    for task in planned(sweep)[1]:
        for run in task.runs:
            assert run.values == sweep.design.values(run.point)


@pytest.mark.parametrize(
    ("factor", "groups"),
    [
        ({"organisation.people": [20, 30]}, 2),
        ({"organisation.ties_per_person": {"from": 1.0, "to": 9.0, "steps": 5}}, 5),
        ({"run.weeks": [4, 5, 6]}, 3),
        ({"run.redraw_organisation": [True, False]}, 2),
        ({"scenario": ["calm", "shaken"]}, 1),
        ({"run.converged_share": [0.3, 0.5]}, 1),
        ({"people.trust.mean": [0.3, 0.5]}, 1),
        ({"parameters.trust_gain": [0.1, 0.2]}, 1),
        ({"mechanisms.turnover": [True, False]}, 1),
    ],
)
def test_only_what_changes_the_organisation_makes_new_ensembles(factor, groups):
    found, _ = planned(build(vary={**GRID, **factor}))
    assert len(found) == groups


def test_scenarios_that_change_the_organisation_make_new_ensembles():
    base = {
        **BASE,
        "scenarios": {
            "small": {"organisation": {"people": 20}},
            "same": {},
            "one": {"themes": [{"name": "one"}]},
        },
    }
    sweep = build_sweep({"base": base, "vary": {"scenario": ["small", "same", "one"]}})
    found = structures(sweep)
    assert [(group.people, group.themes) for group in found] == [(20, 3), (30, 3), (30, 1)]


def test_structures_share_the_seed(tmp_path):
    """Organisations that differ in span of control are made and simulated with the same draws."""
    sweep = build(vary={"organisation.span_of_control": [3.0, 6.0]})
    configs = [sweep.recipe.config(sweep.design.values(point)) for point in range(2)]
    assert [config.run.seed for config in configs] == [1, 1]
    _, made = planned(sweep)
    assert [each.replication for task in made for each in task.ensembles] == [0, 1, 0, 1]


def test_large_organisations_stand_in_narrow_ensembles():
    sweep = build(vary=GRID, set={"organisation.people": 200_000})
    assert [group.width for group in structures(sweep)] == [8]
    sweep = build(vary=GRID, set={"organisation.people": 2_000_000})
    assert [group.width for group in structures(sweep)] == [1]


@pytest.mark.parametrize(
    ("points", "people", "weeks", "parts", "ensembles"),
    [
        (32 * 100, 30, 6, 100, 1),  # few ensembles: each is a part
        (32 * 1280, 30, 6, 128, 10),  # many short ones
        (32 * 1280, 100, 1000, 427, 3),  # many that take a while: ten million person-weeks together
        (32 * 300, 1000, 500, 300, 1),  # long ones
    ],
)
def test_parts_are_many_and_short(points, people, weeks, parts, ensembles):
    share = {"from": 0.0, "to": 1.0}
    base = {**BASE, "run": {**BASE["run"], "weeks": weeks}, "organisation": {"people": people}}
    sweep = build(base=base, vary={"levers.training": share}, design="lhs", points=points)
    _, made = planned(sweep, 1)
    assert (len(made), max(len(task.ensembles) for task in made)) == (parts, ensembles)


def test_rows_of_a_part_are_those_of_its_ensembles():
    sweep = build(record_weeks=[1, 3])
    _, made = planned(sweep)
    together = do_task(
        Task("", tuple(each for task in made for each in task.ensembles)), sweep.recipe
    )
    alone = [do_task(task, sweep.recipe) for task in made]
    assert together.runs.equals(pa.concat_tables([rows.runs for rows in alone]))
    assert together.weeks.equals(pa.concat_tables([rows.weeks for rows in alone]))


MILLION = """
import numpy as np, resource
from orgsim.sweep.plan import Round, structures, tasks
from orgsim.sweep.sweep_file import build_sweep
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
share = {"from": 0.0, "to": 1.0}
vary = {"levers.transparency": share, "levers.feedback": share, "levers.training": share,
        "levers.leader_modelling": share, "organisation.span_of_control": [4.0, 8.0]}
sweep = build_sweep({"base": {}, "vary": vary, "design": "lhs", "points": 1_000_000})
everything = Round(0, np.arange(len(sweep.design)), range(1))
planned = sum(len(task.runs) for task in tasks(sweep, structures(sweep), everything))
print(planned, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.slow
def test_a_million_runs_are_planned_in_little_memory():
    done = subprocess.run(
        [sys.executable, "-c", MILLION],
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    planned, kibibytes = map(int, done.stdout.split())
    assert planned == 1_000_000
    assert kibibytes < 300 * 1024
