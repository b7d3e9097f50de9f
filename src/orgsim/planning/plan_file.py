"""Plan files: TOML to a checked question, every mistake found before anything runs.

A plan file says what is to become better by when, what it may cost, which programmes are allowed, and
what must not get worse. Its paths start from its own folder.
"""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from orgsim.config.files import explain
from orgsim.config.models import MOST_SEED, InterventionConfig, Who
from orgsim.config.programme_config import Kind
from orgsim.config.strict_table import Line, Strict
from orgsim.errors import listed, quoted
from orgsim.measures.declarations import MEASURES
from orgsim.model.random import MOST_WEEKS
from orgsim.organisation.hints import did_you_mean

MEAN, WORST_TENTH = "mean", "worst_tenth"
FOR_GOOD: Literal["for good"] = "for good"
DIRECTED = tuple(name for name, measure in MEASURES.items() if measure.better)
"""Measures of which it is known whether more is better."""

LEAST_REPLICATIONS = 10
"""One of each parameter set of the first block; of fewer there is no worst tenth."""


def _known_measure(name: str) -> str:
    if name not in DIRECTED:
        what = "has no better direction" if name in MEASURES else "is no measure"
        hint = did_you_mean(name, DIRECTED)
        raise ValueError(f"{quoted(name)} {what}{hint}; allowed: {listed(DIRECTED)}")
    return name


class Budget(Strict):
    """The budget; resources left out are not limited."""

    leader_hours_a_week: float | None = Field(
        None, gt=0.0, description="hours that any one leader gives in any week, at most"
    )
    leader_hours: float | None = Field(
        None, gt=0.0, description="hours of all leaders together until the horizon, at most"
    )
    money: float | None = Field(None, gt=0.0, description="money until the horizon, at most")


class Allowed(Strict):
    """A programme that may be part of the plan, with strengths, starts and lengths to choose from."""

    kind: Kind = Field(description="which programme: a built-in one, or one of the config's own")
    name: Line | None = Field(
        None,
        min_length=1,
        max_length=40,
        description="what to call it; by default its kind",
    )
    who: Who | None = Field(None, description="whom it is for; by default what its kind says")
    strengths: tuple[float, ...] = Field(
        (1.0,), min_length=1, description="multiples of the kind's changes"
    )
    starts: tuple[int, ...] = Field((1,), min_length=1, description="first weeks")
    weeks: tuple[int | None, ...] = Field(
        (None,), min_length=1, description='how long: weeks, or "for good"'
    )
    change: dict[str, float] | None = Field(
        None, description="levers and by how much they change, instead of the kind's"
    )
    ties: int | None = Field(None, description="ties added for each member")
    leader_hours: float | None = Field(None, description="hours a week of each leader")
    money: float | None = Field(None, description="money a week for each person")

    @field_validator("strengths", "starts", "weeks", mode="before")
    @classmethod
    def _several(cls, value: Any) -> Any:
        """A single value counts as a list of one; "for good" has no end."""
        values = list(value) if isinstance(value, list | tuple) else [value]
        known = [None if each == FOR_GOOD else each for each in values]
        for each in known:
            if isinstance(each, str):
                raise ValueError(f'{quoted(each)} is not a number; allowed: numbers, "{FOR_GOOD}"')
        if len(set(map(repr, known))) < len(known):
            raise ValueError(f"holds a value twice: {listed(map(str, values))}")
        return tuple(known)

    @model_validator(mode="after")
    def _each_is_one(self) -> "Allowed":
        """What an intervention of a config may be, a choice here may be."""
        self.choices()
        if any(strength == 0 for strength in self.strengths):
            raise ValueError(
                "strengths: 0 is not a programme; each is left out in some portfolios anyway"
            )
        return self

    @property
    def title(self) -> str:
        """What a plan file calls it."""
        return self.name or self.kind

    def choices(self) -> tuple[InterventionConfig, ...]:
        """Every strength, start and length of it as an intervention of a config."""
        own = self.model_dump(
            include={"kind", "who", "change", "ties", "leader_hours", "money"}, exclude_none=True
        )
        try:
            return tuple(
                InterventionConfig(**own, strength=strength, start=start, weeks=weeks)
                for strength in self.strengths
                for start in self.starts
                for weeks in self.weeks
            )
        except ValidationError as error:
            raise ValueError(explain(error, "", InterventionConfig)) from None


class Limit(Strict):
    """What must not get worse than if nothing is done, on average over replications."""

    measure: str = Field(description="which measure")
    by: float = Field(0.0, ge=0.0, description="by so much at most, in the measure's unit")
    level: int | None = Field(
        None, ge=0, le=60, description="of the people on this level, 0 is the top; by default all"
    )

    _check = field_validator("measure")(_known_measure)

    @model_validator(mode="after")
    def _of_levels(self) -> "Limit":
        if self.level is not None and MEASURES[self.measure].units_of:
            raise ValueError(f"level: {self.measure} is of the whole organisation only")
        return self


class PlanTables(Strict):
    """A plan file."""

    config: str | None = Field(
        None, description="config file, name of a shipped one, or folder with a fitted.toml"
    )
    horizon: int = Field(156, ge=1, le=MOST_WEEKS, description="weeks that are simulated")
    objective: dict[str, float] = Field(
        {"alignment": 1.0},
        min_length=1,
        description="measure to improve, or weights of several; fewer of what is better less",
    )
    last_weeks: int | None = Field(
        None, ge=1, le=MOST_WEEKS, description="average over so many last weeks; by default the end"
    )
    risk: Literal["mean", "worst_tenth"] = Field(
        "mean",
        description="improve the mean, or the mean of the tenth of replications that ends worst",
    )
    replications: int = Field(
        40, ge=LEAST_REPLICATIONS, le=10_000, description="of what is in question at the end"
    )
    seed: int | None = Field(None, ge=0, le=MOST_SEED, description="of all draws; the config's own")
    width: int = Field(
        20, ge=1, le=10_000, description="portfolios of each size that the search goes on from"
    )
    budget: Budget = Field(default_factory=Budget)
    programmes: tuple[Allowed, ...] = Field(min_length=1, max_length=200)
    limits: tuple[Limit, ...] = ()

    @field_validator("objective", mode="before")
    @classmethod
    def _measures(cls, value: Any) -> Any:
        weights = {value: 1.0} if isinstance(value, str) else value
        if not isinstance(weights, Mapping):
            raise ValueError("must be the name of a measure, or { measure = weight }")
        for name in weights:
            _known_measure(str(name))
        return weights

    @model_validator(mode="after")
    def _goes_together(self) -> "PlanTables":
        if min(self.objective.values()) <= 0:
            raise ValueError(
                "objective: weights must be greater than 0; each measure counts as it improves"
            )
        if self.last_weeks is not None and self.last_weeks > self.horizon:
            raise ValueError(
                f"last_weeks: {self.last_weeks} is more than the horizon, {self.horizon} weeks"
            )
        titles = [each.title for each in self.programmes]
        for title in titles:
            if titles.count(title) > 1:
                raise ValueError(
                    f"programmes: {quoted(title)} occurs twice; give each a name of its own"
                )
        for each in self.programmes:
            if max(each.starts) > self.horizon:
                raise ValueError(
                    f"programmes: {each.title} starts in week {max(each.starts)}, after the horizon of"
                    f" {self.horizon} weeks; start it before, or set horizon (--weeks)"
                )
        if self.budget == Budget():
            raise ValueError(
                "budget: there is none; set budget.leader_hours (--hours), budget.money (--money) or"
                " budget.leader_hours_a_week"
            )
        return self
