"""What the filters of a query mean once they are looked up: who passes them (SPEC 5)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tui_crm.domain.any_day import read_any_day
from tui_crm.domain.customer_list import DUE_DAYS, Facet, FacetValue
from tui_crm.domain.errors import FieldError
from tui_crm.domain.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSpan:
    """Next contacts from one day to another, both included; None is open.

    `has_none` says that whoever has no next contact is meant, and nobody else.
    """

    first: date | None = None
    last: date | None = None
    has_none: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """The filters of a query: whoever has one of the values of each facet, and is due in a span.

    `facets` holds ids of list values or users, None for no value and the pool. Without spans
    everybody is due.
    """

    facets: tuple[tuple[Facet, frozenset[FacetValue]], ...] = ()
    spans: tuple[DueSpan, ...] = ()

    def __bool__(self) -> bool:
        """Whether anybody is left out."""
        return bool(self.facets or self.spans)


_COMPARED = re.compile(r"(<=|>=|<|>|=|≤|≥)\s*(.*)", re.DOTALL)
_BETWEEN = re.compile(r"(.+?)\s*(?:\.\.|…|~|至)\s*(.+)", re.DOTALL)
_BACK = re.compile(r"-(\d{1,4})\s*(d|w|天|周)")
_BACK_DAYS = {"d": 1, "天": 1, "w": 7, "周": 7}
_OVERDUE = frozenset({"overdue", "late", "逾期", "过期", "逾期未联系"})
_SOON = frozenset({"soon", "近期", "最近"})
_LATER = frozenset({"later", "以后"})
NO_VALUE = frozenset({"none", "no", "-", "无", "没有", "空"})
"""What stands for "has no value", folded."""


def read_due(text: str, now: datetime, country: str) -> DueSpan | None:
    """Return the days that the value of `due:` means at the aware local `now`, None for none.

    A day in any typed form (`fri`, `+3d`, `-2w`, `2026-12-01`, `明天`) is that day; `<` and `>`
    leave it out, `<=` and `>=` take it in, `..` stands between two. Words: overdue, soon (the
    next seven days), later, none.
    """
    folded = fold(text).strip()
    today = now.date()
    if folded in _OVERDUE:
        return DueSpan(last=today - timedelta(days=1))
    if folded in _SOON:
        return DueSpan(first=today + timedelta(days=1), last=today + timedelta(days=DUE_DAYS))
    if folded in _LATER:
        return DueSpan(first=today + timedelta(days=DUE_DAYS + 1))
    if folded in NO_VALUE:
        return DueSpan(has_none=True)
    try:
        return _span(folded, now, country)
    except (FieldError, OverflowError):
        return None


def _span(folded: str, now: datetime, country: str) -> DueSpan:
    if compared := _COMPARED.fullmatch(folded):
        return _compared(compared[1], _day(compared[2], now, country))
    if between := _BETWEEN.fullmatch(folded):
        ends = sorted(_day(each, now, country) for each in between.groups())
        return DueSpan(first=ends[0], last=ends[1])
    day = _day(folded, now, country)
    return DueSpan(first=day, last=day)


def _compared(sign: str, day: date) -> DueSpan:
    match sign:
        case "<":
            return DueSpan(last=day - timedelta(days=1))
        case ">":
            return DueSpan(first=day + timedelta(days=1))
        case "<=" | "≤":
            return DueSpan(last=day)
        case ">=" | "≥":
            return DueSpan(first=day)
    return DueSpan(first=day, last=day)


def _day(text: str, now: datetime, country: str) -> date:
    if back := _BACK.fullmatch(text.strip()):
        return now.date() - timedelta(days=int(back[1]) * _BACK_DAYS[back[2]])
    return read_any_day(text, now, country)
