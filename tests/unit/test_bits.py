"""A run's numbers are the same bits alone or beside others, with one thread or two."""

import hashlib
import subprocess
import sys
from itertools import product

import numba
import numpy as np
import pytest
from own_path import environment
from plain_runs import PLAIN, plain
from same_bits import assert_same_bits

from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble, record
from orgsim.engine.fetching import MANY, MUCH
from orgsim.engine.rest import KEPT
from orgsim.engine.widths import COST, WIDTHS, cut, width_for
from orgsim.measures.outcomes import MEASURES
from orgsim.model.random import run_key
from orgsim.organisation import generate
from orgsim.organise import DrawnOrganisation
from orgsim.parallel.compiled_threads import PEOPLE_A_THREAD
from orgsim.parallel.parallel_tasks import in_threads
from orgsim.simulation import simulate
from orgsim.simulation.batches import work

SEED, WEEKS, MOST = 7, 14, 32
STATES = (
    *("message", "practice", "habit", "values", "engagement", "departure", "voice"),
    *("trust", "modelling", "skill", "resistance", "disposition", "aptitude", "integrity"),
)
BUSY = {
    "groups": [{"who": "leaders", "levers": {"autonomy": 0.8}}],
    "interventions": [{"kind": "task_force", "start": 2, "weeks": 6}, {"kind": "workshops"}],
    "shocks": [{"kind": "layoffs", "week": 4, "strength": 0.1}, {"kind": "merger", "week": 6}],
}
CALM = {"levers": {"exit_pressure": 0.01}}
CASES = [
    *(("float64", runs) for runs in (3, 8)),
    pytest.param("float64", 32, marks=pytest.mark.slow),
    pytest.param("float32", 3, marks=pytest.mark.slow),
    pytest.param("float32", 32, marks=pytest.mark.slow),
]


def generated(people):
    return generate(
        people,
        span_of_control=6,
        span_variation=0.75,
        ties_per_person=8,
        share_within_unit=0.2,
        share_across_levels=0.5,
        key=run_key(SEED, 0),
    )


@pytest.fixture(scope="module")
def organisation():
    return generated(400)


def lanes_of(precision):
    """So many runs, no two the same: other draws, and in turn busy, calm and with other levers."""
    tables = [BUSY, CALM, {**BUSY, "levers": {"transparency": 0.9}}]
    configs = [Config.model_validate(plain({**t, "run": {"precision": precision}})) for t in tables]
    return [(configs[run % 3], run) for run in range(MOST)]


def live(organisation, lanes):
    """The sums of all weeks, and the states at the end, of each run."""
    configs, replications = zip(*lanes, strict=True)
    drawn = DrawnOrganisation(organisation, run_key(SEED, 0))
    ensemble = Ensemble.of(configs, SEED, replications, drawn)
    sums = record(ensemble, WEEKS)
    states = {name: ensemble.state(name) for name in STATES}
    return [
        {"sums": sums[..., run], **{name: values[..., run] for name, values in states.items()}}
        for run in range(len(lanes))
    ]


@pytest.fixture(scope="module")
def alone(organisation):
    """Every run by itself, made when it is first asked for."""
    lanes, simulated = {name: lanes_of(name) for name in ("float64", "float32")}, {}

    def run_alone(precision, run):
        if (precision, run) not in simulated:
            simulated[precision, run] = live(organisation, [lanes[precision][run]])[0]
        return simulated[precision, run]

    return run_alone


@pytest.mark.parametrize(("precision", "runs"), CASES)
def test_beside_others(organisation, alone, precision, runs):
    together = live(organisation, lanes_of(precision)[:runs])
    for run in range(runs):
        assert_same_bits(alone(precision, run), together[run])


