"""Names of factors on figures."""

from orgsim.figures.factor_names import cut, full_names, short_names, with_unit


def test_names_are_as_short_as_tells_them_apart():
    names = ["levers.training", "people.trust.mean", "people.habit.mean", "a.rate", "b.rate", "x"]
    short = short_names(names)
    assert list(short.values()) == ["training", "trust.mean", "habit.mean", "a.rate", "b.rate", "x"]
    assert with_unit("levers.training", short).startswith("training (")
    assert with_unit("x", short) == "x"


def test_full_names_are_told_once():
    names = ["levers.training", "levers.broadcast", "run.weeks", "scenario"]
    short = short_names(names)
    assert full_names([*names, *names], short, 80) == "levers.{training, broadcast}, run.weeks"
    assert full_names(["scenario"], short, 80) == ""


def test_long_texts_keep_their_ends():
    assert cut("short") == "short"
    assert cut("a_scenario_named_12") == "a_scenari…named_12"
    assert len(cut("x" * 99)) == 18
