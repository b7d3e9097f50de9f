"""Experiments: a question, predictions written before the run, and what the run says of them.

An experiment is a folder NN_name of `experiments/` with a README, sweep files or configs, and an
experiment.py that names this module's parts; experiments/README.md says how to write one.
"""

from orgsim.study.declaration import (
    Ablation,
    Calculation,
    Experiment,
    Picture,
    ScenarioFile,
    Setting,
    Skipped,
    SweepFile,
)
from orgsim.study.evidence import Evidence, exactly, function_of_means, mean_of, share_of
from orgsim.study.findings import Number, Prediction, above, below, within

__all__ = [
    "Ablation",
    "Calculation",
    "Evidence",
    "Experiment",
    "Number",
    "Picture",
    "Prediction",
    "ScenarioFile",
    "Setting",
    "Skipped",
    "SweepFile",
    "above",
    "below",
    "exactly",
    "function_of_means",
    "mean_of",
    "share_of",
    "within",
]
