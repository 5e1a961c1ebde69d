"""Charts on paper, drawn by reportlab's own graphics."""

from typing import Any

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm

from hall.statistics.views.month import Chart

HEIGHT = 50 * mm
LEFT, BELOW, ABOVE = 12 * mm, 9 * mm, 8 * mm
SMALL = 7
COLOURS = (HexColor("#12384f"), HexColor("#d9503b"))
"""Of the series in their order; on a grey printer one is darker than the other."""
AXIS = HexColor("#6f7370")


def draw(chart: Chart, width: float, font: str) -> Drawing | None:
    """Return the chart as wide as said; None when there is nothing to be drawn."""
    values = [value for series in chart.series for value in series.values if value is not None]
    if not any(values):
        return None
    drawing = Drawing(width, HEIGHT)
    plot = VerticalBarChart() if chart.kind == "bars" else HorizontalLineChart()
    plot.x, plot.y, plot.width, plot.height = LEFT, BELOW, width - LEFT - 2 * mm, HEIGHT - BELOW - ABOVE
    plot.data = [tuple(series.values) for series in chart.series]
    plot.categoryAxis.categoryNames = list(chart.labels)
    plot.valueAxis.valueMin = 0
    plot.valueAxis.labelTextFormat = "%g"
    for axis in (plot.categoryAxis, plot.valueAxis):
        axis.labels.fontName, axis.labels.fontSize = font, SMALL
        axis.strokeColor = AXIS
    _colour(plot, chart)
    drawing.add(plot)
    drawing.add(_legend(chart, width, font))
    return drawing


def _colour(plot: Any, chart: Chart) -> None:
    for index, colour in zip(range(len(chart.series)), COLOURS, strict=False):
        if chart.kind == "bars":
            plot.bars[index].fillColor, plot.bars[index].strokeColor = colour, None
        else:
            plot.lines[index].strokeColor, plot.lines[index].strokeWidth = colour, 1.2
            plot.lines[index].strokeDashArray = None if index == 0 else (3, 2)


def _legend(chart: Chart, width: float, font: str) -> Legend:
    legend = Legend()
    legend.x, legend.y, legend.boxAnchor = width - 2 * mm, HEIGHT, "ne"
    legend.fontName, legend.fontSize = font, SMALL
    legend.alignment, legend.columnMaximum, legend.deltax = "right", 1, 24 * mm
    legend.colorNamePairs = [(colour, s.name) for colour, s in zip(COLOURS, chart.series, strict=False)]
    return legend
