"""A session: one open database, who acts on it, and what holds for the team.

Everything that a service needs hangs on it. `open_session` wires it; nothing else does.
"""

import getpass
import os
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tui_crm import clock as wall_clock
from tui_crm.clock import Clock
from tui_crm.db import Database, Engine, open_database
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import CannedFollowUp
from tui_crm.domain.planning import DeskRules
from tui_crm.domain.region import weekend_of
from tui_crm.domain.team import TeamSettings, team_of
from tui_crm.domain.value_lists import ListValue, ValueColour
from tui_crm.domain.viewer import Viewer
from tui_crm.domain.workdays import WorkCalendar
from tui_crm.i18n import language
from tui_crm.store import canned as canned_store
from tui_crm.store import lists, team, users
from tui_crm.store.team import StoredDay
from tui_crm.store.users import User
from tui_crm.wording import listed, shipped_title, shipped_value, use_titles


def new_uuid() -> str:
    """Return the UUID that an entry carries, 32 hexadecimal digits: a retry gives the same one."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What everybody on the database shares and seldom changes, as read at one moment.

    `values` are the list values that can be chosen, `former_values` the removed ones: old lines
    of history still name them.
    """

    team: TeamSettings
    rules: DeskRules
    users: dict[int, User]
    values: dict[int, ListValue]
    former_values: dict[int, ListValue]
    titles: dict[str, str]
    canned: tuple[CannedFollowUp, ...]

    @property
    def words(self) -> tuple[dict[int, ListValue], dict[str, str]]:
        """What lists and forms are labelled with: where it differs they are drawn anew."""
        return self.values, self.titles


class Session:
    """An open database and its acting user. `opened_at` is aware UTC."""

    def __init__(self, db: Database, viewer: Viewer, clock: Clock) -> None:
        self.db = db
        self.viewer = viewer
        self.clock = clock
        self.opened_at = clock()
        self.reload()

    @property
    def team(self) -> TeamSettings:
        """The settings of the team."""
        return self.shared.team

    @property
    def rules(self) -> DeskRules:
        """The rules by which next contacts are computed."""
        return self.shared.rules

    @property
    def canned(self) -> tuple[CannedFollowUp, ...]:
        """The canned follow-ups in the order of the strip."""
        return self.shared.canned

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return self.clock()

    def local_now(self) -> datetime:
        """Return the present instant in the team's zone."""
        return self.clock().astimezone(self.rules.zone)

    def today(self) -> date:
        """Return the day in the team's zone."""
        return self.local_now().date()

    def start_of_today(self) -> datetime:
        """Return the aware instant at which the team's day began."""
        return self.local_now().replace(hour=0, minute=0, second=0, microsecond=0)

    def reload(self) -> None:
        """Read again what is shared: another process may have changed it."""
        self.shared = read_shared(self.db)
        use_titles(self.shared.titles)

    def values_of(self, field: str) -> tuple[ListValue, ...]:
        """Return the values of a classification that can be chosen, in their order."""
        return tuple(each for each in self.shared.values.values() if each.field == field)

    def value_title(self, value_id: int | None) -> str:
        """Return the words of a list value, "" for none."""
        if value_id is None:
            return ""
        shared = self.shared
        value = shared.values.get(value_id) or shared.former_values.get(value_id)
        return "" if value is None else value_word(value)

    def value_colour(self, value_id: int | None) -> ValueColour:
        """Return the colour of a list value, NONE where it has none."""
        value = self.shared.values.get(value_id) if value_id is not None else None
        return ValueColour.NONE if value is None else value.colour

    def classification_title(self, field: str) -> str:
        """Return the title of a classification: the team's own, else the shipped one."""
        return self.shared.titles.get(field) or shipped_title(field)

    def user_name(self, user_id: int | None) -> str:
        """Return the shown name of a user, "" for none."""
        user = self.shared.users.get(user_id) if user_id is not None else None
        return "" if user is None else user.name

    def user_login(self, user_id: int | None) -> str:
        """Return the login of a user, "" for none."""
        user = self.shared.users.get(user_id) if user_id is not None else None
        return "" if user is None else user.login

    def close(self) -> None:
        """Close the database."""
        self.db.close()


def read_shared(db: Database) -> Shared:
    """Return what is shared, as it stands now."""
    settings = team_of(team.settings(db))
    days = team.calendar_days(db)
    values = lists.every_value(db)
    years = team.calendar_years(db)
    calendar = WorkCalendar(
        exceptions={each.day: each.is_working for each in days},
        names={each.day: _day_name(each) for each in days if each.name},
        weekend=weekend_of(settings.country),
        published_years=frozenset(
            year
            for year, (country, is_published) in years.items()
            if is_published and country == settings.country
        ),
    )
    return Shared(
        team=settings,
        rules=DeskRules(
            zone=settings.zone_info,
            calendar=calendar,
            weekend_policy=settings.weekend,
            calling_hours=settings.calling_hours,
        ),
        users={each.id: each for each in users.all_users(db)},
        values={each.id: each for each in values if not each.is_removed},
        former_values={each.id: each for each in values if each.is_removed},
        titles=lists.titles(db),
        canned=canned_store.all_canned(db),
    )


def value_word(value: ListValue) -> str:
    """Return the word of a list value: its title, else the shipped word in the language in use."""
    return shipped_value(value.field, value.code) if value.title is None else value.title


def _day_name(day: StoredDay) -> str:
    return day.name_zh if language() == "zh" and day.name_zh else day.name


def open_session(
    location: str | Path, *, login: str | None = None, clock: Clock = wall_clock.utc_now
) -> Session:
    """Open the database at a path or URL, fill a new one, and return a session on it.

    Without `login` the operating system's user acts, on PostgreSQL always the database's own
    login. Raises DatabaseUnusable, and CrmError no_such_login where the one who acts is not
    known, login_is_the_databases where somebody else was asked for on PostgreSQL.
    """
    db = open_database(location)
    try:
        own_login = _own_login(db)
        if db.engine is Engine.POSTGRES and login not in (None, own_login):
            raise CrmError("login_is_the_databases", login=own_login)
        known = users.all_users(db)
        if not known:
            from tui_crm.services import first_start

            first_start.fill(db, login=own_login, now=clock())
            known = users.all_users(db)
        wanted = login or own_login
        for user in known:
            if user.login == wanted and user.is_active:
                return Session(db, user.as_viewer(), clock)
        raise CrmError(
            "no_such_login", login=wanted, known=listed(user.login for user in known[:10])
        )
    except BaseException:
        db.close()
        raise


def _own_login(db: Database) -> str:
    if db.engine is Engine.POSTGRES:
        return users.database_login(db)
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid{os.getuid()}"
