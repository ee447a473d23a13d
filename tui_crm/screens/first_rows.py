"""The first rows of Today, drawn without Textual: they are read while it is being imported.

They stand where the app will draw them, cell for cell, or are left out where that is not certain.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tui_crm.screens.row_words import row_words
from tui_crm.services import today
from tui_crm.services.session import Session
from tui_crm.settings import Settings
from tui_crm.widgets.columns import CURSOR_SIGN, Tone, arrange, line_parts
from tui_crm.widgets.customer_columns import customer_columns
from tui_crm.widgets.paged_rows import PagedRows
from tui_crm.widgets.palette import colours_of, theme_name

_WIDE_COLUMNS, _SIDE_CELLS = 100, 42
_LOW_LINES, _TALL_LINES, _SIDE_LINES = 9, 17, 7
_ABOVE_LINES = 2
"""The bar of tabs and the figures."""
_BELOW_LINES = 2
"""The line of feedback and the bar of keys; on low terminals the latter alone."""
_STRIP_LINES = 4
"""The most that the strip takes; it comes a moment after the rows."""
_SCROLL_BAR_CELLS = 1

_RESET = "\x1b[0m"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlace:
    """Where the list stands: its first line from 0, and the cells and lines of its rows.

    It has `lines` while the strip is not there yet, `sure_lines` whatever the strip takes.
    """

    top: int
    cells: int
    lines: int
    sure_lines: int


def list_place(columns: int, lines: int) -> ListPlace:
    """Return where Today has its list on a terminal; the same as the style of `DeskScreen`."""
    if lines < _LOW_LINES:
        return ListPlace(top=0, cells=columns - _SCROLL_BAR_CELLS, lines=lines, sure_lines=lines)
    is_wide, is_tall = columns >= _WIDE_COLUMNS, lines >= _TALL_LINES
    rows = lines - _ABOVE_LINES - (_BELOW_LINES if is_tall else _BELOW_LINES - 1)
    if is_tall and not is_wide:
        rows -= _SIDE_LINES
    return ListPlace(
        top=_ABOVE_LINES,
        cells=columns - _SCROLL_BAR_CELLS - (_SIDE_CELLS if is_wide else 0),
        lines=rows,
        sure_lines=max(0, rows - _STRIP_LINES),
    )


def first_rows(
    session: Session, settings: Settings, size: os.terminal_size, *, is_coloured: bool
) -> str:
    """Return the rows as they will stand on a terminal of `size`, as text that moves there.

    "" where nobody is due, or it is not certain which rows will be seen: the queue is taken up
    far down, or near its end. Raises DatabaseUnusable.
    """
    place = list_place(size.columns, size.lines)
    rows = PagedRows(today.queue_of(session, fresh_every=settings.queue.fresh_every))
    near = today.kept_place(session)
    cursor = rows.position_of(near.id) if near is not None else 0
    if cursor is None or not rows.count:
        return ""
    top = 0 if rows.count <= place.sure_lines else cursor
    if top and top + place.lines > rows.count:
        return ""
    columns = customer_columns(row_words(session), with_phone=False)
    arranged = arrange(columns, place.cells - len(CURSOR_SIGN))
    brush = _Brush(colours_of(theme_name(settings.theme)) if is_coloured else None)
    drawn = [brush.ground()]
    for line in range(place.sure_lines):
        row = rows.row(top + line)
        if row is None:
            break
        is_cursor = top + line == cursor
        parts = line_parts(
            arranged,
            [column.draw(row) for column, _cells in arranged],
            place.cells,
            signs=CURSOR_SIGN if is_cursor else " ",
            sign_cells=len(CURSOR_SIGN),
        )
        drawn.append(f"\x1b[{place.top + line + 1};1H")
        drawn.extend(brush.painted(parts, is_cursor=is_cursor))
    return "".join(drawn)


class _Brush:
    """Colours as a terminal takes them; without colours the row under the cursor is bold."""

    def __init__(self, colours: Mapping[str, str] | None) -> None:
        self._colours = colours

    def ground(self) -> str:
        """Return what fills the screen with its background."""
        if self._colours is None:
            return ""
        return f"\x1b[{_rgb(48, self._colours['background'])}m\x1b[2J{_RESET}"

    def painted(self, parts: Iterator[tuple[str, Tone]], *, is_cursor: bool) -> Iterator[str]:
        """Yield the parts of a line, each in the colour of its tone."""
        for text, tone in parts:
            if text:
                yield f"\x1b[{self._style(tone, is_cursor=is_cursor)}m{text}{_RESET}"

    def _style(self, tone: Tone, *, is_cursor: bool) -> str:
        weight = "1" if is_cursor or tone is Tone.STRONG else "0"
        if self._colours is None:
            return weight
        prefix = "block-cursor-" if is_cursor else ""
        ink = self._colours.get("" if is_cursor else tone, self._colours[f"{prefix}foreground"])
        ground = self._colours[f"{prefix}background"]
        return f"{weight};{_rgb(38, ink)};{_rgb(48, ground)}"


def _rgb(kind: int, colour: str) -> str:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return f"{kind};2;{red};{green};{blue}"
