"""When does openness backfire: how much must leaders do of what they say before it pays to show it?"""

from collections.abc import Mapping
from dataclasses import replace

from matplotlib.figure import Figure

from orgsim.figures.style import BLUE, GREY, INK
from orgsim.model.parameters import BY_NAME
from orgsim.study.declaration import Ablation, Change, Experiment, pictures, small, sweeps, without
from orgsim.study.evidence import Estimate, mean_in, place_in
from orgsim.study.figures import draw_curves, draw_map, factor_label, panels
from orgsim.study.findings import above, below, named, predict, report
from orgsim.study.interval_figures import draw_points, mechanisms
from orgsim.study.quantities import Contrast
from orgsim.study.shapes import turn_at
from orgsim.study.tables import Tables

NONE, FULL = 0.0, 1.0
CLOSED, OPEN = 0.0, 1.0
DEAF, LISTENING = 0.0, 0.8
DOUBTING, BELIEVING = 0.25, 0.55
EFFORT = factor_label("levers.leader_modelling")
EFFECT = "Effect of openness on trust (points)"
BREAK_EVEN = "Break-even effort of leaders (effort)"
TRUST = "points of trust"


def openness(outcome: str = "trust_end", **where: float) -> Contrast:
    """What full openness changes."""
    return Contrast(outcome, "transparency", OPEN, CLOSED, where)


HYPOCRISY = openness(leader_modelling=NONE, feedback=DEAF)
INTEGRITY = openness(leader_modelling=FULL, feedback=DEAF)
TIRING = replace(HYPOCRISY, outcome="engagement_end")


def turn(source: str, effect: Contrast, less: Contrast | None = None) -> Estimate:
    """Effort from which openness gains, within those tried, or how much later than another effect."""
    by_effort = effect.over("leader_modelling")
    if less is None:
        return place_in(source, turn_at, by_effort, "place of the turn")
    other = less.over("leader_modelling")
    return place_in(source, turn_at, by_effort, "difference of two places", other)


def draw_effects(tables: Tables, findings) -> Figure:
    """What full openness changes after three years, by leaders' effort. Below 0 it backfires. Means
    of paired differences with 95 % bands.
    """
    runs = tables["openness"]
    figure, axes = panels(3, width=4.3, height=3.7)
    titles = {"trust_end": "Trust", "alignment_end": "Practice", "engagement_end": "Engagement"}
    labels = {0.0: "leaders who do not listen", 0.3: "who listen as usual", 0.8: "who listen"}
    for part, (outcome, title) in zip(axes, titles.items(), strict=True):
        curves = {
            labels.get(level, f"feedback {level:g}"): openness(outcome, feedback=level)
            for level in runs.levels("feedback")
        }
        gains = {name: effect.over("leader_modelling")(runs)[1] for name, effect in curves.items()}
        effort, label = runs.levels("leader_modelling"), EFFECT.replace("trust", title.lower())
        place = "best" if part is axes[0] else ""
        draw_curves(part, effort, gains, EFFORT, label, place=place, zero=True, title=title)
    return figure


def draw_boundary(tables: Tables, findings) -> Figure:
    """Leaders who do not listen. Left: trust compared with that under closed leaders of the same
    effort, with the line where it does not change. Right: the effort at which openness turns, by
    what people believe who are shown nothing; 95 % intervals.
    """
    figure, (left, right) = panels(2, width=4.8, height=3.8)
    runs = tables["openness"].only(feedback=DEAF)
    levels, effort, trust = runs.grid("trust_end", "transparency", "leader_modelling")
    draw_map(
        left,
        effort,
        levels[1:],
        (trust - trust[:1])[1:],
        "Trust, change from closed (points)",
        contours=(-0.02, 0.0, 0.05),
        xlabel=EFFORT,
        ylabel=factor_label("levers.transparency"),
        title="What openness does to trust",
    )
    beliefs = tables["dark"].levels("trust_in_the_dark")
    turns = [turn("dark", openness(trust_in_the_dark=belief))(tables) for belief in beliefs]
    values = [each.value for each in turns]
    right.fill_between(beliefs, values, FULL, color=BLUE, alpha=0.1, linewidth=0)
    right.fill_between(beliefs, NONE, values, color=GREY, alpha=0.18, linewidth=0)
    draw_points(right, beliefs, turns)
    spot = {"transform": right.transAxes, "color": INK}
    right.text(0.04, 0.92, "openness earns trust", va="top", **spot)
    right.text(0.96, 0.06, "openness costs trust", ha="right", **spot)
    right.set(xlabel="Trust in the dark (points)", ylabel=BREAK_EVEN)
    right.set(ylim=(-0.02, 1.02), title="Where it turns")
    return figure


