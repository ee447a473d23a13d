"""Days to look at: to come, and past."""

from datetime import date, datetime

import pytest

from tests.support.sessions import ZONE
from tui_crm.domain.any_day import read_any_day, read_past_day
from tui_crm.domain.errors import FieldError

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("text", "past", "coming"),
    [
        ("2026-11-02", date(2026, 11, 2), date(2026, 11, 2)),
        ("2027-01-02", date(2027, 1, 2), date(2027, 1, 2)),
        ("11-02", date(2026, 11, 2), date(2027, 11, 2)),
        ("11月2日", date(2026, 11, 2), date(2027, 11, 2)),
        ("12-24", date(2025, 12, 24), date(2026, 12, 24)),
        ("2-29", date(2024, 2, 29), date(2028, 2, 29)),
        ("11-18", date(2026, 11, 18), date(2026, 11, 18)),
        ("yesterday", date(2026, 11, 17), date(2026, 11, 17)),
        ("前天", date(2026, 11, 16), date(2026, 11, 16)),
        ("today", date(2026, 11, 18), date(2026, 11, 18)),
        ("+3d", date(2026, 11, 21), date(2026, 11, 21)),
    ],
)
def test_a_day_without_a_year_is_the_nearest_where_one_looks(
    text: str, past: date, coming: date
) -> None:
    """Back on the timeline, ahead on Today; everything else names one day."""
    assert read_past_day(text, NOW, "CN") == past
    assert read_any_day(text, NOW, "CN") == coming


def test_what_names_no_day_is_refused() -> None:
    with pytest.raises(FieldError):
        read_past_day("soon", NOW, "CN")
