"""Charts at every width: names of rows and the quantity in lines, so that what is drawn has room."""

from orgsim.ui.compare.compare_charts import row_axes
from orgsim.ui.present.big_type import big_type
from orgsim.ui.shared.charts.chart_widths import WIDTHS, at_every_width, height_of

NAMES = ("A retail chain as it has been so far", "Managers on the floor every week")
ROWS = {**row_axes(NAMES, "best in replications, of 20"), "series": []}


def layouts(option):
    """The layout from each width on."""
    return dict(zip(WIDTHS, (each["option"] for each in option["media"]), strict=True))


def test_each_width_has_one_layout():
    queries = [each["query"] for each in at_every_width(ROWS)["media"]]
    for width in (100, *WIDTHS, 333, 5000):
        held = [
            query.get("minWidth", 0) <= width <= query.get("maxWidth", width) for query in queries
        ]
        assert held.count(True) == 1


def test_names_of_rows_leave_bars_more_than_half_at_every_width():
    for option in (ROWS, big_type(ROWS)):
        for width, layout in layouts(at_every_width(option)).items():
            assert layout["yAxis"]["axisLabel"]["width"] < 0.4 * width or width > 400
        narrow = layouts(at_every_width(option))[320]
        assert narrow["xAxis"]["name"].replace("\n", " ") == "best in replications, of 20"
        assert narrow["yAxis"]["axisLabel"]["fontSize"] == 13


def test_wide_charts_are_as_they_are():
    wide = layouts(at_every_width(big_type(ROWS)))[1280]
    option = big_type(ROWS)
    assert wide["yAxis"]["axisLabel"].items() <= option["yAxis"]["axisLabel"].items()
    assert wide["grid"]["bottom"] == option["grid"]["bottom"]
    assert at_every_width({"yAxis": {}}) == {"yAxis": {}}


def test_charts_on_a_phone_are_as_much_higher_as_names_need():
    long = {**row_axes([name * 3 for name in NAMES], "gap smaller " * 9), "series": []}
    least, _, most = height_of(at_every_width(long), 240).removesuffix(")").split(", ")
    assert least == "clamp(240px"
    assert int(most.removesuffix("px")) > 290
    assert height_of({}, 200) == "200px"


def test_a_chart_is_as_high_as_the_names_of_its_rows():
    large = big_type({**row_axes(NAMES * 4, "best in replications, of 20"), "series": []})
    least = height_of(at_every_width(large), 200).removeprefix("clamp(").split("px")[0]
    assert int(least) > 8 * 2 * large["yAxis"]["axisLabel"]["lineHeight"]


def test_a_chart_with_a_layout_of_its_own_keeps_it():
    own = {"yAxis": {"data": ["a"]}, "media": [{"query": {"maxWidth": 500}, "option": {}}]}
    assert at_every_width(own) == own
    assert height_of(own, 300) == "300px"
