"""Dates in cells: every way in which spreadsheets write them, and nothing else."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.domain.cell_dates import (
    CellTime,
    DayOrder,
    day_order,
    read_birthday,
    read_cell_time,
    read_day,
    read_promise,
)
from tui_crm.domain.promise import Promise

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "cell",
    [
        "2027-03-01",
        "2027-3-1",
        "2027/3/1",
        "2027.3.1",
        "2027年3月1日",
        "2027 年 3 月 1 日",
        "２０２７年３月１日",
        "2027年3月1日 星期一",
        "20270301",
        "46447",
        "46447.0",
        "2027-03-01 00:00:00",
        "2027-03-01T00:00:00.000",
        "'2027-03-01",
        "1 Mar 2027",
        "1st March 2027",
        "March 1, 2027",
        "Mar. 1 2027",
        "1-Mar-2027",
        "1.3.2027",
        " 2027-03-01 ",
    ],
)
def test_one_day_in_many_forms(cell: str) -> None:
    """All of these are 1 March 2027, and no time."""
    assert read_cell_time(cell, DayOrder.MONTH_FIRST) == CellTime(on=date(2027, 3, 1))


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("2026-12-01 15:00", time(15)),
        ("2026-12-01T15:00:30", time(15)),
        ("2026/12/1 3:00 PM", time(15)),
        ("2026-12-01 12:30 am", time(0, 30)),
        ("2026年12月1日下午3点", time(15)),
        ("2026年12月1日 15点30分", time(15, 30)),
        ("2026-12-01 下午 3:15", time(15, 15)),
        ("20261201 15:00", time(15)),
        ("46357.625", time(15)),
    ],
)
def test_times_stand_behind_days(cell: str, at: time) -> None:
    """Clock times in every style, seconds cut off."""
    assert read_cell_time(cell, DayOrder.DAY_FIRST) == CellTime(on=date(2026, 12, 1), at=at)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "soon",
        "明天",
        "2027-02-29",
        "2027-13-01",
        "20271301",
        "13/13/2027",
        "2027-03-01 25:00",
        "2027-03-01 x",
        "2027-03-01 15",
        "1234",
        "138001380001",
        "13800138000",
        "0755-88888888",
        "3/1",
        "1/3-2027",
        "1827-01-01",
    ],
)
def test_what_is_no_date_is_none(cell: str) -> None:
    """Numbers, phones, days that never were, dates with something behind."""
    assert read_cell_time(cell, DayOrder.DAY_FIRST) is None


def test_the_order_of_days_is_known_where_it_can_be() -> None:
    """A number over twelve proves it for the cell, a dot is European, else the column's order."""
    assert read_day("1/3/2027", DayOrder.DAY_FIRST) == date(2027, 3, 1)
    assert read_day("1/3/2027", DayOrder.MONTH_FIRST) == date(2027, 1, 3)
    assert read_day("13/1/2027", DayOrder.MONTH_FIRST) == date(2027, 1, 13)
    assert read_day("1/13/2027", DayOrder.DAY_FIRST) == date(2027, 1, 13)
    assert read_day("1.3.2027", DayOrder.MONTH_FIRST) == date(2027, 3, 1)


def test_a_column_tells_its_order() -> None:
    """One cell with a number over twelve decides for all, else the country does."""
    assert day_order(["1/2/2027", "13/2/2027"], "US") is DayOrder.DAY_FIRST
    assert day_order(["", "x", "2/13/2027"], "GB") is DayOrder.MONTH_FIRST
    assert day_order(["1/2/2027"], "GB") is DayOrder.DAY_FIRST
    assert day_order([], "US") is DayOrder.MONTH_FIRST
    assert day_order([], "CN") is DayOrder.MONTH_FIRST


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    """Forms that programs write are read back exactly."""
    for text in (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%d %b %Y}",
        f"{day:%B %d, %Y}",
    ):
        assert read_day(text, DayOrder.DAY_FIRST) == day
    assert read_day(f"{day:%d/%m/%Y}", DayOrder.DAY_FIRST) == day
    assert read_day(f"{day:%m/%d/%Y}", DayOrder.MONTH_FIRST) == day


@given(st.text(max_size=24))
def test_no_text_is_a_fault(text: str) -> None:
    """Whatever a cell holds, it is read or not."""
    for order in DayOrder:
        assert read_cell_time(text, order) is None or read_day(text, order) is not None
        read_birthday(text, order)
        read_promise(text, order, SHANGHAI)


def test_birthdays_may_lack_the_year() -> None:
    """29 February is somebody's."""
    for cell in ("12-01", "12/1", "12月1日", "--12-01"):
        assert read_birthday(cell, DayOrder.DAY_FIRST) == "12-01"
    assert read_birthday("02-29", DayOrder.DAY_FIRST) == "02-29"
    assert read_birthday("1980.12.01", DayOrder.DAY_FIRST) == "1980-12-01"
    assert read_birthday("13-13", DayOrder.DAY_FIRST) is None
    assert read_birthday("腊月初八", DayOrder.DAY_FIRST) is None


def test_promises_stand_in_the_teams_zone() -> None:
    """A cell with a zone is moved, one without is local; no time is all day."""
    order = DayOrder.DAY_FIRST
    day = date(2026, 12, 1)
    assert read_promise("2026-12-01", order, SHANGHAI) == Promise(on=day)
    assert read_promise("2026-12-01 15:00", order, SHANGHAI) == Promise(on=day, minute=900)
    assert read_promise("2026-12-01T07:00Z", order, SHANGHAI) == Promise(on=day, minute=900)
    assert read_promise("2026-12-01T15:00+08:00", order, SHANGHAI) == Promise(on=day, minute=900)
    assert read_promise("2026-12-01T20:30-0500", order, SHANGHAI) == Promise(
        on=date(2026, 12, 2), minute=570
    )
    assert read_promise("2026-12-01T00:00+08:00", order, SHANGHAI) == Promise(on=day, minute=0)


@given(st.timedeltas(timedelta(), timedelta(days=40_000)))
def test_a_promise_printed_is_read_back(passed: timedelta) -> None:
    """The JSON form of SPEC 4 is understood, from 1990 on."""
    local = (datetime(1990, 1, 1, tzinfo=UTC) + passed).astimezone(SHANGHAI)
    for promise in (
        Promise(on=local.date()),
        Promise(on=local.date(), minute=local.hour * 60 + local.minute),
    ):
        assert read_promise(promise.as_json(SHANGHAI), DayOrder.DAY_FIRST, SHANGHAI) == promise
