"""English phrases: tomorrow, next tue, in 2 weeks, dec 1 2027, end of next month, noon, 3pm."""

import re
from datetime import date, timedelta

from tui_crm.domain.when.days import (
    SATURDAY,
    SUNDAY,
    coming_day_of_month,
    coming_month_day,
    coming_weekday,
    day_of,
    end_of_coming_month,
    first_of_month,
    last_of_month,
    last_of_quarter,
    weekday_after,
    weekday_of_week,
)
from tui_crm.domain.when.numerals import number
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

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WORD_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
RELATIVE_DAYS = {"today": 0, "tonight": 0, "tomorrow": 1, "tmrw": 1, "tmr": 1, "tom": 1}
PERIODS = {
    "morning": Period.MORNING,
    "afternoon": Period.AFTERNOON,
    "evening": Period.EVENING,
    "night": Period.EVENING,
}

_END = r"(?![a-z])"
_WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?"
    rf"|fri(?:day)?|sat(?:urday)?|sun(?:day)?){_END}\.?"
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    rf"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?){_END}\.?"
)
_DAY = rf"(?P<day>[0-9]{{1,2}})(?![0-9:])(?:(?:st|nd|rd|th){_END})?"
_YEAR = r"(?P<year>[0-9]{4})(?![0-9:])"
_GAP = r"[ ,/-]{0,2}"
_COUNT = rf"(?P<count>[0-9]{{1,100}}|(?:an?|{'|'.join(WORD_NUMBERS)})(?= ))"
_MINUTES = r"m(?:ins?|inutes?)?"
_HOURS = r"h(?:rs?|ours?)?"
_STEPS = r"(?P<unit>d(?:ays?)?|w(?:ee)?ks?|w|fortnights?|mos?|mths?|months?|y(?:ea)?rs?|y)"
_LATER = rf"(?: (?:later|from now|from today|hence){_END})?"
_BEFORE = r"(?:in |after )?\+?"


def _weekday_number(match: re.Match[str]) -> int:
    return WEEKDAYS.index(match["weekday"][:3])


def _month_number(match: re.Match[str]) -> int:
    return MONTHS.index(match["month"][:3]) + 1


def _count(word: str) -> int:
    if word in ("a", "an"):
        return 1
    return WORD_NUMBERS.index(word) if word in WORD_NUMBERS else number(word)


def _relative_day(match: re.Match[str], today: date) -> tuple[Part, ...]:
    day = Day(on=today + timedelta(days=RELATIVE_DAYS[match[0]]))
    return (day, Period.EVENING) if match[0] == "tonight" else (day,)


def _day_after_tomorrow(_match: re.Match[str], today: date) -> tuple[Part, ...]:
    return (Day(on=today + timedelta(days=2)),)


def _coming_weekday(match: re.Match[str], today: date) -> tuple[Part, ...]:
    return (Day(on=weekday_after(_weekday_number(match), today), is_weekday=True),)


def _weekday_of_week(match: re.Match[str], today: date) -> tuple[Part, ...]:
    weeks = 1 if "next" in match[0] else 0
    return (Day(on=weekday_of_week(_weekday_number(match), weeks, today)),)


def _weekend(match: re.Match[str], today: date) -> tuple[Part, ...]:
    if match["next"]:
        return (Day(on=weekday_of_week(SATURDAY, 1, today)),)
    return (Day(on=coming_weekday(SATURDAY, today)),)


def _month_day(match: re.Match[str], today: date) -> tuple[Part, ...]:
    month, day = _month_number(match), int(match["day"])
    if match["year"]:
        return (Day(on=day_of(int(match["year"]), month, day)),)
    return (Day(on=coming_month_day(month, day, today)),)


def _whole_month(match: re.Match[str], today: date) -> tuple[Part, ...]:
    month = _month_number(match)
    if match["year"]:
        return (Day(on=day_of(int(match["year"]), month, 1), is_whole_period=True),)
    return (Day(on=coming_month_day(month, 1, today), is_whole_period=True),)


def _day_of_month(match: re.Match[str], today: date) -> tuple[Part, ...]:
    day = int(match["day"])
    if match["of"] is None:
        return (Day(on=coming_day_of_month(day, today)),)
    first = first_of_month(1 if match["of"] == "next" else 0, today)
    return (Day(on=day_of(first.year, first.month, day)),)


def _next_period(match: re.Match[str], today: date) -> tuple[Part, ...]:
    first_days = {
        "week": weekday_of_week(0, 1, today),
        "month": first_of_month(1, today),
        "year": day_of(today.year + 1, 1, 1),
    }
    return (Day(on=first_days[match["period"]], is_whole_period=True),)


def _end_of_month(match: re.Match[str], today: date) -> tuple[Part, ...]:
    return (Day(on=end_of_coming_month(_month_number(match), today)),)


