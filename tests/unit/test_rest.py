"""Rest: when it is over, what depends on it, what does not, and who shares it."""

import threading

import numpy as np
import pytest
from plain_runs import PLAIN
from same_bits import assert_same_bits

from orgsim.config.models import Config
from orgsim.engine import rest
from orgsim.engine.ensemble import Ensemble, record
from orgsim.measures.sums import Sum
from orgsim.model.random import MOST_WEEKS, REST_FROM
from orgsim.model.states import STATES
from orgsim.organise import draw_organisation
from orgsim.simulation import simulate
from orgsim.simulation.batches import work
from orgsim.ui.scenario.people.weekly_states import as_bytes, simulate_weekly
from orgsim.ui.shared.computing.replication_stream import GivenUp

PEOPLE = 40
SOON = {**PLAIN, "start": "at_rest", "rest_tolerance": 0.06, "most_rest_weeks": 520}
LATER = [{"kind": "presence", "start": 3}]


def config(run=(), **tables):
    return Config.model_validate(
        {
            "organisation": {"people": PEOPLE},
            "run": {"weeks": 6, "replications": 3, **SOON, **dict(run)},
            **tables,
        }
    )


@pytest.fixture(autouse=True)
def nothing_kept():
    rest.KEPT.clear()


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("runs", [1, 5, 8])
def test_means_are_those_of_numpy_over_each_state(precision, runs):
    ensemble = Ensemble.of(config({"start": "as_drawn", "precision": precision}), 1, range(runs))
    ensemble.step(7)
    means = [
        np.rint(ensemble.state(name) * rest.WHOLE).astype(np.int64).sum(axis=0).reshape(-1, runs)
        for name in rest.WATCHED
    ]
    assert means[0].max() > 0
    assert (rest.state_means(ensemble) == np.concatenate(means) / (rest.WHOLE * PEOPLE)).all()


def lived(configs, replications=0, weeks=5):
    """States of everybody after some weeks, and level sums of all weeks, each by run."""
    drawn = draw_organisation(config(), 1, 0)
    ensemble = Ensemble.of(configs, 1, replications, drawn)
    sums = record(ensemble, weeks)
    return [
        {name: ensemble.state(name)[..., run].copy() for name in STATES} | {"sums": sums[..., run]}
        for run in range(ensemble.runs)
    ]


def test_no_week_of_a_run_has_the_number_of_a_week_of_rest():
    assert MOST_WEEKS < REST_FROM
    assert REST_FROM + Config().run.most_rest_weeks < 2**16
    assert REST_FROM + MOST_WEEKS < 2**16


def test_movement_is_that_of_the_last_third_from_the_one_before():
    years = np.arange(24) / 4
    means = np.stack([0.02 * years, 0.5 - 0.01 * years, np.full(24, 0.3)], axis=1)
    np.testing.assert_allclose(rest.movement(means), [0.02, 0.01, 0.0], atol=1e-15)


def test_it_is_over_when_nothing_moves_and_not_before():
    found = Ensemble.of(config(), replications=range(8)).rests
    assert all(each.at_rest for each in found)
    assert {each.weeks for each in found} <= {156, 208, 260, 312, 364, 416, 468}
    assert len({each.weeks for each in found}) > 1


def test_at_the_limit_it_begins_and_says_so():
    never = config(run={"rest_tolerance": 1e-9, "most_rest_weeks": 170})
    (found,) = Ensemble.of(never).rests
    assert (found.weeks, found.at_rest) == (169, False)
    (soon,) = Ensemble.of(config(run={"most_rest_weeks": 30})).rests
    assert (soon.weeks, soon.at_rest) == (26, False)


def test_beside_others_of_other_lengths_bits_are_the_same():
    strict = config(run={"rest_tolerance": 0.03, "most_rest_weeks": 780})
    busy = config(levers={"time_constraint": 0.9}, interventions=LATER)
    lanes = [(config(), 0), (strict, 0), (busy, 1), (config(), 2)]
    together = lived(*map(list, zip(*lanes, strict=True)))
    for (one, replication), beside in zip(lanes, together, strict=True):
        rest.KEPT.clear()
        assert_same_bits(lived(one, replication)[0], beside)


@pytest.mark.slow
def test_in_single_precision_too():
    single = config(run={"precision": "float32"})
    beside = lived([single] * 3, [0, 1, 2])
    rest.KEPT.clear()
    assert_same_bits(lived(single, 2)[0], beside[2])


def test_draws_of_the_weeks_do_not_depend_on_the_rest():
    """The same people meet their leaders in the same weeks, whatever was before: chances are equal."""
    equal = {"parameters": {"least_attention": 1.0}}
    starts = {"start": "as_drawn"}, {"most_rest_weeks": 26}, {"most_rest_weeks": 52}
    sums = [lived(config(run=start, **equal))[0]["sums"] for start in starts]
    met = [each[1:, :, Sum.met] for each in sums]
    assert 0 < met[0].sum() < 5 * (PEOPLE - 1)
    for first, other in ((0, 1), (1, 2)):
        np.testing.assert_array_equal(met[first], met[other])
        assert not np.array_equal(sums[first], sums[other])


