"""Holidays and make-up workdays, against the notices of the State Council."""

import subprocess
import sys
from datetime import date, timedelta

import holidays
import pytest

from tui_crm.domain.region import weekend_of
from tui_crm.files.holiday_tables import PublishedYear, edition, festivals, published_days


def span(first: str, last: str) -> set[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return {start + timedelta(days=offset) for offset in range((end - start).days + 1)}


def table(country: str, year: int) -> PublishedYear:
    found = published_days(country, year)
    assert found is not None
    return found


OFF_2025 = (
    span("2025-01-01", "2025-01-01")
    | span("2025-01-28", "2025-02-04")
    | span("2025-04-04", "2025-04-06")
    | span("2025-05-01", "2025-05-05")
    | span("2025-05-31", "2025-06-02")
    | span("2025-10-01", "2025-10-08")
)
WORKED_2025 = {"2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"}
OFF_2026 = (
    span("2026-01-01", "2026-01-03")
    | span("2026-02-15", "2026-02-23")
    | span("2026-04-04", "2026-04-06")
    | span("2026-05-01", "2026-05-05")
    | span("2026-06-19", "2026-06-21")
    | span("2026-09-25", "2026-09-27")
    | span("2026-10-01", "2026-10-07")
)
WORKED_2026 = {
    "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"
}  # fmt: skip


@pytest.mark.parametrize(
    ("year", "off", "worked"), [(2025, OFF_2025, WORKED_2025), (2026, OFF_2026, WORKED_2026)]
)
def test_china_is_as_the_state_council_announced(
    year: int, off: set[date], worked: set[str]
) -> None:
    """国办发明电〔2024〕12号 and 〔2025〕7号: every day of the year."""
    known = table("CN", year)
    assert known.is_published
    exceptions = {each.day: each.is_working for each in known.days}
    for day in span(f"{year}-01-01", f"{year}-12-31"):
        is_working = exceptions.get(day, day.weekday() not in known.weekend)
        assert is_working is (
            day.isoformat() in worked or (day.weekday() < 5 and day not in off)
        ), day


def test_only_days_that_are_not_what_their_weekday_says_are_listed_in_order() -> None:
    known = table("CN", 2026)
    assert [each.day for each in known.days] == sorted({each.day for each in known.days})
    for each in known.days:
        assert each.is_working is (each.day.weekday() in known.weekend)


def test_a_year_before_its_notice_holds_the_fixed_holidays_and_says_so() -> None:
    known = table("CN", 2035)
    assert not known.is_published
    off = {each.day.isoformat() for each in known.days}
    assert "2035-10-01" in off
    assert not any(each.is_working for each in known.days)


def test_days_have_names_in_both_languages_and_moved_ones_bear_their_holidays() -> None:
    names = {each.day.isoformat(): (each.name, each.name_zh) for each in table("CN", 2026).days}
    assert names["2026-01-02"] == ("New Year's Day", "元旦")
    assert names["2026-02-20"] == ("Chinese New Year (Spring Festival)", "春节")
    assert names["2026-02-14"] == ("Make-up workday", "调休上班")


def test_a_day_observed_for_the_next_year_is_not_lost() -> None:
    """New Year's Day 2028 is a Saturday: in the USA the Friday before is off."""
    known = table("US", 2027)
    assert known.is_published
    assert date(2027, 12, 31) in {each.day for each in known.days}
    assert {each.name_zh for each in known.days} == {""}


def test_estimated_dates_are_not_published() -> None:
    assert not table("AE", 2030).is_published


def test_weekends_with_a_friday_are_those_of_the_library() -> None:
    for country in holidays.list_supported_countries(include_aliases=False):
        weekend = set(holidays.country_holidays(country, years=2026).weekend)
        if 4 in weekend:
            assert weekend == weekend_of(country), country


@pytest.mark.parametrize("country", ["", "XX", "cn", "../x"])
def test_an_unknown_country_has_no_table(country: str) -> None:
    assert published_days(country, 2026) is None


@pytest.mark.parametrize("year", [1, 1900, 9999])
def test_a_year_that_the_library_does_not_reach_has_no_table(year: int) -> None:
    assert published_days("CN", year) is None


def test_festivals_stand_on_their_own_dates_and_once() -> None:
    """Not on the day off in their stead: Tomb-Sweeping Day of 2026 is a Sunday."""
    found = {each.day: (each.name, each.name_zh) for each in festivals("CN", 2026)}
    assert [f"{day:%m-%d}" for day in found] == [
        "01-01", "02-16", "02-17", "04-05", "05-01", "06-19", "09-25", "10-01"
    ]  # fmt: skip
    assert found[date(2026, 9, 25)] == ("Mid-Autumn Festival", "中秋节")
    assert date(2026, 7, 4) in {each.day for each in festivals("US", 2026)}
    assert date(2026, 7, 3) not in {each.day for each in festivals("US", 2026)}


def test_a_country_without_known_holidays_has_no_festivals() -> None:
    assert festivals("XX", 2026) == ()


def test_every_country_of_the_library_can_be_asked() -> None:
    for country in holidays.list_supported_countries(include_aliases=False):
        known = table(country, 2026)
        assert all(each.name for each in known.days), country


def test_the_edition_is_the_release_of_the_library() -> None:
    assert edition() == holidays.__version__


def test_the_library_is_imported_only_when_it_is_asked() -> None:
    """Its edition can be told without."""
    code = (
        "import sys; from tui_crm.files.holiday_tables import edition; "
        "sys.exit('holidays' in sys.modules or not edition())"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
