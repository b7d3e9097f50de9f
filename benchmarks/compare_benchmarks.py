"""Two measurements of `every_benchmark.py` beside each other, newer divided by older.

    python benchmarks/compare_benchmarks.py [OLDER.json NEWER.json]

Without files, the two newest of build/benchmarks/. Numbers of two machines say nothing of the code, and
on one machine what else it does moves them: ratios to a peer measured in the same minutes are the surer
ones, so that these are compared wherever there are any. More than a tenth slower is marked, and makes
the exit code 1.
"""

import json
import sys
from pathlib import Path
from typing import Any

BUILD = Path(__file__).resolve().parent.parent / "build" / "benchmarks"
SLOWER = 1.1


def main() -> None:
    """Print a line for each number that both have."""
    paths = [Path(path) for path in sys.argv[1:]] or newest(BUILD)
    if len(paths) != 2:
        sys.exit("two files of every_benchmark.py are compared: name them, or measure two commits")
    older, newer = (json.loads(path.read_text(encoding="utf-8")) for path in paths)
    print(f"{newer['commit']} / {older['commit']}")
    if older["cpu"] != newer["cpu"]:
        print(f"other processors: {older['cpu']} and {newer['cpu']}")
    found = compared(older, newer)
    for name, ratio, of in found:
        print(f"{name:44}{ratio:>7.2f}{' slower' if ratio > SLOWER else '':8}{of}")
    sys.exit(any(ratio > SLOWER for _, ratio, _ in found))


def newest(folder: Path) -> list[Path]:
    """The two files measured last, the older one first."""
    return sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)[-2:]


def compared(older: dict[str, Any], newer: dict[str, Any]) -> list[tuple[str, float, str]]:
    """Name, newer / older, and of what: the ratio to a peer where both have it, else the number."""
    before = {each["name"]: each for each in older["measured"]}
    rows = []
    for each in newer["measured"]:
        was = before.get(each["name"])
        if was is None:
            continue
        if each["peer"] and was["peer"]:
            rows.append(
                (each["name"], each["peer"][1] / was["peer"][1], f"beside {each['peer'][0]}")
            )
        else:
            rows.append((each["name"], each["value"] / was["value"], each["unit"]))
    return rows


if __name__ == "__main__":
    main()
