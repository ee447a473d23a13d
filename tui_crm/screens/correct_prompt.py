"""The correction of an entry: its text to change, and the texts that it had before."""

from collections.abc import Sequence

from tui_crm.domain.follow_up import FollowUp
from tui_crm.i18n import _
from tui_crm.screens.form_modal import FormModal
from tui_crm.screens.page_progress import former_lines, moment_text
from tui_crm.services import customers
from tui_crm.services.session import Session
from tui_crm.widgets.field import Field
from tui_crm.widgets.text_box import TextBox
from tui_crm.wording import field_title


class CorrectPrompt(FormModal[FollowUp]):
    """Asks for another text of `follow_up`; dismisses with it as corrected, or with None."""

    def __init__(self, session: Session, follow_up: FollowUp) -> None:
        when = moment_text(session, follow_up.at)
        what = f"{when} {follow_up.outcome}".rstrip()
        title = _("Correct the entry of {what}").format(what=what)
        super().__init__(session, title, draft_name=f"correct {follow_up.id}")
        self._follow_up = follow_up

    def make_fields(self) -> Sequence[Field]:
        """Return the text, with the former ones beneath."""
        note = " · ".join(former_lines(self.session, self._follow_up))
        kept = _("The former text is kept, with your name and the time.")
        box = TextBox(self._follow_up.text)
        return (Field("text", field_title("text"), box, note=note or kept),)

    def save(self) -> None:
        """Store the text. Raises CrmError corrected_meanwhile where somebody was faster."""
        text = self.form["text"].text
        if text == self._follow_up.text:
            self.finish(None)
            return
        before = self._follow_up.text
        self.finish(customers.correct(self.session, self._follow_up.id, text=text, former=before))
