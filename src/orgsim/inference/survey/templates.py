"""Templates: small files of every kind that fit each other, for one's own rows to replace theirs."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence

from orgsim.errors import UserError, quoted
from orgsim.inference.survey.items import ITEMS
from orgsim.inference.survey.survey_columns import FILES
from orgsim.model.interventions import INTERVENTIONS
from orgsim.model.states import OWN
from orgsim.organisation.hints import did_you_mean
from orgsim.organisation.importing.columns import ROLES

Rows = Iterable[Mapping[str, str]]
_LEADER, _MEMBERS = "2", ("4", "5", "6", "7", "8")
_WAVES = ("2026-03-02", "2026-06-01")
_SCALES = {
    "hours": ("hours", "3.2", "3"),
    "time": ("share", "0.5", "0.5"),
    "intention": ("percent", "20", "20"),
}
"""Item → its scale, the mean of a group, and the answer of a person; such as go together."""
_USUAL = ("1 to 5", "3.4", "3")
"""The same of items that are asked on no scale of their own; 1-5 would become a date."""


def template(kind: str) -> str:
    """The text of a CSV file of a kind, which the reader of that kind takes as it is."""
    if kind not in TEMPLATES:
        raise UserError(
            f"no template {quoted(kind)}{did_you_mean(kind, TEMPLATES)}; allowed are"
            f" {', '.join(TEMPLATES)}"
        )
    text = io.StringIO()
    writer = csv.DictWriter(text, _columns(kind), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(TEMPLATES[kind]())
    return text.getvalue()


def _columns(kind: str) -> Sequence[str]:
    """Columns by their plainest names; where a survey has a wave, neither week nor date is needed."""
    roles = FILES[kind] if kind in FILES else ROLES[kind]
    columns = [role.key.replace("survey_identifier", "id") for role in roles]
    columns = ["id" if column == "identifier" else column for column in columns]
    if kind == "waves":
        columns = [column for column in columns if column not in ("date", "week")]
    return [*columns, *OWN] if kind == "survey" else columns


def _chart() -> Rows:
    yield {"id": "1", "name": "Ada", "level": "0", "unit": "Board"}
    yield {"id": _LEADER, "superior": "1", "name": "Ben", "level": "1", "unit": "Ward"}
    yield {"id": "3", "superior": "1", "name": "Chi", "level": "1", "unit": "Board"}
    for identifier, name in zip(_MEMBERS, ("Dee", "Eli", "Fay", "Gus", "Hal"), strict=True):
        yield {"id": identifier, "superior": _LEADER, "name": name, "level": "2", "unit": "Ward"}


def _ties() -> Rows:
    yield {"source": "3", "target": _LEADER, "weight": "4"}
    yield {"source": "3", "target": "4", "weight": "1"}


def _survey() -> Rows:
    for identifier, share in (("1", 0.7), ("4", 0.5), ("5", 0.6)):
        values = {name: s.low + share * (s.high - s.low) for name, s in OWN.items()}
        yield {"id": identifier} | {name: f"{value:g}" for name, value in values.items()}


def _waves() -> Rows:
    for wave in _WAVES:
        for item in ITEMS:
            scale, mean, answer = _SCALES.get(item, _USUAL)
            row = {"wave": wave, "item": item, "scale": scale}
            group = {"group": f"unit:{_LEADER}", "answers": "5", "reliability": "0.8"}
            yield row | group | {"value": mean}
            yield row | {"id": "3", "value": answer}
    yield {
        "wave": _WAVES[1],
        "group": "unit=Board",
        "item": "engagement",
        "value": "n<5",
        "scale": "percent favourable",
    }


def _leavers() -> Rows:
    yield {"week": _WAVES[0], "group": f"unit:{_LEADER}", "leavers": "1", "weeks": "13"}
    yield {"week": _WAVES[1], "id": _MEMBERS[0]}


def _programmes() -> Rows:
    yield {"kind": "custom", "start": "2025-10-06", "end": "2026-02-01", "change": "broadcast=0.1"}
    yield {"kind": next(iter(INTERVENTIONS)), "who": f"unit:{_LEADER}", "start": _WAVES[0]}
    yield {"kind": "presence", "start": _WAVES[1], "weeks": "26", "strength": "0.5"}


TEMPLATES: Mapping[str, Callable[[], Rows]] = {
    "chart": _chart,
    "ties": _ties,
    "survey": _survey,
    "waves": _waves,
    "leavers": _leavers,
    "programmes": _programmes,
}
"""Kind of file → the rows of its template."""
