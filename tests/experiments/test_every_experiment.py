"""Every experiment of the project: small and whole, with what experiments/README.md asks for."""

import json
import re
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pytest
from matplotlib.axis import Axis
from matplotlib.figure import Figure

from orgsim.figures import save
from orgsim.figures.save import lay_out
from orgsim.study.catalogue import SECTIONS, Entry, entries, standard_folder
from orgsim.study.declaration import Skipped, SweepFile
from orgsim.study.findings import REFUTED, SUPPORTED, UNDECIDED
from orgsim.study.readme import BEGIN, END, INLINE, plain, result_block, with_numbers
from orgsim.study.results import write_results
from orgsim.study.run import Reproduced, Silent, reproduce
from orgsim.study.sources import plan_sweep

ENTRIES = entries(standard_folder())
SMALL_PERSON_WEEKS, SMALL_RUNS = 5e6, 2500
"""Of a small run, which takes less than 8 s with one process."""

MOST_WORDS = 120
MOST_BYTES = 200_000
FULL_PERSON_WEEKS = 6e9
"""Rests included; about two minutes on two processors."""


def name_of(entry: Entry) -> str:
    return entry.folder.name


every = pytest.mark.parametrize("entry", ENTRIES, ids=name_of)


class Work(Silent):
    """Notes how much is to be done."""

    person_weeks = 0.0

    def begin(self, person_weeks: float) -> None:
        self.person_weeks = person_weeks


@dataclass(frozen=True)
class Small:
    """An experiment at its small size: what it took and came to, and its figures as they were saved."""

    entry: Entry
    person_weeks: float
    done: Reproduced
    figures: dict[str, Figure]


@pytest.fixture(scope="module", params=ENTRIES, ids=name_of)
def small(request, tmp_path_factory) -> Small:
    """An experiment at its small size, with its results written; all its tests follow each other."""
    work, figures = Work(), []

    def kept(figure: Figure) -> Figure:
        figures.append(lay_out(figure))
        return figures[-1]

    try:
        done = reproduce(request.param, tmp_path_factory.mktemp("small"), True, 1, work)
    except Skipped as missing:
        pytest.skip(str(missing))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(save, "lay_out", kept)
        write_results(done)
    named = dict(zip(done.experiment.pictures, figures, strict=True))
    return Small(request.param, work.person_weeks, done, named)


def words(text: str) -> str:
    """A text without its line breaks and emphasis."""
    return " ".join(plain(text).replace("**", "").replace("`", "").split())


@every
def test_the_readme_has_all_sections_in_order(entry):
    headings = re.findall(r"^## (.+)$", entry.text, re.MULTILINE)
    assert tuple(headings) == SECTIONS
    for heading in SECTIONS:
        assert entry.section(heading), heading
    assert entry.text.count(BEGIN) == entry.text.count(END) == 1
    assert len(words(entry.section("What it means for a leader")).split()) <= MOST_WORDS


@every
def test_predictions_are_those_that_the_last_run_judged(entry):
    found = json.loads((entry.folder / "results.json").read_bytes())["predictions"]
    assert found
    judged = [(each["name"], each["statement"]) for each in found]
    assert judged == [(each.name, each.statement) for each in entry.load().predictions]


@every
def test_the_readme_shows_what_the_last_run_found(entry):
    found = json.loads((entry.folder / "results.json").read_bytes())
    result = entry.section("Result")
    experiment = entry.load()
    assert found["size"] == "full"
    for each in found["predictions"]:
        row = next(line for line in result.splitlines() if line.startswith(f"| `{each['name']}` |"))
        assert f"**{each['verdict']}**" in row
        if each["verdict"] == REFUTED:
            assert f"- **Refuted:** {each['statement']}" in result
    for name in experiment.pictures:
        assert f"({name}.png)" in result
        assert 5_000 < (entry.folder / f"{name}.png").stat().st_size < MOST_BYTES


@every
def test_the_full_size_is_planned_and_not_too_large(entry):
    sweeps = [source for source in entry.load().sources.values() if isinstance(source, SweepFile)]
    planned = [plan_sweep(source, entry.folder, small=False) for source in sweeps]
    assert sum(each.person_weeks for each in planned) < FULL_PERSON_WEEKS


@pytest.mark.slow
def test_the_small_size_runs_and_judges_every_prediction(small):
    done = small.done
    for each in done.findings.predictions:
        assert each.judgement.verdict in (SUPPORTED, REFUTED, UNDECIDED)
        assert each.evidence.value == each.evidence.value, each.of.name
        assert each.evidence.low <= each.evidence.value <= each.evidence.high, each.of.name
    for name, variants in done.findings.ablations.items():
        assert len(variants) > 1, name
    for name in done.experiment.pictures:
        for ending in ("png", "svg"):
            assert (done.folder / f"{name}.{ending}").stat().st_size > 1000


