"""The tour: what to know before the first call, in three steps."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui_crm.commands.command import Scope
from tui_crm.i18n import N_, _
from tui_crm.screens.base import CommandModal


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step, untranslated. `{desk.undo}` in a line is the key of that command."""

    title: str
    lines: tuple[str, ...]


STEPS = (
    Step(
        title=N_("Today: whom to call, in order"),
        lines=(
            N_("The list holds what you promised: overdue on top, then by time."),
            N_("↑ ↓ move; the card tells who it is, with the number large."),
            N_("{desk.copy_phone} copies the number, {desk.dial} dials it."),
        ),
    ),
    Step(
        title=N_("One key logs a call"),
        lines=(
            N_("1 to 9 each write outcome, text and next contact; the strip says what, and when."),
            N_("The row leaves, and the next customer is under the cursor."),
            N_("{desk.undo} takes it back, many deep, also the next day."),
            N_("{desk.full_entry} writes your own words and a date as you say it: fri 3pm."),
        ),
    ),
    Step(
        title=N_("Everybody else"),
        lines=(
            N_("{desk.find} finds by name, company or any part of a number."),
            N_("{desk.new_customer} adds a customer, {app.go_import} imports a spreadsheet."),
            N_("{app.keys} shows the keys of every screen; {app.command_palette} finds commands."),
        ),
    ),
)


class Tour(CommandModal[None]):
    """Three steps above the screen on which they can be tried."""

    SCOPES = (Scope.TOUR,)
    DEFAULT_CSS = """
    Tour {
        align: center middle;
        & > VerticalScroll {
            width: 76;
            max-width: 95%;
            height: auto;
            max-height: 95%;
            padding: 1 2;
            background: $panel;
        }
        #step, #next { height: auto; }
        #next { color: $text-accent; margin-top: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._place = 0

    def compose(self) -> ComposeResult:
        """Draw the step above what comes next."""
        with VerticalScroll():
            yield Static(id="step")
            yield Static(id="next")

    def on_mount(self) -> None:
        """Begin with the first step. Textual calls the `on_mount` of the base classes too."""
        self._show()

    def language_changed(self) -> None:
        """Draw the step in another language."""
        self._show()

    def action_next(self) -> None:
        """Go on, or close behind the last step."""
        if self._place == len(STEPS) - 1:
            self.dismiss(None)
            return
        self._place += 1
        self._show()

    def action_previous(self) -> None:
        """Go back to the step before, from the first one nowhere."""
        self._place = max(0, self._place - 1)
        self._show()

    def action_leave(self) -> None:
        """Close the tour."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """Go on with a click."""
        event.stop()
        self.action_next()

    def _show(self) -> None:
        step = STEPS[self._place]
        words = _(step.title)
        title = f"{self._place + 1}/{len(STEPS)}  {words}"
        parts = [Content.styled(title, "bold"), Content("")]
        parts += [Content("• " + with_keys(_(line), self._key_of)) for line in step.lines]
        self.query_one("#step", Static).update(Content("\n").join(parts))
        is_last = self._place == len(STEPS) - 1
        said = _("Enter closes, ← goes back.") if is_last else _("Enter goes on, Esc leaves.")
        self.query_one("#next", Static).update(Content(said))

    def _key_of(self, command_id: str) -> str:
        return self.shown_key_of(command_id) or "–"


def with_keys(line: str, key_of: Callable[[str], str]) -> str:
    """Return `line` with each `{command.id}` replaced by the key of that command."""
    parts = line.split("{")
    texts = [parts[0]]
    for part in parts[1:]:
        command_id, _brace, rest = part.partition("}")
        texts.append(key_of(command_id) + rest)
    return "".join(texts)
