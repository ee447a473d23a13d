"""The settings of a team: what holds for everybody who shares a database (SPEC 3, 4)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tui_crm.domain.errors import FieldError
from tui_crm.domain.public_search import DEFAULT_FIELDS, PublicField, PublicScope, read_fields
from tui_crm.domain.workdays import CallingHours, WeekendPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSettings:
    """What a team has set.

    Country (ISO 3166, two letters), IANA zone, area code of numbers typed without one, what
    happens to promises on days off, the calling hours in minutes from midnight, and how many
    days ahead birthdays and festivals are told (SPEC 6, row 7); what public search shows, and
    among whom it looks (SPEC 5).
    """

    country: str = "CN"
    zone: str = "UTC"
    area_code: str = ""
    weekend: WeekendPolicy = WeekendPolicy.NEXT
    calling_start: int = 9 * 60
    calling_end: int = 20 * 60
    birthday_days: int = 3
    festival_days: int = 3
    public_fields: tuple[PublicField, ...] = DEFAULT_FIELDS
    public_scope: PublicScope = PublicScope.ALL

    @property
    def zone_info(self) -> ZoneInfo:
        """The zone in which the team's days turn."""
        return ZoneInfo(self.zone)

    @property
    def calling_hours(self) -> CallingHours:
        """When calls are made."""
        return CallingHours(start_minute=self.calling_start, end_minute=self.calling_end)


TEAM_KEYS = tuple(each.name for each in fields(TeamSettings))
"""The keys of `settings get` and `settings set` that belong to the team."""


def _country(text: str) -> str:
    if len(text) != 2 or not (text.isascii() and text.isalpha()):
        raise ValueError(text)
    return text.upper()


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(text) from error


def _area_code(text: str) -> str:
    if text and not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise ValueError(text)
    return text


def minute_of(text: str) -> int:
    """Read `09:00` as minutes from midnight, 0-1440. Raises ValueError."""
    hours, _, minutes = text.partition(":")
    total = int(hours) * 60 + int(minutes or "0")
    if not 0 <= total <= 24 * 60 or not 0 <= int(minutes or "0") < 60:
        raise ValueError(text)
    return total


MAX_LEAD_DAYS = 60
"""How many days ahead a reminder may be told."""


def _lead_days(text: str) -> int:
    days = int(text)
    if not 0 <= days <= MAX_LEAD_DAYS:
        raise ValueError(text)
    return days


_READERS: Mapping[str, Callable[[str], str | int | tuple[PublicField, ...]]] = {
    "country": _country,
    "zone": _zone,
    "area_code": _area_code,
    "weekend": lambda text: WeekendPolicy(text.lower()),
    "calling_start": minute_of,
    "calling_end": minute_of,
    "birthday_days": _lead_days,
    "festival_days": _lead_days,
    "public_fields": read_fields,
    "public_scope": lambda text: PublicScope(text.lower()),
}
_MINUTES = frozenset({"calling_start", "calling_end"})


def with_setting(team: TeamSettings, key: str, text: str) -> TeamSettings:
    """Return `team` with the setting `key` read from `text`.

    Raises FieldError bad_setting for a value that cannot be, bad_calling_hours where they end
    before they begin. KeyError for a key that is not in `TEAM_KEYS`.
    """
    try:
        value = _READERS[key](text.strip())
    except ValueError as error:
        raise FieldError("bad_setting", field=key, key=key, text=text) from error
    changed = replace(team, **{key: value})  # type: ignore[arg-type]  # each reader gives its type
    if changed.calling_start >= changed.calling_end:
        raise FieldError("bad_calling_hours", field=key)
    return changed


def setting_text(team: TeamSettings, key: str) -> str:
    """Return the setting `key` in the form that `with_setting` reads."""
    value = getattr(team, key)
    if isinstance(value, tuple):
        return ",".join(value)
    return f"{value // 60:02}:{value % 60:02}" if key in _MINUTES else str(value)


def team_of(stored: Mapping[str, str]) -> TeamSettings:
    """Return the settings from stored texts; what is missing or unreadable takes its default."""
    team = TeamSettings()
    for key, text in stored.items():
        if key in TEAM_KEYS:
            try:
                team = with_setting(team, key, text)
            except FieldError:
                continue
    return team
