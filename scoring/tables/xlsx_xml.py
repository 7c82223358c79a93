"""One part of an XLSX file, walked with expat along the paths its schema allows.

Names alone say little: an extension may hold a row, a view of a sheet its own page margins.
An element counts only where the schema puts it, in the vocabulary of the part's root; what
stands anywhere else, extensions of other programs above all, is passed over with all its
content and ends nothing.
Source: ECMA-376, part 1 (the schemas), part 3 (markup compatibility).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO
from xml.parsers import expat

_CHUNK = 1 << 16
_SEPARATOR = " "
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006 "
_TRANSPARENT = frozenset((f"{_COMPATIBILITY}AlternateContent", f"{_COMPATIBILITY}Fallback"))
"""What stands in these is for readers that know no extension: it belongs to their parent."""

Attributes = dict[str, str]

Shape = Mapping[str, Mapping[str, str]]
"""What may stand where: state → name of a child → the child's state. The root's state is ``""``."""


class Enough(Exception):  # noqa: N818 -- raised and caught here, to stop an expat parser
    """The rest of a part is not needed."""


def parse(
    stream: IO[bytes],
    shape: Shape,
    start: Callable[[str, Attributes], None] = lambda _state, _attributes: None,
    end: Callable[[str], None] = lambda _state: None,
    text: Callable[[str], None] = lambda _data: None,
) -> None:
    """Walk the XML of *stream* to its end; the handlers get the states of *shape*, nothing else.

    *text* gets only what stands directly in an element of the shape. ``Enough`` from a handler
    stops. Raises ``expat.ExpatError`` for what is no XML.
    """
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    _walk(parser, shape, start, end, text)
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)  # noqa: FBT003 -- expat's own positional «this is all»
        parser.Parse(b"", True)  # noqa: FBT003
    except Enough:
        return


def local_name(name: str) -> str:
    """Return a name of an attribute or element without its vocabulary."""
    return name.rpartition(_SEPARATOR)[2]


def _walk(
    parser: expat.XMLParserType,
    shape: Shape,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Set the parser's handlers. A sheet has a million elements: they share their variables."""
    states: list[str] = []
    """Of the open elements that are not passed over; of a wrapper ``""``."""
    expected: list[Mapping[str, str]] = []
    """What may stand in each of them, by whole names."""
    whole: dict[str, Mapping[str, str]] = {}
    passed_over = 0

    def root(name: str, _attributes: Attributes) -> None:
        vocabulary = name.removesuffix(local_name(name))
        whole.update(_with_vocabulary(shape, vocabulary))
        states.append("")
        expected.append(whole[""])
        parser.StartElementHandler = starting

    def starting(name: str, attributes: Attributes) -> None:
        nonlocal passed_over
        if passed_over:
            passed_over += 1
            return
        state = expected[-1].get(name)
        if state is not None:
            states.append(state)
            expected.append(whole.get(state, _NOTHING))
            start(state, attributes)
        elif name in _TRANSPARENT:
            states.append("")
            expected.append(expected[-1])
        else:
            passed_over = 1

    def ending(_name: str) -> None:
        nonlocal passed_over
        if passed_over:
            passed_over -= 1
            return
        expected.pop()
        end(states.pop())

    def reading(data: str) -> None:
        if not passed_over and states and states[-1]:
            text(data)

    parser.StartElementHandler = root
    parser.EndElementHandler = ending
    parser.CharacterDataHandler = reading


def _with_vocabulary(shape: Shape, vocabulary: str) -> Shape:
    return {
        state: {f"{vocabulary}{child}": to for child, to in children.items()}
        for state, children in shape.items()
    }


_NOTHING: Mapping[str, str] = {}
