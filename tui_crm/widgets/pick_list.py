"""A list in which a click does what Space does."""

from textual import events

from tui_crm.domain.paging import KeyT, RowT
from tui_crm.widgets.list_messages import ListMessage
from tui_crm.widgets.virtual_list import VirtualList


class RowClicked(ListMessage):
    """The row under the cursor was clicked."""


class PickList(VirtualList[RowT, KeyT]):
    """Goes to the row that is clicked, and says so; a second click is another one. No header."""

    def on_click(self, event: events.Click) -> None:
        """Go to the row clicked, and tell."""
        event.prevent_default()  # a VirtualList would choose at the second click
        offset = event.get_content_offset(self)
        position = -1 if offset is None else self.scroll_offset.y + offset.y
        if 0 <= position < self.count:
            self.move_cursor(position)
            self.post_message(RowClicked(self))
