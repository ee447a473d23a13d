"""Small questions at the bottom of the desk: when is the next contact, and which day to look at."""

from collections.abc import Sequence
from datetime import date

from tui_crm.domain.errors import FieldError
from tui_crm.domain.promise import Promise
from tui_crm.i18n import _, pgettext
from tui_crm.screens.day_field import DayField
from tui_crm.screens.form_modal import FormModal, ResultT
from tui_crm.services.session import Session
from tui_crm.widgets.field import Field
from tui_crm.widgets.line_input import LineInput
from tui_crm.widgets.when_field import MAX_WHEN, WhenField
from tui_crm.wording import field_title, listed


def suggested_dates() -> tuple[str, ...]:
    """Return a few typed dates in the language in use, as examples and to step through."""
    return (
        pgettext("typed date, in the grammar of the language", "tomorrow 9:00"),
        pgettext("typed date, in the grammar of the language", "in 2 hours"),
        pgettext("typed date, in the grammar of the language", "+3d"),
        pgettext("typed date, in the grammar of the language", "next mon"),
    )


def next_contact_field(session: Session, note: str) -> WhenField:
    """Return the field of a next contact; `{examples}` in `note` become typed dates."""
    words = suggested_dates()
    return WhenField(
        "next",
        field_title("next"),
        rules=session.rules,
        now=session.local_now,
        words=words,
        note=note.format(examples=listed(words)),
    )


class BottomPrompt(FormModal[ResultT]):
    """A question of one line over the strip of keys: the list above it stays in view."""

    DEFAULT_CSS = """
    BottomPrompt {
        align: center bottom;
        background: transparent;
        & > #sheet { max-width: 100%; padding: 0 1; }
    }
    """


class WhenPrompt(BottomPrompt[Promise]):
    """Asks for the next contact; dismisses with the promise that was shown, or None for Esc.

    `about` tells one question from another of the same title: its draft comes back to it alone.
    """

    def __init__(self, session: Session, title: str, *, about: str = "") -> None:
        super().__init__(session, title, draft_name=f"when {about or title}")

    def make_fields(self) -> Sequence[Field]:
        """Return the one field."""
        return (next_contact_field(self.session, _("e.g. {examples} – ↓ takes them")),)

    def save(self) -> None:
        """Close with the promise that is shown."""
        field = self.form["next"]
        promise = field.settled() if isinstance(field, WhenField) else None
        if promise is None:
            raise FieldError("when_empty", field="next")
        self.finish(promise)


class DatePrompt(BottomPrompt[date]):
    """Asks for a day to look at, past ones too; dismisses with it, or with None for Esc."""

    def __init__(self, session: Session, title: str) -> None:
        super().__init__(session, title, draft_name=f"day {title}")

    def make_fields(self) -> Sequence[Field]:
        """Return the one field."""
        words = (
            pgettext("typed date, in the grammar of the language", "today"),
            pgettext("typed date, in the grammar of the language", "tomorrow"),
            pgettext("typed date, in the grammar of the language", "yesterday"),
            pgettext("typed date, in the grammar of the language", "next mon"),
        )
        note = _("e.g. {examples} – ↓ takes them").format(
            examples=listed((*words, self.session.today().isoformat()))
        )
        editor = LineInput(limit=MAX_WHEN, words=words)
        label = pgettext("field", "Day")
        return (DayField("next", label, editor, session=self.session, note=note),)

    def save(self) -> None:
        """Close with the day."""
        field = self.form["next"]
        if isinstance(field, DayField):
            self.finish(field.settled())