@pytest.mark.slow
def test_the_small_size_is_small(small):
    assert small.person_weeks < SMALL_PERSON_WEEKS
    assert small.done.runs < SMALL_RUNS


@pytest.mark.slow
def test_the_readme_can_be_renewed(small):
    done = small.done
    block = result_block(done.experiment, done.findings, done.what_ran)
    for prediction in done.experiment.predictions:
        assert f"| `{prediction.name}` |" in block
    text = with_numbers(small.entry.text, done.findings, "README.md")
    assert len(INLINE.findall(text)) == len(INLINE.findall(small.entry.text))


@pytest.mark.slow
def test_axes_have_labels_with_units(small):
    for name, figure in small.figures.items():
        assert not unlabelled(figure), name


def unlabelled(figure: Figure) -> list[str]:
    """Axes of a figure that is laid out that show numbers without saying of what, and in which unit."""
    shared = [part.get_text() for part in (figure._supxlabel, figure._supylabel) if part]
    return [
        f"{axes.get_title(loc='left') or axes}: {axis.axis_name} {axis.get_label_text()!r}"
        for axes in figure.axes
        if axes.axison
        for axis in (axes.xaxis, axes.yaxis)
        if _shows_numbers(axis)
        and not any(re.search(r"\(.+\)", text) for text in (axis.get_label_text(), *shared))
    ]


def _shows_numbers(axis: Axis) -> bool:
    """Whether an axis has visible ticks, and they are no words."""
    texts = [label.get_text() for label in axis.get_ticklabels() if label.get_visible()]
    there = [text for text in texts if text]
    return axis.get_visible() and any(re.fullmatch(r"[−\-\d.,%$\\{}^\s]+", text) for text in there)


@pytest.mark.slow
def test_no_text_lies_over_another(small):
    for name, figure in small.figures.items():
        assert not overlapping(figure), name


def overlapping(figure: Figure) -> list[tuple[str, str]]:
    """Texts within axes of a figure that is laid out, labels of contours among them, that touch."""
    return [
        (one.get_text(), other.get_text())
        for axes in figure.axes
        for one, other in combinations(axes.texts, 2)
        if one.get_window_extent().overlaps(other.get_window_extent())
    ]


def test_texts_over_each_other_are_found():
    figure = Figure()
    axes = figure.subplots()
    axes.contour([[0, 1], [0, 1]], levels=[0.5]).clabel()
    assert overlapping(lay_out(figure)) == []
    axes.annotate("half", (0.5, axes.texts[0].get_position()[1]))
    assert overlapping(lay_out(figure)) == [("0.5", "half")]


def test_axes_without_units_are_found():
    figure = Figure()
    left, right = figure.subplots(1, 2)
    left.plot([1, 2], [3, 4])
    left.set(xlabel="Time (weeks)", ylabel="Trust")
    right.plot([1, 2], [3, 4])
    right.set_yticks([3, 4], ["words", "deeds"])
    right.set_xlabel("Effort (points)")
    assert len(unlabelled(lay_out(figure))) == 1
    left.set_ylabel("Trust (points)")
    assert unlabelled(figure) == []


def test_there_are_experiments_and_their_numbers_differ():
    numbers = [entry.number for entry in ENTRIES]
    assert numbers
    assert len(set(numbers)) == len(numbers)
    assert len({entry.name for entry in ENTRIES}) == len(numbers)


def test_the_guide_is_an_experiment(tmp_path):
    """The skeleton of experiments/README.md runs as it stands."""
    guide = (standard_folder() / "README.md").read_text(encoding="utf-8")
    readme, source = (
        re.search(rf"```{kind}\n(.*?)```", guide, re.DOTALL)[1] for kind in ("markdown", "python")
    )
    folder = tmp_path / "01_openness"
    folder.mkdir()
    (folder / "README.md").write_text(readme.replace("effort_drives", "openness_helps"))
    (folder / "experiment.py").write_text(source)
    (folder / "openness.toml").write_text(
        f'base = "{Path("configs/baseline.toml").absolute()}"\n[vary]\n'
        '"levers.transparency" = { from = 0.1, to = 0.9, steps = 5 }\n'
    )
    done = reproduce(Entry(folder), tmp_path / "out", small=True, jobs=1)
    assert [each.of.name for each in done.findings.predictions] == ["openness_helps"]
    assert len(done.findings.ablations["openness_through"]) == 4
    assert write_results(done) == ["openness.png"]
    assert tuple(re.findall(r"^## (.+)$", readme, re.MULTILINE)) == SECTIONS
