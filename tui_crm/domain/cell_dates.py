"""Dates as they stand in cells: ISO, Chinese, Excel's, and those whose order has to be known."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum

from tui_crm.domain.promise import Promise, promise_at
from tui_crm.domain.text import fold

EXCEL_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's serial numbers from March 1900 on (its 29 February 1900 never was)."""


class DayOrder(StrEnum):
    """What `1/3/2027` means: 1 March or 3 January."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


# Countries that write the month before the day; East Asia does so after the year.
_MONTH_FIRST_COUNTRIES = frozenset({"US", "PH", "FM", "MH", "CN", "TW", "JP", "KR", "MN"})

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_MONTH = r"(?P<name>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?P<year>(?:19|20|21)\d{2})"
_YEAR_FIRST = re.compile(
    rf"{_YEAR}(?:[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})"
    r"|\s*年\s*(?P<zh_month>\d{1,2})\s*月\s*(?P<zh_day>\d{1,2})\s*[日号]?)",
    re.ASCII,
)
_COMPACT = re.compile(rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})", re.ASCII)
_YEAR_LAST = re.compile(
    rf"(?P<a>\d{{1,2}})(?P<sign>[-/.])(?P<b>\d{{1,2}})(?P=sign){_YEAR}", re.ASCII
)
_NAMED = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH}|"
    rf"{_MONTH.replace('name', 'name2')} (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?),?[ -]{_YEAR}",
    re.ASCII,
)
_SERIAL = re.compile(r"(?P<days>\d{5})(?:\.(?P<fraction>\d+))?", re.ASCII)
_YEARLESS = re.compile(
    r"(?:--)?(?P<month>\d{1,2})(?:[-/.]|\s*月\s*)(?P<day>\d{1,2})\s*[日号]?", re.ASCII
)
_TIME = re.compile(
    r"(?P<zh>上午|早上|中午|下午|晚上)?\s*(?P<hour>\d{1,2})(?:[::](?P<minute>\d{2})(?:[::]\d{2}(?:[.,]\d+)?)?"
    r"|点(?P<zh_minute>\d{1,2})?分?)?\s*(?P<half>[ap]\.?m\.?)?\s*(?P<zone>z|utc|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_AFTERNOON = frozenset({"下午", "晚上"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CellTime:
    """A day and, where the cell has one, a time: aware where the cell names a zone."""

    on: date
    at: time | None = None


def day_order(cells: Iterable[str], country: str) -> DayOrder:
    """Return how a column writes days: as a cell proves that has a number over 12, else by country.

    `country` is an ISO 3166 code.
    """
    for cell in cells:
        match = _YEAR_LAST.match(fold(cell).strip())
        if match and int(match["a"]) > 12:
            return DayOrder.DAY_FIRST
        if match and int(match["b"]) > 12:
            return DayOrder.MONTH_FIRST
    return DayOrder.MONTH_FIRST if country in _MONTH_FIRST_COUNTRIES else DayOrder.DAY_FIRST


def read_cell_time(cell: str, order: DayOrder) -> CellTime | None:
    """Return the day, and the time where there is one, that `cell` holds; None for anything else.

    Years lie in 1900-2199. A midnight without a zone is no time: spreadsheets and databases
    write one behind every day.
    """
    text = fold(cell).strip().lstrip("'")
    for read in (_year_first, _compact, _named):
        if (found := read(text)) is not None:
            return _with_time(*found)
    if (found := _year_last(text, order)) is not None:
        return _with_time(*found)
    return _serial(text)


def read_day(cell: str, order: DayOrder) -> date | None:
    """Return the day that `cell` holds, its time left out, or None."""
    found = read_cell_time(cell, order)
    return found.on if found else None


def read_birthday(cell: str, order: DayOrder) -> str | None:
    """Return a birthday as `1980-12-01`, or `12-01` where the year is not known; else None."""
    if (day := read_day(cell, order)) is not None:
        return day.isoformat()
    match = _YEARLESS.fullmatch(fold(cell).strip())
    # 2000 is a leap year: somebody's birthday is 29 February.
    day = _day(2000, int(match["month"]), int(match["day"])) if match else None
    return f"{day:%m-%d}" if day else None


def read_promise(cell: str, order: DayOrder, zone: tzinfo) -> Promise | None:
    """Return the next contact that `cell` names, in the team's `zone`; None for anything else."""
    found = read_cell_time(cell, order)
    if found is None:
        return None
    if found.at is None:
        return Promise(on=found.on)
    moment = datetime.combine(found.on, found.at)
    return promise_at(moment if moment.tzinfo is None else moment.astimezone(zone))


_Found = tuple[date, str] | None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _found(match: "re.Match[str] | None", day: date | None) -> _Found:
    return (day, match.string[match.end() :]) if match and day else None


def _year_first(text: str) -> _Found:
    match = _YEAR_FIRST.match(text)
    if match is None:
        return None
    month, day = match["month"] or match["zh_month"], match["day"] or match["zh_day"]
    return _found(match, _day(int(match["year"]), int(month), int(day)))


def _compact(text: str) -> _Found:
    match = _COMPACT.match(text)
    if match is None:
        return None
    return _found(match, _day(int(match["year"]), int(match["month"]), int(match["day"])))


def _named(text: str) -> _Found:
    match = _NAMED.match(text)
    if match is None:
        return None
    month = _MONTHS[(match["name"] or match["name2"])[:3]]
    return _found(match, _day(int(match["year"]), month, int(match["day"] or match["day2"])))


def _year_last(text: str, order: DayOrder) -> _Found:
    match = _YEAR_LAST.match(text)
    if match is None:
        return None
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    # 1.3.2027 is written where the day comes first; 13/1/2027 can mean one thing only.
    is_day_first = match["sign"] == "." or order is DayOrder.DAY_FIRST
    if first > 12 or second > 12:
        is_day_first = first > 12
    day = _day(year, second, first) if is_day_first else _day(year, first, second)
    return _found(match, day)


def _serial(text: str) -> CellTime | None:
    match = _SERIAL.fullmatch(text)
    if match is None:
        return None
    day = EXCEL_EPOCH + timedelta(days=int(match["days"]))
    minutes = round(float(f"0.{match['fraction'] or 0}") * 1440)
    if not 0 < minutes < 1440:
        return CellTime(on=day)
    return CellTime(on=day, at=time(minutes // 60, minutes % 60))


def _with_time(day: date, rest: str) -> CellTime | None:
    """Return `day` with the time that `rest` of the cell holds, None where that is no time."""
    text = re.sub(r"^\s*(?:t(?=\d)|,|星期.|周.|\(.{1,3}\))?\s*", "", rest).strip()
    if not text:
        return CellTime(on=day)
    match = _TIME.fullmatch(text)
    if match is None or not (match["minute"] or match["half"] or "点" in text):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or match["zh_minute"] or 0)
    half = (match["half"] or "")[:1]
    if (half == "p" or match["zh"] in _AFTERNOON) and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    at = time(hour, minute, tzinfo=_zone(match["zone"]))
    return CellTime(on=day, at=None if at == time() else at)


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text in ("z", "utc"):
        return UTC
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-offset if text[0] == "-" else offset)
