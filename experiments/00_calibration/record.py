"""Write what the calibration found into the ODD, between its calibration marks.

python experiments/00_calibration/record.py docs/odd.md
"""

import csv
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BEGIN, END = "<!-- calibration:begin -->", "<!-- calibration:end -->"
WELL, HARDLY = 0.5, 0.2
"""Shrinkage from which a size counts as pinned down, and below which it could be anything."""


def recorded(text: str, folder: Path = HERE) -> str:
    """The document with the tables of the folder's keys.csv and facts.csv."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = "\n\n".join([_keys(_rows(folder / "keys.csv")), _fails(_rows(folder / "facts.csv"))])
    return f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}"


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _keys(rows: list[dict[str, str]]) -> str:
    lines = ["| key | assumed | now | accepted, 5–95 % | pinned down |", "| --- " * 5 + "|"]
    for row in sorted(rows, key=lambda row: row["key"]):
        accepted = (
            f"{float(row['accepted_low']):.2g} … {float(row['accepted_high']):.2g}"
            if row["accepted_low"]
            else "too few"
        )
        lines.append(
            f"| `{row['key']}` | {float(row['assumed']):.2g} | {float(row['tuned']):.2g} |"
            f" {accepted} | {_how_well(row['shrinkage'])} |"
        )
    return "\n".join(lines)


def _how_well(shrinkage: str) -> str:
    if not shrinkage:
        return "not known"
    share = float(shrinkage)
    return "well" if share >= WELL else "could be nearly anything" if share < HARDLY else "partly"


def _fails(rows: list[dict[str, str]]) -> str:
    outside = [row for row in rows if row["moment"] == "after" and row["inside"] != "True"]
    if not outside:
        return "No fact fails."
    lines = [
        "| fact | part that fails | organisation | model | band |",
        "| --- " * 5 + "|",
    ]
    for row in outside:
        lines.append(
            f"| {row['number']} | `{row['part']}` | {row['organisation']} |"
            f" {float(row['mean']):.2f} | {float(row['low']):g} … {float(row['high']):g} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    document = Path(sys.argv[1])
    document.write_text(recorded(document.read_text(encoding="utf-8")), encoding="utf-8")
