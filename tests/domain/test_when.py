"""Typed dates: the table of the specification, and what it leaves to us."""

import json
import re
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.domain.errors import FieldError
from tui_crm.domain.promise import Promise
from tui_crm.domain.when import Fault, parse_when
from tui_crm.wording.errors import SENTENCES

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=SHANGHAI)
NAUGHTY = Path(__file__).parents[1] / "data" / "naughty_strings.json"
DATES = Path(__file__).parents[1] / "data" / "dates.tsv"


def written(promise: Promise) -> str:
    """Return a promise as the tables write it: `2026-11-21 D` or `2026-11-21 15:00`."""
    if promise.clock_time is None:
        return f"{promise.on} D"
    return f"{promise.on} {promise.clock_time:%H:%M}"


def understood(text: str, now: datetime = WEDNESDAY) -> str:
    """Return what `text` means, or the code of its refusal."""
    try:
        return written(parse_when(text, now))
    except FieldError as refusal:
        return refusal.code


def cases(table: str) -> list[tuple[str, str]]:
    """Return the pairs of a table with two columns, parted by `|`."""
    rows = (line.split("|") for line in table.splitlines() if line.strip())
    return [(text.strip(), expected.strip()) for text, expected in rows]


def table_of_the_specification() -> list[tuple[str, str]]:
    lines = DATES.read_text(encoding="utf-8").splitlines()
    return [(row[0], row[1]) for line in lines if line[0] != "#" for row in [line.split("\t")]]


@pytest.mark.parametrize(("text", "expected"), table_of_the_specification())
def test_the_table_of_the_specification_holds(text: str, expected: str) -> None:
    meaning = understood(text)
    assert meaning == expected or (expected == "ERR" and meaning in list(Fault))


ENGLISH = """
    1 dec                         | 2026-12-01 D
    dec 1 3pm                     | 2026-12-01 15:00
    1 Dec 2027                    | 2027-12-01 D
    01-Dec-2027                   | 2027-12-01 D
    1st of December, 2027 10:30am | 2027-12-01 10:30
    Nov 18                        | 2026-11-18 D
    nov 17                        | 2027-11-17 D
    29 feb                        | 2028-02-29 D
    feb 30                        | when_no_such_day
    dec 2027                      | 2027-12-01 D
    noon                          | 2026-11-18 12:00
    tomorrow noon                 | 2026-11-19 12:00
    midnight                      | 2026-11-19 00:00
    12am                          | 2026-11-19 00:00
    12:30 p.m.                    | 2026-11-18 12:30
    13pm                          | when_no_such_time
    25:00                         | when_no_such_time
    9:60                          | when_no_such_time
    3pm tomorrow                  | 2026-11-19 15:00
    at 3pm on friday              | 2026-11-20 15:00
    tonight                       | 2026-11-18 19:00
    tonight at 8:30               | 2026-11-18 20:30
    tomorrow morning              | 2026-11-19 10:00
    this afternoon                | 2026-11-18 15:00
    in an hour                    | 2026-11-18 11:00
    half an hour                  | 2026-11-18 10:30
    +90m                          | 2026-11-18 11:30
    30min                         | 2026-11-18 10:30
    1h30m                         | 2026-11-18 11:30
    2.55h                         | 2026-11-18 12:33
    in 2 weeks                    | 2026-12-02 D
    two weeks from now            | 2026-12-02 D
    a fortnight                   | 2026-12-02 D
    1y                            | 2027-11-18 D
    3d 15:00                      | 2026-11-21 15:00
    wed                           | 2026-11-25 D
    next wed                      | 2026-11-25 D
    this wed                      | 2026-11-18 D
    this mon                      | when_in_past
    THURSDAY                      | 2026-11-19 D
    tue next week                 | 2026-11-24 D
    next week                     | 2026-11-23 D
    next month                    | 2026-12-01 D
    next week 3pm                 | when_not_understood
    weekend                       | 2026-11-21 D
    eoq                           | 2026-12-31 D
    end of next month             | 2026-12-31 D
    end of dec                    | 2026-12-31 D
    5th                           | 2026-12-05 D
    the 31st                      | 2026-12-31 D
    5th of next month             | 2026-12-05 D
    Fri, 20 Nov 2026              | 2026-11-20 D
    Thu, 20 Nov 2026              | when_not_understood
    now                           | when_in_past
    last fri                      | when_in_past
    3 days ago                    | when_in_past
    0d                            | when_in_past
    2h 3pm                        | when_not_understood
    3pm 4pm                       | when_not_understood
    am                            | when_not_understood
    ad                            | when_not_understood
    sunset                        | when_not_understood
    tomorrow tomorrow             | when_not_understood
"""

