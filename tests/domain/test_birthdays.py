"""Birthdays by sun and moon; the Chinese calendar is checked against a library of its own."""

from calendar import isleap
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunar_python import LunarYear, Solar

from tui_crm.domain import birthdays
from tui_crm.domain.birthdays import LEAP, LunarBirthday, read_lunar_birthday

FIRST, LAST = 1950, 2060


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("1985-8-15", "1985-08-15"),
        ("1985/08/15", "1985-08-15"),
        ("1985年8月15日", "1985-08-15"),
        ("8-15", "08-15"),
        ("８月１５日", "08-15"),
        ("农历八月十五", "08-15"),
        ("農曆1985年八月十五", "1985-08-15"),
        ("一九八五年八月十五", "1985-08-15"),
        ("正月初一", "01-01"),
        ("十月初十", "10-10"),
        ("十月十日", "10-10"),
        ("冬月廿九", "11-29"),
        ("十一月二十九", "11-29"),
        ("臘月三十", "12-30"),
        ("十二月廿三", "12-23"),
        ("闰六月初三", "闰06-03"),
        ("閏6-3", "闰06-03"),
        ("1984-闰10-5", "1984-闰10-05"),
        ("lunar 1984-leap 10-5", "1984-闰10-05"),
    ],
)
def test_a_lunar_birthday_is_read_as_people_write_it(text: str, stored: str) -> None:
    found = read_lunar_birthday(text)
    assert found is not None
    assert found.stored() == stored
    assert birthdays.lunar_birthday_of(stored) == found
    assert read_lunar_birthday(stored) == found


@pytest.mark.parametrize(
    "text",
    ["", "soon", "13-1", "0-5", "8-31", "八月三十一", "十三月初一", "1985-闰06-15", "1899-1-1",
     "1985-01-30", "2101-01-01", "15", "八月", "初一", "1985-8-15-3"],
)  # fmt: skip
def test_what_names_no_day_of_the_chinese_calendar_is_refused(text: str) -> None:
    """1985 has no leap sixth month, and its first month ends on the 29th."""
    assert read_lunar_birthday(text) is None


@given(st.text(max_size=20))
def test_no_text_ends_in_an_error_or_in_a_day_that_cannot_be(text: str) -> None:
    found = read_lunar_birthday(text)
    assert found is None or (1 <= found.month <= 12 and 1 <= found.day <= 30)
    birthdays.solar_key(text)
    birthdays.lunar_key(text)
    birthdays.age_on(text, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("stored", "key"),
    [("1980-12-01", 1201), ("02-29", 229), ("", None), ("1980", None), ("spring", None)],
)
def test_the_key_of_a_birthday_is_its_month_and_day(stored: str, key: int | None) -> None:
    assert birthdays.solar_key(stored) == key


def test_the_key_of_a_leap_month_stands_apart() -> None:
    assert birthdays.lunar_key("1985-08-15") == 815
    assert birthdays.lunar_key("1984-闰10-05") == LEAP + 1005
    assert birthdays.lunar_key("unknown") is None


def test_a_birthday_of_29_february_is_kept_once_in_every_year() -> None:
    for year in range(FIRST, LAST + 1):
        days = [date(year, 1, 1) + timedelta(days=each) for each in range(365 + isleap(year))]
        kept = [day for day in days if 229 in birthdays.solar_keys_on(day)]
        assert kept == [date(year, 2, 29 if isleap(year) else 28)]


def independent_months(year: int) -> "list[tuple[int, bool, date, int]]":
    """Return (month, is leap, first day, length) of a Chinese year, from the other library."""
    found = []
    for each in LunarYear.fromYear(year).getMonthsInYear():
        first = Solar.fromJulianDay(each.getFirstJulianDay())
        start = date(first.getYear(), first.getMonth(), first.getDay())
        found.append((abs(each.getMonth()), each.getMonth() < 0, start, each.getDayCount()))
    return found


def test_every_lunar_birthday_is_kept_on_the_day_that_an_independent_library_names() -> None:
    """All keys on each of 40,000 days, 1950 to 2060: leap months and months of 29 days."""
    expected: dict[date, set[int]] = {}
    for year in range(FIRST - 1, LAST + 1):
        months = independent_months(year)
        leap_months = {month for month, is_leap, _, _ in months if is_leap}
        for month, is_leap, start, length in months:
            for number in range(1, 31):
                day = start + timedelta(days=min(number, length) - 1)
                key = 100 * month + number
                keys = expected.setdefault(day, set())
                if is_leap:
                    keys.add(LEAP + key)
                else:
                    keys.add(key)
                    if month not in leap_months:
                        keys.add(LEAP + key)
    day = date(FIRST, 1, 1)
    while day <= date(LAST, 12, 31):
        assert birthdays.lunar_keys_on(day) == expected[day], day
        day += timedelta(days=1)


def test_outside_the_calendar_nobody_has_a_lunar_birthday() -> None:
    assert birthdays.lunar_keys_on(date(1899, 12, 31)) == frozenset()
    assert birthdays.lunar_keys_on(date(2102, 1, 1)) == frozenset()


def test_the_age_is_told_where_the_year_is_known() -> None:
    assert birthdays.age_on("1980-12-01", date(2026, 12, 1)) == 46
    assert birthdays.age_on("12-01", date(2026, 12, 1)) is None
    assert birthdays.age_on("2026-12-01", date(2026, 12, 1)) is None


def test_the_days_ahead_begin_with_today() -> None:
    days = list(birthdays.days_ahead(date(2026, 12, 30), 3))
    assert days == [date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)]


def test_a_lunar_birthday_without_a_year_may_be_of_any_leap_month() -> None:
    found = read_lunar_birthday("闰正月三十")
    assert found == LunarBirthday(year=None, month=1, day=30, is_leap=True)


def test_a_day_has_its_place_in_the_chinese_calendar() -> None:
    """The tenth day of the tenth month; a leap month has no place; 1899 has no calendar."""
    assert birthdays.lunar_day(date(2026, 11, 18)) == 1010
    assert birthdays.lunar_day(date(2025, 7, 25)) is None
    assert birthdays.lunar_day(date(1899, 1, 1)) is None
