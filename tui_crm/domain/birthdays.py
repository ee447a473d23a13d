"""Birthdays by the sun and by the moon: how they are written, and on which day they are kept.

A birthday has a key: 100 x month + day, as in 815; one of a leap month of the Chinese calendar
has `LEAP` added. A day tells the keys that are kept on it, so that one look into an index finds
everybody. The calendar is that of `borax`, 1900 to 2100; it is imported when it is asked (15 ms).
"""

import re
from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tui_crm.domain.text import fold

LEAP = 10_000
"""What the key of a birthday in a leap month has on top."""

LEAP_SIGN = "闰"
"""Stands before the month in a stored lunar birthday: `1985-闰06-15`."""

_NUMERALS = "一二三四五六七八九十"
_MONTHS = {
    **{numeral: month for month, numeral in enumerate(_NUMERALS, start=1)},
    "正": 1,
    "十一": 11,
    "冬": 11,
    "十二": 12,
    "腊": 12,
    "臘": 12,
}
_TENS = {"初": 0, "十": 10, "廿": 20, "二十": 20}
_DAYS = {
    **{
        sign + numeral: ten + day
        for sign, ten in _TENS.items()
        for day, numeral in enumerate(_NUMERALS[:9], start=1)
    },
    "初十": 10,
    "十": 10,
    "二十": 20,
    "廿": 20,
    "三十": 30,
}
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CALENDAR = r"(?:农历|農曆|阴历|陰曆|旧历|舊曆|lunar)?\s*"
_FIGURES = re.compile(
    _CALENDAR
    + r"(?:(?P<year>\d{4})\s*[-/.年]\s*)?(?P<leap>闰|閏|leap)?\s*"
    + r"(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
)
_WORDS = re.compile(
    _CALENDAR
    + r"(?:(?P<year>\d{4}|[〇零一二三四五六七八九]{4})\s*年\s*)?(?P<leap>闰|閏)?"
    + r"(?P<month>正|冬|腊|臘|十[一二]?|[一二三四五六七八九]|\d{1,2})月"
    + r"(?P<day>\d{1,2}|[初十廿二三]?[一二三四五六七八九十]{1,2}|廿)日?"
)
_STORED = re.compile(r"(?:(\d{4})-)?(闰?)(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class LunarBirthday:
    """A birthday by the Chinese calendar: `year` is None where it is not known."""

    year: int | None
    month: int
    day: int
    is_leap: bool = False

    @property
    def key(self) -> int:
        """The key: 100 x month + day, and LEAP for a leap month."""
        return 100 * self.month + self.day + (LEAP if self.is_leap else 0)

    def stored(self) -> str:
        """Return it as it is stored: `1985-08-15`, `08-15`, `1985-闰06-15`."""
        year = "" if self.year is None else f"{self.year:04}-"
        return f"{year}{LEAP_SIGN if self.is_leap else ''}{self.month:02}-{self.day:02}"


def read_lunar_birthday(text: str) -> LunarBirthday | None:
    """Return the day that `text` names, as in `1985-8-15`, `闰六月初三`, `腊月廿三`; None if none.

    A day that the named year does not have is none.
    """
    line = fold(text).strip()
    match = _FIGURES.fullmatch(line) or _WORDS.fullmatch(line)
    if match is None:
        return None
    month = _MONTHS.get(match["month"]) or _whole(match["month"])
    day = _DAYS.get(match["day"]) or _whole(match["day"])
    if not 1 <= month <= 12 or not 1 <= day <= 30:
        return None
    year = int(match["year"].translate(_DIGITS)) if match["year"] else None
    found = LunarBirthday(year=year, month=month, day=day, is_leap=bool(match["leap"]))
    return found if year is None or _exists(found, year) else None


def lunar_birthday_of(stored: str) -> LunarBirthday | None:
    """Return the value of a stored lunar birthday, None for "" and for what is none."""
    match = _STORED.fullmatch(stored)
    if match is None:
        return None
    year, leap, month, day = match.groups()
    return LunarBirthday(
        year=int(year) if year else None, month=int(month), day=int(day), is_leap=bool(leap)
    )


def solar_key(stored: str) -> int | None:
    """Return the key of a stored birthday, `1980-12-01` or `12-01`; None for anything else."""
    tail = stored[-5:]
    if len(stored) not in (5, 10) or tail[2] != "-" or not (tail[:2] + tail[3:]).isdecimal():
        return None
    return 100 * int(tail[:2]) + int(tail[3:])


def lunar_key(stored: str) -> int | None:
    """Return the key of a stored lunar birthday; None for "" and for what is none."""
    found = lunar_birthday_of(stored)
    return None if found is None else found.key


def month_and_day(key: int) -> str:
    """Return the end of the stored birthdays that have `key`: `12-01`."""
    month, day = divmod(key % LEAP, 100)
    return f"{month:02}-{day:02}"


def solar_keys_on(day: date) -> frozenset[int]:
    """Return the keys of the birthdays that are kept on `day`.

    Those of 29 February are kept on the 28th in a common year: a wish may come early, not late.
    """
    keys = {100 * day.month + day.day}
    if (day.month, day.day) == (2, 28) and not isleap(day.year):
        keys.add(229)
    return frozenset(keys)


def lunar_keys_on(day: date) -> frozenset[int]:
    """Return the keys of the lunar birthdays that are kept on `day`; none outside 1900-2100.

    One of the 30th is kept on the 29th of a month that ends there; one of a leap month in that
    leap month, or, in a year without it, in the month of the same number.
    """
    from borax.calendars.lunardate import LCalendars, LunarDate

    try:
        lunar = LunarDate.from_solar(day)
    except ValueError:
        return frozenset()
    length = LCalendars.ndays(lunar.year, lunar.month, lunar.leap)
    days = {lunar.day, 30} if lunar.day == length else {lunar.day}
    kept = {100 * lunar.month + each for each in days}
    in_leap = {LEAP + each for each in kept}
    if lunar.leap:
        return frozenset(in_leap)
    if LCalendars.leap_month(lunar.year) == lunar.month:
        return frozenset(kept)
    return frozenset(kept | in_leap)


def lunar_day(day: date) -> int | None:
    """Return the key of `day` in the Chinese calendar; None outside it, and in a leap month."""
    from borax.calendars.lunardate import LunarDate

    try:
        lunar = LunarDate.from_solar(day)
    except ValueError:
        return None
    return None if lunar.leap else 100 * int(lunar.month) + int(lunar.day)


def days_ahead(today: date, lead_days: int) -> Iterator[date]:
    """Yield `today` and the `lead_days` days after it."""
    return (today + timedelta(days=ahead) for ahead in range(lead_days + 1))


def age_on(stored: str, day: date) -> int | None:
    """Return how old somebody born on `stored` becomes on his birthday of that year, or None."""
    if len(stored) != 10 or not stored[:4].isdecimal():
        return None
    age = day.year - int(stored[:4])
    return age if age > 0 else None


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _exists(birthday: LunarBirthday, year: int) -> bool:
    from borax.calendars.lunardate import LCalendars

    try:
        if birthday.is_leap and LCalendars.leap_month(year) != birthday.month:
            return False
        length: int = LCalendars.ndays(year, birthday.month, int(birthday.is_leap))
    except ValueError:
        return False
    return birthday.day <= length
