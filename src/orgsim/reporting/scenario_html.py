"""A report as one HTML file: nothing outside it is asked for, and it prints well."""

from base64 import b64encode
from html import escape

from orgsim.reporting.report_parts import (
    Bullets,
    Code,
    Paragraph,
    Part,
    Picture,
    Report,
    Section,
    Table,
)

STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
       color: #222; background: #f4f5f7; margin: 0; }
main { max-width: 60rem; margin: 2rem auto; padding: 2.5rem 3rem; background: #fff;
       box-shadow: 0 2px 16px rgba(0, 0, 0, .08); border-radius: 12px; overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0; }
.line { color: #555; margin: .4rem 0 2rem; }
h2 { font-size: 1.25rem; margin: 2.4rem 0 .6rem; color: #004d7a;
     border-bottom: 2px solid #0072b2; padding-bottom: .25rem; }
.first { background: #eef5fa; border-left: 5px solid #0072b2; border-radius: 6px;
         padding: .3rem 1.2rem .6rem; margin-top: 0; }
.first h2 { border: 0; margin-top: .8rem; }
li { margin: .3rem 0; }
.wide { overflow-x: auto; margin: .8rem 0 1.2rem; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem;
         border-bottom: 1px solid #dde1e6; overflow-wrap: normal; }
th { background: #f0f2f5; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; }
img { width: 100%; height: auto; }
figcaption { color: #555; font-size: .9rem; }
pre { background: #f4f5f7; border: 1px solid #dde1e6; border-radius: 6px; padding: .8rem 1rem;
      font: .8rem/1.45 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
      white-space: pre-wrap; }
@media (max-width: 50rem) { main { margin: 0; padding: 1.2rem; border-radius: 0; } }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  body { background: #fff; font-size: 10.5pt; }
  main { margin: 0; padding: 0; max-width: none; box-shadow: none; }
  h2 { break-after: avoid; }
  figure, tr, .first { break-inside: avoid; }
  thead { display: table-header-group; }
}
"""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Even if something slipped in, a browser would neither run it nor ask for anything."""


def as_html(report: Report) -> str:
    """The report as a page of its own."""
    sections = "".join(_section(section, k == 0) for k, section in enumerate(report.sections))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(report.title)}</title>\n<style>{STYLE}</style></head>\n<body><main>\n"
        f'<h1>{escape(report.title)}</h1>\n<p class="line">{escape(report.line)}</p>\n'
        f"{sections}</main></body></html>\n"
    )


def _section(section: Section, first: bool) -> str:
    parts = "".join(_part(part) for part in section.parts)
    kind = ' class="first"' if first else ""
    return f"<section{kind}><h2>{escape(section.title)}</h2>\n{parts}</section>\n"


def _part(part: Part) -> str:
    match part:
        case Paragraph(text):
            return f"<p>{escape(text)}</p>\n"
        case Bullets(items):
            return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>\n"
        case Code(text):
            return f"<pre>{escape(text)}</pre>\n"
        case Picture(png, caption):
            said = escape(caption)
            return (
                f'<figure><img alt="{said}" src="{data_address(png)}">'
                f"<figcaption>{said}</figcaption></figure>\n"
            )
        case Table():
            return _table(part)


def data_address(content: bytes, kind: str = "image/png") -> str:
    """Content as an address that holds all of it."""
    return f"data:{kind};base64,{b64encode(content).decode()}"


def _table(table: Table) -> str:
    head = _cells(table.head, "th", table.words)
    rows = "".join(f"<tr>{_cells(row, 'td', table.words)}</tr>\n" for row in table.rows)
    return (
        f'<div class="wide"><table><thead><tr>{head}</tr></thead>\n'
        f"<tbody>{rows}</tbody></table></div>\n"
    )


def _cells(cells: tuple[str, ...], tag: str, words: int) -> str:
    return "".join(
        f'<{tag} class="number">{escape(cell)}</{tag}>'
        if column >= words
        else f"<{tag}>{escape(cell)}</{tag}>"
        for column, cell in enumerate(cells)
    )
