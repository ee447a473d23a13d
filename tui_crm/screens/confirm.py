"""A question with yes and no, where no is the default."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button

from tui_crm.commands.command import Scope
from tui_crm.domain.text import harmless
from tui_crm.i18n import _
from tui_crm.screens.base import CommandModal
from tui_crm.widgets.prose import Prose

MOST_QUESTION_CELLS = 70
"""Cells of a line of the question: longer ones are hard to read."""
SIDE_CELLS = 4
"""Cells of the padding."""


class Confirm(CommandModal[bool]):
    """Asks `question` and dismisses with True for yes, False for no and for Esc.

    `question` may hold text from data. `yes` and `no` name the answers ("" for Yes and No).
    """

    SCOPES = (Scope.CONFIRM,)
    AUTO_FOCUS = "#no"

    DEFAULT_CSS = """
    Confirm {
        align: center middle;
        & > Vertical {
            width: auto;
            min-width: 30;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            overflow-y: auto;
            padding: 1 2;
            background: $panel;
        }
        #question { width: auto; height: auto; margin-bottom: 1; }
        Horizontal { height: auto; width: auto; min-width: 100%; align-horizontal: right; }
        Button { margin-left: 2; }
    }
    """

    def __init__(self, question: str, *, yes: str = "", no: str = "") -> None:
        super().__init__()
        self._question = question
        self._yes = yes or _("Yes")
        self._no = no or _("No")

    def compose(self) -> ComposeResult:
        """Draw the question above its answers."""
        with Vertical():
            yield Prose(Content(harmless(self._question)), id="question")
            with Horizontal():
                yield Button(Content(f"{harmless(self._yes)} (y)"), id="yes", compact=True)
                yield Button(Content(f"{harmless(self._no)} (n)"), id="no", compact=True)

    def on_resize(self) -> None:
        """Let the question wrap where the terminal ends: a share of it would be cut off."""
        room = max(1, self.size.width - SIDE_CELLS)
        self.query_one("#question").styles.max_width = min(MOST_QUESTION_CELLS, room)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the button: Enter, Space or a click."""
        event.stop()
        self.dismiss(event.button.id == "yes")

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Answer no."""
        self.dismiss(False)

    def action_switch(self) -> None:
        """Light the other answer."""
        self.focus_next(Button)
