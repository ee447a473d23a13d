"""Working days, and where a computed next contact falls."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.domain.follow_up import Interval, Unit
from tui_crm.domain.promise import Promise
from tui_crm.domain.workdays import (
    CallingHours,
    DayWarning,
    WeekendPolicy,
    WorkCalendar,
    move_to_working_day,
    next_contact_after,
    warning_for,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
NATIONAL_DAY = {date(2026, 10, day): False for day in (1, 2, 5, 6, 7)}
CALENDAR = WorkCalendar(
    exceptions={**NATIONAL_DAY, date(2026, 9, 20): True, date(2026, 10, 10): True},
    names={date(2026, 10, 1): "国庆节"},
    published_years=frozenset({2026}),
)
HOURS = CallingHours()


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def contact(
    interval: str, now: str, policy: WeekendPolicy = WeekendPolicy.NEXT, zone: ZoneInfo = SHANGHAI
) -> str:
    """Return the next contact as JSON, without the offset, for an interval such as `3 d`."""
    count, unit = interval.split()
    at = datetime.fromisoformat(now).replace(tzinfo=zone)
    step = Interval(count=int(count), unit=Unit(unit))
    return next_contact_after(step, at, CALENDAR, policy, HOURS).as_json(zone)[:16]


@pytest.mark.parametrize("day", ["2026-11-18", "2026-10-10", "2026-09-20"])
def test_worked_are_weekdays_and_what_the_table_makes_up_for(day: str) -> None:
    assert CALENDAR.is_working_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-11-21", "2026-11-22", "2026-10-01", "2026-10-03"])
def test_free_are_weekends_and_what_the_table_gives(day: str) -> None:
    assert not CALENDAR.is_working_day(date.fromisoformat(day))


def test_the_search_for_a_working_day_counts_the_day_itself() -> None:
    assert CALENDAR.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)
    assert CALENDAR.next_working_day(date(2026, 10, 8)) == date(2026, 10, 8)
    assert CALENDAR.previous_working_day(date(2026, 10, 7)) == date(2026, 9, 30)
    assert CALENDAR.next_working_day(date(2026, 10, 10)) == date(2026, 10, 10)


def test_a_calendar_without_working_days_leaves_the_day_where_it_is() -> None:
    idle = WorkCalendar(weekend=frozenset(range(7)))
    assert idle.next_working_day(date(2026, 11, 18)) == date(2026, 11, 18)
    assert idle.previous_working_day(date(2026, 11, 18)) == date(2026, 11, 18)


def test_a_weekend_need_not_be_saturday_and_sunday() -> None:
    riyadh = WorkCalendar(weekend=frozenset({4, 5}))
    assert riyadh.next_working_day(date(2026, 11, 20)) == date(2026, 11, 22)


def test_names_and_published_years_are_those_of_the_table() -> None:
    assert CALENDAR.holiday_name(date(2026, 10, 1)) == "国庆节"
    assert CALENDAR.holiday_name(date(2026, 10, 2)) == ""
    assert CALENDAR.is_published(2026)
    assert not CALENDAR.is_published(2027)


KEEP, NEXT, PREVIOUS = WeekendPolicy.KEEP, WeekendPolicy.NEXT, WeekendPolicy.PREVIOUS


@pytest.mark.parametrize(
    ("day", "today", "policy", "expected"),
    [
        ("2026-11-21", "2026-11-18", KEEP, "2026-11-21"),
        ("2026-11-21", "2026-11-18", NEXT, "2026-11-23"),
        ("2026-11-21", "2026-11-18", PREVIOUS, "2026-11-20"),
        ("2026-11-21", "2026-11-19", PREVIOUS, "2026-11-20"),
        ("2026-11-21", "2026-11-20", PREVIOUS, "2026-11-23"),
        ("2026-11-22", "2026-11-21", PREVIOUS, "2026-11-23"),
        ("2026-10-07", "2026-10-02", PREVIOUS, "2026-10-08"),
        ("2026-10-10", "2026-10-08", NEXT, "2026-10-10"),
        ("2026-11-20", "2026-11-18", PREVIOUS, "2026-11-20"),
    ],
)
def test_a_computed_day_moves_as_the_policy_says(
    day: str, today: str, policy: WeekendPolicy, expected: str
) -> None:
    moved = move_to_working_day(
        date.fromisoformat(day), date.fromisoformat(today), policy, CALENDAR
    )
    assert moved.isoformat() == expected


@pytest.mark.parametrize(
    ("interval", "now", "expected"),
    [
        ("1 d", "2026-11-18 10:00", "2026-11-19"),
        ("3 d", "2026-11-18 10:00", "2026-11-23"),
        ("3 d", "2026-11-18 23:59", "2026-11-23"),
        ("90 d", "2026-07-05 10:00", "2026-10-08"),
        ("1 w", "2026-11-18 10:00", "2026-11-25"),
        ("1 mo", "2027-01-31 10:00", "2027-03-01"),
        ("3 mo", "2026-11-30 10:00", "2027-03-01"),
        ("1 mo", "2026-10-31 10:00", "2026-11-30"),
        ("2 d", "2026-10-08 10:00", "2026-10-10"),
    ],
)
def test_days_weeks_and_months_are_all_day_and_move_to_the_next_working_day(
    interval: str, now: str, expected: str
) -> None:
    assert contact(interval, now) == expected


def test_the_last_of_february_is_kept_where_days_are_not_moved() -> None:
    assert contact("1 mo", "2027-01-31 10:00", KEEP) == "2027-02-28"


@pytest.mark.parametrize(
    ("interval", "now", "expected"),
    [
        ("2 h", "2026-11-18 10:00:59", "2026-11-18T12:00"),
        ("30 min", "2026-11-18 10:00", "2026-11-18T10:30"),
        ("2 h", "2026-11-18 18:00", "2026-11-18T20:00"),
        ("2 h", "2026-11-18 18:01", "2026-11-19T09:00"),
        ("2 h", "2026-11-20 19:00", "2026-11-23T09:00"),
        ("2 h", "2026-09-30 19:00", "2026-10-08T09:00"),
        ("2 h", "2026-10-09 19:00", "2026-10-10T09:00"),
        ("2 h", "2026-11-18 23:00", "2026-11-19T09:00"),
        ("2 h", "2026-11-20 23:00", "2026-11-23T09:00"),
        ("2 h", "2026-11-18 03:00", "2026-11-18T09:00"),
        ("2 h", "2026-11-18 07:00", "2026-11-18T09:00"),
        ("2 h", "2026-11-21 03:00", "2026-11-23T09:00"),
        ("2 h", "2026-11-21 10:00", "2026-11-21T12:00"),
        ("2 h", "2026-10-01 10:00", "2026-10-01T12:00"),
        ("48 h", "2026-11-20 10:00", "2026-11-22T10:00"),
    ],
)
def test_minutes_and_hours_stay_unless_they_end_outside_calling_hours(
    interval: str, now: str, expected: str
) -> None:
    for policy in WeekendPolicy:
        assert contact(interval, now, policy) == expected


def test_hours_are_real_time_across_a_clock_change() -> None:
    new_york = ZoneInfo("America/New_York")
    assert contact("12 h", "2026-10-31 23:00", zone=new_york) == "2026-11-01T10:00"


@pytest.mark.parametrize(("start", "end"), [(600, 600), (-1, 600), (600, 1441), (700, 600)])
def test_calling_hours_begin_before_they_end_within_the_day(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=str(start)):
        CallingHours(start_minute=start, end_minute=end)


@pytest.mark.parametrize(
    ("promise", "expected"),
    [
        (Promise(on=date(2026, 11, 18)), None),
        (Promise(on=date(2026, 11, 18), minute=540), None),
        (Promise(on=date(2026, 11, 18), minute=1200), None),
        (Promise(on=date(2026, 11, 18), minute=1201), DayWarning.OUTSIDE_HOURS),
        (Promise(on=date(2026, 11, 18), minute=539), DayWarning.OUTSIDE_HOURS),
        (Promise(on=date(2026, 11, 21)), DayWarning.ON_WEEKEND),
        (Promise(on=date(2026, 10, 1)), DayWarning.ON_HOLIDAY),
        (Promise(on=date(2026, 10, 3)), DayWarning.ON_WEEKEND),
        (Promise(on=date(2026, 10, 10)), None),
        (Promise(on=date(2027, 3, 1)), DayWarning.YEAR_NOT_PUBLISHED),
        (Promise(on=date(2027, 3, 6)), DayWarning.ON_WEEKEND),
    ],
)
def test_a_typed_date_is_kept_with_a_warning(promise: Promise, expected: DayWarning | None) -> None:
    assert warning_for(promise, CALENDAR, HOURS) is expected


days = st.dates(date(2020, 1, 1), date(2040, 1, 1))
calendars = st.builds(
    WorkCalendar,
    exceptions=st.dictionaries(
        st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.booleans(), max_size=60
    ),
)


@given(
    calendar=calendars,
    today=days,
    ahead=st.integers(1, 400),
    policy=st.sampled_from([*WeekendPolicy]),
)
def test_a_moved_day_is_worked_and_never_before_tomorrow(
    calendar: WorkCalendar, today: date, ahead: int, policy: WeekendPolicy
) -> None:
    day = today + timedelta(days=ahead)
    moved = move_to_working_day(day, today, policy, calendar)
    assert moved > today
    assert calendar.is_working_day(moved) or policy is KEEP
    if calendar.is_working_day(day):
        assert moved == day


@given(calendar=calendars, one=days, other=days)
def test_the_next_working_day_keeps_the_order_of_days(
    calendar: WorkCalendar, one: date, other: date
) -> None:
    early, late = sorted((one, other))
    assert calendar.next_working_day(early) <= calendar.next_working_day(late)
    assert calendar.previous_working_day(early) <= calendar.previous_working_day(late)
    assert calendar.previous_working_day(early) <= early <= calendar.next_working_day(early)


@given(calendar=calendars, minute=st.integers(0, 1439), day=days, count=st.integers(1, 200))
def test_a_step_of_hours_lies_ahead_and_within_calling_hours(
    calendar: WorkCalendar, minute: int, day: date, count: int
) -> None:
    now = local(f"{day} {minute // 60:02}:{minute % 60:02}")
    step = Interval(count=count, unit=Unit.HOURS)
    promise = next_contact_after(step, now, calendar, NEXT, HOURS)
    assert promise.minute is not None
    assert HOURS.contains(promise.minute)
    assert promise.starts_at(SHANGHAI) >= now + timedelta(hours=count)
