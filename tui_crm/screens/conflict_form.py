"""The question of a conflict: which of two texts each field gets that two people changed."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui_crm.domain.conflicts import Side
from tui_crm.domain.errors import FieldError
from tui_crm.domain.text import harmless, harmless_line
from tui_crm.i18n import _
from tui_crm.screens.form_modal import FormModal
from tui_crm.services.meanwhile import who_of
from tui_crm.services.merging import EditConflict, FieldConflict
from tui_crm.services.session import Session
from tui_crm.services.shown_fields import shown_title
from tui_crm.widgets.cells import shorten
from tui_crm.widgets.choice import Choice, Option
from tui_crm.widgets.field import Field
from tui_crm.wording import labelled

FULL_LINES = 8
"""Lines that show the texts of one field in full."""
MAX_PERSON = 24
"""Cells of each name in the question, so that its end is read too."""
ROOM_FOR_FULL = 20
"""Lines of the screen from which they are shown."""


class ConflictForm(FormModal[dict[str, Side]]):
    """One field a line: what it was, what I typed, what somebody else wrote, and when.

    Nothing is picked at first. Dismisses with the side that each field gets, or None for Esc:
    then nothing is saved, and what was typed still stands in the form beneath.
    """

    DEFAULT_CSS = """
    ConflictForm {
        #full { height: 8; margin-top: 1; color: $text-muted; scrollbar-size-vertical: 1; }
        #full:focus { color: $text; }
        #full-text { height: auto; }
    }
    """

    def __init__(self, session: Session, conflict: EditConflict, *, name: str) -> None:
        """Ask about `conflict`; `name` is what the customer was called when the edit began."""
        who = who_of(conflict.news) or _("Somebody else")
        title = _("{who} changed {name} meanwhile: which text stays?").format(
            who=shorten(harmless_line(who), MAX_PERSON),
            name=shorten(harmless_line(name), MAX_PERSON),
        )
        super().__init__(session, title, draft_name=f"conflict {conflict.current.id}")
        self._conflicts = {each.code: each for each in conflict.conflicts}

    def make_fields(self) -> Sequence[Field]:
        """Return one choice for each field in question."""
        return [self._field(each) for each in self._conflicts.values()]

    def _field(self, conflict: FieldConflict) -> Field:
        sides = Choice(
            [
                Option(value=Side.MINE, label=labelled(_("I"), conflict.mine or "–"), key="1"),
                Option(
                    value=Side.THEIRS,
                    label=labelled(_author(conflict), conflict.theirs or "–"),
                    key="2",
                ),
            ]
        )
        note = labelled(_("before"), harmless_line(conflict.base) or "–")
        return Field(conflict.code, shown_title(self.session, conflict.code), sides, note=note)

    def compose_below(self) -> ComposeResult:
        """Yield the texts of the field with the focus, in full."""
        with VerticalScroll(id="full"):
            yield Static(id="full-text")

    def lines_below(self) -> int:
        """Return how many lines the texts take."""
        has_room = self.size.height >= ROOM_FOR_FULL
        self.query_one("#full").display = has_room
        return FULL_LINES + 1 if has_room else 0

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show the texts of the field that has the focus now."""
        field = event.widget.parent
        if isinstance(field, Field):
            conflict = self._conflicts[field.code]
            parts = (
                (_("before"), conflict.base),
                (_("I"), conflict.mine),
                (_author(conflict), conflict.theirs),
            )
            told = "\n".join(labelled(harmless_line(who), text or "–") for who, text in parts)
            self.query_one("#full-text", Static).update(Content(harmless(told)))
            self.query_one("#full", VerticalScroll).scroll_home(animate=False)

    def save(self) -> None:
        """Close with the choices. Raises FieldError choice_needed for the first that is missing."""
        for code, field in self.form.fields.items():
            if not field.text:
                raise FieldError("choice_needed", field=code)
        self.finish({code: Side(field.text) for code, field in self.form.fields.items()})

    def action_cancel(self) -> None:
        """Go back to the form; nothing is lost by it."""
        self.finish(None)

    def keep_draft(self) -> None:
        """Keep nothing: the form beneath keeps what was typed."""


def _author(conflict: FieldConflict) -> str:
    """Return who wrote theirs, and at what time."""
    if conflict.news is None:
        return _("Somebody else")
    return f"{conflict.news.who} {conflict.news.at:%H:%M}"