@pytest.mark.parametrize(("people", "runs"), [(MANY + 1, 3), (MUCH // 16 + 1, 9)])
def test_beside_others_where_what_is_next_is_asked_for_early(people, runs):
    large, lanes = generated(people), lanes_of("float64")
    together = live(large, lanes[:runs])
    for run in (0, runs - 1):
        assert_same_bits(live(large, [lanes[run]])[0], together[run])


def test_in_any_order_and_company(organisation, alone):
    lanes = lanes_of("float64")
    for order in ([2, 0, 1], [7, 1], [5, 4, 3, 2, 1, 0, 30, 31]):
        for run, simulated in zip(
            order, live(organisation, [lanes[r] for r in order]), strict=True
        ):
            assert_same_bits(alone("float64", run), simulated)


@pytest.mark.parametrize("stretch", [1, 2, 3, 5, WEEKS])
def test_in_stretches_of_any_length(organisation, alone, stretch):
    """Programmes begin and end, and shocks fall, within the stretches."""
    [(config, run), *_] = lanes_of("float64")
    drawn = DrawnOrganisation(organisation, run_key(SEED, 0))
    ensemble = Ensemble.of(config, SEED, run, drawn)
    sums = [ensemble.level_sums()[None]]
    while ensemble.week < WEEKS:
        sums.append(ensemble.record(min(stretch, WEEKS - ensemble.week)))
    states = {name: ensemble.state(name)[..., 0] for name in STATES}
    assert_same_bits({"sums": np.concatenate(sums)[..., 0], **states}, alone("float64", run))
    ensemble = Ensemble.of(config, SEED, run, drawn)
    ensemble.step(WEEKS)
    assert_same_bits({name: ensemble.state(name)[..., 0] for name in STATES}, states)
    np.testing.assert_array_equal(ensemble.level_sums(), sums[-1][-1])


def test_progress_is_of_all_weeks(organisation):
    """A call a week where each is wanted, else fewer; the same person-weeks in all."""
    config = Config.model_validate(plain({"run": {"weeks": 300}}))
    for each, most in ((True, 300), (False, 3)):
        called = []
        ensemble = Ensemble.of(config, SEED, 0, DrawnOrganisation(organisation, run_key(SEED, 0)))
        record(ensemble, 300, called.append, each)
        assert sum(called) == 300 * organisation.people
        assert (len(called) == 300) == each
        assert len(called) <= most


@pytest.mark.slow
def test_the_precision_is_that_asked_for(organisation, alone):
    single, double = alone("float32", 1), alone("float64", 1)
    assert single["practice"].dtype == np.float32
    np.testing.assert_allclose(single["practice"].mean(), double["practice"].mean(), atol=0.02)
    assert not np.array_equal(single["practice"], double["practice"])


@pytest.fixture
def _threads():
    before = numba.get_num_threads()
    yield
    numba.set_num_threads(before)


@pytest.mark.skipif(numba.config.NUMBA_NUM_THREADS < 2, reason="one processor only")
@pytest.mark.usefixtures("_threads")
def test_with_one_thread_or_two(organisation):
    simulated = {}
    for threads in (1, 2):
        numba.set_num_threads(threads)
        simulated[threads] = live(organisation, lanes_of("float64")[:3])
    for one, two in zip(simulated[1], simulated[2], strict=True):
        assert_same_bits(one, two)


@pytest.mark.skipif(numba.config.NUMBA_NUM_THREADS < 2, reason="one processor only")
@pytest.mark.usefixtures("_threads")
def test_with_several_organisations_at_once(monkeypatch):
    """Each replication has an organisation of its own; a thread hears how far all of them are."""
    run = {"weeks": 6, "replications": 5, "most_rest_weeks": 30, "start": "at_rest", "seed": SEED}
    tables = {"organisation": {"people": 40}, "run": run}
    configs = {name: Config.model_validate({**SCENARIOS[name], **tables}) for name in SCENARIOS}
    used, heard = [], []

    def noted(tasks, threads, told):
        used.append(threads)
        return in_threads(tasks, threads, told)

    monkeypatch.setattr("orgsim.simulation.scenario_runs.in_threads", noted)
    KEPT.clear()
    one_by_one = simulate(configs, threads=1)
    assert used == []
    KEPT.clear()
    at_once = simulate(configs, threads=2, progress=heard.append)
    assert used == [2]
    assert sum(heard) == work(configs)
    for name, result in one_by_one.items():
        assert_same_bits(result.measures, at_once[name].measures)
        assert_same_bits(result.levels, at_once[name].levels)
        where = [each[name].where for each in (one_by_one, at_once)]
        for gap in ("theme_start", "theme_end", "person_gap", "person_own_gap"):
            np.testing.assert_array_equal(*(getattr(each, gap) for each in where))


LARGE = {"organisation": {"people": 2 * PEOPLE_A_THREAD}}
SCENARIOS = {"calm": CALM, "busy": BUSY}
RUN = {**PLAIN, "weeks": WEEKS, "replications": 5, "seed": SEED}


def digest():
    """A digest of all measures of two scenarios."""
    configs = {
        name: Config.model_validate({**tables, **LARGE, "run": RUN})
        for name, tables in SCENARIOS.items()
    }
    results = simulate(configs)
    bits = [results[name].measures[measure].tobytes() for name in configs for measure in MEASURES]
    return hashlib.sha256(b"".join(bits)).hexdigest()


@pytest.mark.slow
def test_in_a_process_of_other_threads():
    """One thread in a process of its own where there are more here, and otherwise two."""
    threads = 1 if numba.get_num_threads() > 1 else 2
    own = environment(NUMBA_NUM_THREADS=str(threads))
    done = subprocess.run(
        [sys.executable, __file__], capture_output=True, text=True, check=True, env=own
    )
    assert done.stdout.strip() == digest()


@pytest.mark.parametrize("redraw", [True, False])
def test_with_other_replications_and_scenarios(redraw):
    """Batches are cut by how many runs there are; a run does not notice."""

    def measures(names, replications):
        run = {**RUN, "weeks": 5, "replications": replications, "redraw_organisation": redraw}
        tables = {"organisation": {"people": 70}, "run": run}
        configs = {n: Config.model_validate({**SCENARIOS[n], **tables}) for n in names}
        return {name: result.measures for name, result in simulate(configs).items()}

    many = measures(["calm", "busy"], 18)
    for names, replications in ((["busy"], 1), (["busy", "calm"], 4), (["calm"], 13)):
        for name, few in measures(names, replications).items():
            for measure, values in few.items():
                expected = many[name][measure][:, :replications]
                np.testing.assert_array_equal(values, expected, err_msg=f"{name} {measure}")


@pytest.mark.parametrize("runs", range(1, 140))
def test_cutting_leaves_no_run_out_and_little_room(runs):
    stretches = cut(runs)
    assert [first for first, _ in stretches] == [0, *(last for _, last in stretches[:-1])]
    assert stretches[-1][1] == runs
    for first, last in stretches:
        assert last - first >= 3 / 8 * width_for(last - first)


@pytest.mark.parametrize(
    ("runs", "sizes"),
    [
        (1, [1]),
        (2, [1, 1]),
        (3, [3]),
        (4, [4]),
        (8, [8]),
        (13, [13]),
        (20, [16, 4]),
        (25, [16, 8, 1]),
        (26, [26]),
        (40, [32, 8]),
    ],
)
def test_widths_that_are_cut(runs, sizes):
    assert [last - first for first, last in cut(runs)] == sizes


@pytest.mark.parametrize("runs", range(1, 41))
def test_no_other_cut_costs_less(runs):
    """Any choice of widths that holds the runs."""
    found = sum(COST[width_for(last - first)] for first, last in cut(runs))
    for many in product(range(41), range(6), range(4), range(3)):
        if sum(width * number for width, number in zip(WIDTHS, many, strict=True)) >= runs:
            cost = sum(COST[width] * number for width, number in zip(WIDTHS, many, strict=True))
            assert found <= cost + 1e-9


if __name__ == "__main__":
    print(digest())