CHINESE = """
    明早9点                    | 2026-11-19 09:00
    今晚8点                    | 2026-11-18 20:00
    今晚                       | 2026-11-18 19:00
    后天下午                   | 2026-11-20 15:00
    明天中午                   | 2026-11-19 12:00
    下午                       | 2026-11-18 15:00
    凌晨                       | when_not_understood
    凌晨3点                    | 2026-11-19 03:00
    上午3点                    | 2026-11-19 03:00
    早上7点                    | 2026-11-19 07:00
    7点                        | 2026-11-18 19:00
    8点                        | 2026-11-19 08:00
    中午1点                    | 2026-11-18 13:00
    下午15点                   | 2026-11-18 15:00
    上午15点                   | when_no_such_time
    下午0点                    | when_no_such_time
    晚上12点                   | 2026-11-19 00:00
    今晚12点                   | 2026-11-19 00:00
    明天晚上1点                | 2026-11-20 01:00
    24:00                      | 2026-11-19 00:00
    下午3:30                   | 2026-11-18 15:30
    三点十五                   | 2026-11-18 15:15
    三点零五分                 | 2026-11-18 15:05
    三点三刻                   | 2026-11-18 15:45
    明天3点钟左右              | 2026-11-19 15:00
    周三                       | 2026-11-18 D
    周三9点                    | when_in_past
    本周一                     | when_in_past
    週三                       | 2026-11-18 D
    禮拜天                     | 2026-11-22 D
    周7                        | 2026-11-22 D
    周1 5点                    | 2026-11-23 17:00
    周二十点                   | 2026-11-24 10:00
    下個星期三下午兩點半       | 2026-11-25 14:30
    下周末                     | 2026-11-28 D
    下周                       | 2026-11-23 D
    下周下午                   | when_not_understood
    上周三                     | when_in_past
    二十号十点                 | 2026-11-20 10:00
    17号                       | 2026-12-17 D
    31号                       | 2026-12-31 D
    32号                       | when_no_such_day
    本月5号                    | when_in_past
    下下个月31号               | 2027-01-31 D
    下月31日                   | 2026-12-31 D
    下月底                     | 2026-12-31 D
    下月初                     | 2026-12-01 D
    月中                       | 2026-12-15 D
    12月底                     | 2026-12-31 D
    年底                       | 2026-12-31 D
    明年年初                   | 2027-01-01 D
    季度末                     | 2026-12-31 D
    12月1號                    | 2026-12-01 D
    12月1日(周二) 下午3点      | 2026-12-01 15:00
    12月1日(周三)              | when_not_understood
    十二月二十五日下午三点二十五分 | 2026-12-25 15:25
    三月五 十点                | 2027-03-05 10:00
    2026年12月1日 下午3点      | 2026-12-01 15:00
    二〇二七年三月一号         | 2027-03-01 D
    28年3月1日                 | 2028-03-01 D
    明年3月1日                 | 2027-03-01 D
    2月29日                    | 2028-02-29 D
    12月32日                   | when_no_such_day
    两周后                     | 2026-12-02 D
    3周                        | 2026-12-09 D
    再过两天                   | 2026-11-20 D
    3日后                      | 2026-11-21 D
    三天後下午3點              | 2026-11-21 15:00
    三个月                     | 2027-02-18 D
    半个月                     | 2026-12-03 D
    一个半月后                 | 2027-01-02 D
    半年后                     | 2027-05-18 D
    一年半后                   | 2028-05-18 D
    一个半小时后               | 2026-11-18 11:30
    1.5小时后                  | 2026-11-18 11:30
    1小时30分钟后              | 2026-11-18 11:30
    一刻钟后                   | 2026-11-18 10:15
    三天前                     | when_in_past
    现在                       | when_in_past
    明天后天                   | when_not_understood
"""

DIGITS = """
    12/1                       | 2026-12-01 D
    12.1                       | 2026-12-01 D
    11-18                      | 2026-11-18 D
    11-18 9:00                 | when_in_past
    2-29                       | 2028-02-29 D
    13-01                      | when_no_such_day
    2026/12/01                 | 2026-12-01 D
    2026.12.1                  | 2026-12-01 D
    20261201                   | 2026-12-01 D
    12/1/2026                  | 2026-12-01 D
    2026-12-01T15:00           | 2026-12-01 15:00
    2026-12-01T15:00+08:00     | 2026-12-01 15:00
    2026-12-01T15:00:30Z       | 2026-12-01 23:00
    2026-11-17                 | when_in_past
    10:00                      | 2026-11-19 10:00
    10:01                      | 2026-11-18 10:01
    ２０２６－１２－０１　１５：００  | 2026-12-01 15:00
    １２月１日，下午３点        | 2026-12-01 15:00
    −3d                        | when_in_past
    2036-11-18                 | 2036-11-18 D
    2036-11-18 10:00           | 2036-11-18 10:00
    2036-11-18 10:01           | when_too_far
    2036-11-19                 | when_too_far
    10y                        | 2036-11-18 D
    11y                        | when_too_far
    9999-12-31                 | when_too_far
    12                         | when_not_understood
    1201                       | when_not_understood
"""


