"""Dates for people: short where lists are, with the weekday where they are to come."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_crm import i18n
from tui_crm.domain.promise import Promise
from tui_crm.wording import (
    PROMISE_CELLS,
    RELATIVE_CELLS,
    date_long,
    date_short,
    promise_long,
    promise_short,
    relative_past,
)

TODAY = date(2026, 11, 21)
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=SHANGHAI)

PROMISES = [
    (Promise(on=TODAY, minute=991), "16:31", "today 16:31", "16:31", "今天 16:31"),
    (Promise(on=TODAY), "all day", "today", "全天", "今天"),
    (Promise(on=date(2026, 11, 18)), "18 Nov", "Wed 18 Nov", "11/18", "11/18 三"),
    (
        Promise(on=date(2026, 11, 24), minute=900),
        "Tue 24 Nov",
        "Tue 24 Nov 15:00",
        "11/24 二",
        "11/24 二 15:00",
    ),
    (
        Promise(on=date(2027, 2, 19)),
        "Fri 19 Feb",
        "Fri 19 Feb 2027",
        "2/19 五",
        "2027年2月19日 周五",
    ),
    (
        Promise(on=date(2028, 2, 5)),
        "05 Feb 2028",
        "Sat 5 Feb 2028",
        "2028/2/5",
        "2028年2月5日 周六",
    ),
    (
        Promise(on=date(2025, 11, 2)),
        "02 Nov 2025",
        "Sun 2 Nov 2025",
        "2025/11/2",
        "2025年11月2日 周日",
    ),
]


@pytest.mark.parametrize(("promise", "short", "long", "_zh_short", "_zh_long"), PROMISES)
def test_a_promise_in_english(
    promise: Promise, short: str, long: str, _zh_short: str, _zh_long: str
) -> None:
    assert promise_short(promise, TODAY) == short
    assert promise_long(promise, TODAY) == long


@pytest.mark.parametrize(("promise", "_short", "_long", "zh_short", "zh_long"), PROMISES)
def test_a_promise_in_chinese(
    promise: Promise, _short: str, _long: str, zh_short: str, zh_long: str
) -> None:
    with i18n.speaking("zh"):
        assert promise_short(promise, TODAY) == zh_short
        assert promise_long(promise, TODAY) == zh_long


def test_dates_by_themselves() -> None:
    assert date_short(date(2026, 11, 2)) == "02 Nov"
    assert date_long(TODAY) == "Sat 21 Nov 2026"
    with i18n.speaking("zh"):
        assert date_short(date(2026, 11, 2)) == "11/2"
        assert date_long(TODAY) == "2026年11月21日 周六"


@pytest.mark.parametrize(
    ("ago", "english", "chinese"),
    [
        (timedelta(seconds=59), "now", "刚刚"),
        (timedelta(minutes=-5), "now", "刚刚"),
        (timedelta(minutes=1), "1m ago", "1分钟前"),
        (timedelta(minutes=59), "59m ago", "59分钟前"),
        (timedelta(hours=3), "3h ago", "3小时前"),
        (timedelta(hours=13), "1d ago", "昨天"),
        (timedelta(days=1), "1d ago", "昨天"),
        (timedelta(days=3), "3d ago", "3天前"),
        (timedelta(days=6, hours=13), "1w ago", "1周前"),
        (timedelta(days=14), "2w ago", "2周前"),
        (timedelta(days=59), "8w ago", "8周前"),
        (timedelta(days=60), "2mo ago", "2个月前"),
        (timedelta(days=364), "12mo ago", "12个月前"),
        (timedelta(days=365), "1y ago", "1年前"),
    ],
)
def test_how_long_ago(ago: timedelta, english: str, chinese: str) -> None:
    then = (NOON - ago).astimezone(UTC)
    assert relative_past(then, NOON) == english
    with i18n.speaking("zh"):
        assert relative_past(then, NOON) == chinese


def test_never_and_over_midnight() -> None:
    just_past_midnight = NOON.replace(hour=0, minute=10)
    assert relative_past(None, NOON) == "never"
    assert (
        relative_past(just_past_midnight - timedelta(minutes=20), just_past_midnight) == "20m ago"
    )
    assert relative_past(just_past_midnight - timedelta(hours=1), just_past_midnight) == "1d ago"


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.one_of(st.none(), st.integers(0, 1439)),
    st.sampled_from(i18n.LANGUAGES),
)
def test_a_promise_never_outgrows_its_column(on: date, minute: int | None, language: str) -> None:
    with i18n.speaking(language):
        assert 0 < cell_len(promise_short(Promise(on=on, minute=minute), TODAY)) <= PROMISE_CELLS


@given(st.timedeltas(timedelta(0), timedelta(days=12_000)), st.sampled_from(i18n.LANGUAGES))
def test_how_long_ago_never_outgrows_its_column(ago: timedelta, language: str) -> None:
    with i18n.speaking(language):
        assert cell_len(relative_past(NOON - ago, NOON)) <= RELATIVE_CELLS
