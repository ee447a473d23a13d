"""What a new database holds: its first user, the shipped keys and lists, the team's settings."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

from tui_crm.db import Database
from tui_crm.domain.follow_up import CannedFollowUp, Method, OutcomeFlags, parse_next_rule
from tui_crm.domain.viewer import Role
from tui_crm.files.region import default_country, default_zone
from tui_crm.services import calendar
from tui_crm.store import canned, lists, team, users
from tui_crm.wording import SHIPPED_CANNED, SHIPPED_VALUES

REACHED = OutcomeFlags(reached=True, counts_as_contact=True)

SHIPPED_RULES: dict[str, tuple[str, OutcomeFlags]] = {
    "not_interested": ("90d", REACHED),
    "no_answer": ("2h, 1d, 3d, 7d, archive", OutcomeFlags()),
    "busy": ("1d", OutcomeFlags()),
    "call_back": ("ask", REACHED),
    "interested": ("3d", OutcomeFlags(reached=True, counts_as_contact=True, positive=True)),
    "visit_agreed": ("ask", OutcomeFlags(reached=True, counts_as_contact=True, positive=True)),
    "bad_number": ("", OutcomeFlags(bad_number=True)),
    "never_again": ("", OutcomeFlags(reached=True, counts_as_contact=True, do_not_call=True)),
    "sale": ("", OutcomeFlags(reached=True, counts_as_contact=True, positive=True, sale=True)),
}
"""Next-contact rule and flags of the shipped canned follow-ups, by code (SPEC 4)."""


def shipped_canned() -> tuple[CannedFollowUp, ...]:
    """Return the nine canned follow-ups of a new database, on the keys 1-9."""
    return tuple(
        CannedFollowUp(
            slot=str(number),
            position=number,
            code=code,
            method=Method.CALL,
            flags=SHIPPED_RULES[code][1],
            next_rule=parse_next_rule(SHIPPED_RULES[code][0]),
        )
        for number, code in enumerate(SHIPPED_CANNED, start=1)
    )


def fill(db: Database, *, login: str, now: datetime) -> None:
    """Fill an empty database; its first user is a manager. `now` is aware.

    Two processes that open the same new database at once fill it once.
    """
    country, zone = default_country(os.environ), default_zone(os.environ)
    year = now.astimezone(ZoneInfo(zone)).year
    known = calendar.look_up(country, (year, year + 1))
    with db.write():
        users.lock(db)
        if users.all_users(db):
            return
        users.insert(db, login=login, name=login, role=Role.MANAGER, at=now)
        team.set_setting(db, "country", country)
        team.set_setting(db, "zone", zone)
        for each in shipped_canned():
            canned.insert(db, each)
        for field, codes in SHIPPED_VALUES.items():
            for code in codes:
                lists.insert(db, field=field, title=None, code=code)
        calendar.store_years(db, known)
