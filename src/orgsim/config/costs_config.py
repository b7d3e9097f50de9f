"""What hours, programmes and leavers cost: the table [costs]. No simulated number depends on it."""

from typing import Annotated, Any

from pydantic import Field, field_validator

from orgsim.config.strict_table import Line, Strict
from orgsim.errors import quoted

MOST_MONEY = 1e12


class CostsConfig(Strict):
    """Money: a currency, what an hour of work and a leaver cost, and prices of programmes."""

    currency: Line = Field(
        "EUR", min_length=1, max_length=12, description="what money is counted in; source: assumed"
    )
    hourly_rate: tuple[Annotated[float, Field(ge=0.0, le=MOST_MONEY)], ...] = Field(
        (33.5,),
        min_length=1,
        max_length=60,
        description="what an hour of work costs, including all costs in addition to pay: one for"
        " everybody, or one for each level from the top, the last one for all below [currency];"
        " source: Eurostat 2025, mean of the economy of the EU in 2024",
    )
    pay_share: float = Field(
        0.753,
        gt=0.0,
        le=1.0,
        description="share of the hourly rate that is pay; source: Eurostat 2025, EU in 2024",
    )
    hours_a_year: float = Field(
        1600.0, gt=0.0, le=8784.0, description="hours that a person works a year; source: assumed"
    )
    leaver_cost: float = Field(
        0.21,
        ge=0.0,
        le=10.0,
        description="what it costs to replace somebody [share of a year's pay]; source: Boushey &"
        " Glynn 2012, median of 27 case studies, executives and physicians left out",
    )
    prices: dict[str, Annotated[float, Field(ge=0.0, le=MOST_MONEY)]] = Field(
        default_factory=dict,
        description="what a programme of a kind costs once, in the week in which it starts, beside"
        " its hours and its money a week [currency]",
    )

    @field_validator("hourly_rate", mode="before")
    @classmethod
    def _one_or_several(cls, value: Any) -> Any:
        """One number is the rate of everybody."""
        several = value if isinstance(value, list | tuple) else [value]
        for each in several:
            if isinstance(each, bool) or not isinstance(each, int | float):
                raise ValueError(
                    f"{quoted(each)} is not a number; write one, as in 60, or one for each level from"
                    " the top, as in [120, 80, 40]"
                )
        return tuple(several)

    def rate_at(self, level: int) -> float:
        """What an hour of somebody on a level (0 is the top) costs."""
        return self.hourly_rate[min(level, len(self.hourly_rate) - 1)]

    def leaver_at(self, level: int) -> float:
        """What replacing somebody on a level costs: rate · pay share · hours a year · leaver cost."""
        return self.rate_at(level) * self.pay_share * self.hours_a_year * self.leaver_cost