OFF: Mapping[str, Change] = {
    **without("visibility", "cascade", "distortion", "effort", "deeds", "turnover", "attention"),
    "asymmetry of trust": {"parameters.trust_loss": BY_NAME["trust_gain"].default},
}
UNHEARD, HEARD = openness(feedback=DEAF), openness(feedback=LISTENING)
PRACTICE = replace(UNHEARD, outcome="alignment_end")
ENGAGEMENT = replace(UNHEARD, outcome="engagement_end")
BELIEVED, DOUBTED = (openness(trust_in_the_dark=belief) for belief in (BELIEVING, DOUBTING))
EFFORTS = {"levers.leader_modelling": [NONE, 0.5, FULL]}

EXPERIMENT = Experiment(
    sources=sweeps(
        openness=small({"levers.transparency": [CLOSED, 0.4, OPEN], **EFFORTS}, replications=4),
        dark=small(
            {**EFFORTS, "parameters.trust_in_the_dark": [DOUBTING, BELIEVING]}, replications=4
        ),
    ),
    predictions=named(
        open_hypocrisy_costs_trust=predict(below(-0.02), TRUST, mean_in("openness", HYPOCRISY)),
        open_integrity_earns=predict(above(0.05), TRUST, mean_in("openness", INTEGRITY)),
        open_hypocrisy_tires=predict(
            below(-0.01), "points of engagement", mean_in("openness", TIRING)
        ),
        practice_pays_first=predict(above(0.05), "effort", turn("openness", UNHEARD, PRACTICE)),
        belief_in_the_dark=predict(above(0.1), "effort", turn("dark", BELIEVED, DOUBTED)),
        listening_disarms=predict(above(0.1), "effort", turn("openness", UNHEARD, HEARD)),
    ),
    numbers=named(
        turn_in_trust=report(
            "effort from which openness earns trust, where leaders do not listen",
            "effort",
            turn("openness", UNHEARD),
        ),
        turn_in_trust_listening=report(
            "the same where leaders listen", "effort", turn("openness", HEARD)
        ),
        turn_in_practice=report(
            "effort from which openness brings practice closer, where leaders do not listen",
            "effort",
            turn("openness", PRACTICE),
        ),
        turn_in_engagement=report(
            "effort from which openness engages, where leaders do not listen",
            "effort",
            turn("openness", ENGAGEMENT),
        ),
    ),
    ablations=(
        Ablation(
            "costs_through",
            "What full openness does to trust where leaders make no effort and do not listen.",
            TRUST,
            "openness",
            HYPOCRISY,
            off=OFF,
        ),
        Ablation(
            "earns_through",
            "What full openness does to trust where leaders make every effort and do not listen.",
            TRUST,
            "openness",
            INTEGRITY,
            off=OFF,
        ),
    ),
    pictures=pictures(
        draw_effects,
        draw_boundary,
        mechanisms(
            "What full openness does to trust in the whole model (dotted) and with one mechanism"
            " off. Means with 95 % intervals.",
            costs_through=("Leaders who make no effort", EFFECT),
            earns_through=("Leaders who make every effort", EFFECT),
        ),
    ),
)
