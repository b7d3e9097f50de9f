"""Theme: the colours, sizes and spaces that all pages share."""

from typing import Any

from orgsim.figures.style import BLUE, GREEN, INK, VERMILLION

ACCENT = BLUE
BETTER, WORSE, PLAIN = "#00704F", "#A84300", "#5B6470"
"""Text colours for better and worse: Okabe–Ito's green and vermillion, dark enough to read."""

BETTER_LINE, WORSE_LINE = GREEN, VERMILLION
SOFT = "0 1px 2px rgba(16,24,40,.06), 0 2px 8px rgba(16,24,40,.06)"

CSS = f"""
:root {{ --accent: {ACCENT}; --ink: {INK}; --plain: {PLAIN}; }}
.v-application {{ font-family: Inter, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif
  !important; color: var(--ink); background: #F5F7FA !important; }}
.solara-autorouter-content, .solara-content-main {{ background: transparent; }}
.os-shell {{ min-height: 100vh; background: #F5F7FA; }}
.os-header {{ position: sticky; top: 0; z-index: 6; background: #fff; box-shadow: {SOFT};
  display: flex; flex-wrap: wrap; align-items: center; gap: 4px 20px; padding: 0 24px;
  min-height: 56px; }}
.os-brand {{ font-weight: 700; font-size: 20px; letter-spacing: -.02em; color: var(--accent); }}
.os-tag {{ color: var(--plain); font-size: 13px; margin-right: auto; }}
.os-nav {{ display: flex; flex-wrap: wrap; gap: 4px; }}
.os-nav a {{ text-decoration: none; }}
.os-nav .v-btn {{ text-transform: none; letter-spacing: 0; font-size: 14px; }}
.os-nav .os-here {{ background: #E6F1F8 !important; color: #005A8E !important; font-weight: 600; }}
.os-body {{ padding: 20px 24px 48px; max-width: 1680px; margin: 0 auto; }}
.os-split {{ display: grid; grid-template-columns: minmax(320px, 380px) minmax(0, 1fr);
  gap: 20px; align-items: start; }}
.os-side {{ position: sticky; top: 76px; max-height: calc(100vh - 92px); overflow-y: auto;
  padding: 2px; scrollbar-width: thin; }}
.os-main {{ display: flex; flex-direction: column; gap: 16px; min-width: 0; }}
.os-card {{ background: #fff; border-radius: 12px; box-shadow: {SOFT}; padding: 16px 20px; }}
.os-card + .os-card {{ margin-top: 12px; }}
.os-main > .os-card + .os-card {{ margin-top: 0; }}
.os-title {{ font-size: 22px; font-weight: 650; line-height: 1.25; letter-spacing: -.01em; }}
.os-heading {{ font-size: 15px; font-weight: 650; margin-bottom: 6px; }}
.os-note {{ color: var(--plain); font-size: 13px; line-height: 1.45; }}
.os-row {{ display: flex; flex-wrap: wrap; align-items: center; gap: 8px; }}
.os-spread {{ justify-content: space-between; }}
.os-cards {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(172px, 1fr));
  gap: 12px; }}
.os-number {{ background: #fff; border-radius: 12px; box-shadow: {SOFT}; padding: 12px 14px;
  min-height: 126px; border-top: 3px solid #D5DCE4; }}
.os-number.better {{ border-top-color: {BETTER_LINE}; }}
.os-number.worse {{ border-top-color: {WORSE_LINE}; }}
.os-number .label {{ font-size: 13px; color: var(--plain); font-weight: 600; }}
.os-number .value {{ font-size: 25px; font-weight: 650; line-height: 1.3;
  font-variant-numeric: tabular-nums; }}
.os-number .value small {{ font-size: 13px; font-weight: 500; color: var(--plain); }}
.os-number .said {{ font-size: 12.5px; line-height: 1.4; }}
.os-better {{ color: {BETTER}; font-weight: 600; }}
.os-worse {{ color: {WORSE}; font-weight: 600; }}
.os-plain {{ color: var(--plain); }}
.os-presets {{ display: grid; gap: 8px; }}
.os-preset.v-btn {{ height: auto !important; min-height: 56px; text-transform: none;
  letter-spacing: 0; justify-content: flex-start; padding: 8px 12px !important;
  border: 1.5px solid #DDE3EA; border-radius: 10px; background: #fff !important;
  white-space: normal; text-align: left; box-shadow: none !important; width: 100%; }}
.os-preset .v-btn__content {{ display: block; white-space: normal; width: 100%; flex: 1 1 auto; }}
.os-preset.chosen {{ border-color: var(--accent); background: #F0F7FB !important; }}
.os-preset b {{ display: block; font-size: 14px; }}
.os-preset span span {{ font-size: 12.5px; font-weight: 400; color: var(--plain); }}
.os-lever {{ padding: 8px 0 6px; border-top: 1px solid #EEF1F5; }}
.os-lever:first-child {{ border-top: 0; }}
.os-lever .name {{ font-size: 14px; font-weight: 600; }}
.os-lever .changed {{ color: #005A8E; font-size: 12px; font-weight: 600; }}
.os-lever .v-input__slider {{ margin-top: 0; }}
.os-lever .v-messages, .os-lever .v-text-field__details {{ display: none; }}
.os-number-field {{ max-width: 92px; }}
.os-number-field input {{ text-align: right; font-variant-numeric: tabular-nums; }}
.os-app .v-expansion-panel {{ border-radius: 12px !important; margin-bottom: 8px; }}
.os-app .v-expansion-panel::before {{ box-shadow: {SOFT}; border-radius: 12px; }}
.os-app .v-expansion-panel::after {{ border-top: 0 !important; }}
.os-app .v-expansion-panel-header {{ font-weight: 650; font-size: 14.5px; min-height: 46px;
  padding: 10px 16px; }}
.os-app .v-expansion-panel-content__wrap {{ padding: 0 16px 12px; }}
.os-app .v-btn {{ letter-spacing: 0; text-transform: none; }}
.os-app .v-btn:focus-visible, .os-app a:focus-visible, .os-app .v-chip:focus-visible {{
  outline: 3px solid {ACCENT}; outline-offset: 2px; }}
.os-problem {{ background: #FFF4EC; border: 1px solid #E9B48F; color: #7A3200;
  border-radius: 10px; padding: 10px 14px; font-size: 14px; overflow-wrap: anywhere;
  white-space: pre-wrap; max-height: 22em; overflow-y: auto; }}
.os-steps {{ display: grid; grid-template-columns: minmax(120px, 190px) 1fr 76px; gap: 4px 10px;
  align-items: center; font-size: 13px; }}
.os-track {{ position: relative; height: 20px; background: #F0F3F7; border-radius: 5px; }}
.os-bar {{ position: absolute; top: 2px; bottom: 2px; border-radius: 4px; background: {ACCENT};
  min-width: 5px; opacity: .85; }}
.os-bar.shock {{ background: {VERMILLION}; }}
.os-table {{ border-collapse: collapse; font-size: 13px; width: 100%; }}
.os-table th {{ text-align: left; font-weight: 600; color: var(--plain); }}
.os-table td, .os-table th {{ padding: 4px 10px 4px 0; border-bottom: 1px solid #EEF1F5;
  font-variant-numeric: tabular-nums; }}
.os-scroll {{ overflow-x: auto; }}
.os-app .v-sheet:not(.v-card):not(.v-list):not(.v-alert) {{ background-color: transparent; }}
.os-section {{ padding: 0; margin-top: 10px; }}
.os-app .os-side .os-card, .os-app .os-side .os-section {{ margin: 0; }}
.os-side > .v-sheet, .os-side > .v-sheet > .v-sheet {{ display: grid !important; gap: 10px;
  align-content: start; grid-template-columns: minmax(0, 1fr); }}
.os-side .v-text-field__details {{ display: none; }}
.os-section-head {{ display: flex; align-items: center; gap: 8px; width: 100%; padding: 12px 16px;
  font-weight: 650; font-size: 14.5px; text-align: left; color: var(--ink); border-radius: 12px; }}
.os-section-head:hover {{ background: #F7FAFC; }}
.os-section-head:focus-visible, .os-step-name:focus-visible {{ outline: 3px solid {ACCENT};
  outline-offset: -2px; }}
.os-changed {{ margin-left: auto; color: #005A8E; font-size: 12.5px; font-weight: 500;
  white-space: nowrap; overflow: hidden; text-overflow: ellipsis; max-width: 60%; }}
.os-section-body {{ padding: 0 16px 14px; }}
.os-fields {{ display: grid; gap: 14px; padding-top: 8px; grid-template-columns: minmax(0, 1fr); }}
.os-step-name {{ text-align: left; font-size: 13px; font-weight: 600; color: #005A8E; }}
.os-step-name:hover {{ text-decoration: underline; }}
.os-menu {{ max-height: 340px; overflow-y: auto; border: 1px solid #E3E8EE; border-radius: 10px;
  padding: 4px 12px; margin: 8px 0; }}
.os-offer {{ display: flex; gap: 16px; align-items: center; padding: 8px 0;
  border-bottom: 1px solid #EEF1F5; }}
.os-offer .name {{ font-weight: 600; font-size: 14px; }}
.os-editor {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 12px;
  background: #F7FAFC; border-radius: 10px; padding: 14px; margin: 6px 0 12px; align-items: center; }}
.os-charts {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(340px, 1fr)); gap: 16px; }}
.os-chips {{ display: flex; flex-wrap: wrap; gap: 6px; margin: 4px 0 12px; }}
.os-code {{ font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 12.5px; background:
  #F3F6F9; border-radius: 8px; padding: 8px 10px; overflow-wrap: anywhere; flex: 1 1 240px; }}
.os-app .v-select {{ margin-top: 14px; }}
.os-stale {{ opacity: .35; transition: opacity .2s ease .5s; }}
.os-empty {{ padding: 48px 20px; text-align: center; color: var(--plain); }}
.os-progress {{ height: 4px; border-radius: 2px; background: #E3E8EE; flex: 1 1 120px; }}
.os-progress > div {{ height: 4px; border-radius: 2px; background: var(--accent); }}
@media (max-width: 1020px) {{
  .os-split {{ grid-template-columns: minmax(0, 1fr); }}
  .os-side {{ position: static; max-height: none; }}
  .os-side > .v-sheet, .os-side > .v-sheet > .v-sheet {{ align-items: start !important;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }}
  .os-side > .v-sheet > .v-sheet, .os-side > .v-sheet > :first-child,
  .os-side > .v-sheet > .v-sheet > :first-child {{ grid-column: 1 / -1; }}
  .os-presets {{ grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); }}
  .os-tag {{ display: none; }}
  .os-brand {{ margin-right: auto; }}
  .os-body {{ padding: 16px; }}
  .os-header {{ padding: 0 16px; }}
}}
@media (max-width: 640px) {{
  .os-side > .v-sheet, .os-side > .v-sheet > .v-sheet {{ grid-template-columns: minmax(0, 1fr); }}
}}
"""


def saved_as(name: str) -> dict[str, Any]:
    """The tool of a chart that saves it as a PNG of that name."""
    picture = {"name": f"orgsim-{name}", "title": "Save as PNG", "pixelRatio": 2}
    return {"right": 8, "top": -6, "itemSize": 13, "feature": {"saveAsImage": picture}}
