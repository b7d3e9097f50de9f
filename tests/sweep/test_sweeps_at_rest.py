"""Sweeps whose points begin at rest: what they share, replayed and verified bit for bit."""

import pyarrow.parquet as pq
import pytest
from plain_runs import PLAIN
from small_sweeps import BASE, build, rows, run, values

from orgsim.engine import rest
from orgsim.errors import UserError
from orgsim.sweep.estimate import outlook, rests_alone
from orgsim.sweep.executors import in_process, in_processes
from orgsim.sweep.plan import structures
from orgsim.sweep.replay import RunId, repeat, replay
from orgsim.sweep.runner import begin, go_on
from orgsim.sweep.verify import same_bits, verify

RUN = {**PLAIN, "weeks": 4, "start": "at_rest", "rest_tolerance": 0.08, "most_rest_weeks": 260}
SCENARIOS = {"calm": {}, "open": {"levers": {"transparency": 0.9}}}
AT_REST = {**BASE, "run": RUN, "scenarios": SCENARIOS}
VARY = {"levers.leader_modelling": [0.1, 0.9], "scenario": ["calm", "open"]}


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """Four points with two replications, of which two points are of another scenario."""
    rest.KEPT.clear()
    return run(tmp_path_factory.mktemp("rest") / "sweep", build(base=AT_REST, vary=VARY))


def test_levers_and_scenarios_change_from_week_1_on(done):
    found = values(rows(done))
    assert {row["status"] for row in found} == {"SUCCEEDED"}
    for replication in (0, 1):
        of_it = [row for row in found if row["replication"] == replication]
        assert len({row["alignment_start"] for row in of_it}) == 1
        assert len({row["rest_weeks"] for row in of_it}) == 1
        assert len({row["say_do_gap_end"] for row in of_it}) == 4
    assert {row["at_rest"] for row in found} <= {0.0, 1.0}
    assert all(row["rest_weeks"] >= 156 for row in found)


def test_each_under_its_own_levers(done, tmp_path):
    store = run(tmp_path / "sweep", build(base=AT_REST, vary=VARY, at_rest="each"))
    found = [row for row in values(rows(store)) if row["replication"] == 0]
    assert len({row["alignment_start"] for row in found}) == 4
    calm = build(
        base={**AT_REST, "levers": {**BASE["levers"], "leader_modelling": 0.9}},
        vary={"levers.autonomy": [0.5], "scenario": ["calm"]},
    )
    (own,) = [row for row in values(rows(run(tmp_path / "own", calm))) if row["replication"] == 0]
    (alike,) = [
        row for row in found if (row["levers.leader_modelling"], row["scenario"]) == (0.9, "calm")
    ]
    assert own["alignment_end"] == alike["alignment_end"]


def test_what_is_set_for_all_points_held_before(done, tmp_path):
    sets = run(tmp_path / "sweep", build(base=AT_REST, vary=VARY, set={"levers.autonomy": 0.9}))
    assert values(rows(sets))[0]["alignment_start"] != values(rows(done))[0]["alignment_start"]


def test_any_number_of_processes_nothing_kept(done, tmp_path):
    store = run(tmp_path / "sweep", build(base=AT_REST, vary=VARY), in_processes(2))
    assert store.runs_file.read_bytes() == done.runs_file.read_bytes()


def test_replayed_and_verified_from_the_folder_alone(done, tmp_path):
    sweep = done.sweep()
    for point, replication in ((0, 1), (3, 0)):
        rest.KEPT.clear()
        table = rows(done)
        (number,) = [
            n
            for n, row in enumerate(table.select(["point", "replication"]).to_pylist())
            if row == {"point": point, "replication": replication}
        ]
        row = table.slice(number, 1)
        assert same_bits(repeat(sweep, RunId(point, replication)), row)
        ends = replay(sweep, RunId(point, replication), tmp_path / f"{point}")
        assert ends["alignment"] == row["alignment_end"][0].as_py()
        weekly = pq.read_table(tmp_path / f"{point}" / "weekly.parquet")
        assert weekly["alignment"][0].as_py() == row["alignment_start"][0].as_py()
    rest.KEPT.clear()
    assert verify(done, sample=4).holds


def test_resumed_it_is_the_same(done, tmp_path):
    store = begin(build(base=AT_REST, vary=VARY), tmp_path / "sweep")

    def broken(tasks, recipe):
        for finished in in_process(tasks, recipe):
            yield finished
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go_on(store, broken)
    rest.KEPT.clear()
    go_on(store, in_process)
    assert store.runs_file.read_bytes() == done.runs_file.read_bytes()


def test_the_outlook_counts_the_rest():
    drawn = {**AT_REST, "run": {**RUN, "start": "as_drawn"}}
    plain, rested, each = (
        outlook(build(base=base, vary=VARY, at_rest=how), 1)
        for base, how in ((drawn, "base"), (AT_REST, "base"), (AT_REST, "each"))
    )
    assert plain.person_weeks == 30 * 4 * 8
    assert rested.person_weeks == plain.person_weeks + 30 * 260 * 2
    assert each.person_weeks == plain.person_weeks + 30 * 260 * 8
    assert rested.seconds > plain.seconds


@pytest.mark.parametrize(
    ("key", "values", "alone"),
    [
        ("levers.transparency", [0.2, 0.8], False),
        ("groups.0.levers.autonomy", [0.2, 0.8], False),
        ("groups.0.people.trust.mean", [0.2, 0.8], True),
        ("parameters.trust_gain", [0.02, 0.08], True),
        ("mechanisms.peers", [True, False], True),
        ("run.converged_gap", [0.1, 0.2], False),
        ("run.rest_tolerance", [0.08, 0.02], True),
    ],
)
def test_points_rest_alone_where_they_differ_in_what_was_before(key, values, alone):
    base = {**AT_REST, "groups": [{"who": "top", "people": {"trust": {"mean": 0.5}}}]}
    sweep = build(base=base, vary={key: values})
    assert rests_alone(sweep) == alone
    configs = [sweep.recipe.config_of({key: value}) for value in values]
    assert (rest.rest_numbers(configs[0]) != rest.rest_numbers(configs[1])) == alone
    assert structures(sweep)[0].befores == (2 if alone else 1)


def test_a_third_way_is_told():
    with pytest.raises(UserError, match=r"at_rest: 'none' is not known; allowed: 'base' or 'each'"):
        build(at_rest="none")
