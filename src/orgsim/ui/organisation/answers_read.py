"""Answers that were uploaded, read for the organisation of the chart, before anything is fitted."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from orgsim.config.files import ConfigFile
from orgsim.errors import UserError
from orgsim.inference.answer_files import AnswerFiles, read_inputs
from orgsim.inference.fit import Inputs
from orgsim.number_text import count
from orgsim.organisation.group_text import plain_name
from orgsim.reporting.neutral_table import Table
from orgsim.ui.organisation.answer_columns import stated_columns
from orgsim.ui.organisation.organisation_found import COLUMNS
from orgsim.ui.organisation.uploaded_files import ANSWERS, Uploaded
from orgsim.ui.organisation.uploaded_text import of_the_page
from orgsim.ui.shared.scenarios.scenario import Scenario

MOST_NAMED = 12


class AnswersRead(NamedTuple):
    """The files and what was read of them, None where there are none or they do not fit, and why."""

    files: AnswerFiles | None = None
    inputs: Inputs | None = None
    problem: str = ""


def read_answers(
    scenario: Scenario | None, files: Sequence[Uploaded], scale: str, handled: Mapping[str, str]
) -> AnswersRead:
    """Read the files of answers for a scenario's organisation; `scale` is of answers without one."""
    kept = {kind: one for kind in ANSWERS for one in files if one.kind == kind}
    if not kept:
        return AnswersRead()
    if scenario is None:
        return AnswersRead(problem="answers need a readable chart; upload it in step 1")
    if "waves" not in kept:
        return AnswersRead(
            problem="leavers and programmes need waves of a survey; upload them first"
        )
    named: dict[str, Any] = {}
    try:
        for kind, one in kept.items():
            key = "survey" if kind == "waves" else kind
            columns = stated_columns(one)
            named |= {key: one.path, f"{key}_sheet": one.seen.sheet, f"{key}_columns": columns}
        asked = AnswerFiles(
            **named,
            scale=scale.strip() or None,
            drop_outsiders=handled.get("drop_outsiders") == "true",
        )
        return AnswersRead(asked, read_inputs(ConfigFile(scenario.config(), {}), asked))
    except UserError as error:
        told = of_the_page(error, {str(one.path): one.name for one in kept.values()})
        return AnswersRead(problem=str(told))


def answers_found(inputs: Inputs) -> Table:
    """Waves, who answered what, leavers and programmes, and what nothing was read from."""
    survey, notes = inputs.survey, inputs.survey.notes
    waves = "; ".join(
        f"{wave.name} (week {wave.week}, {count(wave.rows, 'row')})" for wave in survey.waves
    )
    rows = [
        ("Waves", f"{len(survey.waves)}: {waves}"),
        ("Persons who answered", f"{notes.persons:,}"),
        ("Groups that answered", _listed([plain_name(who) for who in notes.groups])),
        ("Items", _listed(notes.items)),
        ("Columns read", ", ".join(f"{role} from “{at}”" for role, at in notes.columns.items())),
        ("Entries without an answer", f"{notes.empty:,}"),
    ]
    if inputs.leavers is not None:
        rows.append(("Leavers", count(len(inputs.leavers.week), "entry", "entries")))
    if inputs.programmes:
        rows.append(("Programmes", _listed([each.kind for each in inputs.programmes])))
    if notes.unused:
        rows.append(("Columns not used", _listed(notes.unused)))
    rows += [("Note", remark) for remark in notes.remarks]
    return Table(COLUMNS, tuple(rows), "Answers as read")


def _listed(names: Sequence[str]) -> str:
    """How many, and the first of them by name."""
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    told = f": {', '.join(names[:MOST_NAMED])}{more}" if names else ""
    return f"{len(names):,}{told}"
