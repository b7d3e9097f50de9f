"""Who may compute next: whoever has had least, and nobody for ever."""

import threading

import pytest
from waiting import waited

from orgsim.ui.shared.computing.replication_stream import GivenUp
from orgsim.ui.shared.computing.turns import Turns


def never() -> bool:
    return False


def test_first_numbers_come_before_later_ones():
    turns, order, waiting = Turns(1), [], []

    def wait(had: int) -> None:
        with turns.turn(had, never):
            order.append(had)

    with turns.turn(0, never):
        for place, had in enumerate((16, 4, 0), start=1):
            waiting.append(threading.Thread(target=wait, args=(had,)))
            waiting[-1].start()
            assert waited(lambda place=place: turns.awaited() == place)
    for thread in waiting:
        thread.join()
    assert order == [0, 4, 16]


def test_who_came_first_is_first_among_equals():
    turns, order, waiting = Turns(1), [], []

    def wait(name: str) -> None:
        with turns.turn(4, never):
            order.append(name)

    with turns.turn(0, never):
        for place, name in enumerate("abc", start=1):
            waiting.append(threading.Thread(target=wait, args=(name,)))
            waiting[-1].start()
            assert waited(lambda place=place: turns.awaited() == place)
    for thread in waiting:
        thread.join()
    assert order == ["a", "b", "c"]


def test_who_gives_up_waits_no_more_and_holds_nobody_up():
    turns = Turns(1)
    with turns.turn(0, never), pytest.raises(GivenUp), turns.turn(0, lambda: True):
        pass
    with turns.turn(8, never):
        pass


def test_a_turn_ends_with_a_mistake():
    turns = Turns(1)
    with pytest.raises(ValueError, match="x"), turns.turn(0, never):
        raise ValueError("x")
    with turns.turn(0, never):
        pass


def test_so_many_at_a_time():
    turns = Turns(2)
    with (
        turns.turn(0, never),
        turns.turn(0, never),
        pytest.raises(GivenUp),
        turns.turn(0, lambda: True),
    ):
        pass
