"""Whether an order holds where parameters are halved or doubled, in words and as a table."""

from orgsim.analysis.comparison import Difference
from orgsim.analysis.order_of_scenarios import Change, Order, Turned
from orgsim.model.parameters import BY_NAME
from orgsim.number_text import count, fixed, span
from orgsim.reporting.neutral_table import Column, Table

WORDS = {0.5: "halved", 2.0: "doubled"}


def order_sentences(order: Order, advised: str = "") -> list[str]:
    """What came of it, the most important first.

    advised  what all replications say is first, where these few may say another thing
    """
    held = order.tried - len(order.others)
    said = [
        f"The order holds for {held} of {order.tried} changes: in these “{order.first}” stays first, and"
        " whatever is better or worse than the reference remains so."
    ]
    if not order.others:
        said = [f"The order holds for all {order.tried} changes: “{order.first}” stays first."]
    if advised not in ("", order.first):
        said.insert(
            0,
            f"In the {order.replications} replications simulated here “{order.first}” is first without"
            f" any change, but over all those compared above it is “{advised}”: the question below is"
            f" whether “{order.first}” stays first.",
        )
    if order.refused:
        names = ", ".join(f"{_parameter(each)} {WORDS[each.factor]}" for each in order.refused)
        said.append(
            f"{count(len(order.refused), 'change')} would leave the range that the number can have, and"
            f" cannot be tried: {names}."
        )
    said.append(
        f"In {order.replications} replications, each with its own parameter set where there are sets,"
        " one number at a time; which scenario is first is decided, as above, by the mean part of the"
        " gap that it closes, so that where two are close, chance may decide."
    )
    return said


def order_table(order: Order) -> Table:
    """The changes after which the order is another one."""
    columns = (
        Column("Parameter"),
        Column("Change"),
        Column("First then"),
        Column(f"Closes more than “{order.first}” [% of the gap]", "number"),
        Column("On the other side of the reference"),
        Column("What the parameter is"),
    )
    return Table(columns, tuple(_row(each) for each in order.others))


def _row(each: Turned) -> tuple[str | None, ...]:
    return (
        _parameter(each.change),
        WORDS[each.change.factor],
        each.first,
        None if each.lead is None else _lead(each.lead),
        ", ".join(each.turned) or None,
        BY_NAME[each.change.parameter].meaning,
    )


def _lead(lead: Difference) -> str:
    mean, low, high = (100 * value for value in (lead.mean, lead.low, lead.high))
    return f"{fixed(mean, 1, sign=True)} [{span(low, high, 1, sign=True)}]"


def _parameter(change: Change) -> str:
    return change.parameter.replace("_", " ")
