"""Chinese phrases: 明天下午3点, 下周三, 三天后, 半小时后, 12月1号, 下个月5号, 月底, 年底."""

import re
from datetime import date, timedelta

from tui_crm.domain.when.days import (
    SATURDAY,
    coming_day_of_month,
    coming_month_day,
    coming_weekday,
    day_of,
    end_of_coming_month,
    first_of_month,
    last_of_month,
    last_of_quarter,
    weekday_of_week,
)
from tui_crm.domain.when.numerals import NUMBER, NUMERAL_CHARS, number
from tui_crm.domain.when.parts import (
    Clock,
    Day,
    Lapse,
    Part,
    Period,
    Reading,
    Rule,
    Step,
    in_the_past,
)

RELATIVE_DAYS = {"今": 0, "当": 0, "明": 1, "后": 2, "大后": 3}
RELATIVE_YEARS = {"今": 0, "本": 0, "明": 1, "来": 1, "后": 2}
WEEKDAYS = "一二三四五六日"
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

MID_MONTH_DAY = 15

_WEEK = r"(?:周|星期|礼拜)"
_THIS_WEEK = rf"(?:本|这个?){_WEEK}"
_NEXT_WEEK = rf"(?P<next>(?:下个?){{1,4}}){_WEEK}"
_WEEKDAY = r"(?P<weekday>[一二三四五六日天]|[1-7](?![0-9点时:])|末)"
_NEXT_MONTH = r"(?P<next>(?:下个?){1,4})月"
_THIS_MONTH = r"(?:本|当|这个?)月"
_YEAR = rf"(?:(?P<year>[0-9]{{4}}|[0-9]{{2}}|[{NUMERAL_CHARS}]{{4}}|[今本明来后])年)"
_DAY_NUMBER = rf"(?P<day>{NUMBER})"
_EDGE = r"(?P<edge>底|末|初|中旬?)"
_LATER = r"(?:以后|之后|后)"
_AGO = r"(?:以前|之前|前)"
_AFTER = r"(?:\+|再?过|再|等)?"
_COUNT = rf"(?P<count>[0-9]{{1,100}}|[{NUMERAL_CHARS}]{{1,9}})"
_HOUR = r"(?:个?(?:小时|钟头)|个钟)"
_STEP = rf"(?:天|个?{_WEEK}|个月|个?季度|年)"
_UNIT_AHEAD = rf"[0-9{NUMERAL_CHARS}个日号月年天周刻小钟]"


def _relative_day(match: re.Match[str], today: date) -> tuple[Part, ...]:
    return (Day(on=today + timedelta(days=RELATIVE_DAYS[match["when"]])),)


def _weekday_in(match: re.Match[str]) -> int:
    char = match["weekday"]
    if char == "末":
        return SATURDAY
    if char == "天":
        char = "日"
    return WEEKDAYS.index(char) if char in WEEKDAYS else int(char) - 1


def _coming_weekday(match: re.Match[str], today: date) -> tuple[Part, ...]:
    return (Day(on=coming_weekday(_weekday_in(match), today), is_weekday=match["weekday"] != "末"),)


def _weekday_this_week(match: re.Match[str], today: date) -> tuple[Part, ...]:
    return (Day(on=weekday_of_week(_weekday_in(match), 0, today)),)


def _weekday_next_week(match: re.Match[str], today: date) -> tuple[Part, ...]:
    return (Day(on=weekday_of_week(_weekday_in(match), match["next"].count("下"), today)),)


def _next_week(match: re.Match[str], today: date) -> tuple[Part, ...]:
    monday = weekday_of_week(0, match["next"].count("下"), today)
    return (Day(on=monday, is_whole_period=True),)


def _year(match: re.Match[str], today: date) -> int:
    text = match["year"]
    if text in RELATIVE_YEARS:
        return today.year + RELATIVE_YEARS[text]
    year = number(text)
    return year + 2000 if text.isascii() and len(text) == 2 else year


def _month_day(match: re.Match[str], today: date) -> tuple[Part, ...]:
    month, day = number(match["month"]), number(match["day"])
    if match["year"]:
        return (Day(on=day_of(_year(match, today), month, day)),)
    return (Day(on=coming_month_day(month, day, today)),)


def _whole_month(match: re.Match[str], today: date) -> tuple[Part, ...]:
    month = number(match["month"])
    if match["year"]:
        return (Day(on=day_of(_year(match, today), month, 1), is_whole_period=True),)
    return (Day(on=coming_month_day(month, 1, today), is_whole_period=True),)


def _month_edge(match: re.Match[str], today: date) -> tuple[Part, ...]:
    month = number(match["month"])
    if match["year"]:
        return (Day(on=_edge_of(day_of(_year(match, today), month, 1), match["edge"])),)
    if match["edge"] in "底末":
        return (Day(on=end_of_coming_month(month, today)),)
    first = day_of(today.year, month, 1)
    return (Day(on=coming_month_day(month, _edge_of(first, match["edge"]).day, today)),)


