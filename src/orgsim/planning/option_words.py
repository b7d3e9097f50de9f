"""Options in words: as plain values, and as people read them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from orgsim.planning.portfolio import Option, Portfolio, Space
from orgsim.week_text import weeks_text


def described(space: Space, option: Option) -> dict[str, Any]:
    """An option as plain values."""
    each = option.intervention
    usually = each.declared.who
    return {
        "programme": space.titles[option.programme],
        "kind": each.kind,
        "who": each.who if each.who is None or isinstance(each.who, str) else list(each.who),
        "usually_who": list(usually) if isinstance(usually, tuple) else usually,
        "strength": each.strength,
        "start": each.start,
        "weeks": each.weeks,
    }


def portfolio_in_words(space: Space, portfolio: Portfolio) -> str:
    """All of a portfolio in a line."""
    options = (space.options[number] for number in portfolio)
    return "; ".join(words_for(described(space, each)) for each in options) or "nothing"


def words_for(option: Mapping[str, Any]) -> str:
    """An option in a few words: `presence ×0.5 (weeks 14 to 26)`."""
    strength = "" if option["strength"] == 1 else f" ×{option['strength']:g}"
    return f"{option['programme']}{strength} ({weeks_of(option)})"


def weeks_of(option: Mapping[str, Any], week_one: date | None = None) -> str:
    """When an option runs, in words, with dates where the day on which week 1 begins is known."""
    first, weeks = option["start"], option["weeks"]
    return weeks_text(first, None if weeks is None else first + weeks - 1, week_one)
