"""Today: the home screen. Whom to call, in order; one key logs and the next is under the cursor."""

from datetime import date
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.events import ScreenResume

from tui_crm.commands.command import Scope
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.errors import CrmError
from tui_crm.domain.reminders import Reminder
from tui_crm.i18n import _
from tui_crm.screens.desk import DeskScreen
from tui_crm.screens.key_menu import key_menu
from tui_crm.screens.places import Place
from tui_crm.services import today
from tui_crm.services.desk import Logged
from tui_crm.services.session import Session
from tui_crm.settings import Settings
from tui_crm.widgets.figures_line import FiguresLine
from tui_crm.wording import date_long, explain

REMINDERS_AFTER_SECONDS = 0.5
"""How long after the screen is there the reminders are read: keys that wait go first."""


class TodayScreen(DeskScreen):
    """The queue of the acting user up to a day, or of that day alone."""

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.DESK, Scope.TODAY)
    TAB: ClassVar[str] = Place.TODAY

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self._chosen: date | None = None
        self._is_exact = False

    def compose_above(self) -> ComposeResult:
        """Yield the line of figures."""
        yield FiguresLine(id="figures")

    def empty_text(self) -> Content:
        """Say what to do where nothing is due."""
        if today.is_new_database(self.session):
            return key_menu(
                _("Welcome. Nobody is here yet."),
                (
                    ("app.go_import", _("import a spreadsheet")),
                    ("desk.new_customer", _("add a first customer")),
                    ("app.fill_demo", _("look around in demo data")),
                    ("app.tour", _("a tour in three steps")),
                ),
                self.shown_key_of,
            )
        return key_menu(
            _("Nothing due."),
            (
                ("app.go_no_next_step", _("customers without a next contact")),
                ("app.go_customers", _("all customers")),
                ("app.go_import", _("import a spreadsheet")),
            ),
            self.shown_key_of,
        )

    def begin(self) -> None:
        """Take the queue up where it was left."""
        self._load(near=today.kept_place(self.session))

    @work(thread=True, exclusive=True, group="reminders")
    def _read_reminders(self) -> None:
        """Read birthdays and festivals on a thread: the calendar of the moon takes a moment."""
        from tui_crm.services import reminders

        try:
            found = reminders.reminders(self.session)
        except CrmError as error:
            self.show_from_thread(self.refuse, explain(error))
        else:
            self.show_from_thread(self._show_reminders, found)
        finally:
            self.session.db.close_thread()

    def _show_reminders(self, found: tuple[Reminder, ...]) -> None:
        from tui_crm.wording.reminders import reminders_lines

        wordings = reminders_lines(found, self.session.today())
        self.query_one(FiguresLine).remind(wordings)

    def reload(self, near: CustomerRow | None = None) -> None:
        """Read the queue and the figures again, with the cursor on `near`."""
        # A queue with fresh leads mixed in is a list of the moment at which it was read.
        self.list.empty = self.empty_text()
        if self.list.count and not self.settings.queue.fresh_every:
            self.list.reload(near=near)
        else:
            self._load(near)
        self.read_customer(keep_number=True)
        self.refresh_figures()

    def settings_changed(self, settings: Settings) -> None:
        """Mix and narrow the queue as is wanted from now on."""
        super().settings_changed(settings)
        if self.is_laid_out:
            self._load(near=self.list.cursor_row)
            self.read_customer(keep_number=True)

    def _load(self, near: CustomerRow | None) -> None:
        rows = today.queue_of(
            self.session,
            chosen=self._chosen,
            is_exact=self._is_exact,
            fresh_every=self.settings.queue.fresh_every,
        )
        self.list.load(rows, near=near)
        self.refresh_figures()

    def new_day(self) -> None:
        """Start the new day's queue at midnight, with the cursor where it stood."""
        self._load(near=self.list.cursor_row)
        self._read_reminders()

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Read the reminders, in a moment."""
        self.set_timer(REMINDERS_AFTER_SECONDS, self._read_reminders)

    def after_entry(self, logged: Logged) -> None:
        """Take the row out; one whose new promise is still due comes back at its time."""
        if logged.stays:
            row = today.row_of(self.session, logged.customer.id)
            if row is not None:
                self.list.replace_row(row)
            return
        self.list.remove_row(logged.customer.id)
        promise = logged.customer.promise
        if promise is not None and promise.on <= (self._chosen or self.session.today()):
            self.list.reload()

    def after_undo(self, customer_id: int | None) -> None:
        """Put the row back where it stood, without reading the queue again."""
        row = None if customer_id is None else today.row_of(self.session, customer_id)
        if row is not None and row.promise is not None and self.list.bring_back(row):
            self.draw_at_once()
        else:
            self.refresh_all(customer_id)

    def refresh_figures(self) -> None:
        """Draw the counts, and the last entries, anew."""
        super().refresh_figures()
        self.query_one(FiguresLine).show(
            today.figures(self.session, chosen=self._chosen, is_exact=self._is_exact),
            self._day_shown(),
        )

    def _day_shown(self) -> str:
        """Return the words of the chosen day; "" for today and what is overdue."""
        if self._chosen is None and not self._is_exact:
            return ""
        day = date_long(self._chosen or self.session.today())
        template = _("only {day}") if self._is_exact else _("up to {day}")
        return template.format(day=day)

    async def action_choose_date(self) -> None:
        """Ask for another day."""
        from tui_crm.screens.when_prompt import DatePrompt

        def show(chosen: date | None) -> None:
            if chosen is not None:
                self._chosen = None if chosen == self.session.today() else chosen
                self._load(near=None)

        await self.app.push_screen(DatePrompt(self.session, _("Show what is due up to")), show)

    def action_exact_date(self) -> None:
        """Switch between "up to the day" and "that day only"."""
        self._is_exact = not self._is_exact
        self._load(near=self.list.cursor_row)

    def leave(self) -> None:
        """Remember the row under the cursor: the queue is taken up there again."""
        row = self.list.cursor_row
        if row is not None:
            today.keep_place(self.session, row.id)
