"""The page about an organisation of one's own: its files are there, and say what it shows."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "start" / "consultant.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_links_lead_to_files():
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (PAGE.parent / target).exists(), target


def test_files_of_the_case_are_those_of_the_table():
    named = re.findall(r"^\| `(\w+\.csv)`", TEXT, re.MULTILINE)
    there = [path.name for path in (ROOT / "configs" / "clinics").iterdir()]
    assert sorted(named) == sorted(there)


def test_rows_that_are_shown_are_in_the_file():
    waves = (ROOT / "configs/clinics/waves.csv").read_text(encoding="utf-8").splitlines()
    shown = re.search(r"```\n(wave,.*?)```", TEXT, re.DOTALL)[1].splitlines()
    assert len(shown) == 4
    assert set(shown) <= set(waves)
