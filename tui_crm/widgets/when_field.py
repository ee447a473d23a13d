"""A field for a typed date: its meaning is shown while typing, and what was shown is saved."""

from collections.abc import Callable, Sequence
from datetime import datetime

from tui_crm.domain.ahead import lies_ahead
from tui_crm.domain.errors import FieldError
from tui_crm.domain.planning import DeskRules
from tui_crm.domain.promise import Promise
from tui_crm.domain.when import Fault, parse_when
from tui_crm.domain.workdays import warning_for
from tui_crm.i18n import _
from tui_crm.widgets.field import Field, Remark
from tui_crm.widgets.line_input import LineInput
from tui_crm.wording import explain
from tui_crm.wording.day_warnings import day_remark
from tui_crm.wording.times import promise_absolute

MAX_WHEN = 80
"""Characters of a typed date; the longest that the grammar reads has half as many."""

_UNFINISHED = frozenset({Fault.EMPTY, Fault.NOT_UNDERSTOOD})
"""Refusals that half a typed date gives: told quietly until it is saved."""


def text_of_promise(promise: Promise | None) -> str:
    """Return a promise as text that `parse_when` reads back: "2026-12-01 15:00"; "" for None."""
    if promise is None:
        return ""
    return promise.on.isoformat() + (f" {promise.clock_time:%H:%M}" if promise.clock_time else "")


class WhenField(Field):
    """A typed next contact. `now` is asked once a change; it is local to the team's zone.

    `kept` is the promise that stands already: it may be past, and stays while it is not changed.
    """

    def __init__(
        self,
        code: str,
        label: str,
        *,
        rules: DeskRules,
        now: Callable[[], datetime],
        kept: Promise | None = None,
        words: Sequence[str] = (),
        note: str = "",
    ) -> None:
        editor = LineInput(text_of_promise(kept), limit=MAX_WHEN, words=words)
        super().__init__(code, label, editor, note=note)
        self._rules = rules
        self._now = now
        self._kept = kept
        self._read_text = self.text
        self._meaning = kept
        self._error: FieldError | None = None

    def load_promise(self, promise: Promise | None) -> None:
        """Show another promise as the one that stands."""
        self._kept = promise
        self.load(text_of_promise(promise))
        self._read_again()

    def put(self, text: str) -> None:
        """Put `text` into the field and show what it means."""
        super().put(text)
        self._read_again()

    def react(self) -> None:
        """Show what the text means."""
        self._read_again()

    def settled(self) -> Promise | None:
        """Return the promise that is shown, None where the field is empty.

        Raises FieldError where the text is not understood, or what was shown has passed since:
        then its new meaning is shown, and has to be saved again.
        """
        if self.text != self._read_text:
            self._read_again()
        if self._error is None and self._meaning is not None and not self._stands:
            if lies_ahead(self._meaning, self._now()):
                return self._meaning
            self._read_again()
            if self._error is None:
                raise FieldError("when_turned", field=self.code, text=self.text)
        if self._error is not None:
            raise self._error
        return self._meaning

    @property
    def _stands(self) -> bool:
        return self._kept is not None and self.text == text_of_promise(self._kept)

    def _read_again(self) -> None:
        self._read_text, self._error, self._meaning = self.text, None, None
        if self._stands:
            self._meaning = self._kept
        elif self._read_text.strip():
            try:
                self._meaning = parse_when(self._read_text, self._now())
            except FieldError as error:
                params = {name: each for name, each in error.params.items() if name != "field"}
                self._error = FieldError(error.code, field=self.code, **params)
        self._tell()

    def _tell(self) -> None:
        if self._error is not None:
            is_unfinished = self._error.code in _UNFINISHED
            self.say(explain(self._error), Remark.NOTE if is_unfinished else Remark.ERROR)
        elif self._meaning is not None:
            meaning = f"→ {promise_absolute(self._meaning)}"
            if self._meaning.is_all_day:
                meaning += " · " + _("all day")
            warning = self._warning(self._meaning)
            self.say(f"{meaning} · {warning}" if warning else meaning, self._remark_of(warning))
        else:
            self.say("")

    def _warning(self, promise: Promise) -> str:
        calendar = self._rules.calendar
        warning = warning_for(promise, calendar, self._rules.calling_hours)
        if warning is None or self._stands:
            return ""
        return day_remark(warning, promise.on, holiday=calendar.holiday_name(promise.on))

    @staticmethod
    def _remark_of(warning: str) -> Remark:
        return Remark.WARNING if warning else Remark.NOTE
