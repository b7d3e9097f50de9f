"""Measures of the user's own in a config: what they are called and where their function is.

A config only names the function. `orgsim.measures.own_code` finds it, where that was allowed.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from orgsim.config.code_beside import REFERENCE
from orgsim.config.programme_config import NAME
from orgsim.config.strict_table import Line, Strict

MOST_OWN_MEASURES = 20
BETTER = {"more": 1, "less": -1, "neither": 0}


class OwnMeasure(Strict):
    """A measure of the user's own: a function of the states, and how its numbers are presented."""

    name: str = Field(
        pattern=NAME, max_length=40, description="its column, in small letters: trust_spread"
    )
    function: str | None = Field(
        None,
        pattern=REFERENCE,
        max_length=200,
        description="package.module:function, which runs only where --allow-code allows it; by default"
        " what an installed package offers by this name (entry points orgsim.measures)",
    )
    label: Line = Field("", max_length=60, description="what tables call it; by default its name")
    unit: Line = Field(
        "number", min_length=1, max_length=30, description="points, share, hours a week …"
    )
    better: Literal["more", "less", "neither"] = Field(
        "neither", description="which direction is better"
    )
    matters: float = Field(
        0.0, ge=0.0, description="difference from which it matters; smaller ones are called small"
    )
    meaning: Line = Field("", max_length=200, description="how it is measured")
    folder: Path | None = Field(
        None, description="where its module is, if not installed; by default beside the config"
    )

    @property
    def title(self) -> str:
        """What it is called in tables and figures."""
        return self.label or self.name.replace("_", " ").capitalize()


def own_measure_tables(tables: Any) -> list[dict[str, Any]]:
    """The tables of a config that declare measures of one's own, as far as they are tables."""
    told = tables.get("own_measures") if isinstance(tables, Mapping) else None
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []
