"""A screen about one customer at a time: its bars, its clock, and what is told of him."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingsMap
from textual.css.query import NoMatches
from textual.events import ScreenResume

from tui_crm.commands.command import Scope
from tui_crm.commands.keys import strokes
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.base import CommandScreen
from tui_crm.screens.current_customer import CurrentCustomer
from tui_crm.screens.desk_words import last_entry
from tui_crm.screens.places import tabs
from tui_crm.services import today
from tui_crm.services.session import Session
from tui_crm.settings import Settings
from tui_crm.widgets.feedback import FeedbackLine, LastEntry
from tui_crm.widgets.strip import KeyStrip
from tui_crm.widgets.top_bar import TopBar
from tui_crm.wording import date_long, explain
from tui_crm.wording.canned import canned_label


class CustomerFrame(CommandScreen[None]):
    """A bar of tabs, a strip and a line of feedback around one customer.

    What is shown is read when it is shown: nothing while the screen waits out of sight.
    """

    SCOPES: ClassVar[tuple[Scope, ...]] = (Scope.DESK,)
    TAB: ClassVar[str] = ""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.current = CurrentCustomer(session)
        self._is_waiting = False
        """Whether it is mounted and not shown: nothing is read for it then."""
        self._is_shown = False
        self._last_entries: tuple[LastEntry, ...] = ()
        self._is_drawn_soon = False

    # --- what differs between screens ---

    def customer_id(self) -> int | None:
        """Return the id of the customer whom the keys are about, None where there is nobody."""
        raise NotImplementedError

    def start(self) -> None:
        """Read what is shown, for the first time or after the screen was left."""

    def refresh_all(self, customer_id: int | None = None) -> None:
        """Read everything again after a change, with `customer_id` as the one shown, if given."""
        raise NotImplementedError

    def draw_customer(self) -> None:
        """Draw what is told of the customer, but for the strip."""

    # --- the screen ---

    @property
    def is_laid_out(self) -> bool:
        """Whether its widgets are there, and it is not waiting to be shown.

        They are not there before it is composed, nor while it is taken down.
        """
        try:
            self.query_one(TopBar)
            self.query_one(FeedbackLine)
        except NoMatches:
            return False
        return self.is_there and self.is_composed and not self._is_waiting

    def on_mount(self) -> None:
        """Take the canned keys and read what is shown, once it is on the screen.

        Textual calls the base classes' own too.
        """
        self.show_tabs()
        self._is_waiting = self not in self.app.screen_stack
        if not self._is_waiting:
            self._take_up()

    def on_screen_resume(self, _event: ScreenResume) -> None:
        """Show what other screens may have changed. Textual calls the base classes' own too."""
        if self._is_waiting:
            self._is_waiting = False
            self._take_up()
            self.read_customer()
        elif self._is_shown:
            self.bind_slots()
            self.refresh_all()
        self._is_shown = True

    def _take_up(self) -> None:
        self.bind_slots()
        self.show_moment()
        self.start()

    def show_tabs(self) -> None:
        """Draw the places in the language in use."""
        self.query_one(TopBar).show_tabs(tabs(), self.TAB)

    def show_moment(self) -> None:
        """Draw the clock and all that is relative to it anew."""
        now = self.session.local_now()
        self.query_one(TopBar).show_moment(
            user=harmless_line(self.session.viewer.name),
            day=date_long(now.date()),
            time=f"{now:%H:%M}",
        )

    def settings_changed(self, settings: Settings) -> None:
        """Work by other settings of the user from now on."""
        self.settings = settings

    def bind_slots(self) -> None:
        """Give every canned follow-up its key: anew after the canned follow-ups were edited."""
        slots = [
            Binding(strokes(each.slot)[0], f"log({each.slot!r})", show=False)
            for each in self.session.canned
        ]
        others = {
            key: bindings
            for key, bindings in self._bindings.key_to_bindings.items()
            if not any(binding.action.startswith("log(") for binding in bindings)
        }
        kept = BindingsMap([each for bindings in others.values() for each in bindings])
        self._bindings = BindingsMap.merge([kept, BindingsMap(slots)])

    def extra_keys(self) -> tuple[tuple[str, str], ...]:
        """Return the canned follow-ups with their labels in full, for the sheet of keys."""
        return tuple((each.slot, canned_label(each)) for each in self.session.canned)

    # --- the customer ---

    def read_customer(self, *, keep_number: bool = False) -> None:
        """Read the customer anew; what is told of him is drawn a moment later."""
        self.current.turn_to(self.customer_id(), keep_number=keep_number)
        self.draw_soon()

    def draw_soon(self) -> None:
        """Draw what is told of the customer once the list is on the screen: the eye is there.

        Several calls before that are one.
        """
        if not self._is_drawn_soon:
            self._is_drawn_soon = True
            self.call_after_refresh(self._draw_if_wanted)

    def _draw_if_wanted(self) -> None:
        if self._is_drawn_soon and self.is_there:
            self._draw_now()

    def _draw_now(self) -> None:
        self._is_drawn_soon = False
        if (problem := self.current.problem) is not None:
            self.refuse(explain(problem))
        self.draw_customer()
        self.draw_strip()
        self.refresh_commands()

    def draw_strip(self) -> None:
        """Draw what each key would do to the customer; in a field the keys are but signs."""
        keys = self.current.strip_keys()
        if self.is_typing:
            keys = tuple(replace(key, is_enabled=False) for key in keys)
        self.query_one(KeyStrip).show(keys)

    def typing_changed(self) -> None:
        """Dim the strip too while a field has the focus."""
        super().typing_changed()
        if self.is_laid_out:
            self.draw_strip()

    def draw_at_once(self) -> None:
        """Draw the customer shown now with all that is told of him, and the figures."""
        self.current.turn_to(self.customer_id())
        self._draw_now()
        self.refresh_figures()

    # --- feedback ---

    def tell(self, sentence: str) -> None:
        """Say what was done, on the line of feedback."""
        self.query_one(FeedbackLine).tell(sentence)

    def tell_entry(self, sentence: str) -> None:
        """Say what was logged, and which key takes it back."""
        key = self.shown_key_of("desk.undo")
        hint = f"{key} " + _("undo") if key else ""
        self.query_one(FeedbackLine).tell_entry(sentence, hint=hint)

    def refresh_figures(self) -> None:
        """Draw counts and last entries anew."""
        now = self.session.local_now()
        self._last_entries = tuple(
            last_entry(entry, now) for entry in today.last_entries(self.session)
        )
        self.show_last_entries()

    def show_last_entries(self) -> None:
        """Show my last entries on the line of feedback."""
        if self.is_laid_out:
            self.query_one(FeedbackLine).show_entries(self._last_entries)

    def refuse(self, reason: str) -> None:
        """Say why something was not done, on the line of feedback."""
        self.query_one(FeedbackLine).tell(reason, is_warning=True)
