"""A typed day, shown with its weekday while typing."""

from datetime import date

from tui_crm.domain.any_day import read_any_day
from tui_crm.domain.errors import FieldError
from tui_crm.services.session import Session
from tui_crm.widgets.field import Field, Remark
from tui_crm.widgets.line_input import LineInput
from tui_crm.wording import date_long, explain


class DayField(Field):
    """A field of one day, of the past or to come; nothing typed says nothing."""

    def __init__(
        self, code: str, label: str, editor: LineInput, *, session: Session, note: str = ""
    ) -> None:
        super().__init__(code, label, editor, note=note)
        self.session = session

    def read(self) -> date:
        """Return the day that the text names. Raises FieldError."""
        return read_any_day(self.text, self.session.local_now(), self.session.team.country)

    def settled(self) -> date:
        """Return the day that the text names. Raises FieldError of this field."""
        try:
            return self.read()
        except FieldError as error:
            params = {name: each for name, each in error.params.items() if name != "field"}
            raise FieldError(error.code, field=self.code, **params) from error

    def meaning(self, day: date) -> str:
        """Return what is said of the day while it is typed."""
        return f"→ {date_long(day)}"

    def put(self, text: str) -> None:
        """Put `text` into the field and show what it means."""
        super().put(text)
        self.react()

    def react(self) -> None:
        """Show which day the text names, or why it names none."""
        if not self.text.strip():
            self.say("")
            return
        try:
            self.say(self.meaning(self.settled()))
        except FieldError as error:
            self.say(explain(error), Remark.NOTE)
