"""An experiment that takes a moment, with a prediction that holds and one that cannot."""

import textwrap
from pathlib import Path

from plain_runs import PLAIN_TOML

SWEEP = f"""\
replications = 6

[base.organisation]
people = 40

[base.run]
weeks = 12
{PLAIN_TOML}
[vary]
"levers.training" = [0.0, 0.1, 0.2]

[small]
set.organisation.people = 40
set.run.weeks = 12
vary."levers.training" = [0.0, 0.2]
"""

EXPERIMENT = '''\
"""Training lifts practice."""

from orgsim.study.declaration import Ablation, Experiment, sweeps
from orgsim.study.pictures import pictures
from orgsim.study.evidence import mean_of
from orgsim.study.findings import Number, Prediction, above, below
from orgsim.study.figures import draw_curves, factor_label, outcome_label, panels


def gain(runs):
    return runs.at("practice_end", training=0.2) - runs.at("practice_end", training=0.0)


def draw_practice(tables, findings):
    """Practice after a quarter,
    by training."""
    figure, axes = panels()
    levels, values = tables["training"].curve("practice_end", "training")
    draw_curves(axes, levels, {"": values}, factor_label("levers.training"),
                outcome_label("practice_end"))
    return figure


EXPERIMENT = Experiment(
    sources=sweeps("training"),
    predictions=(
        Prediction("it_lifts", "points",
                   lambda tables: mean_of(gain(tables["training"])), above(0.0)),
        Prediction("it_harms", "points",
                   lambda tables: mean_of(gain(tables["training"])), below(0.0)),
    ),
    numbers=(Number("at_the_end", "practice with training", "points",
                    lambda tables: mean_of(tables["training"].at("practice_end", training=0.2))),),
    ablations=(Ablation("through", "What training adds.", "points", "training", gain,
                        off={"forgetting": {"mechanisms.forgetting": False},
                             "training, by levers": {"levers.training": 0.0}},
                        keep={"levers.training": (0.0, 0.2)}),),
    pictures=pictures(draw_practice),
)
'''

README = """\
# Training

## Question

Does training lift practice?

## Prediction

- Training **lifts**
  practice. <!-- p:it_lifts --> People learn.
- Not everybody thinks so.
- Training harms practice. <!-- p:it_harms -->

## Design

Three levels of it.

## Result

<!-- result:begin -->
<!-- result:end -->

## What it means for a leader

It adds <!-- n:it_lifts -->nothing<!-- /n --> points: <!-- v:it_lifts -->not run yet<!-- /v -->.

## Caveats

None.
"""


def write_experiment(folder: Path, name: str = "01_training", **files: str) -> Path:
    """An experiment's folder; files by their stem instead of, or beside, the usual ones."""
    path = folder / name
    path.mkdir(parents=True)
    for stem, ending, usual in (
        ("README", "md", README),
        ("experiment", "py", EXPERIMENT),
        ("training", "toml", SWEEP),
    ):
        text = textwrap.dedent(files.get(stem, usual))
        (path / f"{stem}.{ending}").write_text(text, encoding="utf-8")
    return path
