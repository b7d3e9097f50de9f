"""Schedules: who gets which lever in which week, and which ties exist while a programme runs."""

import numpy as np
import pytest
from naive import key_of, uniform
from plain_runs import plain

from orgsim.config.models import Config
from orgsim.engine.ensemble import Ensemble
from orgsim.engine.schedule import (
    change_weeks,
    extra_ties,
    group_table,
    layers_of,
    parameter_column,
    partition,
    shock_changes,
)
from orgsim.model.interventions import INTERVENTIONS, SHOCKS
from orgsim.model.parameters import (
    LEVERS,
    MECHANISMS,
    NORMALISED,
    PARAMETERS,
    TRAITS,
    GroupRow,
    ParameterRow,
)
from orgsim.model.random import run_key
from orgsim.organisation import generate, members
from orgsim.organise import DrawnOrganisation

KEY = run_key(3, 0)


@pytest.fixture(scope="module")
def organisation():
    return generate(
        90,
        span_of_control=5,
        span_variation=0.5,
        ties_per_person=6,
        share_within_unit=0.2,
        share_across_levels=0.5,
        key=KEY,
    )


def config(**tables):
    return Config.model_validate(plain(tables))


def by_person(organisation, chosen, name, week=1):
    """A lever or trait of everybody in a week."""
    cells = partition(organisation, [chosen], KEY)
    return group_table(chosen, cells, week)[cells.cell, GroupRow[name]]


def test_without_groups_everybody_shares_a_row(organisation):
    cells = partition(organisation, [config()], KEY)
    assert cells.cells == 1
    table = group_table(config(), cells, 1)[0]
    for lever in LEVERS:
        assert table[GroupRow[lever.name]] == lever.default
    for trait in TRAITS:
        assert table[GroupRow[f"{trait.name}_mean"]] == trait.mean.default
        assert table[GroupRow[f"{trait.name}_spread"]] == trait.spread.default


def test_cells_tell_apart_whom_groups_tell_apart(organisation):
    chosen = config(groups=[{"who": "leaders"}, {"who": "level:1"}, {"who": ["top", "random:0.2"]}])
    cells = partition(organisation, [chosen], KEY)
    masks = [members(organisation, group.who, KEY) for group in chosen.groups]
    assert cells.cells == len({tuple(row) for row in np.array(masks).T.tolist()})
    for group, mask in zip(chosen.groups, masks, strict=True):
        np.testing.assert_array_equal(cells.within[group.who][cells.cell], mask)


def test_later_groups_override_earlier_ones(organisation):
    chosen = config(
        levers={"autonomy": 0.1},
        groups=[
            {"who": "leaders", "levers": {"autonomy": 0.5}, "people": {"trust": {"mean": 0.9}}},
            {"who": "top", "levers": {"autonomy": 0.7}},
        ],
    )
    leads = organisation.span > 0
    expected = np.where(leads, 0.5, 0.1)
    expected[0] = 0.7
    np.testing.assert_array_equal(by_person(organisation, chosen, "autonomy"), expected)
    np.testing.assert_array_equal(
        by_person(organisation, chosen, "trust_mean"), np.where(leads, 0.9, 0.5)
    )
    spread = by_person(organisation, chosen, "trust_spread")
    np.testing.assert_array_equal(spread, chosen.people.trust.spread)


def test_interventions_begin_and_end(organisation):
    chosen = config(
        levers={"workshops": 0.0},
        interventions=[{"kind": "workshops", "who": "level:1", "start": 4, "weeks": 3}],
    )
    within, size = organisation.level == 1, INTERVENTIONS["workshops"].change["workshops"]
    for week in range(1, 10):
        expected = np.where(within & (4 <= week <= 6), size, 0.0)
        found = by_person(organisation, chosen, "workshops", week)
        np.testing.assert_array_equal(found, expected, err_msg=f"week {week}")
    assert change_weeks([chosen]) == {4, 7}


def test_interventions_without_an_end_go_on(organisation):
    chosen = config(interventions=[{"kind": "mentoring", "start": 2}])
    before, after = (by_person(organisation, chosen, "mentoring", week)[0] for week in (1, 32767))
    assert after == pytest.approx(before + INTERVENTIONS["mentoring"].change["mentoring"])


def test_interventions_add_up_and_stay_in_range(organisation):
    once = {"kind": "custom", "change": {"autonomy": 0.2, "red_tape": -0.15}}
    for count, autonomy, red_tape in ((1, 0.7, 0.05), (2, 0.9, 0.0), (3, 1.0, 0.0)):
        chosen = config(levers={"red_tape": 0.2}, interventions=[once] * count)
        assert by_person(organisation, chosen, "autonomy") == pytest.approx(autonomy)
        assert by_person(organisation, chosen, "red_tape") == pytest.approx(red_tape)
    stronger = config(interventions=[{**once, "strength": 2}])
    assert by_person(organisation, stronger, "autonomy") == pytest.approx(0.9)


