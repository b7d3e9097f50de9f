"""Items: what a survey may ask of the people of an organisation, each declared once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from orgsim.errors import UserError, listed, quoted
from orgsim.organisation.hints import did_you_mean
from orgsim.organisation.importing import names


@dataclass(frozen=True)
class Item:
    """Something that a survey may ask.

    meaning    as the respondent would see it
    of_themes  whether it may be asked of one theme (practice:NAME) as well as of all (practice)
    of_led     whether only people with a superior can answer it
    also       other names that it goes by, as `names.key` compares them
    """

    name: str
    meaning: str
    of_themes: bool = False
    of_led: bool = False
    also: frozenset[str] = frozenset()


def _item(
    name: str, meaning: str, also: str, *, of_themes: bool = False, of_led: bool = False
) -> Item:
    known = frozenset(names.key(other) for other in (name, *also.split("|")))
    return Item(name, meaning, of_themes, of_led, known | names.MEASURES.get(name, frozenset()))


ITEMS: Mapping[str, Item] = MappingProxyType(
    {
        item.name: item
        for item in (
            _item(
                "trust",
                "I trust my superior",
                "trust in manager|Vertrauen in die Führungskraft",
                of_led=True,
            ),
            _item("engagement", "I am engaged in my work", "Arbeitsengagement"),
            _item(
                "practice",
                "what we stand for, I do in my own work",
                "own practice|self-rated practice|eigene Praxis",
                of_themes=True,
            ),
            _item(
                "practice_seen",
                "what we stand for, those I work with do",
                "observed practice|practice of others|colleagues' practice|beobachtete Praxis",
                of_themes=True,
            ),
            _item(
                "message",
                "what we stand for, I speak of as something that matters",
                "own message",
                of_themes=True,
            ),
            _item(
                "message_heard",
                "what we stand for, my leader speaks of as something that matters",
                "observed message|message of the leader|leader's message|gehörte Botschaft",
                of_themes=True,
                of_led=True,
            ),
            _item(
                "modelling",
                "my leader makes an effort to do what they say",
                "leader modelling|leader modeling|leads by example|walks the talk",
                of_led=True,
            ),
            _item(
                "time",
                "in what share of weeks I get time with my leader",
                "time with leader|access to leader|contact with leader|Zeit mit der Führungskraft",
                of_led=True,
            ),
            _item(
                "hours",
                "hours a week that I spend with my leader",
                "hours with leader|hours a week with leader|Stunden mit der Führungskraft",
                of_led=True,
            ),
            _item(
                "intention",
                "I mean to leave within a year",
                "intention to leave|turnover intention|intent to leave|Kündigungsabsicht|"
                "Wechselabsicht|intention de départ|intención de renuncia",
            ),
        )
    }
)
"""The items by name."""


def item_named(text: str, themes: Sequence[str]) -> str:
    """The item that a survey's text names, with its theme after a colon if it has one.

    Items go by several names, themes by their own, small and capital letters alike. Raises
    UserError saying what is allowed.
    """
    kind, colon, theme = (part.strip() for part in text.partition(":"))
    item = find_item(kind)
    if item is None:
        raise UserError(
            f"the item {quoted(text)} is not known{did_you_mean(kind, ITEMS)}; {_allowed(themes)}"
        )
    if not colon:
        return item.name
    if not item.of_themes:
        raise UserError(
            f"the item {quoted(text)}: {item.name} is not asked by theme; write {item.name}"
        )
    known = {name.casefold(): name for name in reversed(themes)}
    found = theme if theme in themes else known.get(theme.casefold())
    if found is None:
        raise UserError(
            f"the item {quoted(text)}: no theme {quoted(theme)}{did_you_mean(theme, themes)}; the"
            f" themes are {listed(themes)}"
        )
    return f"{item.name}:{found}"


def find_item(kind: str) -> Item | None:
    """The item that goes by this name, without a theme, or None."""
    key = names.key(kind)
    return next((item for item in ITEMS.values() if key and key in item.also), None)


def item_of(name: str) -> Item:
    """The item of a name that may have a theme, as `item_named` gives it."""
    return ITEMS[name.partition(":")[0]]


def _allowed(themes: Sequence[str]) -> str:
    of_themes = ", ".join(item.name for item in ITEMS.values() if item.of_themes)
    return (
        f"allowed are {', '.join(ITEMS)}, and {of_themes} with a theme, as in practice:{themes[0]}"
        if themes
        else f"allowed are {', '.join(ITEMS)}"
    )
