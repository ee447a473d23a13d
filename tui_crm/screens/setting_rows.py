"""The rows of the settings screen: what each setting is, what it is now, and what it can be."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from tui_crm.commands.keymap import Keymap
from tui_crm.commands.keys import shown_key
from tui_crm.domain.customer_list import QUEUE_FACETS
from tui_crm.domain.public_search import PublicField, PublicScope
from tui_crm.domain.team import TEAM_KEYS, setting_text
from tui_crm.domain.value_lists import SHOWN_ORDER
from tui_crm.domain.workdays import WeekendPolicy
from tui_crm.i18n import _, ngettext
from tui_crm.services.session import Session
from tui_crm.services.today import queue_filter
from tui_crm.settings import Language, Settings, ThemeChoice, value_of
from tui_crm.wording import listed
from tui_crm.wording.customer_lists import facet_title
from tui_crm.wording.settings import Section, choice_label, option_help, option_title

WORKING_DAYS = "working_days"
CANNED = "canned"
TITLES = "titles"
KEYS = "keys"
QUEUE_FILTER = "queue_filter"
"""The rows that open a screen of their own."""


class Holder(StrEnum):
    """Who holds a setting, and so how it is changed."""

    USER = "user"
    TEAM = "team"
    TABLE = "table"


_SWITCH = ("true", "false")
_CHOICES = {
    "language": tuple(map(str, Language)),
    "theme": tuple(map(str, ThemeChoice)),
    "notifications.notice": _SWITCH,
    "notifications.bell": _SWITCH,
    "notifications.osc9": _SWITCH,
    "queue.advance": _SWITCH,
    "weekend": tuple(map(str, WeekendPolicy)),
    "public_scope": tuple(map(str, PublicScope)),
}
_PICKS = {"public_fields": tuple(map(str, PublicField))}
_USER_OPTIONS = (
    (Section.LOOK, "language"),
    (Section.LOOK, "theme"),
    (Section.DIAL, "dial.command"),
    (Section.NOTIFICATIONS, "notifications.notice"),
    (Section.NOTIFICATIONS, "notifications.bell"),
    (Section.NOTIFICATIONS, "notifications.osc9"),
    (Section.QUEUE, "queue.fresh_every"),
    (Section.QUEUE, "queue.advance"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingRow:
    """One setting: its dotted name, or a team's key, or the name of a screen of its own.

    `text` is its value as it is typed or chosen, `shown` the same in words. `choices` are the
    texts that it can have, none where it is typed; `picks` those of which it can have any number,
    with commas between. `is_first` is the first of its section.
    """

    id: int
    name: str
    section: Section
    holder: Holder
    title: str
    help: str
    text: str
    shown: str
    choices: tuple[str, ...] = ()
    picks: tuple[str, ...] = ()
    is_first: bool = False

    def label_of(self, choice: str) -> str:
        """Return what a choice is called."""
        return choice_label(self.name, choice)

    @property
    def picked(self) -> frozenset[str]:
        """Those of `picks` that it has."""
        return frozenset(self.text.split(",")) & frozenset(self.picks)

    def stepped(self, step: int) -> str:
        """Return the choice `step` places on, round and round."""
        place = self.choices.index(self.text) if self.text in self.choices else 0
        return self.choices[(place + step) % len(self.choices)]


def setting_rows(session: Session, settings: Settings, keymap: Keymap) -> tuple[SettingRow, ...]:
    """Return all rows, section by section."""
    rows: list[SettingRow] = []
    for number, row in enumerate(_rows(session, settings, keymap), start=1):
        is_first = not rows or rows[-1].section is not row.section
        rows.append(replace(row, id=number, is_first=is_first))
    return tuple(rows)


def toml_of(name: str, text: str) -> str:
    """Return what was typed or chosen as the settings file writes it."""
    return json.dumps(text, ensure_ascii=False) if _is_text(name) else text


def default_text(name: str) -> str:
    """Return the value that a setting of the user ships with, as it is typed or chosen."""
    return _text_of(value_of(Settings(), name))


def _is_text(name: str) -> bool:
    return isinstance(value_of(Settings(), name), str)


def _rows(session: Session, settings: Settings, keymap: Keymap) -> Iterator[SettingRow]:
    for section, name in _USER_OPTIONS:
        yield _option(section, Holder.USER, name, _text_of(value_of(settings, name)))
    yield _table(Section.QUEUE, QUEUE_FILTER, _filter_shown(session))
    for key in TEAM_KEYS:
        yield _option(Section.TEAM, Holder.TEAM, key, setting_text(session.team, key))
    yield _working_days(session)
    yield _table(Section.TEAM, CANNED, _canned_shown(session))
    yield _table(Section.TEAM, TITLES, listed(map(session.classification_title, SHOWN_ORDER)))
    yield _table(Section.KEYS, KEYS, _keys_shown(keymap))


def _table(section: Section, name: str, shown: str) -> SettingRow:
    """Return a row that opens a screen of its own."""
    return SettingRow(
        id=0,
        name=name,
        section=section,
        holder=Holder.TABLE,
        title=option_title(name),
        help=option_help(name),
        text="",
        shown=shown,
    )


def _canned_shown(session: Session) -> str:
    return " ".join(shown_key(each.slot) for each in session.canned) or _("no key")


def _filter_shown(session: Session) -> str:
    """Return the facets by which the queue is narrowed."""
    wanted = queue_filter(session)
    facets = [facet_title(each) for each in QUEUE_FACETS if wanted.chosen(each)]
    return listed(facets) or _("everybody")


def _keys_shown(keymap: Keymap) -> str:
    count = len(keymap.own)
    if not count:
        return _("as shipped")
    return ngettext("{count} moved", "{count} moved", count).format(count=count)


def _option(section: Section, holder: Holder, name: str, text: str) -> SettingRow:
    choices = _CHOICES.get(name, ())
    return SettingRow(
        id=0,
        name=name,
        section=section,
        holder=holder,
        title=option_title(name),
        help=option_help(name),
        text=text,
        shown=choice_label(name, text) if text in choices else _in_words(name, text),
        choices=choices,
        picks=_PICKS.get(name, ()),
    )


def _in_words(name: str, text: str) -> str:
    """Return what an option that is typed holds, as it is said."""
    if name in _PICKS:
        return listed(choice_label(name, each) for each in text.split(",") if each) or "–"
    if name == "queue.fresh_every" and text == "0":
        return choice_label(name, "false")
    return text or (_("a tel: link") if name == "dial.command" else "–")


def _working_days(session: Session) -> SettingRow:
    year = session.today().year
    days = [day for day in session.rules.calendar.exceptions.items() if day[0].year == year]
    shown = _("{year}: {off} days off, {worked} worked").format(
        year=year,
        off=sum(not is_working for _day, is_working in days),
        worked=sum(is_working for _day, is_working in days),
    )
    return _table(Section.TEAM, WORKING_DAYS, shown)


def _text_of(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return shlex.join(value) if isinstance(value, tuple) else str(value)
