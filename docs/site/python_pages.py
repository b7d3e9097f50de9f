"""Pages of the Python interface: one for each public name, which autodoc fills from its docstring."""

import inspect
from typing import Any

import orgsim

ABOUT = """\
`import orgsim` gives the names below; each is loaded when it is first used. A mistake in what is asked
for raises `orgsim.UserError`, whose text is one line that says what is wrong, where, and what is
allowed. Arrays over time have the shape (weeks + 1, replications), week 0 being the start; units of
measures are those of the [measures](../measures.md)."""


def python_pages() -> dict[str, str]:
    """Each page by its place below reference: an index, and one for each name of `orgsim.__all__`."""
    pages = {f"python/{name}.md": _page(name) for name in orgsim.__all__}
    rows = [f"| [`{name}`]({name}.md) | {_first_line(name)} |" for name in orgsim.__all__]
    tree = "```{toctree}\n:hidden:\n\n" + "\n".join(orgsim.__all__) + "\n```"
    table = "\n".join(["| name | what it is |", "| --- | --- |", *rows])
    return {"python/index.md": f"# Python\n\n{ABOUT}\n\n{table}\n\n{tree}\n", **pages}


def _first_line(name: str) -> str:
    found = _documented(name)
    said = (
        inspect.getdoc(found)
        if callable(found)
        else "what the series of a result are called and mean"
    )
    return (said or "").partition("\n")[0].replace("|", "\\|")


def _documented(name: str) -> Any:
    """What a name stands for; of a package that can be called, the function it calls."""
    found = getattr(orgsim, name)
    return getattr(found, name) if inspect.ismodule(found) else found


def _page(name: str) -> str:
    found = _documented(name)
    head = f"# orgsim.{name}\n\n"
    if not callable(found):
        keys = ", ".join(f"`{key}`" for key in found)
        return f"{head}A mapping of [measures](../measures.md) by name: {keys}.\n"
    whole = f"orgsim.{name}" if found is getattr(orgsim, name) else f"{found.__module__}.{name}"
    directive = ".. autoclass::" if inspect.isclass(found) else ".. autofunction::"
    members = "   :members:\n" if inspect.isclass(found) else ""
    return f"{head}```{{eval-rst}}\n{directive} {whole}\n{members}```\n"
