"""Places of figures: curves by name, evidence by name, and captions."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from orgsim.study.evidence import mean_of
from orgsim.study.findings import Findings, Found, Left, Number
from orgsim.study.pictures import Place, figure, mechanisms, pictures, without_each
from orgsim.study.source_table import Table

VALUES = np.array([[0.0, 2.0], [1.0, 5.0], [4.0, 6.0]])
TABLES = {"effort": VALUES}
NUMBER = mean_of(np.array([1.0, 2.0, 6.0]))
FINDINGS = Findings(
    predictions=(),
    numbers=[Found(Number("gain", "what it gains", "points", lambda _: NUMBER), NUMBER)],
    ablations={"through": [Left("nothing", NUMBER, None), Left("deeds", NUMBER, None)]},
)
effort = Table("effort", "points")


@effort.levels
def first(values, number):
    return np.arange(number), values[:number]


def place() -> Place:
    return Place(Figure().subplots(), TABLES, FINDINGS)


def test_curves_of_fewer_levels_end_earlier():
    there = place()
    there.curves("Both", {"short": first(2), "long": first(3)}, "Gap (points)", "Depth (levels)")
    short, long = there.axes.lines
    assert short.get_xdata().tolist() == [0, 1]
    assert long.get_ydata().tolist() == [1.0, 3.0, 5.0]
    assert there.axes.get_title() == "Both"
    labels = there.axes.get_xlabel(), there.axes.get_ylabel()
    assert labels == ("Depth (levels)", "Gap (points)")


def test_curves_over_other_levels_do_not_stand_side_by_side():
    with pytest.raises(ValueError, match="moved: over other levels"):
        place().by_name({"first": first(3), "moved": effort.through({5.0: first(3).nth(0)})})


def test_evidence_is_asked_by_name_as_a_quantity_or_as_an_estimate():
    there = place()
    assert there.evidence("gain") is NUMBER
    assert there.evidence(first(3).nth(-1)).value == 5.0
    assert there.evidence(first(3).place(lambda x, y: y[..., 0], "first", "points")).value == 1.0


def test_estimates_without_a_number_are_not_drawn():
    there = place()
    unknown = first(1).nth(0) * float("nan")
    there.intervals("", {"known": "gain", "unknown": unknown}, "Gain (points)")
    assert [label.get_text() for label in there.axes.get_yticklabels()] == ["known"]


def test_an_effect_is_named_whole_and_without_each_mechanism():
    names = without_each("by_effort", "effort", ("trust", "peers"))
    assert names == {
        "whole model": "by_effort",
        "without trust": "effort_without_trust",
        "without peers": "effort_without_peers",
    }


def test_a_figure_has_its_places_and_the_caption_of_its_function():
    @figure(2, 2, width=2.0, height=1.0)
    def draw_all(*places: Place) -> None:
        """Four
        places.
        """
        for number, each in enumerate(places):
            each.axes.set_title(str(number))

    (name, picture), _ = pictures(draw_all, through=mechanisms("One effect")).items()
    assert (name, picture.caption) == ("all", "Four places.")
    drawn = picture.draw(TABLES, FINDINGS)
    assert [axes.get_title() for axes in drawn.axes] == ["0", "1", "2", "3"]
    assert drawn.get_size_inches().tolist() == [4.0, 2.0]


def test_the_figure_of_ablations_shows_each_in_a_place():
    picture = mechanisms("One effect,", off="thing", through=("By deeds", "Gain (points)"))
    assert picture.caption == (
        "One effect, in the whole model (dotted) and with one thing off. Means with 95 % intervals."
    )
    (axes,) = picture.draw(TABLES, FINDINGS).axes
    assert (axes.get_title(), axes.get_xlabel()) == ("By deeds", "Gain (points)")
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names == ["whole model", "without deeds"]


def test_a_figure_without_a_caption_is_refused():
    with pytest.raises(ValueError, match="needs a docstring"):
        pictures(figure()(lambda place: None))
