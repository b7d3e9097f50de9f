"""What a simulation will take is told from its config, and is near what it takes."""

import tracemalloc

import numba
import pytest
from plain_runs import PLAIN

from orgsim.config.models import MOST_PEOPLE, Config
from orgsim.engine.state import empty_private, empty_visible
from orgsim.errors import UserError
from orgsim.model.random import run_key
from orgsim.organisation import generate
from orgsim.organisation.size import organisation_bytes
from orgsim.simulation import demand, simulate
from orgsim.simulation.outlook import outlook, refuse_too_large

GIB = 2**30


def config(people, replications=1, weeks=2, **organisation):
    run = {"weeks": weeks, "replications": replications, "redraw_organisation": False, **PLAIN}
    return Config.model_validate({"organisation": {"people": people, **organisation}, "run": run})


def near(estimate, measured):
    return measured / 1.5 < estimate < measured * 1.5


def peak(work):
    tracemalloc.start()
    try:
        result = work()
        return tracemalloc.get_traced_memory()[1], result
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("ties", [4.0, 10.0, 40.0])
def test_an_organisation_takes_what_was_told(ties):
    shape = {"span_of_control": 9.0, "span_variation": 1.1, "share_within_unit": 0.15}

    def make():
        return generate(
            50_000, ties_per_person=ties, share_across_levels=0.5, key=run_key(1, 0), **shape
        )

    make()  # what is compiled or loaded is no part of it
    assert near(organisation_bytes(50_000, ties), peak(make)[0])


@pytest.mark.parametrize("replications", [1, 8])
def test_a_simulation_takes_what_was_told(replications):
    simulate({"": config(50, replications)})
    large = config(40_000, replications)
    will = outlook({"": large})
    assert near(will.ensemble + will.results, peak(lambda: simulate({"": large}))[0])


def test_results_take_what_was_told():
    many = config(60, 200, weeks=40)
    result = simulate({"": many})[""]
    arrays = [*result.measures.values(), *result.levels.values()]
    held = sum(array.nbytes for array in arrays)
    assert near(outlook({"": many}).results, demand.TABLES * held)


@pytest.mark.parametrize(("precision", "size"), [("float64", 8), ("float32", 4)])
def test_the_state_is_counted_from_its_declaration(precision, size):
    people, leaders, shape = 120, 20, (3, 8, precision)
    visible = empty_visible(people, leaders, *shape)
    arrays = [*visible, *visible, *empty_private(people, *shape)]
    sums = people * 8 * 17 * 8 / 64
    told = demand.state_bytes(people, *shape)
    assert told == pytest.approx(sum(array.nbytes for array in arrays) + sums)
    assert arrays[0].itemsize == size


def test_redrawn_organisations_stand_side_by_side_by_scenario_only():
    told = {"people": 1000}
    drawn = Config.model_validate({"organisation": told, "run": {**PLAIN, "replications": 32}})
    shared = config(1000, 32, weeks=drawn.run.weeks)
    assert outlook({"": drawn}, threads=1).ensemble < outlook({"": shared}, threads=1).ensemble / 8


@pytest.mark.skipif(numba.config.NUMBA_NUM_THREADS < 2, reason="one processor only")
def test_small_organisations_are_simulated_at_once_and_counted_so():
    small = Config.model_validate({"organisation": {"people": 100}, "run": {"replications": 4}})
    alone, beside = (outlook({"": small}, threads=threads) for threads in (1, 2))
    assert beside.ensemble == 2 * alone.ensemble
    assert beside.seconds == pytest.approx(alone.seconds / 2)


def test_more_than_the_machine_has_is_refused_before_anything_is_made(monkeypatch):
    monkeypatch.setattr(demand, "machine_bytes", lambda: 8 * GIB)
    monkeypatch.setattr(
        "orgsim.simulation.batch_run.draw_organisation", lambda *_: pytest.fail("began")
    )
    with pytest.raises(UserError, match=r"needs about .* GiB .* has 8.0 GiB; take fewer people"):
        simulate({"": config(MOST_PEOPLE)})
    with pytest.raises(UserError, match=r"take fewer replications, weeks or scenarios"):
        simulate({"": config(400, 1_000_000, weeks=156)})
    refuse_too_large({"": config(400, 20)})


def test_where_the_memory_is_unknown_nothing_is_refused(monkeypatch):
    monkeypatch.setattr(demand, "machine_bytes", lambda: None)
    demand.refuse_beyond(1e18, "it", "take less")


def test_a_control_group_limits_what_there_is(monkeypatch, tmp_path):
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(demand, "_LIMITS", (limit, tmp_path / "none"))
    limit.write_text("max\n")
    machine = demand.machine_bytes()
    limit.write_text("1000000\n")
    assert demand.machine_bytes() == 1_000_000
    assert machine is None or machine > 1_000_000
