"""Links of the built site: every file and every place within a page that one leads to is there."""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LEADING = {"href", "src"}
SCHEMES_ELSEWHERE = {"http", "https", "mailto", "data"}


class _Page(HTMLParser):
    """What a page links to, and the places within it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in LEADING and value:
                self.links.append(value)
            if name == "id" and value:
                self.places.add(value)


@cache
def _read(path: Path) -> _Page:
    return _Page(path.read_text(encoding="utf-8"))


def broken_links(site: Path) -> list[str]:
    """A line for each link that leads nowhere. Links to other sites are not asked for."""
    return [
        f"{path.relative_to(site)}: {link}"
        for path in sorted(site.rglob("*.html"))
        if "_static" not in path.parts  # templates of the theme
        for link in dict.fromkeys(_read(path).links)
        if not _leads_somewhere(path, link)
    ]


def _leads_somewhere(page: Path, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme in SCHEMES_ELSEWHERE:
        return True
    if parts.scheme or parts.netloc:
        return False
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not target.is_file():
        return False
    place = unquote(parts.fragment)
    return not place or target.suffix != ".html" or place in _read(target).places
