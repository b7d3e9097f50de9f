"""Field trials: their declarations, their arms, and what is measured, against worlds that are known."""

import numpy as np
import pytest
from fact_worlds import people, setting, star
from plain_runs import plain

from orgsim.config.files import build
from orgsim.engine.ensemble import Ensemble
from orgsim.evidence.field_arms import PRESENCE, TRAINED, Arm, During, arms, bundle, with_parts
from orgsim.evidence.field_measures import by_leader, measure_trials
from orgsim.evidence.field_run import Course, best_tied, follow, rest
from orgsim.evidence.field_trials import FIELD_PARTS, FIELD_TRIALS, Role
from orgsim.evidence.fitted_bundle import rate_for
from orgsim.organise import draw_organisation

SMALL = plain({"organisation": {"people": 60}})
EXERCISED = 1.5
STILL = {
    "message_uptake": 0.0,
    "message_fading": 0.0,
    "practice_change": 1.0,
    "deed_weight": 0.0,
    "peer_weight": 0.0,
    "effort_effect": 0.0,
    "effort_return": 0.0,
    "voice_effect": 0.0,
    "habit_change": 0.0,
    "habit_return": 0.0,
    "training_habit": EXERCISED,
    "trust_gain": 0.0,
    "trust_loss": 0.0,
    "trust_fading": 0.0,
    "engagement_change": 0.0,
    "peer_contagion": 0.0,
    "leader_contagion": 0.0,
    "skill_fading": 0.0,
    "exit_base": 0.0,
}
"""Practice follows habits, which nothing moves but training."""

STUBBORN = {"resistance": {"mean": 1.0, "spread": 0.0}}


def followed(tried, weeks, tables=SMALL):
    return follow(rest(build(tables).base, 0), tried, weeks)


def test_numbers_names_and_roles_are_those_of_the_evidence():
    numbers = [trial.number for trial in FIELD_TRIALS]
    assert numbers == [*range(1, len(FIELD_TRIALS) + 1)]
    assert len(FIELD_PARTS) == sum(len(trial.parts) for trial in FIELD_TRIALS)
    for trial in FIELD_TRIALS:
        assert (trial.role == Role.HELD_OUT) == (trial.number == 9 or trial.number >= 13)
        for part in trial.parts:
            assert part.low <= part.target <= part.high
    bands = {name: (part.low, part.high) for name, part in FIELD_PARTS.items()}
    assert bands["attention"] == (0.35, 0.75)
    assert bands["deeds"] == (0.10, 0.40)
    assert bands["quits_meanwhile"] == (-0.30, -0.15)


def test_where_nothing_moves_nothing_comes_of_a_trial():
    """Training alone moves habits, which come nearer by 1 − (1 − training_habit·training)¹² and stay.

    Practice follows: after half a year at most 2⁻²⁶ of the way is left.
    """
    found = measure_trials(build({**SMALL, "parameters": STILL, "people": STUBBORN}).base, 0)
    for name in FIELD_PARTS:
        if name.startswith("drift") or name in ("juniors_follow", "opinion_leaders", "load"):
            assert found[name] == pytest.approx(0.0, abs=1e-12), name
    for name in ("words", "deeds", "attention", "performance_meanwhile", "rounds"):
        assert found[name] == pytest.approx(0.0, abs=1e-12), name
    exercised = 1 - (1 - EXERCISED * TRAINED["training"]) ** 12
    assert 0.5 * exercised < found["in_use_at_once"] < exercised
    assert found["in_use_half_year"] == pytest.approx(exercised)
    assert found["in_use_year"] == pytest.approx(exercised)
    assert found["engagement_lag_15"] == pytest.approx(0.86)


def test_an_arm_in_which_nothing_is_done_is_the_control():
    course = followed({"control": Arm(), "nothing": Arm()}, 8)
    for found in course.means.values():
        assert (found[:, 0] == found[:, 1]).all()
    assert course.closed("led", "nothing", 8) == 0.0


