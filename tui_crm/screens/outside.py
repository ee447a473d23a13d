"""What changes outside: rows that others write, the turn of the day, the next minute."""

from collections.abc import Callable
from datetime import date
from typing import Any

from textual.app import App

from tui_crm.screens.base import CommandScreen
from tui_crm.screens.customer_screen import CustomerScreen
from tui_crm.screens.table import TableScreen
from tui_crm.screens.today import TodayScreen
from tui_crm.services.session import Session


class Outside:
    """Shows on the open screens what has changed since it looked last."""

    def __init__(
        self,
        app: App[Any],
        session: Session,
        *,
        words_changed: Callable[[], None],
        minute_passed: Callable[[], None],
    ) -> None:
        """Look for `app`.

        `words_changed` is called where titles or list values are others than those drawn,
        `minute_passed` when the clock shows another minute.
        """
        self._app = app
        self._session = session
        self._words_changed = words_changed
        self._minute_passed = minute_passed
        self._mark: object = None
        self._words = session.shared.words
        self._day: date = session.today()
        self._minute = -1

    def begin(self) -> None:
        """Take what the first screen shows as known."""
        self._mark = self._session.db.change_mark()

    def words_drawn(self) -> None:
        """Take the titles and values that the session holds as drawn."""
        self._words = self._session.shared.words

    def look(self) -> None:
        """Show changes of others, the turn of the day, and the clock. Raises CrmError."""
        mark = self._session.db.change_mark()
        has_changed = mark != self._mark
        if has_changed:
            self._mark = mark
            self._session.reload()
        if self._session.shared.words != self._words:
            self.words_drawn()
            self._words_changed()
        if has_changed:
            self._show_rows()
        self._show_time()

    def _show_rows(self) -> None:
        if (desk := desk_of(self._app)) is not None:
            desk.bind_slots()
            desk.refresh_all()
        for table in tables_of(self._app):
            table.reload()
        for screen in self._app.screen_stack:
            if isinstance(screen, CommandScreen) and screen.is_mounted:
                screen.data_changed()

    def _show_time(self) -> None:
        now = self._session.local_now()
        if now.date() != self._day:
            self._day = now.date()
            for screen in self._app.screen_stack:
                if isinstance(screen, TodayScreen) and screen.is_laid_out:
                    screen.new_day()
        if now.minute == self._minute:
            return
        self._minute = now.minute
        self._minute_passed()
        if (desk := desk_of(self._app)) is not None:
            desk.show_moment()
        for table in tables_of(self._app):
            table.show_moment()


def desk_of(app: App[Any]) -> CustomerScreen | None:
    """Return the desk or page that is on the screen or below a dialog."""
    for screen in reversed(app.screen_stack):
        if isinstance(screen, CustomerScreen) and screen.is_laid_out:
            return screen
    return None


def tables_of(app: App[Any]) -> list[TableScreen[Any, Any]]:
    """Return the lists that are on the screen or below a dialog."""
    return [each for each in app.screen_stack if isinstance(each, TableScreen) and each.is_laid_out]
