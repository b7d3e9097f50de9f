"""A validation as plain values fit for JSON, and as a table."""

import math
from typing import TYPE_CHECKING, Any

from orgsim.evidence.validation import FactFound, PartFound, Validation

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA = 1


def summary(found: Validation) -> dict[str, Any]:
    """All facts with their parts; what does not exist is None.

    A fact shows the target, band, value and interval of its primary part, and is inside when all its
    parts are.
    """
    return {
        "schema": SCHEMA,
        "config": found.config.name,
        "seed": found.config.run.seed,
        "replications": found.replications,
        "facts": [_fact(fact) for fact in found.facts],
        "inside": found.inside,
    }


def _fact(found: FactFound) -> dict[str, Any]:
    fact = found.fact
    return {
        "number": fact.number,
        **_part(found.primary),
        "name": fact.name,
        "inside": found.inside,
        "source": fact.source,
        "statement": fact.statement,
        "parts": [_part(part) for part in found.parts],
    }


def _part(found: PartFound) -> dict[str, Any]:
    part, mean = found.part, found.estimate
    return {
        "name": part.name,
        "target": part.target,
        "low": part.low,
        "high": part.high,
        "value": _plain(mean.mean),
        "interval": [_plain(mean.low), _plain(mean.high)],
        "inside": found.inside,
        "meaning": part.meaning,
    }


def _plain(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def table(found: Validation) -> "pa.Table":
    """A row a part: number and name of its fact, band, value with interval, whether inside."""
    import pyarrow as pa

    rows = []
    for fact in summary(found)["facts"]:
        of_fact = {"number": fact["number"], "fact": fact["name"]}
        for part in fact["parts"]:
            low, high = part.pop("interval")
            rows.append(
                {
                    **of_fact,
                    **part,
                    "interval_low": low,
                    "interval_high": high,
                    "source": fact["source"],
                }
            )
    kinds = {"number": pa.int64(), "inside": pa.bool_()} | dict.fromkeys(
        ("fact", "name", "meaning", "source"), pa.string()
    )
    fields = [(name, kinds.get(name, pa.float64())) for name in rows[0]]
    return pa.Table.from_pylist(rows, pa.schema(fields))
