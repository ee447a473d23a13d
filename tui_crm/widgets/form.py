"""A form: fields one below the other, in the order in which Tab goes through them."""

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tui_crm.widgets.field import Field, Remark


class Form(VerticalScroll, can_focus=False):
    """Fields with their labels in one column; it scrolls where they do not fit."""

    DEFAULT_CSS = """
    Form { height: auto; max-height: 1fr; scrollbar-size-vertical: 1; }
    """

    def __init__(self, fields: Sequence[Field], *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.fields = {field.code: field for field in fields}

    def compose(self) -> ComposeResult:
        """Yield the fields, their labels equally wide."""
        label_cells = max((field.label_cells for field in self.fields.values()), default=0)
        for field in self.fields.values():
            field.label_cells = label_cells
            yield field

    def __getitem__(self, code: str) -> Field:
        return self.fields[code]

    def changed(self) -> dict[str, str]:
        """Return the texts of the fields in which something else stands than was loaded."""
        return {field.code: field.text for field in self.fields.values() if field.is_changed}

    def put(self, texts: Mapping[str, str]) -> None:
        """Put texts into fields as if they were typed; codes without a field are left out."""
        for code, text in texts.items():
            if code in self.fields:
                self.fields[code].put(text)

    def focus_first(self) -> None:
        """Put the cursor where typing starts."""
        for field in self.fields.values():
            if field.display and not field.disabled:
                field.editor.focus()
                return

    def refuse(self, code: str, sentence: str) -> bool:
        """Show an error beside a field and put the cursor there; False where there is none."""
        field = self.fields.get(code)
        if field is None or not field.display:
            return False
        field.say(sentence, Remark.ERROR)
        self.go_to(code)
        return True

    def go_to(self, code: str) -> None:
        """Put the cursor into a field, all of it in view with what stands beneath it."""
        field = self.fields[code]
        field.editor.focus()
        self.call_after_refresh(self.scroll_to_widget, field, animate=False)
