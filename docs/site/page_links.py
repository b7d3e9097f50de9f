"""Links between files of the project, written anew as links between pages of the site."""

import os
import re
from collections.abc import Collection
from pathlib import Path, PurePosixPath

LINK = re.compile(r"(```.*?```|`[^`\n]+`)|(\]\()([^)\s]+)(\))", re.DOTALL)
ELSEWHERE = re.compile(r"[a-z]+:|#")
PAGES = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "benchmarks/README.md": "benchmarks.md",
    "CHANGELOG.md": "changelog.md",
}
"""Files at the root of the project that are pages."""


class BrokenLinkError(Exception):
    """A link of a page to something that is not there."""


def place_of(path: str, root: Path, made: Collection[str] = ()) -> str:
    """Where a file of the project stands on the site: a page, or a file to be downloaded.

    made  pages that are made from the code, which no file of the project holds

    Raises BrokenLinkError where there is no such file, or where a folder has no page.
    """
    if path in made:
        return path.removeprefix("docs/")
    if not (root / path).exists():
        raise BrokenLinkError(f"{path} is not there")
    if (root / path).is_dir():
        path = f"{path}/README.md"
        if not (root / path).is_file():
            raise BrokenLinkError(f"{path} is not there, so that this folder is no page")
    if path in PAGES:
        return PAGES[path]
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    if path.startswith("experiments/") and not path.endswith((".py", ".toml")):
        return path.replace("README.md", "index.md")
    return f"files/{path}"


def with_links_of_the_site(
    text: str, source: str, root: Path, made: Collection[str] = ()
) -> tuple[str, list[str]]:
    """A page's text with links as the site has them, and the files of the project that it links to.

    source  the page's own path in the project
    """
    here = PurePosixPath(place_of(source, root)).parent
    linked: list[str] = []

    def renewed(found: re.Match[str]) -> str:
        if found[1] or ELSEWHERE.match(found[3]):
            return found[0]
        path, mark, anchor = found[3].partition("#")
        target = os.path.normpath(PurePosixPath(source).parent / path)
        try:
            place = place_of(target, root, made)
        except BrokenLinkError as error:
            raise BrokenLinkError(f"{source}: ({found[3]}): {error}") from error
        if target not in made:
            linked.append(target)
        return f"{found[2]}{os.path.relpath(place, here)}{mark}{anchor}{found[4]}"

    return LINK.sub(renewed, text), linked