@pytest.mark.parametrize(("text", "expected"), cases(ENGLISH))
def test_english_phrases_mean_this_on_a_wednesday_at_ten(text: str, expected: str) -> None:
    assert understood(text) == expected


@pytest.mark.parametrize(("text", "expected"), cases(CHINESE))
def test_chinese_phrases_mean_this_on_a_wednesday_at_ten(text: str, expected: str) -> None:
    assert understood(text) == expected


@pytest.mark.parametrize(("text", "expected"), cases(DIGITS))
def test_dates_and_times_in_digits_mean_this_on_a_wednesday_at_ten(
    text: str, expected: str
) -> None:
    assert understood(text) == expected


@pytest.mark.parametrize(
    ("now", "text", "expected"),
    [
        ("2027-01-31 10:00", "1mo", "2027-02-28 D"),
        ("2028-01-31 10:00", "1mo", "2028-02-29 D"),
        ("2026-12-31 23:59", "tomorrow", "2027-01-01 D"),
        ("2026-12-31 23:59", "+1m", "2027-01-01 00:00"),
        ("2026-12-31 10:00", "年底", "2026-12-31 D"),
        ("2026-11-30 10:00", "月底", "2026-11-30 D"),
        ("2026-11-30 10:00", "31号", "2026-12-31 D"),
        ("2027-01-30 10:00", "29号", "2027-03-29 D"),
        ("2028-02-29 10:00", "02-29", "2028-02-29 D"),
        ("2028-03-01 10:00", "02-29", "2032-02-29 D"),
        ("2028-02-29 10:00", "10y", "2038-02-28 D"),
        ("2026-11-22 10:00", "周一", "2026-11-23 D"),
        ("2026-11-22 10:00", "下周一", "2026-11-23 D"),
        ("2026-11-23 10:00", "下周一", "2026-11-30 D"),
        ("2026-11-23 10:00", "mon", "2026-11-30 D"),
        ("2026-11-23 10:00", "周一", "2026-11-23 D"),
        ("2026-11-18 16:00", "3点", "2026-11-19 15:00"),
        ("2026-11-18 00:30", "晚上1点", "2026-11-18 01:00"),
        ("2026-11-18 10:00", "10:00", "2026-11-19 10:00"),
    ],
)
def test_edges_of_the_calendar(now: str, text: str, expected: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=SHANGHAI)
    assert understood(text, at) == expected


def test_a_leap_day_after_a_skipped_leap_year_is_found_or_too_far() -> None:
    assert understood("02-29", datetime(2096, 3, 1, 10, tzinfo=SHANGHAI)) == "2104-02-29 D"


def test_seconds_of_now_do_not_make_a_passed_minute_acceptable() -> None:
    at = WEDNESDAY.replace(second=59)
    assert understood("10:00", at) == "2026-11-19 10:00"
    assert understood("1min", at) == "2026-11-18 10:01"


def test_a_time_that_daylight_saving_skips_moves_forward() -> None:
    evening_before = datetime(2027, 3, 13, 20, tzinfo=NEW_YORK)
    assert understood("tomorrow 2:30", evening_before) == "2027-03-14 03:30"
    assert understood("6h", evening_before) == "2027-03-14 03:00"


def test_a_step_into_the_repeated_hour_waits_for_its_end() -> None:
    """A promise cannot name the second passage, and the first lies in the past by then."""
    first_passage = datetime(2026, 11, 1, 1, 45, tzinfo=NEW_YORK)
    assert understood("30min", first_passage) == "2026-11-01 02:00"


def test_a_bare_time_of_the_hour_that_runs_again_means_tomorrow() -> None:
    second_passage = datetime(2026, 11, 1, 1, 15, tzinfo=NEW_YORK, fold=1)
    assert understood("1:30", second_passage) == "2026-11-02 01:30"


@pytest.mark.parametrize("text", ["", "   ", "\u3000\n\t"])
def test_nothing_typed_has_a_code_of_its_own(text: str) -> None:
    assert understood(text) == "when_empty"


