"""Programmes in a config: when a kind of programme is run, and kinds of the user's own.

A kind of one's own is declared by the same numbers as those of `orgsim.model.interventions`, as data in
the config that uses it. While a config or a plan is checked, `own_kinds` says which ones are known; an
entry that was checked keeps its declaration.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from orgsim.config.code_beside import REFERENCE
from orgsim.config.installed_extensions import PROGRAMME_GROUP, loaded, offered
from orgsim.config.strict_table import Line, Strict, a_line
from orgsim.errors import UserError, quoted
from orgsim.model.interventions import INTERVENTIONS, SHOCKS, Intervention
from orgsim.model.parameters import ASSUMED, LEVERS
from orgsim.model.random import MOST_WEEKS
from orgsim.organisation.group_names import check_who
from orgsim.organisation.hints import did_you_mean

CUSTOM = "custom"
MOST_OWN = 100
NAME = r"^[a-z][a-z0-9_]*$"
LEVER_NAMES = tuple(lever.name for lever in LEVERS)

Who = str | tuple[str, ...]

_known: ContextVar[Mapping[str, Intervention]] = ContextVar("known kinds", default=INTERVENTIONS)


def known_kinds() -> Mapping[str, Intervention]:
    """Kinds of programmes that are known now: the built-in ones, then those of `own_kinds`."""
    return _known.get()


@contextmanager
def own_kinds(own: "Iterable[OwnProgramme]") -> Iterator[None]:
    """Within it, kinds of the user's own are known, too."""
    token = _known.set({**INTERVENTIONS, **{each.name: each.declared for each in own}})
    try:
        yield
    finally:
        _known.reset(token)


def checked_who(value: Who) -> Who:
    """Whom something is for, if it is a group that there can be."""
    for text in [value] if isinstance(value, str) else value:
        a_line(text)
    try:
        check_who(value)
    except UserError as error:
        raise ValueError(str(error)) from None
    return value


def _checked_kind(value: Any) -> Any:
    kinds = known_kinds()
    if isinstance(value, str) and value in kinds:
        return value
    *most, last = map(repr, kinds)
    context = {"expected": f"{', '.join(most)} or {last}"}
    raise PydanticCustomError("literal_error", "is not known", context)


Kind = Annotated[
    str,
    BeforeValidator(_checked_kind),
    WithJsonSchema({"anyOf": [{"enum": list(INTERVENTIONS)}, {"type": "string", "pattern": NAME}]}),
]
"""A kind of programme: a built-in one, or one of the config's own."""


def _checked_levers(value: dict[str, float] | None) -> dict[str, float] | None:
    for name in value or {}:
        if name not in LEVER_NAMES:
            raise ValueError(f"{quoted(name)} is not a lever{did_you_mean(name, LEVER_NAMES)}")
    return value


def _also_by_reference(schema: dict[str, Any]) -> None:
    """What a config may say of a programme that is declared elsewhere: its name alone, or where."""
    schema["required"] = ["name"]
    schema["properties"]["from"] = {
        "type": "string",
        "pattern": REFERENCE,
        "description": "package.module:NAME of code that declares it, where --allow-code allows that",
    }


class OwnProgramme(Strict):
    """A kind of programme of the user's own: what it moves at full strength, for whom, at what cost."""

    model_config = ConfigDict(json_schema_extra=_also_by_reference)

    name: str = Field(
        pattern=NAME, max_length=40, description="its kind, in small letters: coaching_circle"
    )
    label: Line = Field("", max_length=60, description="what people call it; by default its kind")
    meaning: Line = Field(min_length=1, max_length=200, description="what is done")
    who: Who = Field("everybody", description="whom it is for, where nothing else is said")
    change: dict[str, float] = Field(
        default_factory=dict, description="levers and by how much they change at full strength"
    )
    leader_hours: float = Field(
        0.0, ge=0.0, description="hours a week of each leader in the group or above one of it"
    )
    money: float = Field(0.0, ge=0.0, description="money a week for each person in the group")
    ties: int = Field(0, ge=0, le=1000, description="informal ties added for each member")
    source: Line = Field(ASSUMED, max_length=200, description="where its sizes come from")

    _who = field_validator("who")(checked_who)
    _levers = field_validator("change")(_checked_levers)

    @model_validator(mode="before")
    @classmethod
    def _offered(cls, table: Any) -> Any:
        """Of a name alone, what an installed package offers by it."""
        return installed_programme(table) if isinstance(table, Mapping) else table

    @model_validator(mode="after")
    def _is_one(self) -> "OwnProgramme":
        if self.name in INTERVENTIONS or self.name in SHOCKS:
            raise ValueError(f"name: {quoted(self.name)} already exists; choose another name")
        if not self.change and not self.ties:
            raise ValueError("needs change = { lever = amount }, or ties")
        return self

    @property
    def declared(self) -> Intervention:
        """The same as the built-in programmes are declared."""
        return Intervention(
            self.meaning,
            self.who,
            self.change,
            self.leader_hours,
            self.money,
            self.ties,
            self.source,
            self.label,
        )


