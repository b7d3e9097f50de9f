"""docs/reference/survey_waves.md: its example prints what it says, its items are those of the code."""

import re
from pathlib import Path

from orgsim.inference.survey import ITEMS
from orgsim.inference.survey.survey_columns import FILES

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "survey_waves.md").read_text(
    encoding="utf-8"
)


def between(name):
    return TEXT[TEXT.index(f"<!-- {name}:begin -->") : TEXT.index(f"<!-- {name}:end -->")]


def test_the_example_prints_what_it_says(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", between("example"), re.DOTALL)
    (printed,) = re.findall(r"```text\n(.*?)```", between("example"), re.DOTALL)
    exec(compile(code, "survey_waves.md", "exec"), {})
    assert capsys.readouterr().out == printed


def test_the_table_of_items_is_that_of_the_code():
    rows = re.findall(r"\| `(\w+)` \| (.*?) \| (yes )?\|", between("items"))
    assert rows == [(i.name, i.meaning, "yes " if i.of_themes else "") for i in ITEMS.values()]
    told = re.search(r"answers nothing about one: (.*?)\.", TEXT)[1]
    assert re.findall(r"`(\w+)`", told) == [i.name for i in ITEMS.values() if i.of_led]


def test_every_column_is_in_the_tables():
    for roles in FILES.values():
        for role in roles:
            assert f"`{role.key}`" in TEXT
