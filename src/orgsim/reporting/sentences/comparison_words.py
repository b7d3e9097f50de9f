"""Words for what compared scenarios do: how much smaller a gap is, what it takes, better or worse."""

from orgsim.analysis.comparison import OPEN, Difference
from orgsim.analysis.costs import Cost
from orgsim.analysis.intervals import Estimate
from orgsim.analysis.scenario_comparison import GAP, Compared
from orgsim.measures.declarations import SMALL, Measure, verdict_on
from orgsim.number_text import amount, count, rounded, two_figures


def clearly_better(each: Compared) -> bool:
    """Whether the gap is smaller than the reference's, settled."""
    difference = each.differences[GAP]
    return difference.decided and difference.mean < 0


def clearly_worse(each: Compared) -> bool:
    """Whether the gap is wider than the reference's, settled."""
    difference = each.differences[GAP]
    return difference.decided and difference.mean > 0


def too_little(change: float) -> bool:
    """Whether a change of the gap, in points, is less than what matters."""
    return verdict_on(GAP, change) == SMALL


def smaller(closed: Estimate) -> str:
    """Percent by which a gap is smaller, with its interval: `12 % smaller [9 %, 15 %]`."""
    word = "smaller" if closed.mean >= 0 else "wider"
    low, high = (closed.low, closed.high) if closed.mean >= 0 else (-closed.high, -closed.low)
    return f"{two_figures(abs(closed.mean))} % {word} [{two_figures(low)} %, {two_figures(high)} %]"


def effort(cost: Cost, currency: str) -> str:
    """What it takes, in words: `at 3 hours a week for each of 45 leaders over 144 weeks and 900 EUR`.

    Where nothing is counted, it is not said to be free: levers that are moved have no costs at all.
    """
    if not cost.leader_hours:
        money = f"{amount(cost.money)} {currency}, with no leader hours stated"
        return f"at {money}" if cost.money else "with no cost stated"
    money = f" and {amount(cost.money)} {currency}" * bool(cost.money)
    hours = f"{rounded(cost.hours_each)} hour{'' if cost.hours_each == 1 else 's'}"
    leaders = "for the one leader" if cost.leaders == 1 else f"for each of {cost.leaders:,} leaders"
    return f"at {hours} a week {leaders} over {count(cost.weeks, 'week')}{money}"


def times(best: int, replications: int) -> str:
    """`17 of 20 replications`."""
    return f"{best} of {replications} replications"


def verdict(difference: Difference, measure: str | Measure) -> str:
    """What is known of a difference: better, worse, small, differs, the same, or open."""
    if not difference.decided:
        return "the same" if difference.replications_more == 0 else OPEN
    return verdict_on(measure, difference.mean)
