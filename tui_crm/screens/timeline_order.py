"""The timeline as the page of a customer knows it: who comes next, and where he stands."""

from collections.abc import Callable

from tui_crm.domain.timeline import TimelineEntry
from tui_crm.services.desk import Logged
from tui_crm.widgets.day_list import DayList
from tui_crm.wording import date_long

MAX_STEPS = 2_000
"""Lines that are passed to find somebody else: more follow-ups than anybody gets in a row."""


class TimelineOrder:
    """Goes from the customer of one follow-up to that of the next; `reload` reads the list again.

    The cursor of the list goes along. Other follow-ups of the same customer are passed over.
    """

    def __init__(self, rows: DayList, reload: Callable[[], None]) -> None:
        self._list = rows
        self._reload = reload

    def step_from(self, customer_id: int, step: int) -> int | None:
        """Go on to somebody else, towards older (`step` 1) or newer (-1); None at the end."""
        start = wanted = self._list.cursor_position
        for _each in range(MAX_STEPS):
            wanted += step
            if not 0 <= wanted < self._list.count:
                break
            self._list.move_cursor(wanted)
            row = self._list.cursor_row
            if isinstance(row, TimelineEntry) and row.customer_id != customer_id:
                return row.customer_id
        self._list.move_cursor(start)
        return None

    def place_words(self, customer_id: int) -> str:
        """Return the day of the follow-up from which one came; "" where it has gone."""
        row = self._list.cursor_row
        is_his = isinstance(row, TimelineEntry) and row.customer_id == customer_id
        return date_long(row.day) if row is not None and is_his else ""

    def after_entry(self, logged: Logged) -> None:
        """Read the list again: the entry is in it."""
        self._reload()

    def refresh_all(self, customer_id: int | None = None) -> None:
        """Read the list again."""
        self._reload()
