"""The question why: one line, and nothing is done without it."""

from collections.abc import Sequence

from tui_crm.domain.errors import FieldError
from tui_crm.screens.when_prompt import BottomPrompt
from tui_crm.services.session import Session
from tui_crm.widgets.field import Field
from tui_crm.widgets.line_input import LineInput
from tui_crm.wording import field_title


class ReasonPrompt(BottomPrompt[str]):
    """Asks for a reason; dismisses with it, stripped and never empty, or with None for Esc.

    `about` tells one question from another of the same title: its draft comes back to it alone.
    """

    def __init__(self, session: Session, title: str, *, about: str = "") -> None:
        super().__init__(session, title, draft_name=f"reason {about or title}")

    def make_fields(self) -> Sequence[Field]:
        """Return the one field."""
        return (Field("reason", field_title("reason"), LineInput()),)

    def save(self) -> None:
        """Close with the reason."""
        reason = self.form["reason"].text.strip()
        if not reason:
            raise FieldError("reason_needed", field="reason")
        self.finish(reason)
