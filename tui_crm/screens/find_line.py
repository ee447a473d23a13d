"""The line in which a search is typed, with what could follow beside it."""

from functools import partial
from typing import ClassVar

from textual import events, on
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from tui_crm.commands.keys import shown_key
from tui_crm.domain.saved_view import MAX_QUERY
from tui_crm.screens.search_threads import SearchThreads
from tui_crm.services import finding
from tui_crm.services.query_completion import Completion, completions, filter_hints
from tui_crm.services.session import Session
from tui_crm.widgets.line_input import LineInput
from tui_crm.widgets.suggestions import Suggestions

TAKE_KEY = "tab"
_EXAMPLES = ('"…"', "-…")
"""A phrase, and what is to be missing: shown with the filters before anything is typed."""


class FindInput(LineInput):
    """The input of a search: Tab takes the first suggestion, where there is one.

    Keys that Textual's inputs keep for seldom deeds, but that open something here, pass through.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(TAKE_KEY, "complete", show=False),
        Binding("ctrl+f", "pass_on", show=False),
    ]

    def action_complete(self) -> None:
        """Take the first suggestion; without one Tab goes on to the next widget."""
        line = self.parent
        if not isinstance(line, FindLine) or not line.take(0):
            raise SkipAction

    def action_pass_on(self) -> None:
        """Leave the key to the screen and the program."""
        raise SkipAction


class FindLine(Horizontal):
    """An input and, while it has the focus, the completions of what is typed in it."""

    DEFAULT_CSS = """
    FindLine {
        height: 1;
        & > FindInput { width: 1fr; height: 1; border: none; padding: 0 1; }
        & > Suggestions { width: 45%; }
    }
    """

    def __init__(
        self,
        session: Session,
        *,
        placeholder: str,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """`id` is that of the input, with which others have to do."""
        super().__init__()
        self._session = session
        self._input = FindInput(placeholder=placeholder, id=id, limit=MAX_QUERY)
        self._input.select_on_focus = True
        self._suggestions = Suggestions()
        self._completions: tuple[Completion, ...] = ()
        self.threads = SearchThreads(session.db.close_thread)
        """Where is looked for what is typed; their connections last while somebody types."""

    def compose(self) -> ComposeResult:
        """Yield input and suggestions."""
        yield self._input
        yield self._suggestions

    def take(self, place: int) -> bool:
        """Put a completion into the line; False where there is none."""
        self._complete()
        if not 0 <= place < len(self._completions):
            return False
        text, cursor = self._completions[place].applied(self._input.value)
        if len(text) > MAX_QUERY:
            return False
        self._input.value = text
        self._input.cursor_position = cursor
        return True

    @on(events.DescendantFocus)
    def begin(self) -> None:
        """Get ready to search before anything is typed."""
        self.threads.wake(partial(finding.warm_up, self._session))
        self.show_suggestions()

    @on(events.DescendantBlur)
    def end(self) -> None:
        """Suggest nothing where nobody types, and keep nothing open for him."""
        self.threads.rest()
        self._suggestions.suggest(())

    def on_unmount(self) -> None:
        """Keep nothing open."""
        self.threads.rest()

    @on(Input.Changed)
    def show_suggestions(self) -> None:
        """Show what could follow; the search itself is the screen's."""
        if not self._input.has_focus:
            return
        self._complete()
        if self._completions:
            shown = [each.shown for each in self._completions]
            self._suggestions.suggest(shown, key=shown_key(TAKE_KEY))
        else:
            hints = () if self._input.value else (*filter_hints(self._session), *_EXAMPLES)
            self._suggestions.suggest(hints)

    def _complete(self) -> None:
        value, cursor = self._input.value, self._input.cursor_position
        self._completions = completions(self._session, value, cursor) if value else ()

    @on(Suggestions.Taken)
    def take_clicked(self, message: Suggestions.Taken) -> None:
        """Take the completion that was clicked, and go on typing."""
        message.stop()
        if self.take(message.place):
            self._input.focus()
