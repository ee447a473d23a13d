"""What `due:` means: days in any typed form, compared, between two, and in words."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.domain.customer_list import Facet
from tui_crm.domain.search.narrowing import DueSpan, Narrowing, read_due

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def day(number: int, month: int = 11) -> date:
    """Return a day of 2026."""
    return date(2026, month, number)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("<+3d", None, day(20)),
        ("＜+3d", None, day(20)),
        ("<=+3d", None, day(21)),
        (">明天", day(20), None),
        (">= fri", day(20), None),
        ("=today", day(18), day(18)),
        ("2026-12-01", day(1, 12), day(1, 12)),
        ("2026-12-09..2026-12-01", day(1, 12), day(9, 12)),
        ("-2w", day(4), day(4)),
        ("<昨天", None, day(16)),
        ("overdue", None, day(17)),
        ("soon", day(19), day(25)),
        ("later", day(26), None),
    ],
)
def test_days_in_any_form(text: str, first: date | None, last: date | None) -> None:
    assert read_due(text, NOW, "CN") == DueSpan(first=first, last=last)


@pytest.mark.parametrize("text", ["none", "无", "-"])
def test_no_next_contact_has_words_of_its_own(text: str) -> None:
    assert read_due(text, NOW, "CN") == DueSpan(has_none=True)


@pytest.mark.parametrize("text", ["", "<", "..", "rubbish", "2026-02-30", "+99999999d"])
def test_what_names_no_day_means_nothing(text: str) -> None:
    assert read_due(text, NOW, "CN") is None


@given(st.text(max_size=20))
def test_nothing_typed_is_an_error(text: str) -> None:
    assert isinstance(read_due(text, NOW, "CN"), DueSpan | None)


def test_a_narrowing_of_nothing_leaves_nobody_out() -> None:
    assert not Narrowing()
    assert Narrowing(facets=((Facet.OWNER, frozenset({None})),))
    assert Narrowing(spans=(DueSpan(),))