def test_what_is_kept_is_what_would_be_lived_again():
    first = lived(config(interventions=LATER))[0]
    ensembles = []

    def counted(*arguments):
        ensembles.append(arguments)
        return Ensemble(*arguments)

    drawn = draw_organisation(config(), 1, 0)
    key = Ensemble.of(config(), 1, 0, drawn)._keys[0]
    (kept,) = rest.rested(drawn, [config()], [key], counted)
    assert kept.at_rest
    assert not ensembles
    rest.KEPT.clear()
    rest.rested(drawn, [config()], [key], counted)
    assert len(ensembles) == 1
    assert_same_bits(first, lived(config(interventions=LATER))[0])


@pytest.mark.parametrize(
    "other",
    [
        {"levers": {"transparency": 0.9}},
        {"parameters": {"trust_gain": 0.2}},
        {"people": {"trust": {"mean": 0.9}}},
        {"mechanisms": {"turnover": False}},
        {"groups": [{"who": "leaders", "levers": {"transparency": 0.9}}]},
        {"groups": [{"who": "random:0.5", "people": {"trust": {"mean": 0.9}}}]},
        {"themes": [{"name": "safety"}, {"name": "care"}, {"name": "pace"}]},
        {"run": {"rest_tolerance": 0.02}},
    ],
)
def test_what_differs_before_week_1_is_not_shared(other):
    drawn = draw_organisation(config(), 1, 0)
    changed = config(**other)
    names = {rest._text(rest.resting(each), drawn) for each in (config(), changed)}
    assert len(names) == 2


def test_what_differs_from_week_1_on_is_shared():
    with_before = config(levers={"transparency": 0.9}, before={"levers": {"transparency": 0.5}})
    without = config(levers={"transparency": 0.5}, interventions=LATER)
    one, other = lived([with_before, without], weeks=0)
    assert_same_bits(one, other)
    one, other = lived([with_before, without], weeks=2)
    assert not np.array_equal(one["trust"], other["trust"])


def test_traits_of_groups_hold_before_week_1_too():
    people = {"groups": [{"who": "employees", "people": {"aptitude": {"mean": 0.9}}}]}
    before = {"before": {"groups": [{"who": "leaders", "levers": {"transparency": 0.1}}]}}
    both = config(**people, **before)
    groups = rest.resting(both).groups
    assert [group.who for group in groups] == ["employees", "leaders"]
    assert groups[0].people.aptitude.mean == 0.9
    assert groups[1].levers.transparency == 0.1


def test_answers_of_a_survey_say_how_people_are_at_week_0():
    drawn = draw_organisation(config(), 1, 0)
    answers = np.full(PEOPLE, np.nan)
    answers[:3] = 0.123
    surveyed = Ensemble.of(config(), 1, 0, drawn._replace(survey={"trust": answers}))
    plain = Ensemble.of(config(), 1, 0, drawn)
    np.testing.assert_array_equal(surveyed.state("trust")[:3, 0], 0.123)
    np.testing.assert_array_equal(surveyed.state("trust")[3:], plain.state("trust")[3:])
    gap = (plain.weights() * np.abs(plain.state("message") - plain.state("practice"))).sum(axis=1)
    np.testing.assert_allclose(plain.state("voice"), plain.state("trust") * gap, atol=1e-12)


def test_two_threads_find_what_one_does():
    expected, found = lived(config())[0], {}
    rest.KEPT.clear()
    threads = [
        threading.Thread(target=lambda n=n: found.update({n: lived(config())[0]})) for n in (0, 1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in found.values():
        assert_same_bits(expected, each)


def test_scenarios_share_the_rest_and_progress_adds_up():
    scenarios = {"calm": config(), "later": config(interventions=LATER)}
    told = []
    together = simulate(scenarios, progress=told.append)
    assert sum(told) == work(scenarios)
    assert work(scenarios) == PEOPLE * 3 * (2 * 6 + 520)
    for name, one in scenarios.items():
        rest.KEPT.clear()
        alone = simulate({name: one})[name]
        for measure, values in alone.measures.items():
            np.testing.assert_array_equal(values, together[name].measures[measure])
        np.testing.assert_array_equal(alone.rest_weeks, together[name].rest_weeks)
    assert (together["calm"].at_rest == 1).all()
    start = [found.measures["trust"][0] for found in together.values()]
    np.testing.assert_array_equal(*start)


def test_an_organisation_as_drawn_says_nothing_of_rest():
    found = simulate({"": config(run={"start": "as_drawn"})})[""]
    assert (found.rest_weeks == 0).all()
    assert np.isnan(found.at_rest).all()


@pytest.mark.slow
def test_at_rest_nothing_moves_in_two_years():
    """Trial 1: means over replications; three standard errors of a mean over 32 are .012 or less."""
    found = simulate(
        {
            "": config(
                run={"start": "at_rest", "weeks": 104, "replications": 32}
                | {"rest_tolerance": 0.01, "most_rest_weeks": 2600}
            )
        }
    )[""]
    for name in ("message_practice_gap", "engagement", "trust"):
        moved = (found.measures[name][-1] - found.measures[name][0]) / 2
        error = moved.std(ddof=1) / np.sqrt(len(moved))
        assert abs(moved.mean()) < 0.01 + 3 * error, name
        assert 3 * error < 0.015, name


def test_what_is_watched_begins_at_rest_and_can_be_given_up_before():
    watched = simulate_weekly(config(run={"most_rest_weeks": 52}), lambda: False)
    (expected,) = lived(config(run={"most_rest_weeks": 52}), weeks=0)
    np.testing.assert_array_equal(watched.frames["engagement"][0], as_bytes(expected["engagement"]))
    rest.KEPT.clear()
    with pytest.raises(GivenUp):
        simulate_weekly(config(), lambda: True, pytest.fail)
