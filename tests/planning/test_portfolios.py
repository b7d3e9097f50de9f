"""Portfolios: what they cost is what their programmes cost together, and budgets are kept."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_plans import INSTANCES, KINDS, asked, programmes

from orgsim.analysis.costs import cost, efforts
from orgsim.planning.portfolio import NOTHING, RESOURCES, without

SPACES = {name: asked(plan) for name, plan in INSTANCES.items()}


def hours_by_week(config, organisation):
    """Hours that each leader gives to all programmes together in each week, (leaders, weeks)."""
    leaders = organisation.leaders
    hours = np.zeros((len(leaders), config.run.weeks))
    for each in efforts(config, organisation):
        hours += each.hours * np.outer(each.giving[leaders], each.active)
    return hours


@st.composite
def portfolios(draw):
    """A question and a portfolio of it, affordable or not."""
    question = SPACES[draw(st.sampled_from(sorted(SPACES)))]
    portfolio = NOTHING
    for _ in range(draw(st.integers(0, 5))):
        more = list(question.space.added(portfolio))
        portfolio = draw(st.sampled_from(more)) if more else portfolio
    return question, portfolio


@settings(max_examples=60, deadline=None)
@given(portfolios())
def test_costs_are_those_of_the_config(drawn):
    question, portfolio = drawn
    config, organisation = question.space.config(portfolio), question.drawn.organisation
    whole = cost(config, organisation)
    hours, money, a_week = question.space.costs([portfolio])[0]
    assert hours == pytest.approx(whole.leader_hours)
    assert money == pytest.approx(whole.money)
    by_week = hours_by_week(config, organisation)
    assert a_week == pytest.approx(by_week.max(initial=0))
    assert hours == pytest.approx(by_week.sum())


@settings(max_examples=60, deadline=None)
@given(portfolios())
def test_a_part_costs_no_more_than_the_whole(drawn):
    question, portfolio = drawn
    whole = question.space.costs([portfolio])[0]
    for option in portfolio:
        assert (question.space.costs([without(portfolio, option)])[0] <= whole + 1e-9).all()


@settings(max_examples=40, deadline=None)
@given(portfolios())
def test_what_the_budget_allows_is_within_it(drawn):
    question, portfolio = drawn
    found = cost(question.space.config(portfolio), question.drawn.organisation)
    a_week = hours_by_week(question.space.config(portfolio), question.drawn.organisation)
    spent = dict(
        zip(RESOURCES, (found.leader_hours, found.money, a_week.max(initial=0)), strict=True)
    )
    budget = question.tables.budget.model_dump()
    within = all(
        budget[name] is None or spent[name] <= budget[name] * (1 + 1e-9) for name in budget
    )
    assert question.space.affordable(question.space.costs([portfolio]))[0] == within


def test_one_way_of_a_programme_at_most_and_all_of_them():
    question = asked(
        {"budget": {"money": 1e9}, "programmes": programmes(*KINDS[:3], starts=[1, 5])}
    )
    every = question.space.all_affordable(1000)
    assert len(every) == len(set(every)) == 3**3
    for portfolio in every:
        owners = [question.space.options[number].programme for number in portfolio]
        assert len(owners) == len(set(owners))
    assert question.space.all_affordable(26) is None


def test_neighbours_differ_by_one_programme():
    space = asked(
        {"budget": {"money": 1e9}, "programmes": programmes(*KINDS[:3], starts=[1, 5])}
    ).space
    assert sorted(space.added((0, 2))) == [(0, 2, 4), (0, 2, 5)]
    near = set(space.exchanged((0, 2)))
    assert {(0,), (2,), (1, 2), (0, 3), (2, 4), (0, 5)} <= near
    assert (0, 2) not in near


def test_an_own_programme_of_the_config_stays_and_is_not_counted():
    question = asked({"budget": {"money": 1e9}, "programmes": programmes("workshops")})
    own = question.base.model_copy(
        update={"interventions": question.space.config((0,)).interventions}
    )
    assert len(own.interventions) == 1
    assert np.array_equal(question.space.costs([NOTHING]), [[0, 0, 0]])
