"""Chinese days: 明天, 下周三, 12月1号, 下个月5号, 月底, 年底. Weeks start on Monday."""

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
from tui_crm.domain.when.parts import Day, Part, Rule, in_the_past

RELATIVE_DAYS = {"今": 0, "当": 0, "明": 1, "后": 2, "大后": 3}
RELATIVE_YEARS = {"今": 0, "本": 0, "明": 1, "来": 1, "后": 2}
WEEKDAYS = "一二三四五六日"
MID_MONTH_DAY = 15

WEEK = r"(?:周|星期|礼拜)"
_THIS_WEEK = rf"(?:本|这个?){WEEK}"
_NEXT_WEEK = rf"(?P<next>(?:下个?){{1,4}}){WEEK}"
_WEEKDAY = r"(?P<weekday>[一二三四五六日天]|[1-7](?![0-9点时:])|末)"
_NEXT_MONTH = r"(?P<next>(?:下个?){1,4})月"
_THIS_MONTH = r"(?:本|当|这个?)月"
_YEAR = rf"(?:(?P<year>[0-9]{{4}}|[0-9]{{2}}|[{NUMERAL_CHARS}]{{4}}|[今本明来后])年)"
_DAY_NUMBER = rf"(?P<day>{NUMBER})"
_EDGE = r"(?P<edge>底|末|初|中旬?)"


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


CHINESE_DAY_RULES: tuple[Rule, ...] = (
    Rule(r"(?P<when>今|明|大?后)[天日儿]", _relative_day),
    Rule(r"(?P<when>今|当|明|大?后)天?(?=[早晚夜])", _relative_day),
    Rule(rf"{WEEK}{_WEEKDAY}", _coming_weekday),
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
    Rule(r"昨[天日儿晚]|大?前[天日]|去年", in_the_past),
    Rule(rf"上个?(?:月|{WEEK}{_WEEKDAY}?)", in_the_past),
)
