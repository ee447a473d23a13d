"""How long a call took, as people type it."""

import re

from tui_crm.domain.errors import FieldError
from tui_crm.domain.text import fold

MAX_SECONDS = 24 * 3600
"""A contact lasts a day at most."""

_CLOCK = re.compile(r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d)")
_SPELT = re.compile(
    r"(?:(?P<hours>\d{1,2})\s*(?:h|hrs?|hours?|小时|时)\s*)?"
    r"(?:(?P<minutes>\d{1,4})\s*(?:m|mins?|minutes?|分钟|分|'|(?=\s*$))\s*)?"
    r"(?:(?P<seconds>\d{1,5})\s*(?:s|secs?|seconds?|秒钟?|\"|''))?"
)


def parse_duration(text: str) -> int | None:
    """Return the seconds that `text` names, None where it is empty.

    `90s`, `3m`, `1h 5m`, `5:30` (minutes and seconds), `3分钟`, and a bare number of minutes.
    Raises FieldError `bad_duration` (field `duration`), also for nothing and for over a day.
    """
    plain = fold(text).strip()
    if not plain:
        return None
    match = _CLOCK.fullmatch(plain) or _SPELT.fullmatch(plain)
    if match is None:
        raise FieldError("bad_duration", field="duration", text=text.strip())
    hours, minutes, seconds = (int(match[name] or 0) for name in ("hours", "minutes", "seconds"))
    total = 3600 * hours + 60 * minutes + seconds
    if not 0 < total <= MAX_SECONDS:
        raise FieldError("bad_duration", field="duration", text=text.strip())
    return total
