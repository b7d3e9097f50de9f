"""Trying: an experiment read, and run at its small size."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from orgsim.errors import UserError
from orgsim.figures.style import STYLE
from orgsim.study.catalogue import SECTIONS, Entry, entries, standard_folder
from orgsim.study.declaration import Skipped
from orgsim.study.findings import REFUTED, SUPPORTED, UNDECIDED
from orgsim.study.readme import result_block
from orgsim.study.results import RESULTS
from orgsim.study.run import reproduce
from orgsim.ui.server_folder import folder_inside
from orgsim.ui.shared.computing.background import Teller
from orgsim.ui.shared.text_html import COMMENT, html_of, pictures_in

VERDICTS = (SUPPORTED, REFUTED, UNDECIDED)


@dataclass(frozen=True)
class Listed:
    """An experiment as the list shows it: how many predictions came to which verdict, at full size."""

    name: str
    number: str
    title: str
    question: str
    verdicts: tuple[tuple[str, int], ...]


def listed() -> list[Listed]:
    """All experiments that came with the package."""
    return [
        Listed(each.name, each.number, each.title, _plain(each.question), verdicts_of(each.folder))
        for each in entries(standard_folder())
    ]


def entry_of(name: str) -> Entry:
    """The experiment of a name in the list; no other path is ever read."""
    for entry in entries(standard_folder()):
        if entry.name == name:
            return entry
    raise UserError("there is no such experiment")


def verdicts_of(folder: Path) -> tuple[tuple[str, int], ...]:
    """How many predictions came to which verdict in the run that is kept beside the README."""
    try:
        kept = json.loads((folder / RESULTS).read_bytes())
        found = [each["verdict"] for each in kept["predictions"]]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple((name, found.count(name)) for name in VERDICTS if name in found)


@cache
def sections_html(entry: Entry) -> tuple[tuple[str, str], ...]:
    """The README's sections, as (heading, HTML)."""
    pictures = pictures_in(entry.folder)
    there = ((heading, entry.section(heading)) for heading in SECTIONS)
    return tuple((heading, html_of(text, pictures)) for heading, text in there if text)


def _plain(text: str) -> str:
    return COMMENT.sub("", text).replace("`", "").replace("*", "")


def try_small(entry: Entry, teller: Teller) -> str:
    """Run an experiment with few people and replications; its results as HTML.

    Raises GivenUp soon after nobody wants it.
    """
    from matplotlib import rc_context

    from orgsim.figures.save import lay_out, png_of

    with TemporaryDirectory(prefix="experiment-", dir=folder_inside()) as folder:
        try:
            done = reproduce(entry, Path(folder), small=True, jobs=1, progress=teller)
        except Skipped as missing:
            raise UserError(f"This experiment cannot be run here: {missing}") from None
        teller.doing("drawing")
        pictures = {}
        for name, picture in done.experiment.pictures.items():
            with rc_context(STYLE):
                figure = picture.draw(done.tables, done.findings)
            pictures[f"{name}.png"] = png_of(lay_out(figure))
            teller.advance(0)
        block = result_block(done.experiment, done.findings, done.what_ran)
        return html_of(block, pictures.get)
