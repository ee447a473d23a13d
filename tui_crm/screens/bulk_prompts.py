"""What many customers are given, typed: a text, a next contact, and why they change owner."""

from collections.abc import Sequence

from tui_crm.domain.bulk_change import BulkChange, checked_change
from tui_crm.domain.customer import MAX_LINE
from tui_crm.i18n import _
from tui_crm.screens.when_prompt import BottomPrompt, next_contact_field
from tui_crm.services.session import Session
from tui_crm.widgets.field import Field
from tui_crm.widgets.line_input import LineInput
from tui_crm.widgets.when_field import WhenField
from tui_crm.wording import field_title


class TextForMany(BottomPrompt[BulkChange]):
    """Asks for the text of a field; an empty one empties the field."""

    def __init__(self, session: Session, title: str, *, code: str) -> None:
        super().__init__(session, title, draft_name=f"change {code}")
        self._code = code

    def make_fields(self) -> Sequence[Field]:
        """Return the one field."""
        note = _("Empty: nothing stands there any more.")
        return (Field(self._code, field_title(self._code), LineInput(limit=MAX_LINE), note=note),)

    def save(self) -> None:
        """Close with the change."""
        change = BulkChange(field=self._code, value=self.form[self._code].text)
        self.finish(checked_change(change, self.session.local_now()))


class WhenForMany(BottomPrompt[BulkChange]):
    """Asks for the next contact, with its meaning and warnings; an empty field takes it away."""

    def __init__(self, session: Session, title: str) -> None:
        super().__init__(session, title, draft_name="change next_contact")

    def make_fields(self) -> Sequence[Field]:
        """Return the one field."""
        note = _("e.g. {examples}. Empty: no next contact.")
        return (next_contact_field(self.session, note),)

    def save(self) -> None:
        """Close with the change."""
        field = self.form["next"]
        promise = field.settled() if isinstance(field, WhenField) else None
        self.finish(BulkChange(field="next_contact", value=promise))


class OwnerForMany(BottomPrompt[BulkChange]):
    """Asks why customers change their owner: needed only where they lose him."""

    def __init__(self, session: Session, title: str, *, owner: int | None) -> None:
        super().__init__(session, title, draft_name=f"change owner {owner or 0}")
        self._owner = owner

    def make_fields(self) -> Sequence[Field]:
        """Return the one field."""
        note = "" if self._owner is None else _("May stay empty.")
        return (Field("reason", field_title("reason"), LineInput(limit=MAX_LINE), note=note),)

    def save(self) -> None:
        """Close with the change."""
        change = BulkChange(
            field="owner", value=self._owner, reason=self.form["reason"].text.strip()
        )
        self.finish(checked_change(change, self.session.local_now()))
