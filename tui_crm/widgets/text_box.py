"""A field of several lines: stored as given, drawn harmlessly, with a limit."""

from rich.text import Text
from textual.content import Content
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from tui_crm.domain.customer import MAX_TEXT
from tui_crm.domain.text import clean, harmless
from tui_crm.widgets.drawn_in_place import drawn_in_place
from tui_crm.widgets.line_input import LimitReached


class TextBox(TextArea):
    """A text area of at most `limit` characters; Tab leaves it, Enter begins a line."""

    DEFAULT_CSS = """
    TextBox {
        height: auto;
        min-height: 2;
        max-height: 8;
        background: $surface;
        &:focus { background: $boost; }
    }
    """

    def __init__(
        self,
        text: str = "",
        *,
        limit: int = MAX_TEXT,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(clean(text), id=id, compact=True, highlight_cursor_line=False)
        self._limit = limit

    def hint(self, text: str) -> None:
        """Show what stands in the empty box."""
        self.placeholder = Content(harmless(text))

    def edit(self, edit: Edit) -> EditResult:
        """Edit the text; refused whole where it would be too long."""
        inserted = clean(edit.text)
        removed = self.get_text_range(edit.top, edit.bottom)
        length = len(self.text) - len(removed) + len(inserted)
        if length > self._limit and len(inserted) > len(removed):
            self.post_message(LimitReached(self, limit=self._limit, length=length))
            return EditResult(self.cursor_location, "")
        edit.text = inserted
        return super().edit(edit)

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is drawn."""
        line = self.document.get_line(line_index)
        # Tabs stay: the widget itself draws them as spaces, up to the next stop.
        pieces = [drawn_in_place(piece) for piece in line.split("\t")]
        return Text("\t".join(pieces), end="", no_wrap=True)
