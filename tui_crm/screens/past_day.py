"""A typed day of the past: to go to, or where a period begins and ends."""

from collections.abc import Sequence
from datetime import date

from tui_crm.domain.any_day import read_past_day
from tui_crm.domain.errors import FieldError
from tui_crm.i18n import _, pgettext
from tui_crm.screens.day_field import DayField
from tui_crm.screens.when_prompt import BottomPrompt
from tui_crm.services.session import Session
from tui_crm.widgets.field import Field
from tui_crm.widgets.line_input import LineInput
from tui_crm.widgets.when_field import MAX_WHEN
from tui_crm.wording import listed


class PastDayField(DayField):
    """A typed day of the past; nothing typed is no day."""

    def __init__(
        self, code: str, label: str, *, session: Session, day: date | None = None, note: str = ""
    ) -> None:
        editor = LineInput(
            "" if day is None else day.isoformat(), limit=MAX_WHEN, words=past_words()
        )
        super().__init__(code, label, editor, session=session, note=note)

    def read(self) -> date:
        """Return the day that the text names, today at the latest. Raises FieldError."""
        return read_past_day(self.text, self.session.local_now(), self.session.team.country)

    def day(self) -> date | None:
        """Return the day that the text names, None for no text. Raises FieldError."""
        return self.settled() if self.text.strip() else None


def past_words() -> tuple[str, ...]:
    """Return a few typed days of the past in the language in use, to step through."""
    return (
        pgettext("typed date, in the grammar of the language", "today"),
        pgettext("typed date, in the grammar of the language", "yesterday"),
    )


class PastDayPrompt(BottomPrompt[date]):
    """Asks for a day of the past; dismisses with it, or with None for Esc."""

    def __init__(self, session: Session, title: str) -> None:
        super().__init__(session, title, draft_name=f"past day {title}")

    def make_fields(self) -> Sequence[Field]:
        """Return the one field."""
        examples = listed((*past_words(), self.session.today().isoformat()))
        note = _("e.g. {examples} – ↓ takes them").format(examples=examples)
        return (PastDayField("day", pgettext("field", "Day"), session=self.session, note=note),)

    def save(self) -> None:
        """Close with the day."""
        field = self.form["day"]
        day = field.day() if isinstance(field, PastDayField) else None
        if day is None:
            raise FieldError("when_empty", field="day")
        self.finish(day)
