"""Steps of time from now."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.domain.ahead import add_months, minutes_later, real_time
from tui_crm.domain.promise import Promise

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 18), 14, date(2028, 1, 18)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 18), 0, date(2026, 11, 18)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int, expected: date
) -> None:
    assert add_months(day, months) == expected


@pytest.mark.parametrize("months", [12 * 8000, -12 * 2026, 10**9])
def test_months_outside_the_calendar_overflow(months: int) -> None:
    with pytest.raises(OverflowError):
        add_months(date(2026, 11, 18), months)


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), months=st.integers(0, 600))
def test_months_add_up_as_the_calendar_does(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


def test_minutes_are_real_time_across_a_clock_change() -> None:
    """Two hours after half past midnight, when the clock jumps from two to three."""
    night = datetime(2027, 3, 28, 0, 30, tzinfo=BERLIN)
    assert minutes_later(night, 120) == Promise(on=date(2027, 3, 28), minute=3 * 60 + 30)


def test_minutes_into_the_second_passage_of_an_hour_wait_for_its_end() -> None:
    night = datetime(2026, 10, 25, 2, 45, tzinfo=BERLIN)
    assert minutes_later(night, 30) == Promise(on=date(2026, 10, 25), minute=180)


@given(
    second=st.integers(946_684_800, 4_102_444_800),
    minutes=st.integers(1, 50_000),
    zone=st.sampled_from([BERLIN, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Shanghai")]),
)
def test_minutes_later_never_falls_due_early_by_more_than_the_seconds_cut_off(
    second: int, minutes: int, zone: ZoneInfo
) -> None:
    now = datetime.fromtimestamp(second, zone)
    due = minutes_later(now, minutes).starts_at(zone).astimezone(UTC)
    waited = due - now.astimezone(UTC)
    assert timedelta(minutes=minutes - 1) < waited <= timedelta(minutes=minutes + 60)


def test_a_skipped_time_moves_forward_and_others_stay() -> None:
    now = datetime(2027, 3, 27, 12, tzinfo=BERLIN)
    spring = date(2027, 3, 28)
    assert real_time(Promise(on=spring, minute=150), now) == Promise(on=spring, minute=210)
    assert real_time(Promise(on=spring, minute=180), now) == Promise(on=spring, minute=180)
    assert real_time(Promise(on=spring), now) == Promise(on=spring)
