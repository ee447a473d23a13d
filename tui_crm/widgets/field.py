"""A field of a form: its label, what is typed, and one line about it beneath."""

from enum import StrEnum

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.widgets.cells import fit
from tui_crm.widgets.choice import Choice
from tui_crm.widgets.line_input import LimitReached, LineInput
from tui_crm.widgets.prose import Prose
from tui_crm.widgets.text_box import TextBox

MAX_LABEL_CELLS = 18
"""A longer label is cut: titles are the user's to rename."""
_GAP = 2

Editor = LineInput | TextBox | Choice


class Remark(StrEnum):
    """What the line beneath a field is."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Field(Widget):
    """One labelled editor; `code` names it (a code of SPEC 3, or the form's own name).

    `text` is what stands in it; `initial` what was loaded. The field says `Changed` when they
    may differ, and `Submitted` when Enter was pressed where it begins no line.
    """

    DEFAULT_CSS = """
    Field {
        height: auto;
        color: $text-muted;
        &:focus-within { color: $text; }
        & > .remark { height: auto; padding: 0 1; color: $text-muted; }
        & > .remark.-warning { color: $text-warning; }
        & > .remark.-error { color: $text-error; }
    }
    """

    class Changed(Message):
        """What stands in a field may have changed."""

        def __init__(self, field: "Field") -> None:
            super().__init__()
            self.field = field

    class Submitted(Message):
        """Enter was pressed in a field of one line."""

    def __init__(self, code: str, label: str, editor: Editor, *, note: str = "") -> None:
        super().__init__(id=f"field-{code}" if code.isidentifier() and code.isascii() else None)
        self.code = code
        self.label = label
        self.editor = editor
        self.initial = self.text
        self.label_cells = min(cell_len(harmless_line(label)), MAX_LABEL_CELLS)
        self._note = note
        self._remark: Static | None = None
        self._shown = ""
        self._seen = self.text

    @property
    def text(self) -> str:
        """What stands in the field; the value of the picked option."""
        return self.editor.text if isinstance(self.editor, TextBox) else self.editor.value

    @property
    def is_changed(self) -> bool:
        """Whether something else stands in the field than was loaded."""
        return self.text != self.initial

    def put(self, text: str) -> None:
        """Put `text` into the field as if it were typed: it counts as a change."""
        if isinstance(self.editor, TextBox):
            self.editor.text = text
        else:
            self.editor.value = text
        if isinstance(self.editor, LineInput):
            self.editor.cursor_position = len(self.editor.value)
        self._seen = self.text

    def load(self, text: str) -> None:
        """Put `text` into the field as what is stored."""
        self.put(text)
        self.initial = self.text

    def relabel(self, label: str) -> None:
        """Call the field otherwise; its editor stays where it is."""
        self.label = label
        self.refresh()

    def react(self) -> None:
        """Bring the line beneath up to date after something was typed: errors go."""
        self.say("")

    def compose(self) -> ComposeResult:
        """Place the editor beside the label, which the field draws itself."""
        self.editor.styles.margin = (0, 0, 0, self.label_cells + _GAP)
        yield self.editor
        if self._note:
            yield self._make_remark(self._note, Remark.NOTE)

    def render(self) -> Content:
        """Draw the label; the editor stands beside it."""
        return Content(fit(self.label, self.label_cells))

    def say(self, text: str, remark: Remark = Remark.NOTE) -> None:
        """Show a line beneath the field; "" brings the field's own note back."""
        text, remark = (text, remark) if text else (self._note, Remark.NOTE)
        if self._remark is None and text:
            self.mount(self._make_remark(text, remark))
        elif self._remark is not None:
            self._fill_remark(self._remark, text, remark)

    @property
    def shown_remark(self) -> str:
        """The line that stands beneath the field, "" for none."""
        return self._shown

    def _make_remark(self, text: str, remark: Remark) -> Static:
        self._remark = Prose(classes="remark")
        self._remark.styles.margin = (0, 0, 0, self.label_cells + _GAP)
        self._fill_remark(self._remark, text, remark)
        return self._remark

    def _fill_remark(self, widget: Static, text: str, remark: Remark) -> None:
        self._shown = text
        widget.update(Content(harmless_line(text)))
        widget.display = bool(text)
        widget.set_class(remark is Remark.WARNING, "-warning")
        widget.set_class(remark is Remark.ERROR, "-error")

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    def _tell_changed(self, event: Message) -> None:
        event.stop()
        if self.text != self._seen:
            self._seen = self.text
            self.react()
        self.post_message(self.Changed(self))

    @on(Input.Submitted)
    @on(Choice.Submitted)
    def _tell_submitted(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Submitted())

    @on(LimitReached)
    def _refuse_length(self, event: LimitReached) -> None:
        event.stop()
        sentence = _("At most {limit} characters fit here; that would be {length}.")
        self.say(sentence.format(limit=event.limit, length=event.length), Remark.ERROR)
