"""The model in Mesa's own viewer, week by week: solara run examples/mesa_viewer.py

For those who know Mesa; `orgsim ui` is for everybody. It works on Mesa 3.3 and 3.5, and needs what
Mesa's viewer needs: pip install altair
"""

import numpy as np
import solara
from matplotlib.figure import Figure
from mesa.visualization import SolaraViz, make_plot_component
from mesa.visualization.utils import update_counter

import orgsim
from orgsim.figures.style import BLUE, GREY, ORANGE

BEFORE = {
    "before.levers.leader_modelling": 0.25,
    "before.levers.time_constraint": 0.65,
    "before.levers.transparency": 0.5,
    "before.levers.training": 0.0,
}
"""Under these the organisation comes to rest; from week 1 on it has what the sliders say."""


class Viewed(orgsim.OrgModel):
    """The model with the numbers that can be moved as arguments of their own, which the viewer needs."""

    def __init__(
        self,
        seed: int = 1,
        people: int = 120,
        leader_modelling: float = 0.25,
        time_constraint: float = 0.65,
        transparency: float = 0.5,
        training: float = 0.0,
    ):
        super().__init__(
            seed=seed,
            people=people,
            leader_modelling=leader_modelling,
            time_constraint=time_constraint,
            transparency=transparency,
            training=training,
            **BEFORE,
        )


def slider(label: str, value: float, low: float, high: float, step: float) -> dict:
    """A slider of a number, as SolaraViz takes it."""
    kind = "SliderInt" if isinstance(step, int) else "SliderFloat"
    return {"type": kind, "label": label, "value": value, "min": low, "max": high, "step": step}


PARAMETERS = {
    "seed": slider("Seed", 1, 0, 1000, 1),
    "people": slider("People", 120, 20, 1000, 20),
    "leader_modelling": slider("Leaders' effort to do what they say", 0.25, 0.0, 1.0, 0.05),
    "time_constraint": slider("Leaders' time not for people (share)", 0.65, 0.0, 1.0, 0.05),
    "transparency": slider("Leaders' openness (share)", 0.5, 0.0, 1.0, 0.05),
    "training": slider("Training (rate a week)", 0.0, 0.0, 0.2, 0.01),
}
"""What can be moved; after that, Reset makes a new organisation."""


@solara.component
def Levels(model):  # noqa: N802
    """What people say, what they do, and how that differs by level."""
    update_counter.get()
    figure = Figure(figsize=(5, 3.4), layout="constrained")
    axes = figure.subplots()
    level = model.organisation.level
    people = np.bincount(level)
    for name, colour in (("message", ORANGE), ("practice", BLUE)):
        mean = np.bincount(level, model.state(name).mean(axis=-1)) / people
        axes.plot(np.arange(len(people)), mean, marker="o", color=colour, label=name)
    stated = np.mean([theme.stated for theme in model.config.themes])
    axes.axhline(stated, color=GREY, linestyle="--", label="stated")
    axes.set(
        ylim=(0, 1),
        xlabel="level (0: top)",
        ylabel="mean of the themes (points)",
        xticks=range(len(people)),
        title=f"Week {model.week} of {model.weeks}",
    )
    axes.legend(frameon=False, loc="lower left")
    solara.FigureMatplotlib(figure)


PLOTS = [
    Levels,
    make_plot_component({"message_practice_gap": BLUE, "say_do_gap": ORANGE}),
    make_plot_component({"trust": BLUE, "engagement": ORANGE}),
]
"""What is drawn; there is no console, in which a visitor could run anything."""


@solara.component
def Page():  # noqa: N802
    """A model of one's own for each visitor."""
    model = solara.use_memo(Viewed, [])
    SolaraViz(
        model,
        components=PLOTS,
        model_params=PARAMETERS,
        name="orgsim, week by week",
        play_interval=200,
    )