def test_a_refusal_names_the_field_and_quotes_little_of_the_text() -> None:
    with pytest.raises(FieldError) as refusal:
        parse_when("x" * 10_000, WEDNESDAY)
    assert refusal.value.field == "next"
    assert refusal.value.params["text"] == "x" * 80


def test_no_naughty_string_is_taken_for_a_date_by_accident_or_raises() -> None:
    """One of them is the second of January."""
    texts: list[str] = json.loads(NAUGHTY.read_text(encoding="utf-8"))
    accepted = [text for text in texts if understood(text) not in list(Fault)]
    assert accepted == ["1/2"]


def test_every_refusal_has_its_sentence() -> None:
    assert {fault.value for fault in Fault} <= SENTENCES.keys()


@pytest.mark.parametrize(
    "text",
    [
        "9" * 10_000,
        "一" * 10_000,
        "9" * 95 + "d",
        "a" * 10_000,
        "1h" * 5_000,
        "下" * 100,
        " " * 10_000,
        "\ufdfa" * 500,
        "明天" * 5_000,
    ],
)
def test_huge_texts_are_refused_at_once(text: str) -> None:
    understood("明天 tomorrow 3pm")  # the rules are compiled
    began = time.perf_counter()
    assert understood(text) in list(Fault)
    assert time.perf_counter() - began < 1


WORDS = [
    "next", "this", "tue", "fri", "dec", "1", "31", "29", "feb", "3pm", "15:30", "2h", "+3d", "in",
    "weeks", "tomorrow", "eom", "9999", "2026", "-", "/", ":", ".", " ", "0", "00", "24:00", "a",
    "明天", "下", "周", "三", "五", "月", "底", "号", "点", "半", "后", "天", "小时", "分钟", "年",
    "晚上", "凌晨", "下午", "个", "两", "十", "百", "零", "二〇二七", "前", "上", "末", "刻", "的",
]  # fmt: skip

typed = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map("".join),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join),
)
zones = st.sampled_from([SHANGHAI, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), UTC])
moments = st.builds(
    datetime.fromtimestamp,
    st.integers(946_684_800, 4_102_444_800),  # 2000 to 2100
    zones,
)


@given(text=typed, now=moments)
def test_what_is_accepted_lies_ahead_and_within_ten_years(text: str, now: datetime) -> None:
    if understood(text, now) in list(Fault):
        return
    promise = parse_when(text, now)
    assert now.date() <= promise.on <= now.date() + timedelta(days=3653)
    assert now.tzinfo is not None
    if not promise.is_all_day:
        assert promise.starts_at(now.tzinfo).astimezone(UTC) > now.astimezone(UTC)
    assert parse_when(text, now) == promise


@given(days=st.integers(0, 3600), now=moments)
def test_an_iso_date_comes_back_as_it_was_typed(days: int, now: datetime) -> None:
    day = now.date() + timedelta(days=days)
    assert parse_when(day.isoformat(), now) == Promise(on=day)
    assert parse_when(f"{day:%Y}年{day.month}月{day.day}日", now) == Promise(on=day)


@given(days=st.integers(1, 3600), minute=st.integers(0, 1439))
def test_what_json_prints_can_be_typed_again(days: int, minute: int) -> None:
    promise = Promise(on=WEDNESDAY.date() + timedelta(days=days), minute=minute)
    assert parse_when(promise.as_json(SHANGHAI), WEDNESDAY) == promise


@given(text=typed, now=moments)
def test_full_width_and_upper_case_change_nothing(text: str, now: datetime) -> None:
    if not re.fullmatch(r"[ -~]*", text):
        return
    wide = "".join(chr(ord(char) + 0xFEE0) if char != " " else "\u3000" for char in text)
    assert understood(wide.upper(), now) == understood(text, now)


@given(now=moments, weekday=st.integers(0, 6))
def test_weekdays_keep_to_weeks_that_start_on_monday(now: datetime, weekday: int) -> None:
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    english = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[weekday]
    of_next_week = Promise(on=monday + timedelta(days=7 + weekday))
    assert parse_when(f"下周{'一二三四五六日'[weekday]}", now) == of_next_week
    assert parse_when(f"next {english}", now) == of_next_week
    assert today <= parse_when(f"周{weekday + 1}", now).on <= today + timedelta(days=6)
    assert today < parse_when(english, now).on <= today + timedelta(days=7)


def test_a_year_that_no_calendar_has_is_refused_not_raised() -> None:
    at = datetime(9998, 12, 31, 10, tzinfo=UTC)
    for text in ("+3d", "明年", "next month", "29 feb", "tomorrow 3pm", "eom"):
        assert understood(text, at) in list(Fault)
    assert understood("0000-01-01") == "when_no_such_day"
    assert date.max.year == 9999
