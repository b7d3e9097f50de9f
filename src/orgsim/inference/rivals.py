"""Rivals: benchmarks that predict the next wave of a survey without a model of organisations."""

from itertools import pairwise

import numpy as np

from orgsim.inference.answer_data import AnswerData


def persistence(
    earlier: AnswerData, last: AnswerData, members: int, some: np.random.Generator
) -> np.ndarray:
    """Nothing changes: N(last answer, its error + the new one's + what answers moved before).

    What answers moved is the mean square of successive differences of a question beyond their errors,
    over all who were asked it. (members, data of the last wave); who was not asked before is taken to
    answer like all others.
    """
    predicted = np.empty((members, len(last.value)))
    for question in np.unique(last.question):
        moved, newest = _moves(earlier, int(question))
        values = earlier.value[earlier.question == question]
        usual = (values.mean(), values.var()) if len(values) else (0.5, 0.25)
        for row in np.flatnonzero(last.question == question):
            mean, error = newest.get(last.who[row], usual)
            deviation = np.sqrt(error + last.error[row] + moved)
            predicted[:, row] = mean + deviation * some.standard_normal(members)
    return predicted


def _moves(data: AnswerData, question: int) -> tuple[float, dict[str, tuple[float, float]]]:
    """Variance of real changes between waves, and the newest answer of each with its error."""
    series: dict[str, list[int]] = {}
    for row in np.flatnonzero(data.question == question)[
        np.argsort(data.week[data.question == question], kind="stable")
    ]:
        series.setdefault(data.who[row], []).append(int(row))
    changes = [
        (data.value[b] - data.value[a]) ** 2 - data.error[a] - data.error[b]
        for rows in series.values()
        for a, b in pairwise(rows)
    ]
    newest = {
        who: (float(data.value[rows[-1]]), float(data.error[rows[-1]]))
        for who, rows in series.items()
    }
    return max(0.0, float(np.mean(changes))) if changes else 0.0, newest


def mixed_model(
    earlier: AnswerData, last: AnswerData, members: int, some: np.random.Generator
) -> np.ndarray:
    """Each question by itself: value = β₀ + β₁·week + b₀ of the group + e, by restricted likelihood.

    Predictions are normal, with the variance of e and of what is not known of β and b₀. Laird & Ware
    (1982), by statsmodels. Where there are too few answers for it, it is as `persistence`. (members,
    data of the last wave)
    """
    predicted = persistence(earlier, last, members, some)
    for question in np.unique(last.question):
        rows, asked = earlier.question == question, last.question == question
        fitted = _fitted(earlier, rows)
        if fitted is None:
            continue
        for row in np.flatnonzero(asked):
            mean, variance = fitted(last.who[row], float(last.week[row]))
            predicted[:, row] = mean + np.sqrt(variance) * some.standard_normal(members)
    return predicted


def _fitted(data: AnswerData, rows: np.ndarray):  # type: ignore[no-untyped-def]
    """A function from group and week to mean and variance, None where no model can be fitted."""
    import warnings

    weeks, values = data.week[rows].astype(float), data.value[rows]
    who = [name for name, kept in zip(data.who, rows, strict=True) if kept]
    times = np.unique(weeks)
    if len(values) < 6 or len(set(who)) < 2:
        return None
    slope = len(times) > 1
    design = np.column_stack([np.ones(len(values)), *([weeks] if slope else [])])
    from statsmodels.regression.mixed_linear_model import MixedLM

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = MixedLM(values, design, groups=np.array(who)).fit(reml=True)
            between = float(np.asarray(found.cov_re)[0, 0])
            fixed = np.asarray(found.cov_params())[: design.shape[1], : design.shape[1]]
            effects = {name: float(effect.iloc[0]) for name, effect in found.random_effects.items()}
        except (np.linalg.LinAlgError, ValueError):
            return None
    within = max(float(found.scale), float(data.error[rows].mean()))
    beta = np.asarray(found.fe_params)
    if not np.isfinite(fixed).all():
        return None

    def predict(name: str, week: float) -> tuple[float, float]:
        x = np.array([1.0, week][: len(beta)])
        seen = who.count(name)
        left = between * within / (within + seen * between) if between > 0 else 0.0
        mean = float(x @ beta) + effects.get(name, 0.0)
        return mean, float(x @ fixed @ x) + left + within

    return predict
