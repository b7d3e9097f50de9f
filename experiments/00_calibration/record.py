"""Put a report where it belongs: into this folder, the package, the ODD and both READMEs.

    python experiments/00_calibration/record.py results/calibration/report

Without a report, the documents are written anew from what this folder holds.
"""

import json
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PACKAGED = ROOT / "src" / "orgsim" / "parameter_sets" / "posterior.parquet"
sys.path.insert(0, str(HERE))


def recorded(text: str, folder: Path = HERE) -> str:
    """The ODD with what the folder's tables say."""
    from calibration import honesty, results_text

    text = between(text, "calibration", results_text.for_the_odd(folder))
    return between(text, "honesty", honesty.for_the_odd(folder))


def front_page(text: str, folder: Path = HERE) -> str:
    """The README of the project with what fails, and how much is open."""
    from calibration import honesty

    return between(text, "honesty", honesty.for_the_front_page(folder))


def readme(text: str, folder: Path = HERE) -> str:
    """The README with the priors and what the folder's tables say."""
    from calibration.results_text import for_the_readme, priors

    text = between(text, "priors", priors())
    return between(text, "results", for_the_readme(folder))


def between(text: str, name: str, what: str) -> str:
    """The text with what stands between the two marks of a name replaced."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n\n{what}\n\n{end}{after}"


def take_over(report: Path) -> None:
    """Copy a report's files here, and the parameter sets into the package.

    Figures as SVG stay in the report: no page shows them, and every installation would have them.
    """
    for path in sorted(report.iterdir()):
        if path.suffix != ".svg":
            shutil.copy(path, PACKAGED if path.name == PACKAGED.name else HERE)


def said_of(report: Path) -> str:
    """A warning about a report whose code no commit holds, "" about any other."""
    from calibration.checkout import warning

    return warning(json.loads((report / "results.json").read_bytes()).get("git"))


def main(arguments: list[str]) -> None:
    """Take the report over that is named, if any, and renew the documents."""
    documents = {
        HERE / "README.md": readme,
        ROOT / "docs" / "odd.md": recorded,
        ROOT / "README.md": front_page,
        ROOT / "docs" / "explanation" / "limits.md": front_page,
    }
    for report in arguments:
        take_over(Path(report))
        if said := said_of(Path(report)):
            print(said, file=sys.stderr)
    for path, renewed in documents.items():
        path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
