"""Names above charts of a comparison: all are there at every width, in lines with room of their own."""

import pytest
from plain_scenarios import plain_scenario
from waiting import assert_fits, waited

from orgsim.ui.compare.compare_charts import LINES, by_week
from orgsim.ui.shared.charts.chart_widths import at_every_width, height_of
from orgsim.ui.shared.page_colours import SERIES
from orgsim.ui.shared.scenarios.compared_address import MOST_COMPARED, query_with
from orgsim.ui.shared.scenarios.scenario import MOST_NAME

SMALL = {"organisation.people": 30, "run.weeks": 12, "run.replications": 2}
ORDINARY = ("As it has been", "Managers on the floor", "Training", "Both of them")
LONGEST = (
    "Managers on the floor every week with a coach beside each of",
    "Training for all three levels, in the first two quarters of ",
    "As it is",
    "W" * MOST_NAME,
    "Both: presence on the floor and training for everybody in it",
    "Less red tape, and promises that the board itself has made  ",
)
NAMES = """
() => {
  const place = document.querySelector(".solara-echarts"), chart = place && place.__vue__.chart;
  if (!chart) return null;
  const model = chart.getModel(), box = ({ x, y, width, height }) => [x, y, x + width, y + height];
  const group = chart.getViewOfComponentModel(model.getComponent("legend")).group;
  const whole = (part) => {
    const rect = part.getBoundingRect().clone();
    return box(rect.applyTransform(part.getComputedTransform()) || rect);
  };
  const names = [];
  group.traverse((part) => part.type === "text" && names.push([part.style.text, whole(part)]));
  return {
    names,
    weeks: box(model.getComponent("grid").coordinateSystem.getRect()),
    width: chart.getWidth(),
    drawn: chart.getHeight() === place.clientHeight && chart.getWidth() === place.clientWidth,
  };
}
"""
"""Where the names above the first chart stand, its weeks, and whether it is as large as its place."""
WIDTHS = (390, 768, 1280, 1920)


def test_each_scenario_has_a_colour_and_a_line_of_its_own():
    assert len({str(line) for line in LINES}) == MOST_COMPARED
    assert len(set(SERIES[:MOST_COMPARED])) == MOST_COMPARED


def test_a_chart_with_names_above_it_grows_with_their_lines():
    option = at_every_width(by_week([], ORDINARY, 30, None, "gap"))
    assert option["legend"]["data"] == list(ORDINARY)
    assert height_of(option, 340) == "calc(340px + var(--legend-room, 0px))"


def compared(names):
    """Scenarios of one organisation, by these names."""
    plain = plain_scenario(values=SMALL)
    levers = (0.4 + 0.1 * number for number in range(len(names)))
    return [
        plain.with_value("levers.transparency", lever).named(name)
        for lever, name in zip(levers, names, strict=True)
    ]


def assert_all_names_stand(page, names) -> float:
    """Every name stands above the weeks, and where no other does; how high the weeks are."""
    found: dict = {}

    def all_there() -> bool:
        found.update(page.evaluate(NAMES) or {})
        return {name for name, _ in found.get("names", ())} == set(names) and found["drawn"]

    assert waited(all_there), found
    places = [place for _, place in found["names"]]
    left, top, _, bottom = found["weeks"]
    assert left > 0
    for number, (x, y, beyond, below) in enumerate(places):
        assert x >= 0, found
        assert beyond <= found["width"] - 40, found  # there is the button that saves it
        assert y >= 0, found
        assert below <= top - 4, found
        for other_x, other_y, other_beyond, other_below in places[:number]:
            beside = x >= other_beyond or other_x >= beyond
            assert beside or y >= other_below or other_y >= below, found
    return bottom - top


@pytest.mark.slow
@pytest.mark.parametrize("names", [ORDINARY, LONGEST], ids=["four", "six"])
def test_all_names_stand_above_a_chart_at_every_width(watched, picture, names):
    those = compared(names)
    page = watched.page()
    page.goto(f"{watched.address}/compare?{query_with(those[0], those)}")
    page.get_by_text("2 of 2 replications").first.wait_for()
    shown = [each.name for each in those]
    heights = set()
    for width in WIDTHS:
        assert_fits(page, width)
        heights.add(assert_all_names_stand(page, shown))
        picture(page, f"legend_{len(names)}_{width}")
    assert len(heights) == 1
