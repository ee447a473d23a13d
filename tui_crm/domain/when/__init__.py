"""Typed dates, English and Chinese: our own small grammar (SPEC 4).

The way of a text: `plain` makes it plain, `reading` cuts it into `parts` by the phrases of
`numeric`, `english`, `chinese_days` and `chinese_times`, and `meaning` makes a promise of them.
"""

from datetime import datetime

from tui_crm.domain.errors import FieldError
from tui_crm.domain.promise import Promise
from tui_crm.domain.when.meaning import promise_of
from tui_crm.domain.when.parts import Fault, PhraseError
from tui_crm.domain.when.plain import plain
from tui_crm.domain.when.reading import read_parts

__all__ = ["Fault", "parse_when"]

MAX_QUOTED_CHARS = 80


def parse_when(text: str, now: datetime) -> Promise:
    """Return the promise that `text` means to somebody who types it at `now`.

    `now` is aware and local to the team's zone. Steps of minutes and hours, and clock times, give
    a timed promise that lies after `now`; everything else is all-day, today at the earliest. A
    time that the start of daylight saving skips moves forward. Nothing is moved off weekends.

    Raises FieldError (field `next`, with `text`) with a code of `Fault`: when_empty,
    when_not_understood, when_no_such_day, when_no_such_time, when_in_past, when_too_far.
    """
    readable = plain(text)
    try:
        if readable is None:
            raise PhraseError(Fault.NOT_UNDERSTOOD)
        if not readable:
            raise PhraseError(Fault.EMPTY)
        return promise_of(read_parts(readable, now.date()), now)
    except PhraseError as refusal:
        fault = refusal.fault
    except OverflowError:
        fault = Fault.TOO_FAR
    raise FieldError(fault.value, field="next", text=text.strip()[:MAX_QUOTED_CHARS])
