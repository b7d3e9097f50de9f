"""What scenarios cost and save relative to the reference, a row each."""

from collections.abc import Mapping

from orgsim.number_text import amount, count
from orgsim.reporting.money_summary import Money
from orgsim.reporting.neutral_table import Column, Marked, Table, Tone, numbers
from orgsim.reporting.sentences.money_text import interval_words, payback_words


def money_table(money: Money) -> Table:
    """A row a scenario: leavers avoided, what that saves, what programmes cost, what is left."""
    currency = money["costs"]["currency"]
    columns = (
        Column("scenario"),
        numbers("leavers avoided", 1, sign=True),
        _money("saved", currency),
        _money("hours cost", currency),
        _money("other costs", currency),
        _money("net benefit", currency, sign=True),
        Column("95 % interval", "number", written=interval_words),
        Column("pays back", "note"),
    )
    rows = tuple(
        (
            name,
            each["leavers_avoided"]["mean"],
            each["saved"]["mean"],
            each["hours_cost"],
            each["spent"],
            Marked(each["net"]["mean"], _tone(each["net"])),
            each["net"],
            payback_words(name, money),
        )
        for name, each in money["scenarios"].items()
    )
    weeks = count(money["weeks"], "week")
    title = f"Money over {weeks} compared with {money['reference']}, in {currency}"
    return Table(columns, rows, title)


def _money(heading: str, currency: str, sign: bool = False) -> Column:
    return Column(heading, "number", currency, written=lambda value: amount(value, sign))


def _tone(net: Mapping[str, float | None]) -> Tone:
    low, high = net["ci_low"], net["ci_high"]
    if low is None or high is None or not (low > 0 or high < 0):
        return ""
    return "better" if low > 0 else "worse"
