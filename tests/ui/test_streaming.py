"""A generator in the background: what it yields is shown, mistakes are told, and it can be stopped."""

import threading
import time

import pytest
import solara
from patience import PATIENCE
from waiting import waited

from orgsim.errors import UserError
from orgsim.ui.shared.computing import streaming
from orgsim.ui.shared.computing.replication_stream import GivenUp
from orgsim.ui.shared.computing.streaming import use_stream


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(streaming, "SETTLED_SECONDS", 0.0)


def rendered(make):
    seen = []

    @solara.component
    def Page():  # noqa: N802
        stream, cancel = use_stream(make, [1])
        seen.append((stream, cancel))
        solara.Text(str(stream.latest))

    _, context = solara.render(Page(), handle_error=False)
    return seen, context


def test_items_are_shown_until_there_are_no_more():
    seen, context = rendered(lambda stopped: iter([1, 2, 3]))
    assert waited(lambda: seen[-1][0].latest == 3 and not seen[-1][0].running)
    context.close()


def test_a_mistake_is_told():
    def make(stopped):
        yield 1
        raise UserError("people = 0 is out of range")

    seen, context = rendered(make)
    assert waited(lambda: seen[-1][0].problem == "people = 0 is out of range")
    assert not seen[-1][0].running
    context.close()


def test_leaving_the_page_ends_the_work():
    ended = threading.Event()

    def make(stopped):
        try:
            while True:
                if stopped():
                    raise GivenUp
                time.sleep(0.01)
                yield 1
        finally:
            ended.set()

    seen, context = rendered(make)
    assert waited(lambda: seen[-1][0].latest == 1)
    context.close()
    assert ended.wait(PATIENCE)


def test_what_was_there_stays_when_it_is_stopped():
    def make(stopped):
        for number in range(10_000):
            if stopped():
                raise GivenUp
            time.sleep(0.01)
            yield number

    seen, context = rendered(make)
    assert waited(lambda: (seen[-1][0].latest or 0) > 2)
    seen[-1][1]()
    assert waited(lambda: not seen[-1][0].running)
    assert seen[-1][0].latest > 2
    context.close()
