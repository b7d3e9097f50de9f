"""What could not be inferred: about whom and what the answers say little or nothing, and why."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from orgsim.inference.answer_data import LEAVERS
from orgsim.inference.findings.items_found import ItemFound
from orgsim.inference.findings.levers_found import EVERYBODY, LeverFound
from orgsim.inference.fit import Fit, Inputs
from orgsim.inference.survey.answers import SMALLEST
from orgsim.name_text import label_of
from orgsim.number_text import count, percent
from orgsim.organisation import members
from orgsim.organise import draw_organisation

HARDLY = 0.1
"""Intervals that narrowed by less than that are as wide as before."""


NOTHING = 0.005
"""Less than that is nothing in percent."""


class NotTold(NamedTuple):
    """What could not be inferred, and why."""

    what: str
    why: str


def not_told(
    fit: Fit, inputs: Inputs, levers: Sequence[LeverFound], items: Sequence[ItemFound]
) -> list[NotTold]:
    """Levers that hardly narrowed, groups not distinguished, items asked once, what was left out."""
    return [*_levers(levers), *_groups(fit, inputs), *_items(items), *_left_out(fit, inputs)]


def _levers(levers: Sequence[LeverFound]) -> Iterator[NotTold]:
    """Levers of everybody one by one, and how many of the groups' own."""
    for each in levers:
        if each.who == EVERYBODY and each.narrower < HARDLY:
            said = f"only {percent(each.narrower)}" if each.narrower >= NOTHING else "no"
            yield NotTold(label_of(each.name), f"its interval is {said} narrower than before")
    own = [each for each in levers if each.who != EVERYBODY]
    hardly = [each for each in own if each.narrower < HARDLY]
    if hardly:
        names = ", ".join(dict.fromkeys(label_of(each.name) for each in hardly))
        why = (
            f"{len(hardly):,} of {count(len(own), 'interval')} less than {percent(HARDLY)} narrower"
        )
        yield NotTold(f"levers by group ({names})", why)


def _groups(fit: Fit, inputs: Inputs) -> Iterator[NotTold]:
    """Groups that answered and have no levers of their own."""
    config, answers = fit.history.config, inputs.survey.answers
    drawn = draw_organisation(config, config.run.seed)
    pairs = zip(answers.who, answers.person.tolist(), strict=True)
    asked = dict.fromkeys(who for who, person in pairs if not person)
    for who in asked:
        if who not in fit.history.groups.who and who != EVERYBODY:
            size = int(members(drawn.organisation, who, drawn.key).sum())
            yield NotTold(
                who, f"{count(size, 'person', 'people')}: counts, but has no levers of its own"
            )
    rest = int((fit.history.groups.cell < 0).sum())
    if fit.history.groups.who and rest:
        people = count(rest, "person", "people")
        yield NotTold("all others", f"{people} in none of the groups: their levers are everybody's")
    if not fit.history.groups.who:
        yield NotTold("groups", "no answers distinguish groups: levers are those of everybody")


def _items(items: Sequence[ItemFound]) -> Iterator[NotTold]:
    for each in items:
        if each.waves == 1 and each.item != LEAVERS:
            yield NotTold(each.item, "asked in one wave: says nothing of how it changes")


def _left_out(fit: Fit, inputs: Inputs) -> Iterator[NotTold]:
    notes = inputs.survey.notes
    if notes.outsiders:
        yield NotTold("people outside the chart", f"{count(notes.outsiders, 'row')} left out")
    if notes.empty:
        yield NotTold("entries without an answer", f"{notes.empty:,} of them left out")
    if hidden := int(fit.history.data.hidden.sum()):
        why = f"{count(hidden, 'mean')}: counted but not shown, as people could be recognised"
        yield NotTold(f"means of fewer than {SMALLEST} answers", why)
    if notes.unused:
        yield NotTold("columns of the survey", f"nothing was read of {', '.join(notes.unused)}")
    if fit.file.base.organisation.survey is not None:
        yield NotTold("organisation.survey", "left out: states now are those of the waves")
    for remark in notes.remarks:
        yield NotTold("waves", remark)
