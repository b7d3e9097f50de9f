"""Build the documentation site: `make docs`, or python docs/site/build_site.py [FOLDER].

Pages are laid out in FOLDER-pages and built into FOLDER (build/site by default). Nothing is asked of any
other machine. Warnings are errors; a link that leads nowhere is one.
"""

import shutil
import sys
from pathlib import Path

from accessible_markup import make_accessible
from laid_out import ROOT, lay_out
from link_check import broken_links
from page_links import BrokenLinkError
from sphinx.cmd.build import build_main


def main(arguments: list[str]) -> int:
    """Build; 0 where all went well."""
    target = Path(arguments[0]) if arguments else ROOT / "build" / "site"
    pages = target.with_name(f"{target.name}-pages")
    try:
        lay_out(pages)
    except BrokenLinkError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    shutil.rmtree(target, ignore_errors=True)
    here = str(Path(__file__).parent)
    settings = ["-q", "-E", "--fail-on-warning", "--keep-going", "--nitpicky", "-c", here]
    if code := build_main([*settings, "-d", f"{target}-doctrees", str(pages), str(target)]):
        return code
    make_accessible(target)
    broken = broken_links(target)
    for line in broken:
        print(f"error: a link leads nowhere: {line}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