@pytest.mark.parametrize("kind", sorted(set(INTERVENTIONS) - {"custom"}))
def test_each_kind_moves_its_levers_for_its_group(organisation, kind):
    plain = config(levers={"inconsistency": 0.5})
    chosen = config(levers={"inconsistency": 0.5}, interventions=[{"kind": kind, "start": 2}])
    within = members(organisation, INTERVENTIONS[kind].who, KEY)
    for name, amount in INTERVENTIONS[kind].change.items():
        before = by_person(organisation, plain, name)
        moved = np.clip(before + np.where(within, amount, 0), 0, 1)
        np.testing.assert_allclose(by_person(organisation, chosen, name, 2), moved, rtol=1e-12)
        np.testing.assert_array_equal(by_person(organisation, chosen, name, 1), before)


def test_a_shock_lasts_a_week(organisation):
    chosen = config(shocks=[{"kind": "layoffs", "week": 5, "strength": 0.2}])
    assert change_weeks([chosen]) == {5, 6}
    for week in (4, 5, 6):
        expected = np.where((organisation.span == 0) & (week == 5), 0.2, 0.0)
        found = by_person(organisation, chosen, "exit_pressure", week)
        np.testing.assert_array_equal(found, expected)
        assert len(shock_changes(chosen, week)) == (2 if week == 5 else 0)


def test_a_shock_moves_the_states_of_whom_it_befalls(organisation):
    """With all mechanisms off, nothing else moves habits and trust in its week."""
    merger = {"kind": "merger", "week": 1, "strength": 0.5}
    chosen = config(mechanisms=dict.fromkeys(MECHANISMS, False), shocks=[merger])
    assert len(shock_changes(chosen, 1)) == len(SHOCKS["merger"].changes)
    ensemble = Ensemble.of(chosen, seed=3, drawn=DrawnOrganisation(organisation, KEY))
    habit, trust = (ensemble.state(name)[..., 0].copy() for name in ("habit", "trust"))
    ensemble.step()
    group = members(organisation, SHOCKS["merger"].who, KEY)
    habit[group] += 0.8 * 0.5 * (0.1 - habit[group])
    np.testing.assert_allclose(ensemble.state("habit")[..., 0], habit, rtol=1e-12)
    np.testing.assert_allclose(ensemble.state("trust")[..., 0], trust * (1 - 0.15), rtol=1e-12)


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_a_mechanism_off_sets_its_numbers_to_0(organisation, mechanism):
    chosen = config(
        mechanisms={mechanism: False},
        levers={"exit_pressure": 0.01},
        interventions=[{"kind": "custom", "change": {"exit_pressure": 0.1}}],
    )
    column, plain = parameter_column(chosen), parameter_column(config())
    for quantity in PARAMETERS:
        row = ParameterRow[quantity.name]
        if quantity.mechanism == mechanism:
            assert column[row] == (1.0 if quantity.name == "trust_carried_over" else 0.0)
        else:
            assert column[row] == plain[row], "all others stay"
    pressure = by_person(organisation, chosen, "exit_pressure")
    assert (pressure == 0).all() == (mechanism == "turnover")


def test_every_mechanism_switches_something():
    switched = {quantity.mechanism for quantity in (*PARAMETERS, *LEVERS)} - {""}
    assert switched == set(MECHANISMS)


def test_weights_are_normalised():
    weights = {"resource_trust": 0.9, "demand_busyness": 0.0, "commitment_trust": 1.0}
    chosen = config(parameters=weights)
    column = parameter_column(chosen)
    for names in NORMALISED:
        given = np.array([getattr(chosen.parameters, name) for name in names])
        found = column[[ParameterRow[name] for name in names]]
        np.testing.assert_allclose(found, given / given.sum(), rtol=1e-15)


def test_weights_that_are_all_0_stay_0():
    names = NORMALISED[2]
    column = parameter_column(config(parameters=dict.fromkeys(names, 0.0)))
    assert (column[[ParameterRow[name] for name in names]] == 0).all()


TASK_FORCE = {"kind": "task_force", "who": "random:0.3", "start": 3, "weeks": 4, "ties": 5}


