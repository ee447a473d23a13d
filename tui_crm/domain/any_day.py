"""A day to look at, past ones too: typed as in a cell, or as a next contact is typed."""

import re
from datetime import date, datetime, timedelta

from tui_crm.domain.cell_dates import DayOrder, day_order, read_day
from tui_crm.domain.text import fold
from tui_crm.domain.when import parse_when

_MONTH_AND_DAY = re.compile(r"\d\s*[-/.月]\s*\d")
_DAYS_BACK = {"yesterday": 1, "昨天": 1, "昨日": 1, "前天": 2}


def read_any_day(text: str, now: datetime, country: str) -> date:
    """Return the day that `text` names to somebody who types it at the aware local `now`.

    With its year (`2026-11-02`, `2026年11月2日`, `2/11/2026` as `country` writes it) or one of
    yesterday, 昨天, 前天 it may be past; everything else is read as a next contact.
    Raises FieldError (field `next`) as `parse_when` does.
    """
    day = _with_its_year(text, country)
    if day is not None:
        return day
    back = _DAYS_BACK.get(fold(text).strip())
    if back is not None:
        return now.date() - timedelta(days=back)
    return parse_when(text, now).on


def read_past_day(text: str, now: datetime, country: str) -> date:
    """Return the day that `text` names to somebody who looks back at the aware local `now`.

    As `read_any_day`, but a day and month without a year are those that were last.
    Raises FieldError (field `next`).
    """
    day = read_any_day(text, now, country)
    is_year_free = _MONTH_AND_DAY.search(fold(text)) and _with_its_year(text, country) is None
    return _year_before(day) if is_year_free and day > now.date() else day


def _with_its_year(text: str, country: str) -> date | None:
    order: DayOrder = day_order([text], country)
    if text.strip().isdigit() and len(text.strip()) != len("20261102"):
        return None
    return read_day(text, order)


def _year_before(day: date) -> date:
    """Return the same day and month of the year before, of a 29 February the one before."""
    back = 1 if (day.month, day.day) != (2, 29) else 4
    return day.replace(year=day.year - back)
