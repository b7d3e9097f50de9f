"""Numbers typed into fields: what is taken, and the line that tells what is not."""

import ipyvuetify
import pytest
import solara

from orgsim.errors import UserError
from orgsim.ui.shared.inputs import NumberField, typed_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("1", 1), ("0.25", 0.25), ("1e-3", 0.001)])
def test_a_number_within_its_limits_is_taken(text, number):
    assert typed_number(text, 0, 1) == number


@pytest.mark.parametrize("text", ["7", "-0.1", "nan", "inf", "much", ""])
def test_what_is_no_number_within_the_limits_is_refused_with_them(text):
    with pytest.raises(UserError, match=rf"'{text}' is not accepted; type a number from 0 to 1"):
        typed_number(text, 0, 1)


def test_a_part_is_no_whole_number():
    assert typed_number("20", 1, 200, whole=True) == 20
    with pytest.raises(
        UserError, match=r"'7\.5' is not accepted; type a whole number from 1 to 200"
    ):
        typed_number("7.5", 1, 200, whole=True)


@pytest.fixture
def share():
    """The value of a field, the field itself, and the lines that are said below it."""
    value = solara.reactive(0.5)

    @solara.component
    def Page():  # noqa: N802
        NumberField(value.value, value.set, "Share", 0, 1)

    _, context = solara.render(Page(), handle_error=False)
    field = context.find(ipyvuetify.TextField).widget
    yield (
        value,
        field,
        lambda: [each.children[0] for each in context.find(class_="os-refused").widgets],
    )
    context.close()


def typed(field, text: str) -> None:
    field.v_model = text
    field.fire_event("keydown.enter", {})


def test_a_field_follows_its_value_whatever_was_typed(share):
    value, field, _ = share
    field.v_model = "0.9"
    assert value.value == 0.5, "not before Enter"
    value.set(0.2)
    assert field.v_model == "0.2"
    typed(field, "0,75")
    assert (value.value, field.v_model) == (0.75, "0.75")
    value.set(0.2)
    assert field.v_model == "0.2", "as undo has it"


def test_what_is_refused_goes_with_the_value_it_was_said_of(share):
    value, field, said = share
    typed(field, "7")
    assert (value.value, field.v_model) == (0.5, "0.5")
    assert said() == ["Share: '7' is not accepted; type a number from 0 to 1. It stays 0.5."]
    value.set(0.2)
    assert said() == []
