"""A drawing as inline SVG for an HTML page: no network, no script, read aloud by its title."""

from __future__ import annotations

from reports.papers.chart import INK, WIDTH, Chart
from reports.papers.filling import escaped


def svg(chart: Chart) -> str:
    """Return the chart as an ``svg`` element."""
    drawing = chart.drawing
    boxes = "".join(
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"'
        f' fill="#{box.colour:06x}"/>'
        for box in drawing.boxes
    )
    labels = "".join(
        f'<text x="{label.x}" y="{label.y}" font-size="{label.points * 20}">'
        f"{escaped(label.text)}</text>"
        for label in drawing.labels
    )
    return (
        f'<svg class="chart" role="img" viewBox="-10 -10 {WIDTH + 20} {drawing.height + 20}"'
        ' aria-labelledby="bieu-do-ten bieu-do-noi">'
        f'<title id="bieu-do-ten">{escaped(chart.title)}</title>'
        f'<desc id="bieu-do-noi">{escaped(chart.description)}</desc>'
        f'<g stroke="#{INK:06x}" stroke-width="12">{boxes}</g>'
        f'<g fill="#{INK:06x}">{labels}</g></svg>'
    )
