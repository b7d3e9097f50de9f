"""Commands of an installed package: what each is called with, how it ends, and what it must say."""

from typing import NamedTuple

FIRST_FIGURE = "results/baseline/report.png"


class Call(NamedTuple):
    """A command with its exit code, something that it says, and a file that it leaves.

    json  whether all that it prints is one JSON value
    """

    arguments: str
    says: str = ""
    leaves: str = ""
    code: int = 0
    json: bool = False


FIRST = Call("run baseline", leaves=FIRST_FIGURE)
"""The first simulation of an environment, which compiles the engine."""

PLAIN = (
    Call("--version", "orgsim "),
    Call("configs", "two_thousand_hours"),
    Call("run baseline --no-figure", "written to results/baseline/"),
    Call("compare retail", leaves="results/retail-compare/report.png"),
    Call("organisation imported", leaves="results/imported-organisation/organisation.png"),
    Call("organisation --template waves", "answer"),
    Call("sweep first", leaves="results/first/runs.parquet"),
    Call("analyse results/first", leaves="results/first/analysis/report.html"),
    Call(
        "plan two_thousand_hours --replications 10 --weeks 28 --hours 400 --money 10000",
        leaves="results/two_thousand_hours-plan/plan.toml",
    ),
    Call("validate --replications 2 --json", json=True),
    Call("reproduce --small", "leader_modelling"),
    Call("reproduce 01 --small", leaves="build/experiments/small/01_leader_modelling/results.json"),
)
"""What a plain installation does."""

COPY = Call("configs clinics --copy", leaves="clinics/waves.csv")
FIT = "fit clinics.toml --survey clinics/waves.csv --out own --members 50"

HINTS = {
    "ui": ("ui --no-browser", "replay nowhere 0/0 --ui"),
    "fit": (FIT,),
    "sensitivity": ("sweep what_matters",),
    "dask": ("sweep first --cluster tcp://127.0.0.1:1",),
    "slides": ("compare retail --slides",),
}
"""By extra, commands that a plain installation answers with one line; `frames` and `mesa` have none."""

WITH_EXTRAS = (
    Call("sweep what_matters --dry-run"),
    Call(FIT, leaves="own/fitted.toml"),
    Call("forecast own", leaves="results/own-forecast/manifest.json"),
    Call(
        "compare clinics.toml --slides --replications 4",
        leaves="results/clinics-compare/slides.pptx",
    ),
)
"""What takes extras; `ui` is visited besides."""


def hint(extra: str, arguments: str) -> Call:
    """A command without its extra: a line that says what to install, and the user's exit code."""
    return Call(arguments, f'pip install "orgsim[{extra}]"', code=2)
