"""A day to look at, past ones too: typed as in a cell, or as a next contact is typed."""

from datetime import date, datetime, timedelta

from tui_crm.domain.cell_dates import DayOrder, day_order, read_day
from tui_crm.domain.text import fold
from tui_crm.domain.when import parse_when

_DAYS_BACK = {"yesterday": 1, "昨天": 1, "昨日": 1, "前天": 2}


def read_any_day(text: str, now: datetime, country: str) -> date:
    """Return the day that `text` names to somebody who types it at the aware local `now`.

    With its year (`2026-11-02`, `2026年11月2日`, `2/11/2026` as `country` writes it) or one of
    yesterday, 昨天, 前天 it may be past; everything else is read as a next contact.
    Raises FieldError (field `next`) as `parse_when` does.
    """
    order: DayOrder = day_order([text], country)
    if not text.strip().isdigit() or len(text.strip()) == len("20261102"):
        day = read_day(text, order)
        if day is not None:
            return day
    back = _DAYS_BACK.get(fold(text).strip())
    if back is not None:
        return now.date() - timedelta(days=back)
    return parse_when(text, now).on
