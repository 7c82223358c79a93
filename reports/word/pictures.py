"""A figure as it stands in a paragraph of a Word document."""

from __future__ import annotations

from collections.abc import Callable

from reports.papers.chart import WIDTH, Chart
from reports.papers.filling import escaped

_FIRST_RELATION = 5  # the document's other parts come before its figures
_EMU = 635  # English metric units in a twentieth of a point
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def picture_file(number: int) -> str:
    """Return the name of a document's figure, counted from 1."""
    return f"bieu-do-{number}.emf"


def picture_relation(number: int) -> str:
    """Return the id under which the document knows the file of its figure."""
    return f"rId{_FIRST_RELATION + number}"


def drawing(number: int) -> Callable[[Chart], str]:
    """Return what writes the run that shows a chart, with its words for who does not see it."""
    return lambda chart: _drawing(chart, number)


def _drawing(chart: Chart, number: int) -> str:
    size = f'cx="{WIDTH * _EMU}" cy="{chart.drawing.height * _EMU}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="{number}" name="Biểu đồ {number}"'
        f' descr="{escaped(chart.description)}" title="{escaped(chart.title)}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="0" name="{picture_file(number)}"/>'
        "<pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{picture_relation(number)}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
