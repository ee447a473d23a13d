"""Holidays and make-up workdays of a country and year, from the `holidays` library.

The library is imported when it is asked: it takes 96 ms and 11 MB.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tui_crm.domain.region import weekend_of
from tui_crm.domain.reminders import Festival

if TYPE_CHECKING:
    from holidays import HolidayBase

ANNOUNCED_YEARLY = frozenset({"BY", "CN", "HU", "KG", "KZ", "LV", "RU", "UZ", "VN"})
"""Countries whose government moves working days by a notice for each year.

Before the library has the notice of a year it knows the fixed holidays only.
"""

MAKE_UP_WORKDAY = "Make-up workday"
MAKE_UP_WORKDAY_ZH = "调休上班"

_LIBRARY = "holidays"
_ESTIMATED = "(estimated)"
_SEARCHED_DAYS = 10
"""No run of days off is longer: far enough to find the holiday that a moved day off belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDay:
    """A day that is not what its weekday says, named in English (or its own language) and Chinese.

    `name_zh` is empty where the library has no Chinese.
    """

    day: date
    is_working: bool
    name: str
    name_zh: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedYear:
    """The exceptional days of a year, in order, and the weekdays off (0 = Monday).

    `is_published` is False while the government has not announced the year, or dates are estimated;
    the days are then the fixed holidays and the estimates.
    """

    country: str
    year: int
    is_published: bool
    weekend: frozenset[int]
    days: tuple[PublishedDay, ...]


def published_days(country: str, year: int) -> PublishedYear | None:
    """Return the public holidays of `country` (ISO 3166) in `year`, None where none are known.

    Holidays that hold in parts of a country only, and half days, are left out.
    """
    import holidays

    if country not in holidays.list_supported_countries(include_aliases=False):
        return None
    english = _table(country, year, "en_US")
    if english is None or not english.start_year <= year <= english.end_year:
        return None
    chinese = _table(country, year, "zh_CN") or _table(country, year, "zh_TW")
    weekend = weekend_of(country)
    names = _names(english, weekend)
    names_zh = _names(chinese, weekend) if chinese is not None else {}
    days_off = [
        PublishedDay(day=day, is_working=False, name=names[day], name_zh=names_zh.get(day, ""))
        for day in sorted(english)
        if day.year == year and day.weekday() not in weekend
    ]
    days_worked = [
        PublishedDay(day=day, is_working=True, name=MAKE_UP_WORKDAY, name_zh=MAKE_UP_WORKDAY_ZH)
        for day in english.weekend_workdays
        if day.year == year and day.weekday() in weekend
    ]
    return PublishedYear(
        country=country,
        year=year,
        is_published=_is_published(english, year),
        weekend=weekend,
        days=tuple(sorted(days_off + days_worked, key=lambda each: each.day)),
    )


def edition() -> str:
    """Return the release of the library, "" where it cannot be told; does not import it.

    Looks for its folder of metadata: `importlib.metadata` takes 50 ms.
    """
    spec = find_spec(_LIBRARY)
    if spec is None or spec.origin is None:
        return ""
    beside = Path(spec.origin).parent.parent.glob(f"{_LIBRARY}-*.dist-info")
    return max((each.stem.removeprefix(f"{_LIBRARY}-") for each in beside), default="")


def festivals(country: str, year: int) -> tuple[Festival, ...]:
    """Return the festivals of `country` in `year`, in order; none where no holidays are known.

    They are its public holidays on their own dates, not on the days off in their stead. One of
    several days is there with its first.
    """
    import holidays

    if country not in holidays.list_supported_countries(include_aliases=False):
        return ()
    english = _table(country, year, "en_US", is_observed=False)
    if english is None:
        return ()
    chinese = _table(country, year, "zh_CN", is_observed=False) or _table(
        country, year, "zh_TW", is_observed=False
    )
    before = timedelta(days=1)
    moved = _moved_prefix(english)
    return tuple(
        Festival(day=day, name=name, name_zh=chinese.get(day, "") if chinese else "")
        for day, name in sorted(english.items())
        if day.year == year
        and english.get(day - before) != name
        and not (moved and name.startswith(moved))
    )


def _table(
    country: str, year: int, language: str, *, is_observed: bool = True
) -> "HolidayBase | None":
    """Return the library's table around `year`; None where it lacks Chinese, when asked for it.

    With `is_observed` the days off in place of holidays that fall on a weekend are in it.
    """
    import holidays

    languages = holidays.country_holidays(country).supported_languages
    if language not in languages and language.startswith("zh"):
        return None
    # A notice may move days over the turn of the year: the neighbours' notices count too.
    return holidays.country_holidays(
        country,
        years=(year - 1, year, year + 1),
        language=language if language in languages else None,
        observed=is_observed,
        expand=False,
    )


def _moved_prefix(table: "HolidayBase") -> str:
    """Return how the name of a day off in exchange for a worked one begins, "" where none is so.

    "Day off (substituted from %s)": what stands before the date tells such a name.
    """
    label = str(table.tr(table.substituted_label)) if table.has_substituted_holidays else ""
    return label.partition("%s")[0]


def _is_published(table: "HolidayBase", year: int) -> bool:
    """Whether the dates of `year` are announced, none of them an estimate."""
    if any(day.year == year and _ESTIMATED in name for day, name in table.items()):
        return False
    if table.country not in ANNOUNCED_YEARLY:
        return True
    notices: Mapping[int, object] = getattr(table, "special_public_holidays", {})
    return year <= max((each for each in notices if isinstance(each, int)), default=0)


def _names(table: "HolidayBase", weekend: frozenset[int]) -> dict[date, str]:
    """Return the name of each holiday; a moved day off bears that of the holiday beside it."""
    moved_prefix = _moved_prefix(table)
    named: dict[date, str] = dict(table.items())

    def is_moved(day: date) -> bool:
        return bool(moved_prefix) and named[day].startswith(moved_prefix)

    def beside(day: date) -> str:
        for direction in (-1, 1):
            for distance in range(1, _SEARCHED_DAYS):
                other = day + timedelta(days=direction * distance)
                if other in named and not is_moved(other):
                    return named[other]
                if other not in named and (
                    other.weekday() not in weekend or other in table.weekend_workdays
                ):
                    break
        return named[day]

    return {day: beside(day) if is_moved(day) else named[day] for day in named}
