"""Pictures of the gallery, made of the lines that stand above them each time the site is built."""

import contextlib
import io
import os
import re
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from page_blocks import blocks, run_block

GALLERY = "docs/gallery.md"
FIGURE = re.compile(r"<!-- figure: (?P<path>\S+): (?P<alt>.*?) -->", re.DOTALL)


def with_pictures(text: str, target: Path) -> str:
    """The gallery's text with its figures in the place of what names them, written below the target.

    Raises AssertionError where a line of it fails, FileNotFoundError where a figure was not made.
    """
    before, target = Path.cwd(), target.resolve()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            _run_all()
            return FIGURE.sub(lambda found: _picture(found, target), text)
        finally:
            os.chdir(before)


def _run_all() -> None:
    names: dict[str, object] = {}
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()) as said,
    ):
        for block in blocks(GALLERY):
            try:
                run_block(block, names, f"{GALLERY}, line {block.line}")
            except AssertionError as error:
                raise AssertionError(f"{error}: {said.getvalue()}") from None


def _picture(found: re.Match[str], target: Path) -> str:
    """A figure copied to the site, and the Markdown that shows it."""
    place = Path("gallery") / found["path"].replace("/", "-")
    (target / place).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(found["path"], target / place)
    return f"![{' '.join(found['alt'].split())}]({place.as_posix()})"
