"""Chinese times and steps: 下午三点半, 晚上8点, 三天后, 半小时后, 一个半月后."""

import re
from datetime import date

from tui_crm.domain.when.chinese_days import WEEK
from tui_crm.domain.when.numerals import NUMBER, NUMERAL_CHARS, number
from tui_crm.domain.when.parts import (
    Clock,
    Lapse,
    Part,
    Period,
    Reading,
    Rule,
    Step,
    in_the_past,
)

PERIODS = {
    "凌晨": Period.SMALL_HOURS,
    "清晨": Period.EARLY,
    "早晨": Period.EARLY,
    "早上": Period.EARLY,
    "早": Period.EARLY,
    "上午": Period.MORNING,
    "中午": Period.NOON,
    "正午": Period.NOON,
    "午后": Period.AFTERNOON,
    "下午": Period.AFTERNOON,
    "傍晚": Period.DUSK,
    "晚上": Period.EVENING,
    "晚间": Period.EVENING,
    "夜里": Period.EVENING,
    "夜晚": Period.EVENING,
    "深夜": Period.EVENING,
    "半夜": Period.EVENING,
    "晚": Period.EVENING,
    "夜": Period.EVENING,
}
MINUTES_IN_WORDS = {
    None: 0,
    "钟": 0,
    "整": 0,
    "半": 30,
    "一刻": 15,
    "1刻": 15,
    "三刻": 45,
    "3刻": 45,
}

_LATER = r"(?:以后|之后|后)"
_AGO = r"(?:以前|之前|前)"
_AFTER = r"(?:\+|再?过|再|等)?"
_COUNT = rf"(?P<count>[0-9]{{1,100}}|[{NUMERAL_CHARS}]{{1,9}})"
_HOUR = r"(?:个?(?:小时|钟头)|个钟)"
_STEP = rf"(?:天|个?{WEEK}|个月|个?季度|年)"
_UNIT_AHEAD = rf"[0-9{NUMERAL_CHARS}个日号月年天周刻小钟]"


def _clock(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    words = match["words"]
    minute = MINUTES_IN_WORDS[words] if words in MINUTES_IN_WORDS else number(words.rstrip("分"))
    return (Clock(hour=number(match["hour"]), minute=minute, reading=Reading.SPOKEN),)


def _period(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    return (PERIODS[match[0]],)


def _midnight(_match: re.Match[str], _today: date) -> tuple[Part, ...]:
    return (Clock(hour=24, minute=0, reading=Reading.SETTLED),)


def _minutes(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    return (Lapse(minutes=number(match["count"])),)


def _quarters_of_an_hour(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    return (Lapse(minutes=15 * number(match["count"])),)


def _hours(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    return (Lapse(minutes=60 * number(match["count"]) + (30 if "半" in match[0] else 0)),)


def _half_hour(_match: re.Match[str], _today: date) -> tuple[Part, ...]:
    return (Lapse(minutes=30),)


def _decimal_hours(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    hundredths = 100 * int(match["whole"]) + int(match["part"].ljust(2, "0"))
    return (Lapse(minutes=hundredths * 60 // 100),)


def _step(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    count, unit = number(match["count"]), match["unit"].removeprefix("个")
    match unit:
        case "天" | "日":
            return (Step(days=count),)
        case "月":
            return (Step(months=count),)
        case "季度":
            return (Step(months=3 * count),)
        case "年":
            return (Step(months=12 * count),)
        case _:
            return (Step(days=7 * count),)


def _half_months(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    """Read 半个月 and 一个半月: half a month is fifteen days."""
    return (Step(months=number(match["count"]) if match["count"] else 0, days=15),)


def _half_years(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    return (Step(months=12 * (number(match["count"]) if match["count"] else 0) + 6),)


TIME_RULES: tuple[Rule, ...] = (
    Rule("|".join(PERIODS), _period),
    Rule(
        rf"(?P<hour>{NUMBER})[点时](?P<words>钟|整|半|[一三13]刻|(?:{NUMBER})分"
        rf"|[0-9]{{2}}(?!{_UNIT_AHEAD})|[{NUMERAL_CHARS}]{{2,3}}(?!{_UNIT_AHEAD}))?",
        _clock,
    ),
    Rule(r"午夜|零时", _midnight),
)

STEP_RULES: tuple[Rule, ...] = (
    Rule(rf"{_AFTER}{_COUNT}(?:分钟{_LATER}?|分{_LATER})", _minutes),
    Rule(rf"{_AFTER}{_COUNT}刻钟{_LATER}?", _quarters_of_an_hour),
    Rule(rf"{_AFTER}{_COUNT}{_HOUR}{_LATER}?", _hours),
    Rule(rf"{_AFTER}{_COUNT}(?:个半(?:小时|钟头|钟)|小时半){_LATER}?", _hours),
    Rule(rf"{_AFTER}半个?(?:小时|钟头|钟){_LATER}?", _half_hour),
    Rule(
        rf"{_AFTER}(?P<whole>[0-9]{{1,6}})\.(?P<part>[0-9]{{1,2}}){_HOUR}{_LATER}?",
        _decimal_hours,
    ),
    Rule(rf"{_AFTER}{_COUNT}(?P<unit>{_STEP}){_LATER}?", _step),
    Rule(rf"{_AFTER}{_COUNT}(?P<unit>日){_LATER}", _step),
    Rule(rf"{_AFTER}(?:半个月|{_COUNT}个半月){_LATER}?", _half_months),
    Rule(rf"{_AFTER}(?:半年|{_COUNT}年半){_LATER}?", _half_years),
)

PAST_RULES: tuple[Rule, ...] = (
    Rule(r"现在|刚才", in_the_past),
    Rule(rf"(?:{_COUNT}|半)(?:分钟|{_HOUR}|日|{_STEP}){_AGO}", in_the_past),
    Rule(rf"-{_COUNT}(?:分钟|{_HOUR}|{_STEP})", in_the_past),
)

CHINESE_TIME_RULES = (*TIME_RULES, *STEP_RULES, *PAST_RULES)