def test_arms_go_on_as_if_they_had_come_the_whole_way():
    config = build(SMALL).base
    arm = Arm((During("everybody", PRESENCE, 2, 4),))
    course = follow(rest(config, 0), {"control": Arm(), "arm": arm}, 6)
    started = config.run.model_copy(update={"start": "at_rest"})
    from_rest = arm.config(config).model_copy(update={"run": started})
    whole = Ensemble.of(from_rest, 1, 0, with_parts(draw_organisation(config, 1, 0)))
    for _ in range(6):
        whole.step()
    for quantity, state in (
        ("engagement", "engagement"),
        ("trust", "trust"),
        ("effort", "modelling"),
    ):
        mean = whole.state(state).mean()
        assert course.mean(quantity, "everybody", "arm", 6) == pytest.approx(mean, rel=1e-14)


def test_what_is_done_is_done_to_those_it_is_for_and_when():
    config = build(SMALL).base
    changed = Arm((During("part_in_trial=line", PRESENCE, 3, 5),)).config(config)
    (intervention,) = changed.interventions
    assert (intervention.start, intervention.weeks) == (3, 3)
    drawn = with_parts(draw_organisation(config, 1, 0))
    organisation, part = drawn.organisation, drawn.organisation.attributes["part_in_trial"]
    for position in range(1, organisation.people):
        if part[position] == "led":
            assert part[organisation.superior[position]] == "line"
            assert organisation.span[position] == 0
    late = {"control": Arm(), "late": Arm((During("part_in_trial=line", PRESENCE, 3, 5),))}
    course = followed(late, 5)
    effort = course.means["effort", "leaders"]
    assert (effort[:3, 0] == effort[:3, 1]).all()
    assert effort[5, 1] > effort[5, 0]


def test_practice_that_is_held_is_what_others_see():
    course = followed({"control": Arm(), "held": Arm(held=("leaders", 0.94, 2))}, 3)
    assert course.mean("practice", "leaders", "held", 0) == pytest.approx(0.94)
    assert course.mean("practice", "leaders", "held", 1) == pytest.approx(0.94)
    assert course.mean("practice", "leaders", "held", 3) < 0.94
    assert course.mean("practice", "employees", "held", 2) > course.mean(
        "practice", "employees", "control", 2
    )


def test_the_share_closed_is_of_the_gap_at_the_beginning():
    means = {("gap", "led"): np.array([[0.4, 0.4], [0.3, 0.2]])}
    course = Course(["control", "arm"], setting([0, 0]), {}, means, {}, {})
    assert course.closed("led", "arm", 1) == pytest.approx(0.1 / 0.4)


def test_the_bundle_is_fitted_to_what_it_should_close():
    rested = rest(build(SMALL).base, 0)
    rate = rate_for(rested, 26, lambda rate: bundle(rate, 0.0))
    assert rate is not None
    course = follow(rested, {"control": Arm(), "bundle": bundle(rate, 0.0)}, 26)
    assert course.closed("led", "bundle", 26) == pytest.approx(0.25, abs=0.04)


def test_people_of_trusted_leaders_are_compared_with_those_of_the_least_trusted():
    of = setting(star(10, 5))
    leader = of.organisation.superior
    trust = np.where(of.leads, 0.5, leader / 20)
    found = by_leader(people(of, trust=trust, engagement=trust))
    assert found["leavers_by_leader"] < 1
    assert found["performance_by_leader"] > 0
    few = by_leader(people(setting(star(3, 5))))
    assert np.isnan(few["leavers_by_leader"])


def test_the_best_tied_are_a_twentieth_and_have_the_most_ties():
    organisation = draw_organisation(build(SMALL).base, 1, 0).organisation
    ties, best = np.diff(organisation.tie_start), best_tied(organisation)
    assert best.sum() == 3
    assert ties[best].min() >= np.sort(ties)[-3]


def test_every_arm_is_a_config_of_its_own():
    config = build(SMALL).base
    made = {name: arm.config(config) for name, arm in arms(config).items()}
    assert len({config.model_dump_json() for config in made.values()}) >= len(made) - 3


def test_a_person_alone_has_no_trials():
    found = measure_trials(build(plain({"organisation": {"people": 1}})).base, 0)
    assert all(np.isnan(value) for value in found.values())


def test_a_part_that_nothing_measures_is_no_missing_value(monkeypatch):
    parts = {**FIELD_PARTS, "forgotten": FIELD_PARTS["rounds"]}
    monkeypatch.setattr("orgsim.evidence.field_measures.FIELD_PARTS", parts)
    with pytest.raises(KeyError, match="forgotten"):
        measure_trials(build(SMALL).base, 0, without=[9])
