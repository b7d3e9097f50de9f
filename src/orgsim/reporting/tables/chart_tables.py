"""Tables of an organisation that was read: its people, levels, ties and survey."""

from collections.abc import Mapping
from typing import Any

from orgsim.number_text import count, fixed, percent, plain
from orgsim.reporting.neutral_table import Column, Table, numbers, words

Description = Mapping[str, Any]


def overview_table(of: Description) -> Table:
    """People, spans and ties in a few figures."""
    span, ties = of["span_of_control"], of["ties_per_person"]
    rows = {
        "People": f"{of['people']:,} on {count(of['levels'], 'level')}, {of['leaders']:,} with reports",
        "Span of control": (
            f"mean {fixed(span['mean'], 1)}, median {plain(span['median'])}, most {span['max']:,};"
            f" coefficient of variation {fixed(of['span_variation'], 2)}"
        ),
        "Informal ties": (
            f"{of['ties']:,} {'directed' if of['directed'] else 'undirected'}; per person mean"
            f" {fixed(ties['mean'], 1)}, median {plain(ties['median'])}, most {ties['max']:,}"
        ),
        "Without any tie": count(of["people_without_ties"], "person", "people"),
        "Groups held together": f"{of['components']:,} by ties alone (people without ties count)",
    }
    if of["directed"]:
        rows["Returned ties"] = percent(of["reciprocity"], 1)
    return words(("", ""), rows.items())


def level_sizes_table(of: Description) -> Table:
    """People by level."""
    return Table(
        (Column("level"), numbers("people", 0)),
        tuple((str(level), people) for level, people in enumerate(of["people_by_level"])),
        "People by level (0 is the top)",
    )


def ties_table(of: Description) -> Table:
    """Between whom the ties run: shares of their number and of their weight."""
    share, weight = (
        Column(f"share of {what}", "number", written=lambda value: percent(value, 1))
        for what in ("ties", "weight")
    )
    rows = tuple(
        (kind.replace("_", " "), of["share_of_ties"][kind], of["share_of_weight"][kind])
        for kind in of["share_of_ties"]
    )
    return Table((Column("ties"), share, weight), rows, "Where the ties run")


def survey_table(survey: Mapping[str, Mapping[str, Any]]) -> Table:
    """Answers of a survey: how many, their mean and their spread."""
    rows = tuple(
        (name, found["answers"], found["mean"], found["spread"]) for name, found in survey.items()
    )
    columns = (Column("state"), numbers("answers", 0), numbers("mean"), numbers("spread"))
    return Table(columns, rows, "Survey")
