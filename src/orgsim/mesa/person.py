"""A person as a Mesa agent: a view on the engine's arrays."""

from typing import Any, Protocol

from orgsim.errors import UserError
from orgsim.mesa.mesa_adapter import Agent
from orgsim.model.states import STATES
from orgsim.organisation import Organisation


class PeopleModel(Protocol):
    """What a person needs from the model."""

    organisation: Organisation

    def state(self, name: str) -> Any:
        """A state of everybody."""

    def set_state(self, name: str, value: Any, who: Any) -> None:
        """Change a state of somebody."""

    def person(self, position: int) -> "Person":
        """The person at a position."""


class StateView:
    """A state of a person: one number, or a tuple with one for each theme."""

    def __init__(self, name: str, meaning: str) -> None:
        self.name, self.__doc__ = name, meaning

    def __get__(self, person: "Person | None", owner: type) -> Any:
        if person is None:
            return self
        value = person.model.state(self.name)[person.position]
        return tuple(value.tolist()) if value.ndim else float(value)

    def __set__(self, person: "Person", value: Any) -> None:
        person.model.set_state(self.name, value, person.position)


class Person(Agent):
    """A position and its current holder: a view of the engine's arrays.

    Every state of STATES is an attribute: it can be read and, except for voice and departure, set
    between weeks.
    """

    model: PeopleModel

    def __init__(self, model: Any, position: int) -> None:
        super().__init__(model)
        self.position = position

    @property
    def label(self) -> str:
        """The id of the chart; in a generated organisation the position's number + 1."""
        return self.model.organisation.label(self.position)

    @property
    def level(self) -> int:
        """Level of the position, 0 at the top."""
        return int(self.model.organisation.level[self.position])

    @property
    def unit(self) -> str | None:
        """The label of the superior, whose reports are the person's unit; None at the top."""
        return None if self.superior is None else self.superior.label

    @property
    def superior(self) -> "Person | None":
        """Whom the person reports to; None at the top."""
        if self.position == 0:
            return None
        return self.model.person(int(self.model.organisation.superior[self.position]))

    @property
    def reports(self) -> "list[Person]":
        """Who reports to the person."""
        first, last = self.model.organisation.first_report[self.position : self.position + 2]
        return [self.model.person(position) for position in range(first, last)]

    @property
    def neighbours(self) -> "list[Person]":
        """Whom the person listens to besides the superior: the informal ties."""
        organisation = self.model.organisation
        first, last = organisation.tie_start[self.position : self.position + 2]
        return [self.model.person(int(position)) for position in organisation.tie_to[first:last]]

    def remove(self) -> None:
        """Refuse: positions stay; people leave them through turnover."""
        raise UserError(
            "a position cannot be removed; people leave through turnover and exit_pressure"
        )


for _name, _state in STATES.items():
    setattr(Person, _name, StateView(_name, _state.meaning))
