"""The config: one scenario, as frozen, validated models. `orgsim.config.files` reads them from TOML."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, create_model, field_validator, model_validator

from orgsim.config.costs_config import CostsConfig
from orgsim.config.own_measure_config import MOST_OWN_MEASURES, OwnMeasure
from orgsim.config.programme_config import (
    MOST_OWN,
    InterventionConfig,
    OwnProgramme,
    Who,
    checked_who,
    own_kinds,
    own_programmes_in,
)
from orgsim.config.strict_table import Line, Strict
from orgsim.errors import listed, quoted
from orgsim.model.interventions import INTERVENTIONS, SHOCKS, Intervention
from orgsim.model.parameters import LEVERS, MECHANISMS, PARAMETERS, TRAITS, Quantity
from orgsim.model.random import MOST_THEMES, MOST_WEEKS
from orgsim.organisation.hints import did_you_mean
from orgsim.organisation.importing.cleaning import Cleaning
from orgsim.organisation.size import MOST_PEOPLE

MOST_SEED = 2**63 - 1
FITTED: Literal["fitted"] = "fitted"
POINT: Literal["point"] = "point"
POSTERIOR: Literal["posterior"] = "posterior"
FIRST_YEAR, LAST_YEAR = 1900, 2999
"""Years in which week 1 may begin; the last week of the longest run still has a date."""
DEFAULT_SETS: Literal["posterior", "point"] = POSTERIOR
"""Which parameter sets replications have where nothing says so."""


def _field(quantity: Quantity, optional: bool = False) -> tuple[Any, Any]:
    description = f"{quantity.meaning} [{quantity.unit}]; source: {quantity.source}"
    limits: dict[str, Any] = {"ge": quantity.low, "le": quantity.high, "description": description}
    if optional:
        return (float | None, Field(None, **limits))
    return (float, Field(quantity.default, **limits))


def _table(name: str, doc: str, fields: Mapping[str, Any]) -> type[Strict]:
    made = create_model(name, __base__=Strict, __doc__=doc, **fields)
    globals()[name] = made  # where other processes find it by its name
    return made


Parameters = _table(
    "Parameters", "Every parameter of the model.", {q.name: _field(q) for q in PARAMETERS}
)
Levers = _table("Levers", "What the organisation sets.", {q.name: _field(q) for q in LEVERS})
SomeLevers = _table("SomeLevers", "Levers of a group.", {q.name: _field(q, True) for q in LEVERS})
Mechanisms = _table(
    "Mechanisms",
    "Switches of the mechanisms.",
    {name: (bool, Field(True, description=meaning)) for name, meaning in MECHANISMS.items()},
)
_distributions = {
    trait.name: _table(
        trait.name.capitalize(),
        trait.mean.meaning,
        {"mean": _field(trait.mean), "spread": _field(trait.spread)},
    )
    for trait in TRAITS
}
_some_distributions = {
    trait.name: _table(
        f"Some{trait.name.capitalize()}",
        trait.mean.meaning,
        {"mean": _field(trait.mean, True), "spread": _field(trait.spread, True)},
    )
    for trait in TRAITS
}
People = _table(
    "People",
    "How traits and starting states are spread over people.",
    {name: (model, Field(default_factory=model)) for name, model in _distributions.items()},
)
SomePeople = _table(
    "SomePeople",
    "Traits and starting states of a group.",
    {name: (model, Field(default_factory=model)) for name, model in _some_distributions.items()},
)


class CleaningConfig(Strict):
    """What to do with rows of a chart that a tree has no place for; by default they are refused."""

    without_superior: str | None = Field(
        None,
        description="people without a superior other than the top: under the top (top), under somebody"
        " (position:ID), under a new position with the top (board), left out (drop)",
    )
    unknown_superior: Literal["nobody"] | None = Field(
        None, description="nobody: a superior who is not on the chart counts as none"
    )
    vacancies: Literal["keep", "drop"] | None = Field(
        None, description="vacancies: newly filled in the first week (keep), or left out (drop)"
    )
    vacant: str | None = Field(
        None, description="COLUMN=VALUE that tells a vacancy; by default an empty name"
    )
    duplicates: Literal["last"] | None = Field(
        None, description="last: of several rows of an id the last counts"
    )
    inactive: str | tuple[str, ...] | None = Field(
        None, description="COLUMN=VALUE that tells who is left out, or a list of such"
    )
    nothing: str | tuple[str, ...] | None = Field(
        None, description='what stands for nothing, as in ["0", "#N/A"]'
    )

    @field_validator("without_superior")
    @classmethod
    def _known_place(cls, value: str | None) -> str | None:
        if value in (None, "top", "board", "drop") or value.startswith("position:"):
            return value
        raise ValueError("is not known; allowed: top, board, drop, or position: and an id")

    def request(self) -> Cleaning:
        """What is asked for, as the importer takes it."""
        asked = self.model_dump(exclude_none=True)
        for key in ("inactive", "nothing"):
            if isinstance(asked.get(key), str):
                asked[key] = (asked[key],)
        return Cleaning(**asked)


class OrganisationConfig(Strict):
    """An organisation generated from a few numbers, or read from a chart."""

    people: int = Field(400, ge=1, le=MOST_PEOPLE, description="number of positions")
    span_of_control: float = Field(9.0, ge=1.0, le=10_000.0, description="mean number of reports")
    levels: int | None = Field(None, ge=1, le=60, description="levels; the span follows from them")
    span_variation: float = Field(
        1.1, ge=0.0, le=1.3, description="coefficient of variation of the spans"
    )
    ties_per_person: float = Field(
        10.0, ge=0.0, le=1000.0, description="mean number of informal ties"
    )
    share_within_unit: float = Field(
        0.15, ge=0.0, le=1.0, description="share of ties with people of the same superior"
    )
    share_across_levels: float = Field(
        0.5, ge=0.0, le=1.0, description="share of the other ties with people of another level"
    )
    chart: Path | None = Field(None, description="organisation chart to import (CSV or workbook)")
    identifier: str | None = Field(
        None,
        description="column of the chart: id; by default found by its name, like the next ones",
    )
    superior: str | None = Field(None, description="column of the chart: id of the superior")
    level: str | None = Field(None, description="column of the chart: stated level, to be checked")
    unit: str | None = Field(None, description="column of the chart to call unit")
    name: str | None = Field(None, description="column of the chart to call name")
    second_superior: str | None = Field(
        None, description="column of the chart: id at the end of a dotted line, a tie"
    )
    chart_sheet: str | None = Field(None, description="sheet of the chart's workbook; the first")
    ties: Path | None = Field(None, description="informal ties to import (CSV or workbook)")
    source: str | None = Field(None, description="column of the ties: who listens")
    target: str | None = Field(None, description="column of the ties: to whom")
    weight: str | None = Field(
        None, description='column of the ties: weight; "none" for the number of rows'
    )
    ties_sheet: str | None = Field(None, description="sheet of the ties' workbook; the first")
    directed: bool = Field(False, description="whether only the source listens to the target")
    minimum_weight: float = Field(0.0, ge=0.0, description="ties below this weight are left out")
    drop_outsiders: bool = Field(False, description="leave out people who are not on the chart")
    survey: Path | None = Field(
        None, description="survey of starting states to import (CSV or workbook)"
    )
    cleaning: CleaningConfig = Field(default_factory=CleaningConfig)
    survey_identifier: str | None = Field(None, description="column of the survey: id")
    survey_sheet: str | None = Field(None, description="sheet of the survey's workbook; the first")
    survey_scale: Literal["1-5", "1-7", "0-10", "0-100"] | None = Field(
        None,
        description="scale on which the survey was answered, both ends of which become those of the"
        " state; by default answers are the states themselves",
    )
    ensemble: Path | None = Field(
        None,
        description="ensemble of parameters, levers and states fitted to this organisation's own answers"
        " (Parquet); run.parameter_sets then draws from it",
    )

    @model_validator(mode="after")
    def _one_source(self) -> "OrganisationConfig":
        if self.chart is None and (self.ties or self.survey):
            raise ValueError("ties and survey need a chart: set organisation.chart")
        return self


class Theme(Strict):
    """Something the organisation stands for."""

    name: Line = Field(min_length=1, max_length=40, description="name of the theme")
    stated: float = Field(0.9, ge=0.0, le=1.0, description="stated level (M)")
    weight: float = Field(1.0, gt=0.0, le=1000.0, description="relative weight (ω)")
    habit_shift: float = Field(
        0.0, ge=-1.0, le=1.0, description="added to the mean habit at the start"
    )


class Group(Strict):
    """Levers and traits that differ for some people; later groups override earlier ones."""

    who: Who = Field(description="whom it is for; docs/guides/configs.md has the forms")
    levers: SomeLevers = Field(default_factory=SomeLevers)  # type: ignore[valid-type]
    people: SomePeople = Field(default_factory=SomePeople)  # type: ignore[valid-type]

    _check = field_validator("who")(checked_who)


class LeversOfGroup(Strict):
    """Levers that differ for some people; later groups override earlier ones."""

    who: Who = Field(description="whom it is for; docs/guides/configs.md has the forms")
    levers: SomeLevers = Field(default_factory=SomeLevers)  # type: ignore[valid-type]

    _check = field_validator("who")(checked_who)


class Before(Strict):
    """What the organisation set before week 1, where that differs from what it sets since.

    People come to rest under it (`run.start`). Nothing but levers differs: people, parameters and the
    organisation are what they are all the time.
    """

    levers: SomeLevers = Field(default_factory=SomeLevers)  # type: ignore[valid-type]
    groups: tuple[LeversOfGroup, ...] | None = Field(
        None, description="groups before week 1, instead of the levers of the config's own"
    )


class ShockConfig(Strict):
    """An event that a group meets at the start of a week; its kind gives the defaults."""

    kind: Literal[tuple(SHOCKS)] = Field(description="which shock")  # type: ignore[valid-type]
    week: int = Field(ge=1, le=MOST_WEEKS, description="week at whose start it comes")
    who: Who | None = Field(None, description="whom it is for; by default what its kind says")
    strength: float = Field(1.0, ge=0.0, le=1.0, description="how much of it")

    @field_validator("who")
    @classmethod
    def _check_who(cls, value: Who | None) -> Who | None:
        return value if value is None else checked_who(value)


class RunConfig(Strict):
    """How long, how often, how exactly, and what counts as converged."""

    weeks: int = Field(156, ge=1, le=MOST_WEEKS, description="weeks to simulate")
    replications: int = Field(
        20, ge=1, le=1_000_000, description="repetitions with other random draws"
    )
    seed: int = Field(1, ge=0, le=MOST_SEED, description="seed of all draws")
    precision: Literal["float64", "float32"] = Field("float64", description="type of the numbers")
    redraw_organisation: bool = Field(
        True, description="whether each replication of a generated organisation draws its own"
    )
    start: Literal["at_rest", "as_drawn", "fitted"] = Field(
        "at_rest",
        description="week 0: people come to rest under the levers before week 1, or as they are drawn,"
        " or as organisation.ensemble has them",
    )
    rest_tolerance: float = Field(
        0.01,
        gt=0.0,
        le=1.0,
        description="at rest: no mean of a state over the people moves by as much in a year",
    )
    most_rest_weeks: int = Field(
        2600, ge=4, le=MOST_WEEKS, description="weeks after which a run begins though not at rest"
    )
    parameter_sets: Literal["posterior", "point"] | int = Field(
        DEFAULT_SETS,
        description="parameters and traits left at their defaults: of a replication's own set of those"
        " that agree with the evidence (posterior), the defaults (point), or of the set of this number",
    )
    converged_share: float = Field(
        0.5, gt=0.0, le=1.0, description="converged: the gap stays under this share of its start"
    )
    converged_gap: float = Field(
        0.15, gt=0.0, le=1.0, description="converged in absolute terms: the gap stays under this"
    )

    start_date: date | None = Field(
        None,
        description="day on which week 1 begins, as in 2027-01-04: weeks are then shown with their"
        " dates; no number depends on it",
    )

    @field_validator("start_date", mode="before")
    @classmethod
    def _a_day(cls, value: Any) -> Any:
        """One line for whatever is no day; numbers would be taken for seconds since 1970."""
        try:
            day = date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            day = value
        if day is None or (type(day) is date and FIRST_YEAR <= day.year <= LAST_YEAR):
            return day
        raise ValueError(
            f"{quoted(value)} is not a date; write year-month-day, as in 2027-01-04, from the year"
            f" {FIRST_YEAR} to {LAST_YEAR}"
        )

    @field_validator("parameter_sets", mode="before")
    @classmethod
    def _known_sets(cls, value: Any) -> Any:
        """One line for whatever is wrong, where pydantic would have one for each alternative."""
        is_number = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        if is_number or value in (POINT, POSTERIOR):
            return value
        raise ValueError(
            f"{quoted(value)} is not known; allowed: {POSTERIOR}, {POINT}, the number of a set from 0 on"
        )


def refuse_rates(parameters: Any) -> None:
    """Raise ValueError where engagement would move by more than the way to its target."""
    p = parameters
    if p.engagement_change + p.peer_contagion + p.leader_contagion > 1:
        raise ValueError(
            "parameters.engagement_change + peer_contagion + leader_contagion must not exceed 1"
        )


class Config(Strict):
    """One scenario, complete: frozen tables, each number with its range and unit (`orgsim parameters`).

    Parameters
    ----------
    name : str
        Title of the report.
    organisation : OrganisationConfig
        Generated from a few numbers, or read from a chart.
    themes : tuple of Theme
        What the organisation stands for.
    people : People
        How traits and starting states are spread over people.
    levers : Levers
        What the organisation sets.
    parameters : Parameters
        Every parameter of the model.
    mechanisms : Mechanisms
        Switches of the mechanisms.
    groups : tuple of Group
        Levers and traits that differ for some people.
    own_programmes : tuple of OwnProgramme, optional
        Kinds of programmes of the user's own.
    own_measures : tuple of OwnMeasure, optional
        Measures of the user's own.
    interventions : tuple of InterventionConfig
        Programmes with their dates.
    shocks : tuple of ShockConfig
        Events with their weeks.
    before : Before, optional
        Levers and groups until week 1, for a start at rest; by default the same.
    costs : CostsConfig
        What hours, money and leavers are counted with.
    run : RunConfig
        Weeks, replications, seed, precision, start.

    Raises
    ------
    pydantic.ValidationError
        For tables that are wrong; `orgsim.configure` and `orgsim.read_config` say it in one line.

    Examples
    --------
    >>> config = orgsim.configure(changes={"weeks": 26})
    >>> config.run.weeks, orgsim.Config.model_validate(config.resolved()) == config
    (26, True)
    """

    name: Line = Field("organisation", max_length=80, description="title of the report")
    organisation: OrganisationConfig = Field(default_factory=OrganisationConfig)
    themes: tuple[Theme, ...] = Field(
        (Theme(name="customers"), Theme(name="quality", stated=0.8), Theme(name="respect")),
        min_length=1,
        max_length=MOST_THEMES,
    )
    people: People = Field(default_factory=People)  # type: ignore[valid-type]
    levers: Levers = Field(default_factory=Levers)  # type: ignore[valid-type]
    parameters: Parameters = Field(default_factory=Parameters)  # type: ignore[valid-type]
    mechanisms: Mechanisms = Field(default_factory=Mechanisms)  # type: ignore[valid-type]
    groups: tuple[Group, ...] = ()
    own_programmes: tuple[OwnProgramme, ...] | None = Field(
        None, max_length=MOST_OWN, description="kinds of programmes of the user's own"
    )
    own_measures: tuple[OwnMeasure, ...] | None = Field(
        None, max_length=MOST_OWN_MEASURES, description="measures of the user's own"
    )
    interventions: tuple[InterventionConfig, ...] = ()
    shocks: tuple[ShockConfig, ...] = ()
    before: Before | None = Field(
        None, description="levers and groups until week 1, for a start at rest; by default the same"
    )
    costs: CostsConfig = Field(default_factory=CostsConfig)
    run: RunConfig = Field(default_factory=RunConfig)

    @model_validator(mode="wrap")
    @classmethod
    def _with_own_kinds(cls, tables: Any, handler: Callable[[Any], "Config"]) -> "Config":
        """While the tables are checked, the kinds that they declare are known."""
        with own_kinds(own_programmes_in(tables)):
            return handler(tables)

    @model_validator(mode="after")
    def _consistent(self) -> "Config":
        names = [theme.name for theme in self.themes]
        if len(set(names)) < len(names):
            raise ValueError(f"themes need different names, these are {listed(names)}")
        for key in ("own_programmes", "own_measures"):
            own = [each.name for each in getattr(self, key) or ()]
            if len(set(own)) < len(own):
                raise ValueError(f"{key} need different names, these are {listed(own)}")
        self._refuse_unknown_prices()
        refuse_rates(self.parameters)
        if self.run.start == FITTED and self.organisation.ensemble is None:
            raise ValueError(
                'run.start = "fitted" needs organisation.ensemble, which orgsim fit writes'
            )
        return self

    def _refuse_unknown_prices(self) -> None:
        known = self.programmes
        for name in self.costs.prices:
            if name not in known:
                raise ValueError(
                    f"costs.prices: {quoted(name)} is not a programme{did_you_mean(name, known)};"
                    f" allowed: {', '.join(known)}"
                )

    @property
    def programmes(self) -> dict[str, Intervention]:
        """Every kind of programme there is: the built-in ones, then the config's own."""
        own = {each.name: each.declared for each in self.own_programmes or ()}
        return {**INTERVENTIONS, **own}

    def resolved(self) -> dict[str, Any]:
        """Every number of the scenario, as plain JSON values.

        Returns
        -------
        dict of str
            Tables that `orgsim.run`, `compare` and `sweep` take, and that TOML can hold.
        """
        return self.model_dump(mode="json", exclude_none=True)
