"""On questions small enough to try everything, the search finds the best, or what is nearly as good."""

import numpy as np
import pytest
from small_plans import HOURS_AND_MONEY, INSTANCES, REPLICATIONS, asked

from orgsim.planning import planner
from orgsim.planning.outcomes_tried import Tried
from orgsim.planning.planner import Found, first_look, search
from orgsim.planning.portfolio import NOTHING
from planning import Table

EVERYTHING, NOTHING_EXACT = 10**9, 0


@pytest.fixture(scope="module")
def tried():
    """Everything affordable of each instance, simulated once."""
    found: dict[str, Found] = {}

    def of(name: str) -> Found:
        if name not in found:
            found[name] = search(asked(INSTANCES[name]), jobs=1, exact_runs=EVERYTHING)
        return found[name]

    return of


@pytest.fixture
def searched(monkeypatch, tried):
    """A search that takes the runs it asks for from all that were simulated."""

    def of(name: str, **changes) -> Found:
        whole = tried(name)
        question = asked(INSTANCES[name], **changes)

        class FromTable(Table):
            def __init__(self, its_question, jobs):
                super().__init__(whole.tried, its_question)

            def __enter__(self):
                return self

            def __exit__(self, *_):
                pass

        monkeypatch.setattr(planner, "Workers", FromTable)
        return search(question, jobs=1, exact_runs=NOTHING_EXACT)

    return of


@pytest.mark.parametrize("name", INSTANCES)
def test_the_best_is_found_or_one_within_a_percent(name, tried, searched):
    whole, found = tried(name), searched(name)
    assert whole.exact
    assert not found.exact
    best, least = whole.best, 0.99 * whole.tried.effect(whole.best, REPLICATIONS)
    assert best != NOTHING
    assert whole.tried.effect(found.best, REPLICATIONS) >= least
    assert not whole.tried.excess(found.best, REPLICATIONS)
    assert found.tried.runs < whole.tried.runs


@pytest.mark.parametrize("name", INSTANCES)
def test_no_portfolio_tried_is_beyond_the_budget(name, searched):
    found = searched(name)
    space = found.asked.space
    every = found.tried.having(1)
    assert space.affordable(space.costs(every)).all()


@pytest.mark.parametrize("narrow", [1, 3])
def test_a_narrow_search_still_finds_something(narrow, tried, searched):
    whole, found = tried("hours and money"), searched("hours and money", width=narrow)
    best = whole.tried.effect(whole.best, REPLICATIONS)
    assert whole.tried.effect(found.best, REPLICATIONS) > 0.9 * best
    assert found.tried.runs < searched("hours and money").tried.runs


@pytest.mark.parametrize("exact", [True, False])
def test_more_to_spend_is_never_worse(exact, tried, searched):
    whole, before = tried("hours and money"), 0.0
    for share in (0.05, 0.2, 0.4, 0.5, 0.65, 0.7, 0.85, 0.9, 1.0):
        budget = {key: share * value for key, value in HOURS_AND_MONEY["budget"].items()}
        if exact:
            question = asked(HOURS_AND_MONEY, budget=budget)
            there = question.space.all_affordable(EVERYTHING)
            best = max(whole.tried.effect(each, REPLICATIONS) for each in there)
            found = planner.Found(
                question,
                whole.tried,
                sorted(there, key=lambda e: -whole.tried.effect(e, REPLICATIONS)),
                True,
            )
            assert whole.tried.effect(found.best, REPLICATIONS) == best
        else:
            found = searched("hours and money", budget=budget)
        effect = whole.tried.effect(found.best, REPLICATIONS)
        assert effect >= before
        before = effect
    assert before > 0


def test_limits_change_what_is_best(tried):
    whole = tried("limits")
    unlimited = max(
        whole.tried.having(REPLICATIONS), key=lambda each: whole.tried.effect(each, REPLICATIONS)
    )
    assert whole.tried.excess(unlimited, REPLICATIONS) > 0
    assert whole.tried.excess(whole.best, REPLICATIONS) == 0


def test_replications_of_a_portfolio_are_the_same_whatever_was_asked_before(tried):
    whole = tried("hours and money")
    question = whole.asked.question
    some = whole.ranking[:3]
    one = Tried(whole.asked.tables, planner.Workers(question, 1))
    one.ensure([NOTHING], 5)
    for each in reversed(some):
        one.ensure([each], 7)
    one.ensure(some, 11)
    for each in some:
        assert np.array_equal(one.rows(each), whole.tried.rows(each)[:11])


def test_a_worst_tenth_takes_twice_as_long_a_first_look():
    assert first_look(asked(HOURS_AND_MONEY, replications=40)) == 10
    assert first_look(asked(HOURS_AND_MONEY, replications=40, risk="worst_tenth")) == 20
    assert first_look(asked(HOURS_AND_MONEY, replications=12, risk="worst_tenth")) == 12
