"""Findings: predictions judged, numbers estimated and effects ablated, from the sources' tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from orgsim.experiments.criteria import Judgement, judge
from orgsim.experiments.declare import Ablation, Experiment, Number, Prediction
from orgsim.experiments.evidence import Evidence, function_of_means, mean_of
from orgsim.experiments.tables import Runs, Tables


class Found(NamedTuple):
    """A number of an experiment and what it came to."""

    of: Number
    evidence: Evidence


class Judged(NamedTuple):
    """A prediction, what it came to, and the verdict."""

    of: Prediction
    evidence: Evidence
    judgement: Judgement


class Left(NamedTuple):
    """What a variant leaves of an effect; the share of it only where there is an effect to share."""

    variant: str
    effect: Evidence
    share: Evidence | None


@dataclass(frozen=True)
class Findings:
    """All that an experiment came to, as far as it is numbers."""

    predictions: Sequence[Judged]
    numbers: Sequence[Found]
    ablations: Mapping[str, Sequence[Left]]

    def evidence(self) -> dict[str, tuple[str, Evidence]]:
        """Unit and evidence of every prediction and number, by name."""
        everything: list[Judged | Found] = [*self.predictions, *self.numbers]
        return {each.of.name: (each.of.unit, each.evidence) for each in everything}

    def with_verdict(self, verdict: str) -> list[Judged]:
        """The predictions with this verdict."""
        return [each for each in self.predictions if each.judgement.verdict == verdict]


def find(
    experiment: Experiment, tables: Tables, ablated: Mapping[str, Mapping[str, Runs]]
) -> Findings:
    """Judge all predictions together, and estimate what else is asked for.

    ablated  the runs of each ablation by variant
    """
    evidence = [prediction.estimate(tables) for prediction in experiment.predictions]
    criteria = [prediction.expects for prediction in experiment.predictions]
    judgements = judge(list(zip(criteria, evidence, strict=True)))
    return Findings(
        [Judged(*each) for each in zip(experiment.predictions, evidence, judgements, strict=True)],
        [Found(number, number.estimate(tables)) for number in experiment.numbers],
        {each.name: _left(each, ablated[each.name]) for each in experiment.ablations},
    )


def _left(ablation: Ablation, variants: Mapping[str, Runs]) -> list[Left]:
    effects = {name: ablation.effect(runs) for name, runs in variants.items()}
    intact = effects["nothing"]
    whole = mean_of(intact)
    there = whole.low > 0 or whole.high < 0
    return [
        Left(name, mean_of(effect), _share(effect, intact) if there else None)
        for name, effect in effects.items()
    ]


def _share(effect: np.ndarray, intact: np.ndarray) -> Evidence:
    return function_of_means(np.divide, effect, intact, what="ratio of paired means")