def _end_of_period(match: re.Match[str], today: date) -> tuple[Part, ...]:
    periods = 1 if match["next"] else 0
    match match["period"][0]:
        case "w":
            end = weekday_of_week(SUNDAY, periods, today)
        case "m":
            end = last_of_month(first_of_month(periods, today))
        case "q":
            end = last_of_quarter(first_of_month(3 * periods, today))
        case _:
            end = day_of(today.year + periods, 12, 31)
    return (Day(on=end),)


def _minutes(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    return (Lapse(minutes=_count(match["count"])),)


def _hours(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    return (Lapse(minutes=60 * _count(match["count"])),)


def _decimal_hours(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    # Hundredths of an hour as whole numbers: 2.55 hours are 153 minutes, not 152.99….
    hundredths = 100 * int(match["whole"]) + int(match["part"].ljust(2, "0"))
    return (Lapse(minutes=hundredths * 60 // 100),)


def _half_hour(_match: re.Match[str], _today: date) -> tuple[Part, ...]:
    return (Lapse(minutes=30),)


def _step(match: re.Match[str], _today: date) -> tuple[Part, ...]:
    count, unit = _count(match["count"]), match["unit"]
    match unit[0]:
        case "d":
            return (Step(days=count),)
        case "w":
            return (Step(days=7 * count),)
        case "f":
            return (Step(days=14 * count),)
        case "m":
            return (Step(months=count),)
        case _:
            return (Step(months=12 * count),)


def _period(match: re.Match[str], today: date) -> tuple[Part, ...]:
    period = PERIODS[match["period"]]
    return (Day(on=today), period) if match["this"] else (period,)


def _noon(_match: re.Match[str], _today: date) -> tuple[Part, ...]:
    return (Clock(hour=12, minute=0, reading=Reading.SETTLED),)


def _midnight(_match: re.Match[str], _today: date) -> tuple[Part, ...]:
    return (Clock(hour=24, minute=0, reading=Reading.SETTLED),)


_ANY_UNIT = rf"(?:{_MINUTES}|{_HOURS}|{_STEPS})"

ENGLISH_RULES: tuple[Rule, ...] = (
    Rule(rf"(?:{'|'.join(RELATIVE_DAYS)}){_END}", _relative_day),
    Rule(rf"(?:the )?day after tomorrow{_END}", _day_after_tomorrow),
    Rule(rf"(?:coming )?{_WEEKDAY}", _coming_weekday),
    Rule(rf"(?:this|next) {_WEEKDAY}", _weekday_of_week),
    Rule(rf"{_WEEKDAY},? next week{_END}", _weekday_of_week),
    Rule(rf"next week,?(?: on)? {_WEEKDAY}", _weekday_of_week),
    Rule(rf"(?:this )?(?P<next>next )?weekend{_END}", _weekend),
    Rule(rf"(?:the )?{_DAY}(?: of)?{_GAP}{_MONTH}(?:{_GAP}{_YEAR})?", _month_day),
    Rule(rf"{_MONTH}{_GAP}{_DAY}(?:{_GAP}{_YEAR})?", _month_day),
    Rule(rf"{_MONTH}(?:{_GAP}{_YEAR})?", _whole_month),
    Rule(
        rf"(?:the )?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th){_END}"
        rf"(?:(?: of)? (?P<of>this|next) month{_END})?",
        _day_of_month,
    ),
    Rule(rf"next (?P<period>week|month|year){_END}", _next_period),
    Rule(rf"end (?:of )?{_MONTH}", _end_of_month),
    Rule(
        r"(?:end of (?:the |this )?(?P<next>next )?|eo)"
        rf"(?P<period>week|month|quarter|year|w|m|q|y){_END}",
        _end_of_period,
    ),
    Rule(rf"{_BEFORE}{_COUNT} ?{_MINUTES}{_END}{_LATER}", _minutes),
    Rule(rf"{_BEFORE}{_COUNT} ?{_HOURS}{_END}{_LATER}", _hours),
    Rule(
        rf"{_BEFORE}(?P<whole>[0-9]{{1,6}})\.(?P<part>[0-9]{{1,2}}) ?{_HOURS}{_END}{_LATER}",
        _decimal_hours,
    ),
    Rule(rf"(?:in )?half(?: an?)? hour{_END}{_LATER}", _half_hour),
    Rule(rf"{_BEFORE}{_COUNT} ?{_STEPS}{_END}{_LATER}", _step),
    Rule(rf"(?P<this>this )?(?:in (?:the )?)?(?P<period>{'|'.join(PERIODS)}){_END}", _period),
    Rule(rf"noon{_END}", _noon),
    Rule(rf"midnight{_END}", _midnight),
    Rule(rf"(?:yesterday|now|last [a-z]+){_END}", in_the_past),
    Rule(rf"{_COUNT} ?{_ANY_UNIT} ago{_END}", in_the_past),
    Rule(rf"- ?{_COUNT} ?{_ANY_UNIT}{_END}", in_the_past),
)