def _edge_of(first: date, edge: str) -> date:
    """Return the last, the first or the middle day of the month that begins on `first`."""
    if edge in "底末":
        return last_of_month(first)
    return first if edge == "初" else first.replace(day=MID_MONTH_DAY)


def _day_of_month(match: re.Match[str], today: date) -> tuple[Part, ...]:
    return (Day(on=coming_day_of_month(number(match["day"]), today)),)


def _day_of_this_month(match: re.Match[str], today: date) -> tuple[Part, ...]:
    return (Day(on=day_of(today.year, today.month, number(match["day"]))),)


def _day_of_next_month(match: re.Match[str], today: date) -> tuple[Part, ...]:
    first = first_of_month(match["next"].count("下"), today)
    return (Day(on=day_of(first.year, first.month, number(match["day"]))),)


def _next_month(match: re.Match[str], today: date) -> tuple[Part, ...]:
    first = first_of_month(match["next"].count("下"), today)
    return (Day(on=first, is_whole_period=True),)


def _edge_of_next_month(match: re.Match[str], today: date) -> tuple[Part, ...]:
    return (Day(on=_edge_of(first_of_month(match["next"].count("下"), today), match["edge"])),)


def _coming_edge_of_month(match: re.Match[str], today: date) -> tuple[Part, ...]:
    edge = _edge_of(first_of_month(0, today), match["edge"])
    if edge < today and match["this"] is None:
        edge = _edge_of(first_of_month(1, today), match["edge"])
    return (Day(on=edge),)


def _end_of_quarter(_match: re.Match[str], today: date) -> tuple[Part, ...]:
    return (Day(on=last_of_quarter(today)),)


def _whole_year(match: re.Match[str], today: date) -> tuple[Part, ...]:
    return (Day(on=day_of(_year(match, today), 1, 1), is_whole_period=True),)


def _year_edge(match: re.Match[str], today: date) -> tuple[Part, ...]:
    is_end = match["edge"] in "底末"
    if match["year"]:
        year = _year(match, today)
        return (Day(on=day_of(year, 12, 31) if is_end else day_of(year, 1, 1)),)
    return (Day(on=day_of(today.year, 12, 31) if is_end else coming_month_day(1, 1, today)),)


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


DAY_RULES: tuple[Rule, ...] = (
    Rule(r"(?P<when>今|明|大?后)[天日儿]", _relative_day),
    Rule(r"(?P<when>今|当|明|大?后)天?(?=[早晚夜])", _relative_day),
    Rule(rf"{_WEEK}{_WEEKDAY}", _coming_weekday),
    Rule(rf"{_THIS_WEEK}{_WEEKDAY}", _weekday_this_week),
    Rule(rf"{_NEXT_WEEK}{_WEEKDAY}", _weekday_next_week),
    Rule(_NEXT_WEEK, _next_week),
    Rule(
        rf"{_YEAR}?(?P<month>{NUMBER})月份?{_DAY_NUMBER}(?:[日号]|(?![0-9{NUMERAL_CHARS}点时:分]))",
        _month_day,
    ),
    Rule(rf"{_YEAR}?(?P<month>{NUMBER})月份?", _whole_month),
    Rule(rf"{_YEAR}?(?P<month>{NUMBER})月份?{_EDGE}", _month_edge),
    Rule(rf"{_DAY_NUMBER}[日号]", _day_of_month),
    Rule(rf"{_THIS_MONTH}{_DAY_NUMBER}[日号]", _day_of_this_month),
    Rule(rf"{_NEXT_MONTH}份?{_DAY_NUMBER}[日号]", _day_of_next_month),
    Rule(rf"{_NEXT_MONTH}份?", _next_month),
    Rule(rf"{_NEXT_MONTH}份?{_EDGE}", _edge_of_next_month),
    Rule(rf"(?:(?P<this>{_THIS_MONTH})|月){_EDGE}", _coming_edge_of_month),
    Rule(r"本?季度?[底末]", _end_of_quarter),
    Rule(r"(?P<year>[0-9]{4}|[今本明来后])年", _whole_year),
    Rule(rf"(?:{_YEAR}年?|年)(?P<edge>底|末|初)", _year_edge),
)

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
    Rule(r"昨[天日儿晚]|大?前[天日]|去年|现在|刚才", in_the_past),
    Rule(rf"上个?(?:月|{_WEEK}{_WEEKDAY}?)", in_the_past),
    Rule(rf"(?:{_COUNT}|半)(?:分钟|{_HOUR}|日|{_STEP}){_AGO}", in_the_past),
    Rule(rf"-{_COUNT}(?:分钟|{_HOUR}|{_STEP})", in_the_past),
)

CHINESE_RULES = (*DAY_RULES, *TIME_RULES, *STEP_RULES, *PAST_RULES)
