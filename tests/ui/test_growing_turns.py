"""Whose replications come next: first numbers of all before more for any; the latest move only."""

import threading

import pytest
from waiting import waited

from orgsim.ui.shared.computing import growing_turns
from orgsim.ui.shared.computing.growing_turns import grow_in_turns
from orgsim.ui.shared.computing.replication_stream import GivenUp, Growing
from orgsim.ui.shared.computing.turns import Turns

STEPS = (4, 8, 16)


def never() -> bool:
    return False


@pytest.fixture
def computed(monkeypatch) -> list[tuple[str, int]]:
    """Who computed which replications, in order; configs are only the name of the visitor."""
    order: list[tuple[str, int]] = []

    def grow(configs, stopped):
        for replications in STEPS:
            if stopped():
                raise GivenUp
            order.append((next(iter(configs)), replications))
            yield Growing({}, replications, STEPS[-1])

    monkeypatch.setattr(growing_turns, "grow", grow)
    return order


def visitors(
    turns: Turns, names: str, told: list[tuple[str, int]], before: int = 0
) -> list[threading.Thread]:
    """Visitors who wait for a turn, in this order, behind so many others."""
    there = []
    for place, name in enumerate(names, start=before + 1):

        def tell(growing: Growing, name: str = name) -> None:
            told.append((name, growing.replications))

        there.append(
            threading.Thread(target=grow_in_turns, args=({name: None}, never, tell, turns))
        )
        there[-1].start()
        assert waited(lambda place=place: turns.awaited() == place)
    return there


def test_all_visitors_have_first_numbers_before_anybody_has_more(computed):
    turns, told = Turns(1), []
    with turns.turn(0, never):
        there = visitors(turns, "abc", told)
    for one in there:
        one.join()
    assert computed[:3] == told[:3] == [("a", 4), ("b", 4), ("c", 4)]
    assert sorted(computed) == [(name, step) for name in "abc" for step in STEPS]
    assert {("a", 16), ("b", 16), ("c", 16)} <= set(told)


def test_who_moved_again_computes_nothing_more(computed):
    moved = threading.Event()

    def tell(growing: Growing) -> None:
        moved.set()

    with pytest.raises(GivenUp):
        grow_in_turns({"a": None}, moved.is_set, tell, Turns(1))
    assert computed == [("a", 4)]


def test_a_new_move_comes_before_what_others_still_lack(computed):
    turns, told = Turns(1), []

    def wait() -> None:
        with turns.turn(4, never):
            told.append(("old", 8))

    with turns.turn(0, never):
        old = threading.Thread(target=wait)
        old.start()
        assert waited(turns.awaited)
        (new,) = visitors(turns, "n", told, before=1)
    old.join()
    new.join()
    assert told[0] == ("n", 4)


def test_numbers_between_are_drawn_only_where_nobody_waits(computed, monkeypatch):
    monkeypatch.setattr(growing_turns, "SECONDS_BETWEEN_NUMBERS", -1.0)
    turns, alone, beside = Turns(1), [], []
    grow_in_turns({"a": None}, never, lambda growing: alone.append(growing.replications), turns)
    assert alone == [4, 8, 16]
    monkeypatch.setattr(turns, "awaited", lambda: True)
    grow_in_turns({"a": None}, never, lambda growing: beside.append(growing.replications), turns)
    assert beside == [4, 16]


def test_a_turn_is_held_while_the_numbers_are_drawn(computed):
    turns, free = Turns(1), []
    grow_in_turns({"a": None}, never, lambda _: free.append(turns._free), turns)
    assert set(free) == {0}
