"""A typed day of the past: to go to, or where a period begins and ends."""

from collections.abc import Sequence
from datetime import date

from tui_crm.domain.any_day import read_past_day
from tui_crm.domain.errors import FieldError
from tui_crm.i18n import _, pgettext
from tui_crm.screens.when_prompt import BottomPrompt
from tui_crm.services.session import Session
from tui_crm.widgets.field import Field, Remark
from tui_crm.widgets.line_input import LineInput
from tui_crm.widgets.when_field import MAX_WHEN
from tui_crm.wording import date_long, explain, listed


class PastDayField(Field):
    """A typed day, shown with its weekday while typing; nothing typed is no day."""

    def __init__(
        self, code: str, label: str, *, session: Session, day: date | None = None, note: str = ""
    ) -> None:
        text = "" if day is None else day.isoformat()
        super().__init__(
            code, label, LineInput(text, limit=MAX_WHEN, words=past_words()), note=note
        )
        self._session = session

    def day(self) -> date | None:
        """Return the day that the text names, None for no text. Raises FieldError."""
        if not self.text.strip():
            return None
        try:
            return read_past_day(self.text, self._session.local_now(), self._session.team.country)
        except FieldError as error:
            params = {name: each for name, each in error.params.items() if name != "field"}
            raise FieldError(error.code, field=self.code, **params) from error

    def put(self, text: str) -> None:
        """Put `text` into the field and show what it means."""
        super().put(text)
        self.react()

    def react(self) -> None:
        """Show which day the text names."""
        try:
            day = self.day()
        except FieldError as error:
            self.say(explain(error), Remark.NOTE)
            return
        self.say("" if day is None else f"→ {date_long(day)}")


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
