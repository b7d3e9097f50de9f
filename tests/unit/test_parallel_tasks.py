"""Tasks in several threads: results in order, progress passed on by the thread that asked."""

import threading

import pytest

from orgsim.parallel.parallel_tasks import Listener, in_threads


def silent(_):
    pass


def task(number):
    def done(listener):
        listener.doing(f"task {number}")
        for _ in range(10):
            listener.progress(number)
        return number, threading.get_ident()

    return done


def test_results_come_in_the_order_of_the_tasks():
    heard, said, where = [], [], set()

    def progress(more):
        heard.append(more)
        where.add(threading.get_ident())

    found = list(in_threads(map(task, range(20)), 3, Listener(progress, said.append)))
    assert [number for number, _ in found] == list(range(20))
    assert sum(heard) == 10 * sum(range(20))
    assert where == {threading.get_ident()}
    assert threading.get_ident() not in {thread for _, thread in found}
    assert set(said) <= {f"task {number}" for number in range(20)}
    assert said


def test_tasks_are_done_at_the_same_time():
    """Each of two tasks waits for the other, which it could do for ever one after the other."""
    both = threading.Barrier(2, timeout=60)
    assert set(in_threads([lambda _: both.wait()] * 2, 2, Listener(silent, silent))) == {0, 1}


def endless(listener):
    while True:
        listener.progress(1)


def test_what_a_task_raises_is_raised_and_ends_the_others():
    def failing(_):
        raise ValueError("of the task")

    with pytest.raises(ValueError, match="of the task"):
        list(in_threads([failing, endless, endless], 2, Listener(silent, silent)))


def test_whoever_listens_ends_all_of_them():
    def enough(_):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        list(in_threads([endless] * 5, 2, Listener(enough, silent)))


def test_no_more_is_handed_out_than_is_taken_back():
    begun = []
    found = in_threads((lambda _: begun.append(1) for _ in range(50)), 2, Listener(silent, silent))
    next(found)
    assert len(begun) <= 5
    assert len([None, *found]) == len(begun) == 50
