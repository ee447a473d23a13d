"""What a `VirtualList` tells the screen around it."""

from textual.message import Message
from textual.widget import Widget

from tui_crm.domain.errors import DatabaseUnusable


class ListMessage(Message):
    """Something that happened in the list `control`."""

    def __init__(self, source: Widget) -> None:
        super().__init__()
        self._source = source

    @property
    def control(self) -> Widget:
        """The list, for `@on` with a selector."""
        return self._source


class RowHighlighted(ListMessage):
    """Another row is under the cursor: `row_id`, None where there is none or it is not read yet."""

    def __init__(self, source: Widget, row_id: int | None) -> None:
        super().__init__(source)
        self.row_id = row_id


class RowSelected(ListMessage):
    """The row `row_id` was chosen, by Enter or a double click."""

    def __init__(self, source: Widget, row_id: int) -> None:
        super().__init__(source)
        self.row_id = row_id


class HeadingClicked(ListMessage):
    """The heading of the column `column_id` was clicked."""

    def __init__(self, source: Widget, column_id: str) -> None:
        super().__init__(source)
        self.column_id = column_id


class MarksChanged(ListMessage):
    """Other rows are marked."""


class Counted(ListMessage):
    """The number of rows has become known, or is another one now."""


class LoadFailed(ListMessage):
    """Rows could not be read: `error` says why."""

    def __init__(self, source: Widget, error: DatabaseUnusable) -> None:
        super().__init__(source)
        self.error = error
