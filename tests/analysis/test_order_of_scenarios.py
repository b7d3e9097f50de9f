"""Whether an order holds: against runs of the halved and doubled numbers, made one by one."""

from dataclasses import replace

import numpy as np
import pytest

from orgsim.analysis import order_of_scenarios as order
from orgsim.analysis.comparison import Difference
from orgsim.analysis.order_of_scenarios import Change, Order, Turned, order_under_changes
from orgsim.config.models import Config
from orgsim.model.parameters import PARAMETERS
from orgsim.parameter_sets import replications_of_own_sets, set_of, with_numbers, with_set
from orgsim.reporting.sentences.order_text import order_sentences, order_table
from orgsim.simulation import simulate


def config(*interventions: dict) -> Config:
    run = {"weeks": 12, "replications": 2, "start": "as_drawn", "seed": 5}
    return Config.model_validate(
        {"run": run, "organisation": {"people": 30}, "interventions": interventions}
    )


CONFIGS = {
    "nothing": config(),
    "training": config({"kind": "training_programme"}),
    "presence": config({"kind": "presence"}),
}


@pytest.fixture(scope="module")
def few():
    """Three parameters and two replications, so that it takes a moment."""
    with pytest.MonkeyPatch.context() as patch:
        names = [each for each in PARAMETERS if each.default and each.high > 2 * each.default][:3]
        patch.setattr(order, "PARAMETERS", tuple(names))
        patch.setattr(order, "REPLICATIONS", 2)
        yield [each.name for each in names]


@pytest.fixture(scope="module")
def found(few):
    heard = []
    told = []
    ranked = ["training", "presence"]
    result = order_under_changes(
        CONFIGS, "nothing", ranked, lambda *at: told.append(at), lambda: heard.append(1)
    )
    return result, told, heard


def ends(name: str, number: int, change: Change | None = None) -> float:
    """The gap at the end of one replication, with the numbers of its set, changed by hand."""
    base = CONFIGS[name]
    chosen = set_of(base, 5, number)
    point = base.run.model_copy(update={"parameter_sets": "point"})
    own = with_set(base, chosen).model_copy(update={"run": point})
    if change:
        now = change.factor * getattr(own.parameters, change.parameter)
        own = with_numbers(own, {f"parameters.{change.parameter}": now})
    results = simulate({name: own}, replications=range(number, number + 1))
    return float(results[name].measures["message_practice_gap"][-1, 0])


def most_closed(gaps: dict[str, np.ndarray]) -> str:
    """What closes most of the gap in the mean of replications."""
    return max(("training", "presence"), key=lambda name: (1 - gaps[name] / gaps["nothing"]).mean())


def test_all_changes_are_tried_or_refused_and_told(found, few):
    result, told, heard = found
    changes = len(few) * 2
    assert result.tried + len(result.refused) == changes
    assert told[0] == (0, result.tried)
    assert heard


def test_the_order_is_that_of_runs_made_one_by_one(found, few):
    result, _, _ = found
    numbers = replications_of_own_sets(2)
    plain = {name: np.array([ends(name, n) for n in numbers]) for name in CONFIGS}
    assert result.first == most_closed(plain)
    for change in (Change(few[0], 0.5), Change(few[1], 2.0)):
        changed = {name: np.array([ends(name, n, change) for n in numbers]) for name in CONFIGS}
        first = most_closed(changed)
        listed = [each for each in result.others if each.change == change]
        assert bool(listed and listed[0].first != result.first) == (first != result.first)


def test_first_is_what_closes_most_as_in_the_comparison_above_it():
    gaps = {"nothing": [1.0, 0.2], "smallest": [0.5, 0.2], "most": [0.72, 0.08]}
    ends = {name: np.array(values) for name, values in gaps.items()}
    assert ends["smallest"].mean() < ends["most"].mean()
    assert order.first_of(order.closed_shares(ends, "nothing"), ("smallest", "most")) == "most"


def test_a_number_that_leaves_its_range_is_refused():
    base = CONFIGS["nothing"]
    near = with_numbers(base, {"parameters.engagement_change": 0.6})
    assert not order.in_range(near, Change("engagement_change", 2.0))
    assert order.in_range(near, Change("engagement_change", 0.5))
    together = with_numbers(near, {"parameters.peer_contagion": 0.3})
    assert not order.in_range(together, Change("peer_contagion", 2.0))


def test_what_has_no_effect_is_not_changed():
    off = Config.model_validate(
        {"parameters": {"peer_contagion": 0.0}, "mechanisms": {"peers": False}}
    )
    names = {each.parameter for each in order.halved_and_doubled(off)}
    assert "peer_contagion" not in names
    assert "peer_weight" not in names
    assert "hours" in names


def test_work_that_nobody_wants_ends(few):
    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        order_under_changes(CONFIGS, "nothing", ["training"], lambda *_: None, stop)


def test_it_is_told_in_words():
    turned = Turned(Change("peer_weight", 2.0), "presence", None, ("training",))
    said = order_sentences(Order("presence", 62, (turned,), (Change("hours", 2.0),), 8))
    assert said[0].startswith(
        "The order holds for 61 of 62 changes: in these “presence” stays first"
    )
    assert said[1].startswith("1 change would leave the range")
    assert "hours doubled" in said[1]
    held = order_sentences(Order("presence", 62, (), (), 8))
    assert order_sentences(Order("presence", 62, (), (), 8), "presence") == held
    other = order_sentences(Order("presence", 62, (), (), 8), "training")
    assert "it is “training”" in other[0], "few replications may have another one first than all"
    assert other[1:] == held
    assert held[0] == "The order holds for all 62 changes: “presence” stays first."
    table = order_table(Order("presence", 62, (turned,), (), 8))
    assert table.texts[0][:5] == ["peer weight", "doubled", "presence", "–", "training"]
    closer = replace(turned, lead=Difference(0.0123, -0.002, 0.0266, False, 9))
    (row,) = order_table(Order("training", 62, (closer,), (), 8)).texts
    assert row[3] == "+1.2 [−0.2 to +2.7]"
