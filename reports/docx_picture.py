"""The figure as it stands in a paragraph of a Word document."""

from __future__ import annotations

from reports.chart import WIDTH, Chart, drawn
from reports.segments import escaped

_EMU = 635  # English metric units in a twentieth of a point
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def drawing(chart: Chart) -> str:
    """Return the run that shows the chart, with its words for readers who do not see it."""
    size = f'cx="{WIDTH * _EMU}" cy="{drawn(chart).height * _EMU}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="1" name="Biểu đồ 1" descr="{escaped(chart.description)}"'
        f' title="{escaped(chart.title)}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="0" name="bieu-do.emf"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rId6"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
