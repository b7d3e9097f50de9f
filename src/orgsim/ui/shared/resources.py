"""Files that the pages are made of: styles and templates that are not Python."""

from importlib.resources import files


def resource(name: str) -> str:
    """The text of a file in this folder."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
