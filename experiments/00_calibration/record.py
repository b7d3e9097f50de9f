"""Put a report where it belongs: into this folder, the README, the package and the ODD.

    python experiments/00_calibration/record.py results/calibration/report

Without a report, the README and the document are written anew from what this folder holds.
"""

import shutil
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PACKAGED = ROOT / "src" / "orgsim" / "posterior.parquet"
BEGIN, END = "<!-- calibration:begin -->", "<!-- calibration:end -->"


def recorded(text: str, folder: Path = HERE) -> str:
    """The ODD with what the folder's tables say."""
    sys.path.insert(0, str(HERE))
    from calibration.results_text import for_the_odd

    return between(text, BEGIN, END, for_the_odd(folder))


def readme(text: str, folder: Path = HERE) -> str:
    """The README with the priors and what the folder's tables say."""
    sys.path.insert(0, str(HERE))
    from calibration.results_text import for_the_readme, priors

    text = between(text, "<!-- priors:begin -->", "<!-- priors:end -->", priors())
    return between(text, "<!-- results:begin -->", "<!-- results:end -->", for_the_readme(folder))


def between(text: str, begin: str, end: str, what: str) -> str:
    """The text with what stands between two marks replaced."""
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n\n{what}\n\n{end}{after}"


def take_over(report: Path) -> None:
    """Copy a report's files here, and the parameter sets into the package."""
    for path in sorted(report.iterdir()):
        shutil.copy(path, PACKAGED if path.name == PACKAGED.name else HERE)


def main(arguments: list[str]) -> None:
    """Take the report over that is named, if any, and renew both documents."""
    documents = {HERE / "README.md": readme, ROOT / "docs" / "odd.md": recorded}
    for report in arguments:
        take_over(Path(report))
    for path, renewed in documents.items():
        path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