def installed_programme(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """The table of a programme; of a name alone, the one that an installed package offers by it.

    A label beside the name stands in the place of its own. Raises ValueError where none offers it.
    """
    name = table.get("name")
    if not isinstance(name, str) or not set(table) <= {"name", "label"}:
        return table
    try:
        point = offered(PROGRAMME_GROUP, name, f"name {quoted(name)}", "say its meaning and change")
        found, _ = loaded(point, f"name {quoted(name)}")
    except UserError as error:
        raise ValueError(str(error)) from None
    return {**programme_table(found, point.value), **table}


def programme_table(found: Any, what: str) -> dict[str, Any]:
    """The table of a programme that code declares: a mapping, or an OwnProgramme; else ValueError."""
    if isinstance(found, OwnProgramme):
        return found.model_dump(mode="json", exclude_unset=True)
    if isinstance(found, Mapping):
        return dict(found)
    raise ValueError(
        f"{what} is neither a mapping with the keys of own_programmes nor an OwnProgramme"
    )


def own_programmes_in(tables: Any) -> list[OwnProgramme]:
    """The well-formed kinds that a config's tables declare; others are refused with their field."""
    told = tables.get("own_programmes") if isinstance(tables, Mapping) else None
    found = []
    for each in told if isinstance(told, list | tuple) else ():
        try:
            found.append(OwnProgramme.model_validate(each))
        except ValidationError:
            continue
    return found


class InterventionConfig(Strict):
    """A dated change of levers; its kind gives the defaults."""

    kind: Kind = Field(description="which programme: a built-in one, or one of own_programmes")
    who: Who | None = Field(None, description="whom it is for; by default what its kind says")
    start: int = Field(1, ge=1, le=MOST_WEEKS, description="first week")
    weeks: int | None = Field(
        None, ge=1, le=MOST_WEEKS, description="how long; by default for good"
    )
    strength: float = Field(1.0, ge=0.0, le=10.0, description="multiple of the kind's changes")
    change: dict[str, float] | None = Field(
        None, description="levers and by how much they change, instead of the kind's"
    )
    ties: int | None = Field(None, ge=0, le=1000, description="ties added for each member")
    leader_hours: float | None = Field(None, ge=0.0, description="hours a week of each leader")
    money: float | None = Field(None, ge=0.0, description="money a week for each person")

    _declared: Intervention = PrivateAttr()

    _levers = field_validator("change")(_checked_levers)

    @field_validator("who")
    @classmethod
    def _check_who(cls, value: Who | None) -> Who | None:
        return value if value is None else checked_who(value)

    @model_validator(mode="after")
    def _something(self) -> "InterventionConfig":
        if self.kind == CUSTOM and not self.change:
            raise ValueError("a custom intervention needs change = { lever = amount }")
        return self

    def model_post_init(self, _: Any) -> None:
        """Keep what its kind says, which another config may not know."""
        self._declared = known_kinds()[self.kind]

    @property
    def declared(self) -> Intervention:
        """What its kind says of it."""
        return self._declared

    @property
    def last(self) -> int | None:
        """The last week; None where it goes on for good."""
        return None if self.weeks is None else self.start + self.weeks - 1
