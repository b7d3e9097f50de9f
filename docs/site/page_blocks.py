"""Code blocks of the documentation: read from a page with their marks, and run one after the other.

A comment says what is particular of the block that follows it, or of a whole page where it stands
above its title:

    <!-- not run: REASON -->        why it cannot be run here
    <!-- run by: tests/… -->        which other test runs it
    <!-- file: NAME -->             it is saved under this name, for the blocks below
    <!-- smaller: run --weeks 4; fit --members 50 -->   options that commands get, from there on

A block of TOML without a mark has to be a config. Where a block of text follows, it is what was
printed; a line of it that is … stands for any number of lines.
"""

import io
import os
import re
import shlex
import tomllib
from collections.abc import Mapping
from contextlib import redirect_stdout
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for kind in (
        "README.md",
        "docs/**/*.md",
        "CONTRIBUTING.md",
        "benchmarks/README.md",
        "experiments/**/README.md",
    )
    for path in ROOT.glob(kind)
)
"""The README, and the pages of the site that are kept."""

CODE = ("sh", "python", "toml")
PART = re.compile(
    r"^(?P<title># )|<!-- (?P<mark>not run|run by|file|smaller): (?P<said>.*?) -->"
    r"|^(?P<indent> *)```(?P<language>[\w-]*)\n(?P<source>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
ANY_LINES = "…"


class Block(NamedTuple):
    """A block of code: where it begins, what it prints, its marks, and options of commands."""

    language: str
    source: str
    line: int
    printed: str | None
    marks: Mapping[str, str]
    smaller: Mapping[str, list[str]]


def blocks(page: str) -> list[Block]:
    """The blocks of code of a page, by its path in the project."""
    text = (ROOT / page).read_text(encoding="utf-8")
    found: list[Block] = []
    smaller: dict[str, list[str]] = {}
    marks: dict[str, str] = {}
    of_page: dict[str, str] = {}
    for part in PART.finditer(text):
        if part["title"]:
            of_page, marks = of_page or marks, {}
        elif part["mark"] == "smaller":
            smaller = {**smaller, **_options(part["said"])}
        elif part["mark"]:
            marks[part["mark"]] = part["said"]
        elif part["language"] in CODE or "file" in marks:
            line = text.count("\n", 0, part.start()) + 1
            printed = _printed(text, part.end())
            source, own = dedent(part["source"]), {**of_page, **marks}
            found.append(Block(part["language"], source, line, printed, own, smaller))
            marks = {}
    return found


def _options(said: str) -> dict[str, list[str]]:
    """Options by command."""
    return {words[0]: words[1:] for words in map(shlex.split, said.split(";"))}


def _printed(text: str, end: int) -> str | None:
    following = re.compile(r"\n+```text\n(.*?)```", re.DOTALL).match(text, end)
    return following[1] if following else None


def run_here(block: Block) -> bool:
    """Whether a block is run by `run_page`."""
    return not {"not run", "run by"} & set(block.marks)


def run_page(page: str) -> dict[str, object]:
    """Run the blocks of a page in the current folder, one after the other; the names of its Python.

    Raises AssertionError with page and line where one fails or prints something else than it says.
    """
    names: dict[str, object] = {}
    for block in filter(run_here, blocks(page)):
        where = f"{page}, line {block.line}"
        output = io.StringIO()
        with redirect_stdout(output):
            run_block(block, names, where)
        if block.printed is not None:
            assert _matches(output.getvalue(), block.printed), f"{where}: {output.getvalue()}"
    return names


def run_block(block: Block, names: dict[str, object], where: str) -> None:
    """Run one block in the current folder, with the names of Python before it; `where` is for errors."""
    if "file" in block.marks:
        Path(block.marks["file"]).parent.mkdir(parents=True, exist_ok=True)
        Path(block.marks["file"]).write_text(block.source, encoding="utf-8")
    elif block.language == "python":
        exec(compile(block.source, where, "exec"), names)
    elif block.language == "toml":
        from orgsim.config.files import build

        build(tomllib.loads(block.source), where)
    else:
        for line in block.source.replace("\\\n", " ").splitlines():
            _run_line(shlex.split(line, comments=True), block.smaller, where)


def _run_line(words: list[str], smaller: Mapping[str, list[str]], where: str) -> None:
    """A line as the shell would run it: a command of orgsim, into a file if it says so; a variable."""
    from orgsim.cli.main import main

    if not words:
        return
    if words[0] == "export":
        name, _, value = words[1].partition("=")
        os.environ[name] = value.replace("$PWD", os.getcwd())
        return
    assert words[0] == "orgsim", (
        f"{where}: {words[0]} is no command of orgsim; say why it is not run"
    )
    words, target = (words[:-2], words[-1]) if ">" in words else (words, None)
    arguments = [*words[1:], *smaller.get(words[1], [])]
    if target is None:
        assert main(arguments) == 0, f"{where}: {' '.join(words)}"
        return
    with Path(target).open("w", encoding="utf-8") as file, redirect_stdout(file):
        assert main(arguments) == 0, f"{where}: {' '.join(words)}"


def _matches(output: str, said: str) -> bool:
    """Whether something printed what a page says, with … for any lines."""
    lines = [re.escape(line.rstrip()) for line in said.rstrip().splitlines()]
    pattern = "\n".join(r"(?:.*\n)*?.*" if line == re.escape(ANY_LINES) else line for line in lines)
    found = "\n".join(line.rstrip() for line in output.rstrip().splitlines())
    return re.fullmatch(pattern, found) is not None


if __name__ == "__main__":
    every = [(page, block) for page in PAGES for block in blocks(page)]
    here = sum(run_here(block) for _, block in every)
    elsewhere = sum("run by" in block.marks for _, block in every)
    print(f"{len(every)} blocks: {here} run page by page, {elsewhere} by other tests; not run:")
    for page, block in every:
        if "not run" in block.marks:
            print(f"  {page}, line {block.line}: {block.marks['not run']}")
