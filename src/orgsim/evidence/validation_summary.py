"""A validation as plain values fit for JSON, and as a table."""

import math
from typing import TYPE_CHECKING, Any

from orgsim.evidence.facts import Fact
from orgsim.evidence.field_trials import FieldTrial
from orgsim.evidence.validation import Found, PartFound, TrialFound, Validation

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA = 1


def summary(found: Validation) -> dict[str, Any]:
    """All facts and field trials with their parts; what does not exist, or has no end, is None.

    Each shows the target, band, value and interval of its primary part, and is inside when all its
    parts are. It is open where the means that are outside have intervals that are not.
    """
    return {
        "schema": SCHEMA,
        "config": found.config.name,
        "seed": found.config.run.seed,
        "replications": found.replications,
        "parameter_sets": found.config.run.parameter_sets,
        "facts": [_found(fact.fact, fact) for fact in found.facts],
        "inside": found.inside,
        "trials": [_trial(trial) for trial in found.trials],
        "trials_inside": found.trials_inside,
    }


def _trial(found: TrialFound) -> dict[str, Any]:
    trial = found.trial
    return {**_found(trial, found), "role": str(trial.role), "read": trial.read}


def _found(fact: Fact | FieldTrial, found: Found) -> dict[str, Any]:
    return {
        "number": fact.number,
        **_part(found.primary),
        "name": fact.name,
        "inside": found.inside,
        "open": found.open,
        "source": fact.source,
        "statement": fact.statement,
        "parts": [_part(part) for part in found.parts],
    }


def _part(found: PartFound) -> dict[str, Any]:
    part, mean = found.part, found.estimate
    return {
        "name": part.name,
        "target": part.target,
        "low": _plain(part.low),
        "high": _plain(part.high),
        "value": _plain(mean.mean),
        "interval": [_plain(mean.low), _plain(mean.high)],
        "inside": found.inside,
        "open": found.open,
        "meaning": part.meaning,
    }


def _plain(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def fact_rows(found: Validation) -> "pa.Table":
    """A row a part: number and name of its fact, band, value with interval, whether inside."""
    return _table(found, "fact", ("source",))


def trial_rows(found: Validation) -> "pa.Table":
    """The same of the field trials, with their roles."""
    return _table(found, "trial", ("role", "source", "read"))


def _table(found: Validation, kind: str, about: tuple[str, ...]) -> "pa.Table":
    import pyarrow as pa

    rows = []
    for fact in summary(found)[f"{kind}s"]:
        of_fact = {"number": fact["number"], kind: fact["name"]}
        for part in fact["parts"]:
            low, high = part.pop("interval")
            rows.append(
                {
                    **of_fact,
                    **part,
                    "interval_low": low,
                    "interval_high": high,
                    **{name: fact[name] for name in about},
                }
            )
    kinds = {"number": pa.int64(), "inside": pa.bool_(), "open": pa.bool_()} | dict.fromkeys(
        (kind, "name", "meaning", *about), pa.string()
    )
    fields = [(name, kinds.get(name, pa.float64())) for name in rows[0]]
    return pa.Table.from_pylist(rows, pa.schema(fields))
