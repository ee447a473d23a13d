"""What the settings are called, what each does, and what its choices are called."""

from dataclasses import dataclass
from enum import StrEnum

from tui_crm.i18n import N_, _, pgettext
from tui_crm.wording.labels import field_title


class Section(StrEnum):
    """The sections of the settings; the order is that of the screen."""

    LOOK = "look"
    DIAL = "dial"
    NOTIFICATIONS = "notifications"
    QUEUE = "queue"
    TEAM = "team"
    KEYS = "keys"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A title and the sentences below it, marked for translation."""

    title: str
    help: str


SECTIONS = {
    Section.LOOK: Words(
        title=N_("Language, colours"),
        help=N_("How the program looks to you. It changes at once."),
    ),
    Section.DIAL: Words(
        title=N_("Dialling"),
        help=N_("What the key d does with the number shown."),
    ),
    Section.NOTIFICATIONS: Words(
        title=N_("Callbacks"),
        help=N_("How a callback with a clock time makes itself heard when it comes, once."),
    ),
    Section.QUEUE: Words(
        title=N_("Queue"),
        help=N_("Whom Today offers you, and what happens after a key."),
    ),
    Section.TEAM: Words(
        title=N_("Team"),
        help=N_("What holds for everybody who shares this database. It is stored in it."),
    ),
    Section.KEYS: Words(
        title=N_("Keys"),
        help=N_("Which keys do what. Every command can have another."),
    ),
}

OPTIONS = {
    "language": Words(title=N_("Language"), help=N_("The language of the program.")),
    "theme": Words(
        title=N_("Colours"), help=N_("Dark, light, or what the terminal says of itself.")
    ),
    "dial.command": Words(
        title=N_("Dial command"),
        help=N_(
            "The program that calls a number, as one line: {phone} in it becomes the number, "
            "else the number comes last. No shell is involved. Empty opens a tel: link."
        ),
    ),
    "notifications.notice": Words(
        title=N_("Line on the screen"), help=N_("Show a line of text when a callback comes due.")
    ),
    "notifications.bell": Words(
        title=N_("Bell"), help=N_("Ring the terminal's bell when a callback comes due.")
    ),
    "notifications.osc9": Words(
        title=N_("Desktop notification"),
        help=N_("Outside the terminal too, where the terminal knows how (OSC 9)."),
    ),
    "queue.fresh_every": Words(
        title=N_("A fresh lead every"),
        help=N_(
            "Every how many rows a lead that was never contacted is mixed in, 0 to 100; "
            "0 mixes in none."
        ),
    ),
    "queue.advance": Words(
        title=N_("Go on after a key"),
        help=N_("Whether the cursor stands on the next customer after a key was logged."),
    ),
    "queue_filter": Words(
        title=N_("Only some customers"),
        help=N_("Today offers only those with the values chosen; callbacks are told of anyway."),
    ),
    "country": Words(
        title="",
        help=N_(
            "Two letters, such as CN or DE. It decides how numbers without a prefix are read "
            "and which holidays hold; another country brings its own."
        ),
    ),
    "zone": Words(
        title="",
        help=N_("The zone in which the team's days begin and end, such as Asia/Shanghai."),
    ),
    "area_code": Words(
        title="",
        help=N_("What is put before numbers that were typed without one, such as 0755; or empty."),
    ),
    "weekend": Words(
        title="",
        help=N_(
            "Where a computed next contact goes that falls on a weekend or holiday. "
            "A date typed by hand stays as typed."
        ),
    ),
    "calling_start": Words(
        title="",
        help=N_("Before this time nobody is called: an earlier callback waits for it."),
    ),
    "calling_end": Words(
        title="",
        help=N_("After this time nobody is called: a later callback waits for the next day."),
    ),
    "birthday_days": Words(
        title="",
        help=N_("How many days before a customer's birthday you are reminded of it; 0: that day."),
    ),
    "festival_days": Words(
        title="",
        help=N_("How many days before a festival you are reminded of it; 0: that day."),
    ),
    "public_fields": Words(
        title="",
        help=N_(
            "What everybody may see of everybody's customers. Numbers that are not picked are "
            "masked."
        ),
    ),
    "public_scope": Words(
        title="",
        help=N_("Whether public search finds leads alone, or customers too."),
    ),
    "working_days": Words(
        title=N_("Working days"),
        help=N_("The days off and the make-up workdays of each year. Enter opens the table."),
    ),
    "canned": Words(
        title=N_("Canned follow-ups"),
        help=N_("What the keys of the call desk write, and when the next contact is."),
    ),
    "titles": Words(
        title=N_("Titles and value lists"),
        help=N_("What the fields that sort customers are called, and the values of each."),
    ),
    "keys": Words(
        title=N_("Keys"),
        help=N_("Give a command another key. A key that another command has is refused."),
    ),
}
"""Option (dotted as in the settings file) or team's key -> its words; "" for a field's title."""


def option_title(name: str) -> str:
    """Return the title of an option, in the language in use."""
    return _(OPTIONS[name].title) if OPTIONS[name].title else field_title(name)


def option_help(name: str) -> str:
    """Return what an option does, in the language in use."""
    return _(OPTIONS[name].help)


def section_title(section: Section) -> str:
    """Return the title of a section."""
    return _(SECTIONS[section].title)


def section_help(section: Section) -> str:
    """Return what a section is about."""
    return _(SECTIONS[section].help)


def choice_label(name: str, value: str) -> str:
    """Return what a choice of an option is called, or one of those of which it takes many."""
    if name == "public_fields":
        return field_title(value)
    labels = {
        ("language", "auto"): pgettext("setting", "that of the system"),
        ("language", "en"): "English",
        ("language", "zh"): "中文",
        ("theme", "auto"): pgettext("setting", "that of the terminal"),
        ("theme", "dark"): pgettext("setting", "dark"),
        ("theme", "light"): pgettext("setting", "light"),
        ("weekend", "keep"): pgettext("setting", "keep the day"),
        ("weekend", "next"): pgettext("setting", "next working day"),
        ("weekend", "previous"): pgettext("setting", "previous working day"),
        ("public_scope", "leads"): pgettext("setting", "leads"),
        ("public_scope", "all"): pgettext("setting", "leads and customers"),
    }
    if value in ("true", "false"):
        return pgettext("setting", "on") if value == "true" else pgettext("setting", "off")
    return labels[name, value]
