"""When does openness backfire: how much must leaders do of what they say before it pays to show it?"""

from typing import Any

from orgsim.figures.style import BLUE, GREY, INK
from orgsim.model.parameters import BY_NAME
from orgsim.study.declaration import Experiment, ablate, sweeps
from orgsim.study.figures import factor_label
from orgsim.study.findings import above, below, named, predict, report
from orgsim.study.interval_figures import draw_points
from orgsim.study.outcome_curves import Contrast
from orgsim.study.pictures import Place, figure, mechanisms, pictures
from orgsim.study.quantities import Estimated
from orgsim.study.shapes import turn_at
from orgsim.study.source_table import Table

NONE, FULL = 0.0, 1.0
CLOSED, OPEN = 0.0, 1.0
DEAF, LISTENING = 0.0, 0.8
DOUBTING, BELIEVING = 0.25, 0.55
EFFORT = factor_label("levers.leader_modelling")
EFFECT = "Effect of openness on trust (points)"
BREAK_EVEN = "Break-even effort of leaders (effort)"
TRUST = "points of trust"


listened, dark = Table("openness", TRUST), Table("dark", TRUST)


def openness(outcome: str = "trust_end", table: Table = listened, **where: float) -> Contrast:
    """What full openness changes."""
    return table.contrast(outcome, "transparency", OPEN, CLOSED, **where)


def believing(trust: float) -> Contrast:
    """The same in trust, where people who are shown nothing believe so much."""
    return openness(table=dark, trust_in_the_dark=trust)


def turn(effect: Contrast, less: Contrast | None = None) -> Estimated:
    """Effort from which openness gains, within those tried, or how much later than another effect."""
    by_effort = effect.over("leader_modelling")
    if less is None:
        return by_effort.place(turn_at, "place of the turn", "effort")
    other = less.over("leader_modelling")
    return by_effort.place(turn_at, "difference of two places", "effort", other)


@figure(3, width=4.3, height=3.7)
def draw_effects(*places: Place) -> None:
    """What full openness changes after three years, by leaders' effort. Below 0 it backfires. Means
    of paired differences with 95 % bands.
    """
    titles = {"trust_end": "Trust", "alignment_end": "Practice", "engagement_end": "Engagement"}
    labels = {0.0: "leaders who do not listen", 0.3: "who listen as usual", 0.8: "who listen"}
    for place, (outcome, title) in zip(places, titles.items(), strict=True):
        gains = {
            label: openness(outcome, feedback=level).over("leader_modelling")
            for level, label in labels.items()
        }
        layout: Any = {"place": "best" if place is places[0] else "", "zero": True}
        place.curves(title, gains, EFFECT.replace("trust", title.lower()), EFFORT, **layout)


@figure(2, width=4.8)
def draw_boundary(left: Place, right: Place) -> None:
    """Leaders who do not listen. Left: trust compared with that under closed leaders of the same
    effort, with lines of equal change. Right: the effort at which openness turns, by
    what people believe who are shown nothing; 95 % intervals.
    """
    runs, axes = left.tables["openness"].only(feedback=DEAF), right.axes
    levels, effort, trust = runs.grid("trust_end", "transparency", "leader_modelling")
    change, label = (trust - trust[:1])[1:], "Trust, change from closed (points)"
    labels, lines = (factor_label("levers.transparency"), EFFORT), (-0.02, 0.0, 0.05)
    left.map("What openness does to trust", (levels[1:], effort, change), label, *labels, lines)
    beliefs = right.tables["dark"].levels("trust_in_the_dark")
    turns = [right.evidence(turn(believing(trust))) for trust in beliefs]
    values = [each.value for each in turns]
    axes.fill_between(beliefs, values, FULL, color=BLUE, alpha=0.1, linewidth=0)
    axes.fill_between(beliefs, NONE, values, color=GREY, alpha=0.18, linewidth=0)
    draw_points(axes, beliefs, turns)
    spot: Any = {"transform": axes.transAxes, "color": INK}
    axes.text(0.06, 0.92, "openness earns trust", va="top", **spot)
    if max(values) > NONE:
        axes.text(0.96, 0.06, "openness costs trust", ha="right", **spot)
    axes.set(xlabel="Trust in the dark (points)", ylabel=BREAK_EVEN)
    axes.set(ylim=(-0.02, 1.02), title="Where it turns")


SYMMETRY = {"asymmetry of trust": {"parameters.trust_loss": BY_NAME["trust_gain"].default}}
OFF = ("visibility", "cascade", "distortion", "effort", "deeds", "turnover", "attention", SYMMETRY)
HYPOCRISY = openness(leader_modelling=NONE, feedback=DEAF)
INTEGRITY = openness(leader_modelling=FULL, feedback=DEAF)
TIRING = openness("engagement_end", leader_modelling=NONE, feedback=DEAF)
UNHEARD, HEARD = openness(feedback=DEAF), openness(feedback=LISTENING)
PRACTICE, ENGAGEMENT = (
    openness(outcome, feedback=DEAF) for outcome in ("alignment_end", "engagement_end")
)

EXPERIMENT = Experiment(
    sources=sweeps("openness", "dark"),
    predictions=named(
        open_hypocrisy_costs_trust=predict(below(-0.02), HYPOCRISY),
        open_integrity_earns=predict(above(0.05), INTEGRITY),
        open_hypocrisy_tires=predict(below(-0.01), "points of engagement", TIRING),
        practice_pays_first=predict(above(0.05), turn(UNHEARD, PRACTICE)),
        belief_in_the_dark=predict(above(0.1), turn(believing(BELIEVING), believing(DOUBTING))),
        listening_disarms=predict(above(0.1), turn(UNHEARD, HEARD)),
    ),
    numbers=named(
        turn_in_trust=report(
            "effort from which openness earns trust, where leaders do not listen", turn(UNHEARD)
        ),
        turn_in_trust_listening=report("the same where leaders listen", turn(HEARD)),
        turn_in_practice=report(
            "effort from which openness brings practice closer, where leaders do not listen",
            turn(PRACTICE),
        ),
        turn_in_engagement=report(
            "effort from which openness engages, where leaders do not listen", turn(ENGAGEMENT)
        ),
    ),
    ablations=named(
        costs_through=ablate(
            "What full openness does to trust where leaders make no effort and do not listen.",
            HYPOCRISY,
            OFF,
        ),
        earns_through=ablate(
            "What full openness does to trust where leaders make every effort and do not listen.",
            INTEGRITY,
            OFF,
        ),
    ),
    pictures=pictures(
        draw_effects,
        draw_boundary,
        mechanisms=mechanisms(
            "What full openness does to trust",
            costs_through=("Leaders who make no effort", EFFECT),
            earns_through=("Leaders who make every effort", EFFECT),
        ),
    ),
)
