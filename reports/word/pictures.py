"""A figure or photograph as it stands in a paragraph of a Word document."""

from __future__ import annotations

from collections.abc import Callable

from reports.papers.chart import WIDTH, Chart
from reports.papers.filling import escaped
from reports.papers.photo import Photo

_FIRST_RELATION = 5  # the document's other parts come before its figures
_EMU = 635  # English metric units in a twentieth of a point
_PHOTOS = 100  # ids of drawings: far above those of figures
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
    name, words = f"Biểu đồ {number}", (chart.title, chart.description)
    at = (picture_file(number), picture_relation(number))
    return _inline(number, name, words, at, (WIDTH, chart.drawing.height))


def photo_file(photo: Photo) -> str:
    """Return the name of a document's photograph."""
    return f"anh-{photo.number}.jpg"


def photo_relation(photo: Photo) -> str:
    """Return the id under which the document knows the file of its photograph."""
    return f"anh{photo.number}"


def photo_drawing(photo: Photo) -> str:
    """Return the run that shows a photograph."""
    name, at = f"Ảnh {photo.number}", (photo_file(photo), photo_relation(photo))
    return _inline(_PHOTOS + photo.number, name, (name, photo.caption), at, photo.box)


def _inline(
    id_: int, name: str, words: tuple[str, str], at: tuple[str, str], box: tuple[int, int]
) -> str:
    """Return a run; *words* are its title and description, *at* its file and relation."""
    size = f'cx="{box[0] * _EMU}" cy="{box[1] * _EMU}"'
    title, description = map(escaped, words)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="{id_}" name="{name}"'
        f' descr="{description}" title="{title}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="0" name="{at[0]}"/>'
        "<pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{at[1]}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
