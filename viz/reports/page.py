"""A report as one page that opens from disk: no script, no other file, and a policy that allows none."""

from markupsafe import Markup

from viz import pages
from viz.inlining import checked, content_policy
from viz.pictures.svg import as_svg
from viz.reports.document import Block, Chart, Facts, Figure, Grid, Report

# No sign in it is one that a template escapes, so the browser hashes what stands here.
STYLE = checked(
    """
:root { color-scheme: light dark; --ink: #1b2023; --paper: #fdfdfb; --line: #c4ccd0; --bar: #0b6178; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaeb; --paper: #14191c; --line: #3c464b; --bar: #7cc6dc; }
}
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  margin: 0 auto; padding: 1rem; max-width: 64rem; overflow-wrap: anywhere; }
h1, h2 { line-height: 1.2; }
h2 { margin-top: 2rem; font-size: 1.2rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; overflow-wrap: normal; }
th, td { text-align: left; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid var(--line); }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
dt { font-weight: 650; }
dd { margin: 0 0 .5rem; }
figure { margin: 1rem 0; }
figcaption { font-weight: 650; }
svg { width: 100%; height: auto; max-width: 48rem; }
.bars rect { fill: var(--bar); }
.bars text { fill: var(--ink); font-size: 13px; }
svg svg { max-width: none; }
@media print { body { max-width: none; } }
"""
)
LABEL, WIDTH, LINE, FIGURE = 240, 720, 24, 90
LONGEST_LABEL = 34
KINDS = {Chart: "chart", Facts: "facts", Figure: "figure", Grid: "grid"}


def as_page(report: Report) -> bytes:
    """UTF-8; charts and maps are SVG with their words as text."""
    shown = pages.render(
        "report.html",
        report=report,
        style=STYLE,
        policy=content_policy((), (STYLE,)),
        kind_of=_kind,
        drawn=_drawn,
        as_svg=lambda picture: Markup(as_svg(picture)),  # noqa: S704 - it escapes all texts itself
        width=WIDTH,
    )
    return shown.encode("utf-8", errors="replace")


def _kind(block: Block) -> str:
    return KINDS.get(type(block), "paragraph")


def _drawn(chart: Chart) -> dict[str, object]:
    """Where each bar of a chart stands, in units of its picture."""
    room = WIDTH - LABEL - FIGURE
    bars = [
        {
            "label": _cut(bar.label),
            "whole": bar.label,
            "shown": bar.shown,
            "y": place * LINE,
            "x": LABEL,
            "width": round(bar.length / chart.longest * room, 2),
        }
        for place, bar in enumerate(chart.bars)
    ]
    return {"bars": bars, "height": len(bars) * LINE}


def _cut(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
