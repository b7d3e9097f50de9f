"""Memory goes back when visitors go, and what was kept when the last one has gone."""

import gc
import sys
import weakref

import numpy as np
from waiting import waited

from orgsim.engine import rest
from orgsim.engine.rest import Rested
from orgsim.ui.shared.computing.c_memory import give_freed_back, keep_few_arenas
from orgsim.ui.shared.computing.visitors import Visitors, give_back


def test_it_is_told_whether_anybody_is_left():
    told: list[bool] = []
    visitors = Visitors(told.append, 0.01)
    leave = [visitors.comes() for _ in range(2)]
    leave[0]()
    assert waited(lambda: told == [True])
    leave[1]()
    assert waited(lambda: told == [True, False])


def test_those_who_leave_together_are_told_once():
    told: list[bool] = []
    visitors = Visitors(told.append, 0.2)
    for leave in [visitors.comes() for _ in range(20)]:
        leave()
    assert waited(lambda: told == [False])


def test_a_page_that_is_loaded_anew_is_somebody():
    told: list[bool] = []
    visitors = Visitors(told.append, 0.05)
    visitors.comes()()
    visitors.comes()
    assert waited(lambda: told == [True])


def test_results_are_kept_as_long_as_anybody_is_there():
    rest.KEPT.put(b"of a test", Rested({"trust": np.zeros(3)}, 1, True))
    give_back(True)
    assert rest.KEPT.get(b"of a test") is not None
    give_back(False)
    assert rest.KEPT.get(b"of a test") is None


def test_memory_is_kept_and_given_back_the_same_with_any_c_library(monkeypatch):
    keep_few_arenas()
    give_freed_back()
    monkeypatch.setattr(sys, "platform", "another")
    keep_few_arenas()
    give_freed_back()


def test_circles_are_given_up():
    class Page:
        def __init__(self) -> None:
            self.itself = self

    gc.disable()
    try:
        gone = weakref.ref(Page())
        give_back(True)
        assert gone() is None
    finally:
        gc.enable()
