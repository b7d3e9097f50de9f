"""A person as a Mesa agent: a view on the engine's arrays."""

from typing import TYPE_CHECKING, Any

import mesa

from orgsim.errors import UserError

if TYPE_CHECKING:
    from orgsim.mesa.model import OrgModel


class State:
    """A state of a person: one number, or a tuple with one for each theme."""

    def __init__(self, doc: str) -> None:
        self.__doc__ = doc

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, person: "Person | None", owner: type) -> Any:
        if person is None:
            return self
        value = person.model.state(self.name)[person.position]
        return tuple(value.tolist()) if value.ndim else float(value)

    def __set__(self, person: "Person", value: Any) -> None:
        person.model.set_state(self.name, value, person.position)


class Person(mesa.Agent):
    """A position and whoever holds it now: a view on the engine's arrays.

    States can be read and, but for voice and departure, set between the weeks.
    """

    model: "OrgModel"

    message = State("what the person says of each theme (m)")
    practice = State("what the person does of each theme (a)")
    habit = State("what the person is used to doing of each theme (h)")
    values = State("what the person has always stood for, of each theme")
    engagement = State("engagement (e)")
    trust = State("trust in the superior (τ)")
    modelling = State("effort to do what one says (g)")
    skill = State("skill (s)")
    resistance = State("stubbornness (r)")
    disposition = State("personal baseline of engagement (d)")
    aptitude = State("skill that the work alone keeps up")
    integrity = State("effort to do what one says beyond what is asked")
    voice = State(
        "the disconnect the person would speak of; follows from trust, message and practice"
    )
    departure = State("how fresh the last departure from the position is: 1 in the week after it")

    def __init__(self, model: "OrgModel", position: int) -> None:
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
        """Whom the person listens to beside the superior: the informal ties."""
        organisation = self.model.organisation
        first, last = organisation.tie_start[self.position : self.position + 2]
        return [self.model.person(int(position)) for position in organisation.tie_to[first:last]]

    def remove(self) -> None:
        """Refuse: positions stay; people leave them through turnover."""
        raise UserError(
            "a position cannot be removed; people leave through turnover and exit_pressure"
        )
