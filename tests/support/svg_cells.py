"""Put the text of a terminal's SVG on its cells: Rich gives wide characters the room of one."""

import re
from html import unescape
from itertools import groupby
from xml.sax.saxutils import escape

from rich.cells import cell_len

_TEXT = re.compile(
    r'<text (?P<style>class="[^"]+-r\d+") x="(?P<x>[^"]+)" (?P<y>y="[^"]+") textLength="[^"]+"'
    r' (?P<clip>clip-path="[^"]+")>(?P<text>[^<]*)</text>'
)
CELL = 12.2
"""The width of a cell in the units of Rich's SVG, whose letters are 20 high."""
WIDE_FONT = 'font-size="22"'
"""Fills two cells: at 20 characters stand apart like single words."""
_SPACE = "\N{NO-BREAK SPACE}"


def on_cells(svg: str) -> str:
    """Return `svg` with each run of narrow, and of wide, characters as long as its cells."""
    return _TEXT.sub(_runs, svg)


def _runs(found: re.Match[str]) -> str:
    at, tags = float(found["x"]), []
    for cells, run in groupby(unescape(found["text"]), key=cell_len):
        text = "".join(run)
        length = CELL * cell_len(text)
        if text.strip(_SPACE):
            font = f" {WIDE_FONT}" if cells > 1 else ""
            said = escape(text).replace(_SPACE, "&#160;")
            tags.append(
                f'<text {found["style"]}{font} x="{at:g}" {found["y"]} textLength="{length:g}"'
                f" {found['clip']}>{said}</text>"
            )
        at += length
    return "".join(tags)