def test_a_task_force_ties_its_members_together(organisation):
    chosen = config(interventions=[TASK_FORCE])
    cells = partition(organisation, [chosen], KEY)
    layers = list(layers_of(chosen))
    start, to, layer = extra_ties(organisation, cells, layers, KEY)
    source = np.repeat(np.arange(organisation.people), np.diff(start))
    group = np.flatnonzero(members(organisation, "random:0.3", KEY))
    assert set(source) == set(group)
    assert set(to) <= set(group)
    assert (source != to).all()
    assert set(zip(source, to, strict=True)) == set(zip(to, source, strict=True))
    assert len(source) / len(group) == pytest.approx(6, abs=1.2)  # 2 · ⌈5/2⌉ but for repetitions
    assert (layer == 0).all()


def test_partners_in_a_task_force_are_those_of_the_description(organisation):
    """Section 7.1 of docs/odd.md, by the plain twin's draws."""
    other = TASK_FORCE | {"who": "leaders", "ties": 4}
    chosen = config(interventions=[TASK_FORCE, other])
    cells = partition(organisation, [chosen], KEY)
    start, to, layer = extra_ties(organisation, cells, list(layers_of(chosen)), KEY)
    source = np.repeat(np.arange(organisation.people), np.diff(start)).tolist()
    tied = set()
    for number, (who, ties) in enumerate([("random:0.3", 5), ("leaders", 4)]):
        group = np.flatnonzero(members(organisation, who, KEY)).tolist()
        others = len(group) - 1
        for p, person in enumerate(group):
            for c in range(-(-ties // 2)):
                u = uniform(key_of(3, 0), 1024 * number + c, person, 7)
                partner = group[(p + 1 + int(others * u)) % len(group)]
                tied |= {(person, partner, number), (partner, person, number)}
    assert sorted(tied) == sorted(zip(source, to.tolist(), layer.tolist(), strict=True))


def test_programmes_that_tie_the_same_group_share_the_ties_at_the_later_ones_strength():
    weak, strong = TASK_FORCE | {"strength": 0.4}, TASK_FORCE | {"strength": 0.9, "weeks": 2}
    chosen = config(interventions=[weak, strong])
    strengths = [list(layers_of(chosen, week).values()) for week in (3, 4, 5, 6, 7)]
    assert strengths == [[0.9], [0.9], [0.4], [0.4], []]


def test_a_task_force_of_one_has_no_ties(organisation):
    chosen = config(interventions=[{**TASK_FORCE, "who": "top"}])
    cells = partition(organisation, [chosen], KEY)
    start, to, _ = extra_ties(organisation, cells, list(layers_of(chosen)), KEY)
    assert len(to) == 0
    assert (start == 0).all()


def test_ties_of_a_task_force_exist_while_it_lasts_and_where_it_is_asked_for(organisation):
    with_it = config(interventions=[TASK_FORCE])
    stronger = config(interventions=[{**TASK_FORCE, "strength": 2, "start": 5}])
    without = config(interventions=[{"kind": "workshops"}])
    ensemble = Ensemble.of(
        [with_it, without, stronger], seed=3, drawn=DrawnOrganisation(organisation, KEY)
    )
    for week in range(1, 12):
        ensemble.step()
        assert ensemble._week.extra_strength.shape[0] == 1, "one layer for both"
        expected = [float(3 <= week <= 6), 0.0, 2.0 * (5 <= week <= 8)]
        assert ensemble._week.extra_strength[0, :3].tolist() == expected, week


def test_a_task_force_elsewhere_leaves_a_run_alone(organisation):
    with_it = config(interventions=[TASK_FORCE])
    alone = Ensemble.of(config(), seed=3, drawn=DrawnOrganisation(organisation, KEY))
    beside = Ensemble.of([config(), with_it], seed=3, drawn=DrawnOrganisation(organisation, KEY))
    for week in range(1, 9):
        alone.step()
        beside.step()
        one = alone.state("practice")
        other = beside.state("practice")
        np.testing.assert_array_equal(one[..., 0], other[..., 0])
        assert np.array_equal(other[..., 0], other[..., 1]) == (week < 3)


def test_interventions_can_drop_or_change_their_ties():
    assert layers_of(config(interventions=[{**TASK_FORCE, "ties": 0}])) == {}
    default = layers_of(config(interventions=[{"kind": "task_force"}]))
    assert [layer.ties for layer in default] == [INTERVENTIONS["task_force"].ties]
    added = layers_of(config(interventions=[{"kind": "workshops", "ties": 2, "strength": 0.5}]))
    assert list(added.values()) == [0.5]
    assert layers_of(config(interventions=[TASK_FORCE]), week=2) == {}
    assert len(layers_of(config(interventions=[TASK_FORCE]), week=6)) == 1
