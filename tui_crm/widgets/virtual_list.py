"""A list of any number of rows: opened at once, counted on a thread, with rows that come and go."""

import asyncio

from textual import work

from tui_crm.domain.errors import DatabaseUnusable
from tui_crm.domain.paging import KeysetQuery, KeyT, Marks, RowT
from tui_crm.widgets.list_messages import LoadFailed, MarksChanged
from tui_crm.widgets.paged_rows import BLOCK_ROWS, PagedRows, surviving_position
from tui_crm.widgets.row_list import RowList

_OUTLINE_DELAY_SECONDS = 0.2
"""A list that is replaced sooner, as when somebody types, is not counted."""


class VirtualList(RowList[RowT, KeyT]):
    """Rows of a keyset query, with a cursor and, with `can_mark`, marks.

    The cursor stays on its row when rows come or go; where its own row goes, the next one is
    under it.
    """

    _marks: Marks = Marks()

    # --- reading ---

    def load(
        self,
        query: KeysetQuery[RowT, KeyT],
        *,
        near: RowT | None = None,
        keeps_marks: bool = False,
    ) -> None:
        """Show another list, the cursor on `near` if it is there, else on the first row.

        The first rows are there at once; a long list is counted, and a far `near` found, in the
        background. With `keeps_marks` it holds the same rows, and the marked ones stay marked.
        Raises DatabaseUnusable.
        """
        rows = PagedRows(query)
        position = rows.position_of(near.id) if near else 0
        if not keeps_marks:
            self._set_marks(Marks())
        self._show(rows, position or 0, top=0)
        self._outline_in_background(
            near if position is None else None, delay=_OUTLINE_DELAY_SECONDS
        )

    def reload(self, *, near: RowT | None = None) -> None:
        """Read the list again after a change from elsewhere; raises DatabaseUnusable.

        The cursor goes to `near` if that is given, else it stays on its row, or goes to the next
        one if that has gone. A long list changes a moment later, when it has been counted.
        """
        if self._rows is None:
            return
        rows = PagedRows(self._rows.query)
        if not rows.is_one_block:
            self._outline_in_background(near, delay=0)
            return
        position = rows.position_of(near.id) if near else None
        if position is None:
            position = surviving_position(self._rows, self._cursor, rows)
        self._show(rows, position)

    def on_mount(self) -> None:
        """Count a list that was loaded before the widget ran."""
        self._outline_in_background(None, delay=_OUTLINE_DELAY_SECONDS)

    def rows_are_stale(self) -> None:
        """Read the list again, a moment later."""
        self._outline_in_background(self.cursor_row, delay=_OUTLINE_DELAY_SECONDS)

    def _outline_in_background(self, jump_to: RowT | None, *, delay: float) -> None:
        if self.is_running and self._rows and not self._rows.is_one_block:
            self._outline(self._rows, jump_to, delay)

    @work(group="outline", exclusive=True)
    async def _outline(
        self, rows: PagedRows[RowT, KeyT], jump_to: RowT | None, delay: float
    ) -> None:
        """Count and outline the list on a thread, then show it with its rows where they belong."""
        await asyncio.sleep(delay)
        edits, asked_position = rows.edit_count, self._cursor
        near = jump_to or self.cursor_row
        try:
            if not rows.is_counted:
                rows.settle(await asyncio.to_thread(rows.query.count))
                self._resize_list()
            outline = await asyncio.to_thread(rows.query.outline, BLOCK_ROWS, near)
            fresh = PagedRows(rows.query, outline)
            if jump_to:
                position: int | None = outline.position
            else:
                position = self._position_in(fresh, near, outline.position, asked_position)
        except DatabaseUnusable as error:
            self.post_message(LoadFailed(self, error))
            return
        if self._rows is not rows:
            return  # Another list was loaded meanwhile.
        if position is None or rows.edit_count != edits:
            self._outline_in_background(jump_to, delay=_OUTLINE_DELAY_SECONDS)
        else:
            self._show(fresh, position)

    def _position_in(
        self, fresh: PagedRows[RowT, KeyT], near: RowT | None, found: int, asked_position: int
    ) -> int | None:
        """Return where the cursor belongs in `fresh`, or None where that cannot be told.

        `near` was at `asked_position` and has been found at `found`; the cursor may have moved
        since, and is taken to have shifted as much.
        """
        row = self.cursor_row
        position = self._cursor + (found - asked_position if near else 0)
        if row is None or (near and row.id == near.id):
            return position
        fresh.fetch(position, position + 1)
        shifted = fresh.row(position)
        return position if shifted and shifted.id == row.id else None

    # --- rows that come and go ---

    def replace_row(self, row: RowT) -> None:
        """Show the new version of a row that stays in its place."""
        if self._rows and (position := self._rows.position_of(row.id)) is not None:
            self._rows.replace(position, row)
            self.refresh_row(row.id)

    def remove_row(self, row_id: int) -> None:
        """Take out a row that has left the list in the database; the next one moves up."""
        if self._rows is None or (position := self._rows.position_of(row_id)) is None:
            return
        self._rows.remove(position)
        cursor = self._cursor - 1 if position < self._cursor else self._cursor
        self._after_edit(cursor, position)

    def insert_row(self, position: int, row: RowT) -> None:
        """Put in a row that has come into the list in the database; the cursor keeps its row."""
        if self._rows is None:
            return
        position = min(max(0, position), self.count)
        self._rows.insert(position, row)
        is_above = position <= self._cursor and self.count > 1
        self._after_edit(self._cursor + 1 if is_above else self._cursor, position)

    def bring_back(self, row: RowT) -> bool:
        """Show a row as it is again, where it stands or was taken out, with the cursor on it.

        Returns False where its place cannot be told: reload the list then. Raises
        DatabaseUnusable.
        """
        if self._rows is None or (position := self._rows.place_of_changed(row)) is None:
            return False
        if self._rows.position_of(row.id) is None:
            self._rows.insert(position, row)
        else:
            self._rows.replace(position, row)
        self._painter.forget(row.id)
        self._resize_list()
        self._cursor = position
        self._keep_in_view(self._top)
        self.read_seen()
        self.refresh_changed()
        self._tell_highlighted()
        return True

    def _after_edit(self, cursor: int, changed_position: int) -> None:
        self._resize_list()
        self._cursor = max(0, min(cursor, self.count - 1))
        self._keep_in_view(self._top)
        self.read_seen()
        first_line = max(0, changed_position - self._top)
        self.refresh_lines(self._top + first_line, self.size.height - first_line)
        self._tell_highlighted()

    # --- marks ---

    @property
    def marks(self) -> Marks:
        """Which rows are marked."""
        return self._marks

    def is_marked(self, row_id: int) -> bool:
        """Whether a row is marked."""
        return row_id in self._marks

    def action_toggle_mark(self) -> None:
        """Mark or unmark the row under the cursor and go to the next."""
        if self.can_mark and (row := self.cursor_row) is not None:
            self._set_marks(self._marks.toggled(row.id))
            self.action_cursor_down()

    def action_mark_up(self) -> None:
        """Mark the row under the cursor and the one above, and go there."""
        self._mark_towards(-1)

    def action_mark_down(self) -> None:
        """Mark the row under the cursor and the one below, and go there."""
        self._mark_towards(1)

    def action_mark_all(self) -> None:
        """Mark every row of the list, or none where every one is marked."""
        if self.can_mark:
            everything = Marks(is_inverted=True)
            self._set_marks(Marks() if self._marks == everything else everything)

    def unmark_all(self) -> None:
        """Mark no row."""
        self._set_marks(Marks())

    def _mark_towards(self, step: int) -> None:
        if not self.can_mark:
            return
        passed = [self.cursor_row]
        self.move_cursor(self._cursor + step)
        passed.append(self.cursor_row)
        self._set_marks(self._marks.with_ids(frozenset(row.id for row in passed if row)))

    def _set_marks(self, marks: Marks) -> None:
        if marks != self._marks:
            self._marks = marks
            self.refresh()
            self.post_message(MarksChanged(self))
