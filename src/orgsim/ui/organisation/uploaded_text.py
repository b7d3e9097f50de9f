"""What is said of uploaded files: templates that fit, mistakes in the page's words, what was used."""

import csv
import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from orgsim.errors import UserError
from orgsim.inference.survey.survey_columns import FILES, answer_roles
from orgsim.number_text import count
from orgsim.organisation import CHANGES
from orgsim.organisation.importing.columns import ROLES, Role
from orgsim.organise import Imported
from orgsim.ui.organisation.row_handling import in_words

if TYPE_CHECKING:
    from orgsim.ui.organisation.uploaded_files import Uploaded

CHART = (
    ("id", "superior", "name", "department"),
    ("1", "", "Ada", "Board"),
    ("2", "1", "Ben", "Sales"),
    ("3", "1", "Chi", "Workshop"),
    ("4", "2", "Dee", "Sales"),
)
IDS = ("1", "2", "3")


def template(kind: str, chart: "Uploaded | None" = None) -> str:
    """A few rows of a kind of file, to put one's own in, with ids of the chart that was uploaded."""
    column, ids = _ids(chart)
    rows = {
        "chart": CHART,
        "ties": (
            ("source", "target", "weight"),
            *((other, ids[0], weight) for other, weight in zip(ids[1:], "41", strict=False)),
        ),
        "survey": (
            (column, "trust", "engagement", "practice"),
            *zip(
                ids, ("0.7", "0.5", "0.4"), ("0.8", "0.6", "0.5"), ("0.6", "", "0.3"), strict=False
            ),
        ),
    }[kind]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _ids(chart: "Uploaded | None") -> tuple[str, tuple[str, ...]]:
    """The name of the column of ids, and the first of them."""
    column = chart.column("identifier") if chart else ""
    if chart is None or not column:
        return "id", IDS
    at = chart.seen.columns.index(column)
    return column, tuple(row[at] for row in chart.seen.rows[:3]) or IDS


def looks(file: "Uploaded") -> str:
    """What a file is, before its first rows."""
    if file.seen.sheet is not None:
        return f"{file.name}, sheet “{file.seen.sheet}”, first rows"
    between = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}.get(file.seen.delimiter)
    parted = f", columns parted by {between}" if between else ""
    return f"{file.name}, first rows; text in {file.seen.encoding.upper()}{parted}"


def label(role: Role) -> str:
    """What a role is called on the page."""
    return role.meaning[0].upper() + role.meaning[1:]


def of_the_page(error: UserError, names: Mapping[str, str]) -> UserError:
    """A reader's refusal with the visitor's names of files, and the page's names of choices."""
    return UserError(*(_in_words(str(part), names) for part in error.args))


def _in_words(text: str, names: Mapping[str, str]) -> str:
    for path, name in names.items():
        text = text.replace(path, name)
    for kind in (*ROLES.values(), *map(answer_roles, FILES)):
        for role in kind:
            text = text.replace(role.setting, f"“{label(role)}”")
    text = in_words(text)
    text = re.sub(r"\w+_sheet \(--[\w-]+\)", "“Sheet”", text)
    return re.sub(r" \(--[\w-]+\)", "", text)


def used(found: Imported, files: Mapping[str, "Uploaded"]) -> list[str]:
    """What was read of each file, from which columns, and what was not."""
    notes, answered = found.notes, found.survey_notes
    said = []
    for kind, file in files.items():
        if kind == "survey" and answered is not None:
            counted = f"{count(answered.people, 'person', 'people')} answered"
            parts = [f"{name} from {_quoted(at)}" for name, at in answered.columns.items()]
            parts += _not_read(answered.unused, answered.outsiders)
        elif kind == "chart":
            counted = count(notes.people, "person", "people")
            parts = [*_roles_read(kind, notes.columns), *_chart_read(file, found)]
        else:
            counted = count(notes.tie_rows, "row")
            parts = [*_roles_read(kind, notes.columns)]
            parts += _not_read(notes.unused, notes.outsiders) if kind == "ties" else []
        said.append(f"{file.name}: {counted}; {'; '.join(parts)}.")
    done = [f"{many:,} {CHANGES[key]}" for key, many in notes.changes.items() if many]
    return [*said, f"On request: {'; '.join(done)}."] if done else said


def _roles_read(kind: str, columns: Mapping[str, str]) -> list[str]:
    return [
        f"{role.meaning} from {_quoted(columns[role.key])}"
        for role in ROLES[kind]
        if role.key in columns
    ]


def _chart_read(file: "Uploaded", found: Imported) -> list[str]:
    """How superiors are named, and the columns that define groups."""
    groups, named_by = _groups(file, found), found.notes.named_by
    by = [f"superiors found by {named_by}"] if named_by else []
    return [*by, f"for groups {groups}"] if groups else by


def _not_read(unused: tuple[str, ...], outsiders: int) -> list[str]:
    parts = [f"not used: {', '.join(map(_quoted, unused))}"] if unused else []
    if outsiders:
        parts.append(f"left out: {count(outsiders, 'row')} of people who are not on the chart")
    return parts


def _groups(file: "Uploaded", found: Imported) -> str:
    """The further columns of a chart, by which groups can be named."""
    taken = set(found.notes.columns.values())
    return ", ".join(_quoted(name) for name in file.seen.columns if name not in taken)


def _quoted(text: str) -> str:
    return f"“{text}”"
