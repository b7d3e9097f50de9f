"""Reading: HTML made from our own documents, and how it looks."""

import solara

CSS = """
.os-came { background: #EEF5FA; border-left: 4px solid #0072B2; border-radius: 6px;
  padding: 10px 14px; margin: 12px 0; font-weight: 600; color: #333; }
.os-read { font-size: 15px; line-height: 1.6; overflow-wrap: anywhere; }
.os-read p, .os-read ul, .os-read ol, .os-read img { max-width: 960px; }
.os-read strong { font-weight: 650; }
.os-read h2 { font-size: 18px; margin: 22px 0 8px; }
.os-read h3, .os-read h4 { font-size: 15.5px; margin: 16px 0 6px; }
.os-read p, .os-read ul, .os-read ol { margin: 0 0 10px; }
.os-read li { margin: 3px 0; }
.os-read img { max-width: 100%; height: auto; display: block; margin: 8px 0; }
.os-read .os-scroll { overflow-x: auto; margin: 8px 0 16px; }
.os-read .os-scroll:focus-visible { outline: 3px solid #0072B2; outline-offset: 2px; }
.os-read code, .os-read pre { font: 13px/1.5 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono",
  monospace; background: #F3F6F9 !important; color: #333 !important; border-radius: 4px;
  padding: 1px 4px; box-shadow: none !important; overflow-wrap: normal; }
.os-read pre { padding: 10px 14px; overflow-x: auto; }
.os-read pre code { padding: 0; white-space: pre; }
.os-read table.os-table { font-size: 13px; line-height: 1.45; overflow-wrap: normal; }
.os-read table.os-table td, .os-read table.os-table th { padding: 6px 12px 6px 0;
  vertical-align: top; }
.os-read table.os-table tbody tr:hover { background: #F5F9FC; }
.os-read .os-figure { white-space: nowrap; text-align: right !important; }
.os-read .os-equations { border-collapse: collapse; font: 16px/1.65 "STIX Two Math",
  "Cambria Math", "Latin Modern Math", Cambria, "DejaVu Serif", Georgia, serif;
  background: #F7FAFC; border-left: 4px solid #0072B2; border-radius: 6px; }
.os-read .os-equations td { padding: 2px 6px; white-space: nowrap; vertical-align: baseline; }
.os-read .os-equations td:first-child { padding-left: 16px; text-align: right; }
.os-read .os-equations td:nth-child(4) { padding: 2px 18px; color: #5B6470; font-size: 14px; }
.os-read .os-equations td.whole { text-align: left; white-space: pre;
  font: 13px/1.7 ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.os-read .os-equations sub { font-size: 72%; }
.os-read .os-equations .named { border-bottom: 1px dotted #0072B2; cursor: help; }
"""


@solara.component
def Reading(html: str) -> None:
    """HTML of a document of ours; never of anything that a user wrote."""
    with solara.Div():
        solara.Style(CSS)
        solara.HTML(tag="div", unsafe_innerHTML=html, classes=["os-read"])


@solara.component
def Came(text: str) -> None:
    """What a run came to, in a line."""
    with solara.Div():
        solara.Style(CSS)
        solara.v.Html(tag="div", class_="os-came", attributes={"role": "status"}, children=[text])
