"""Work beside a page: progress, mistakes as lines, and an end when nobody wants it."""

import threading

import pytest
import solara

from orgsim.errors import UserError
from orgsim.ui.evidence.evidence_panel import validated
from orgsim.ui.experiments import experiments_page
from orgsim.ui.experiments.experiment_run import entry_of, listed, try_small, verdicts_of
from orgsim.ui.model import model_page
from orgsim.ui.shared.computing.background import Begun, Teller, Work, attempted
from orgsim.ui.shared.computing.replication_stream import GivenUp


def done(work, stopped=None):
    shown = []
    return attempted(work, stopped or threading.Event(), shown.append), shown


def test_progress_is_told():
    def work(teller):
        teller.begin(4)
        teller.doing("half")
        teller.advance(2)
        teller.doing("the rest")
        return "result"

    found, shown = done(work)
    assert found == Work(result="result")
    assert [(each.share, each.doing) for each in shown][-1] == (0.5, "the rest")


def test_what_nobody_wants_is_given_up():
    stopped = threading.Event()

    def work(teller):
        stopped.set()
        teller.advance(1)

    assert done(work, stopped)[0] == Work()


def test_what_was_stopped_while_it_told_something_shows_nothing():
    begun = Begun()
    begun.told = Work(running=True, doing="half")
    assert begun.state.doing == "half"
    begun.stopped.set()
    begun.told = Work(running=True, doing="more")  # as a thread does that asked a moment before
    assert begun.state == Work()


@pytest.mark.parametrize(
    ("error", "said"),
    [(UserError("say it so"), "say it so"), (MemoryError(), "memory"), (KeyError("x"), "KeyError")],
)
def test_mistakes_become_a_line(error, said):
    def work(_):
        raise error

    assert said in done(work)[0].problem


def test_experiments_are_listed_with_their_verdicts(tmp_path):
    there = listed()
    assert there
    assert all(each.question and "<!--" not in each.question for each in there)
    assert verdicts_of(tmp_path) == ()
    (tmp_path / "results.json").write_text('{"predictions": 3}')
    assert verdicts_of(tmp_path) == ()


def test_an_experiment_is_given_up_between_its_runs():
    stopped = threading.Event()
    teller = Teller(stopped, lambda share, what: stopped.set() if share > 0 else None)
    with pytest.raises(GivenUp):
        try_small(entry_of("goals"), teller)


@pytest.mark.slow
def test_an_experiment_runs_small():
    html = try_small(entry_of("goals"), Teller(threading.Event(), lambda *_: None))
    assert "at the small size, which says nothing" in html
    assert html.count("data:image/png") == 3


@pytest.mark.slow
def test_a_validation_of_the_defaults():
    found = validated(2, Teller(threading.Event(), lambda *_: None))
    assert len(found["facts"]) == 18
    assert found["trials"] == []


@pytest.mark.parametrize("page", [experiments_page, model_page])
def test_pages_are_drawn(page):
    box, context = solara.render(page.Page(), handle_error=False)
    assert box.children
    context.close()
