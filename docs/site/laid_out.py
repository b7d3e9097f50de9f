"""The pages of the site laid out in a folder: those that are kept, and those made from the code."""

import shutil
from pathlib import Path

from gallery_pictures import GALLERY, with_pictures
from page_links import PAGES, place_of, with_links_of_the_site
from reference_pages import reference_pages

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("docs/**/*.md", "experiments/README.md", "experiments/*/README.md")
"""Pages that are kept in the project, besides those of PAGES."""
EXPERIMENTS = "experiments/README.md"
ALL_OF_THEM = """
```{toctree}
:hidden:
:glob:

*/index
```
"""
"""What makes the pages of experiments part of the site's tree, below their index."""


def lay_out(target: Path) -> int:
    """Write all pages and what they link to into a folder, from nothing; how many pages.

    Raises BrokenLinkError where a page links to what is not there.
    """
    shutil.rmtree(target, ignore_errors=True)
    made = reference_pages()
    for place, text in made.items():
        _write(target / place, text)
    places = {f"docs/{place}" for place in made}
    kept = kept_pages()
    for source in kept:
        text = (ROOT / source).read_text(encoding="utf-8")
        text, linked = with_links_of_the_site(text, source, ROOT, places)
        if source == EXPERIMENTS:
            text += ALL_OF_THEM
        if source == GALLERY:
            text = with_pictures(text, target)
        _write(target / place_of(source, ROOT), text)
        for path in linked:
            _copy(path, target)
    return len(made) + len(kept)


def kept_pages() -> list[str]:
    """Paths in the project of the pages that are kept."""
    found = [path.relative_to(ROOT).as_posix() for kind in KEPT for path in ROOT.glob(kind)]
    return sorted({*found, *(page for page in PAGES if page != "README.md")})


def _copy(path: str, target: Path) -> None:
    """A file that a page links to, unless it is a page itself."""
    place = place_of(path, ROOT)
    if not place.endswith(".md"):
        (target / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, target / place)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
