"""The files of the worked case, made from a truth: chart, ties, survey, leavers, a past programme.

    python -m experiments.18_own_organisation.clinics_case [DIR]

DIR holds clinics.toml and is `configs` unless named. Whoever calls it again gets the same bytes.
"""

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from orgsim.config.files import ConfigFile, read_config
from orgsim.inference.survey.answers import SMALLEST
from orgsim.inference.survey.programmes_file import PastProgramme
from orgsim.io.atomic_files import make_folder, write
from orgsim.study.known_truth import MONTH, Truth, answers_of, leavers_of, truth_of
from orgsim.study.questionnaires import (
    FAVOURABLE_SHARE,
    MEAN,
    PERCENT,
    STEPS_OF_SCALE,
    Questionnaire,
)

from .clinics_chart import AREA, DEPARTMENTS, Person, chart, ties

TRUTH = 2
"""Number of the truth that the case's files show: the first in which a third left or fewer, and both
favourable answers on trust and answers on leaders' effort lie between a fifth and four fifths.
"""

FIRST_DAY = date(2025, 3, 3)
WAVES = (0, 26, 52)
ANSWERING = 0.62
"""Share of people who answer in a wave."""

ITEMS = {
    "engagement": MEAN,
    "trust": FAVOURABLE_SHARE,
    "practice_seen:patients first": MEAN,
    "practice_seen:safety": MEAN,
    "practice_seen:respect": MEAN,
    "modelling": MEAN,
    "intention": PERCENT,
}
GROUPS = tuple(f"department={each.name}" for each in DEPARTMENTS)
AREAS = tuple(f"area={name}" for name in AREA.values())
"""What a survey with few answers would be reported by."""

ROUNDS = PastProgramme(31, None, "presence", "site=Harbour", 1.0, None, 2)
"""Leaders go on rounds at the largest site, from five weeks after the second wave on."""

ASKED = Questionnaire(ITEMS, WAVES, GROUPS, programmes=(ROUNDS,))


def clinics(folder: Path) -> ConfigFile:
    """The config of the case in a folder."""
    return read_config(folder / "clinics.toml")


def write_case(folder: Path) -> Truth:
    """Write the case's files beside clinics.toml, and give back the truth that they show."""
    make_folder(folder / "clinics")
    people = chart()
    _write(folder / "clinics/chart.csv", Person._fields, people)
    _write(folder / "clinics/ties.csv", ("person", "colleague"), ties(people))
    truth = truth_of(clinics(folder), ASKED, TRUTH)
    _write(
        folder / "clinics/waves.csv",
        ("wave", "group", "item", "value", "scale", "answers"),
        _wave_rows(truth),
    )
    _write(
        folder / "clinics/leavers.csv", ("week", "weeks", "group", "leavers"), _leaver_rows(truth)
    )
    _write(
        folder / "clinics/programmes.csv",
        ("kind", "who", "start"),
        [(ROUNDS.kind, ROUNDS.who, _day(ROUNDS.start))],
    )
    return truth


def _write(path: Path, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)
    write(path, text.getvalue().encode())


def _day(week: int) -> str:
    return (FIRST_DAY + timedelta(weeks=week)).isoformat()


def _wave_rows(truth: Truth) -> Iterator[tuple[str, ...]]:
    """All departments in all waves; marked, and without a number, where too few answered."""
    found = answers_of(truth, ANSWERING)
    at = {
        (int(week), who, item): k
        for k, (week, who, item) in enumerate(zip(found.week, found.who, found.item, strict=True))
    }
    for week in WAVES:
        for who in GROUPS:
            for item, scale in ITEMS.items():
                k = at.get((week, who, item))
                value, answers = f"n<{SMALLEST}", ""
                if k is not None:
                    value, answers = _written(scale, found.value[k]), str(found.answers[k])
                yield _day(week), who, item, value, scale, answers


def _written(scale: str, value: float) -> str:
    """A value as a report would print it."""
    return f"{1 + STEPS_OF_SCALE * value:.2f}" if scale == MEAN else f"{100 * value:.0f}"


def _leaver_rows(truth: Truth) -> Iterator[tuple[str, int, str, int]]:
    left = leavers_of(truth)
    for week, who, count in zip(left.week.tolist(), left.who, left.count, strict=True):
        yield _day(week), MONTH, who, count


if __name__ == "__main__":
    write_case(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("configs"))
