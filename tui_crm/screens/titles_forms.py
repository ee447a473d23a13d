"""The forms of titles and values: how one is called, and what a value is merged into."""

from collections.abc import Sequence

from tui_crm.domain.errors import FieldError
from tui_crm.domain.text import harmless_line
from tui_crm.domain.value_lists import MAX_TITLE, MAX_VALUE, ListValue, ValueColour
from tui_crm.i18n import _
from tui_crm.screens.form_modal import FormModal
from tui_crm.services import value_lists
from tui_crm.services.session import Session
from tui_crm.services.values import known_value
from tui_crm.widgets.choice import Choice, Option
from tui_crm.widgets.field import Field, Remark
from tui_crm.widgets.line_input import LineInput
from tui_crm.wording import explain, field_title
from tui_crm.wording.value_lists import colour_label

MOST_EXAMPLES = 4
"""Values that an empty field names."""


class TitleForm(FormModal[str]):
    """Asks how a classification is called; dismisses with the title in use then."""

    def __init__(self, session: Session, field: str) -> None:
        self._field = field
        self._title_now = session.classification_title(field)
        title = _("Title of the field “{code}”").format(code=field)
        super().__init__(session, title, draft_name=f"title {field}")

    def make_fields(self) -> Sequence[Field]:
        """Return the one field."""
        editor = LineInput(self._title_now, limit=MAX_TITLE)
        note = _("Empty: the title that the program ships, in its language.")
        return (Field("title", field_title("title"), editor, note=note),)

    def save(self) -> None:
        """Store the title."""
        self.finish(value_lists.rename_title(self.session, self._field, self.form["title"].text))


class ValueForm(FormModal[ListValue]):
    """Edits a value, or a new one of the list `field`; dismisses with it as stored."""

    def __init__(self, session: Session, field: str, value: ListValue | None) -> None:
        self._field = field
        self._value = value
        title = session.classification_title(field)
        if value is None:
            heading = _("{title}: a new value").format(title=title)
        else:
            heading = f"{title} · {session.value_title(value.id)}"
        number = 0 if value is None else value.id
        super().__init__(session, heading, draft_name=f"value {field} {number}")

    def make_fields(self) -> Sequence[Field]:
        """Return word and colour."""
        value = self._value
        follows = _("It follows the language of the program until you change it.")
        is_shipped = value is not None and value.title is None
        word = "" if value is None else self.session.value_title(value.id)
        colour = ValueColour.NONE if value is None else value.colour
        options = [Option(value=each.value, label=colour_label(each)) for each in ValueColour]
        return (
            Field(
                "value",
                field_title("value"),
                LineInput(word, limit=MAX_VALUE),
                note=follows if is_shipped else "",
            ),
            Field("colour", field_title("colour"), Choice(options, colour.value)),
        )

    def save(self) -> None:
        """Store the value."""
        word, colour = self.form["value"].text, ValueColour(self.form["colour"].text)
        if self._value is None:
            stored = value_lists.add_value(self.session, self._field, word, colour=colour)
        else:
            stored = value_lists.edit_value(self.session, self._value.id, name=word, colour=colour)
        self.finish(stored)


class IntoForm(FormModal[int]):
    """Asks into which value another is merged; dismisses with the id, 0 for none at all.

    With `can_be_none` an empty field empties that of the customers.
    """

    def __init__(
        self, session: Session, value: ListValue, *, customers: int, can_be_none: bool
    ) -> None:
        self._value = value
        self._can_be_none = can_be_none
        word = session.value_title(value.id)
        heading = (
            _("Remove “{value}”: what do its {count:,} customers get?")
            if can_be_none
            else _("Merge “{value}”: what do its {count:,} customers get?")
        )
        super().__init__(
            session,
            heading.format(value=word, count=customers),
            draft_name=f"into {value.field} {value.id}",
        )

    def make_fields(self) -> Sequence[Field]:
        """Return the one field, with the other values of the list to choose from."""
        words = [
            self.session.value_title(each.id)
            for each in self.session.values_of(self._value.field)
            if each.id != self._value.id
        ]
        examples = " · ".join(harmless_line(word) for word in words[:MOST_EXAMPLES])
        editor = LineInput(words=words, limit=MAX_VALUE, placeholder=examples)
        note = _("↓ offers the values of the list.")
        if self._can_be_none:
            note = _("↓ offers the values of the list. Empty: they have none then.")
        title = self.session.classification_title(self._value.field)
        return (Field("into", title, editor, note=note),)

    def field_changed(self, field: Field) -> None:
        """Say beside the field that there is no such value."""
        if not field.text.strip():
            return
        try:
            self._into()
        except FieldError:
            field.say(_("No value of the list yet."), Remark.NOTE)

    def _into(self) -> int:
        """Return what was typed. Raises FieldError value_needed, unknown_value, same_value."""
        text = self.form["into"].text.strip()
        if not text and self._can_be_none:
            return 0
        code = self._value.field
        if not text:
            raise FieldError("value_needed", field=code)
        into = known_value(self.session, code, text)
        if into == self._value.id:
            raise FieldError("same_value", field=code, name=self.session.value_title(into))
        return into

    def save(self) -> None:
        """Dismiss with what was typed; a refusal stands beside the field."""
        try:
            into = self._into()
        except FieldError as error:
            self.form.refuse("into", explain(error))
        else:
            self.finish(into)
