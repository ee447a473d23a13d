"""Every screen, form, question and sheet of the program: the keys that lead to it on demo data.

The keys are characters, or names that Textual and `tests.support.terminal.KEYS` share.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tui_crm.domain.team import TEAM_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A place of the program.

    `keys` lead to it from Today, `shows` is a word of it that English has on the screen then;
    `typed` is typed there, and `draft` is what of it must be back at the next start.
    """

    name: str
    keys: Sequence[str] = ()
    shows: str
    typed: str = ""
    draft: str = ""


_TO_WORKING_DAYS = ("g", "s", *["down"] * (9 + len(TEAM_KEYS)), "enter")
"""Behind the settings of the user and of the team."""

_TO_CHINESE_CUSTOMER = ("down",) * 2
"""The third row of the demo's Today is a Chinese customer."""

_TO_CHANGE = ("g", "c", "*", "b")
"""Asks which field of all customers changes."""

_TO_VIEWS = ("g", "c", "V", *"Hot", "enter", "v")
"""Keeps the list as a view and opens the saved views."""

_FORMS = (
    Scene(
        name="correct",
        keys=("enter", "]", "c"),
        shows="Correct the entry",
        typed="又来过",
        draft="又来过",
    ),
    Scene(name="ask", keys=("4",), shows="call back", typed="next wed 4pm", draft="next wed 4pm"),
    Scene(
        name="date", keys=("t",), shows="Show what is due", typed="2027-03-04", draft="2027-03-04"
    ),
    Scene(
        name="full-entry",
        keys=("f",),
        shows="Outcome",
        typed="sent the offer 发了报价",
        draft="sent the offer",
    ),
    Scene(
        name="new-customer",
        keys=("n",),
        shows="New customer",
        typed="王小明 Wang",
        draft="王小明 Wang",
    ),
    Scene(
        name="timeline-find",
        keys=("g", "l", "/"),
        shows="Look for a text",
        typed="xyzzy",
        draft="xyzzy",
    ),
    Scene(
        name="timeline-date",
        keys=("g", "l", "t"),
        shows="Go to which day?",
        typed="2026-11-03",
        draft="2026-11-03",
    ),
    Scene(name="edit-customer", keys=("e",), shows="Company", typed="Zzyx", draft="Zzyx"),
    Scene(
        name="archive",
        keys=("g", "c", "A"),
        shows="Archive",
        typed="closed down 倒闭了",
        draft="closed down",
    ),
    Scene(
        name="free-field",
        keys=("enter", "+"),
        shows="Another field",
        typed="Zodiac 属相",
        draft="Zodiac 属相",
    ),
    Scene(
        name="customers-text",
        keys=(*_TO_CHANGE, *"source", "enter"),
        shows="Empty: nothing stands there any more.",
        typed="xyzzy",
        draft="xyzzy",
    ),
    Scene(
        name="customers-owner",
        keys=(*_TO_CHANGE, *"owner", "enter", "enter"),
        shows="May stay empty.",
        typed="xyzzy",
        draft="xyzzy",
    ),
    Scene(
        name="customers-next",
        keys=(*_TO_CHANGE, *"next", "enter"),
        shows="customers: Next contact",
        typed="in 3 days",
        draft="in 3 days",
    ),
    Scene(
        name="save-view",
        keys=("g", "c", "V"),
        shows="Save what is shown",
        typed="大客户 Hot",
        draft="大客户 Hot",
    ),
    Scene(name="edit-view", keys=(*_TO_VIEWS, "e"), shows="from anywhere", typed="Zz", draft="Zz"),
    Scene(
        name="import-file",
        keys=("g", "i", "enter"),
        shows="Which file?",
        typed="xyzzy",
        draft="xyzzy",
    ),
    Scene(
        name="edit-canned",
        keys=("g", "k", "e"),
        shows="Next contact",
        typed="\txyzzy",
        draft="xyzzy",
    ),
    Scene(
        name="new-canned",
        keys=("g", "k", "n"),
        shows="Next contact",
        typed="\txyzzy",
        draft="xyzzy",
    ),
    Scene(
        name="setting",
        keys=("g", "s", "down", "down", "enter"),
        shows="Dial",
        typed="xyzzy {number}",
        draft="xyzzy {number}",
    ),
    Scene(
        name="rename-title",
        keys=("g", "v", "e"),
        shows="the program ships",
        typed="Zz",
        draft="Zz",
    ),
    Scene(
        name="new-value", keys=("g", "v", "n"), shows="a new value", typed="VIP 贵宾", draft="VIP"
    ),
    Scene(
        name="merge-values",
        keys=("g", "v", "down", "m"),
        shows="what do its",
        typed="Zz",
        draft="Zz",
    ),
    Scene(
        name="new-working-day",
        keys=(*_TO_WORKING_DAYS, "n"),
        shows="Day",
        typed="03-04",
        draft="-03-04",
    ),
)

_PLACES = (
    Scene(name="today", shows="Overdue"),
    Scene(name="today-logged", keys=("1", "2", "5"), shows="Done 3"),
    Scene(name="that-date-only", keys=("T",), shows="only "),
    Scene(name="customers", keys=("g", "c"), shows="Name"),
    Scene(
        name="customer-page",
        keys=(*_TO_CHINESE_CUSTOMER, "enter"),
        shows="[Basics]",
    ),
    Scene(
        name="customer-progress",
        keys=(*_TO_CHINESE_CUSTOMER, "enter", "]"),
        shows="[Progress]",
    ),
    Scene(
        name="customer-history",
        keys=(*_TO_CHINESE_CUSTOMER, "1", "u", "enter", "["),
        shows="[History]",
    ),
    Scene(name="customers-filters", keys=("g", "c", "F", "space", "right"), shows="[Level: A]"),
    Scene(name="customers-columns", keys=("g", "c", "C", "down", "J"), shows="from left to right"),
    Scene(name="customers-sort", keys=("g", "c", "o"), shows="Sort by"),
    Scene(name="customers-marked", keys=("g", "c", "space", "space"), shows="marked"),
    Scene(
        name="merging",
        keys=("g", "c", "space", "space", "m", "down", "right"),
        shows="goes into",
    ),
    Scene(name="customers-change", keys=("g", "c", "*", "b"), shows="change what?"),
    Scene(
        name="customers-preview",
        keys=("g", "c", "*", "b", *"level", "enter", "B", "enter"),
        shows="→ B",
    ),
    Scene(
        name="skipped",
        keys=(*_TO_CHANGE, "enter", "down", "enter", "y", *"gt1U", "down", "u", "y"),
        shows="and stays as it is",
    ),
    Scene(name="find", keys=("/",), shows="find by name", typed="138"),
    Scene(name="views", keys=_TO_VIEWS, shows="Saved views"),
    Scene(name="search", keys=("ctrl+f",), shows="Words in any order", typed="li"),
    Scene(name="timeline", keys=("g", "l", "down", "down", "down"), shows="Outcome"),
    Scene(name="timeline-filter", keys=("g", "l", "F"), shows="Show which follow-ups?"),
    Scene(name="canned", keys=("g", "k"), shows="not interested"),
    Scene(name="steps", keys=("1", "3", "U"), shows="busy"),
    Scene(name="reminders", keys=("g", "r"), shows="Occasion"),
    Scene(name="tour", keys=("g", "o"), shows="1/3"),
    Scene(name="settings", keys=("g", "s"), shows="Language"),
    Scene(name="import", keys=("g", "i"), shows="Nothing chosen yet"),
    Scene(name="working-days", keys=_TO_WORKING_DAYS, shows="2026"),
    Scene(name="keys-editor", keys=("g", "s", "end", "enter"), shows="Enter, then the new key"),
    Scene(name="key", keys=("g", "s", "end", "enter", "enter"), shows="Press the new key of"),
    Scene(name="titles", keys=("g", "v"), shows="Title, values"),
    Scene(name="duplicates", keys=("g", "u"), shows="Nobody has looked for duplicates"),
    Scene(name="duplicates-checked", keys=("g", "u", "r"), shows="customers checked"),
    Scene(name="keys", keys=("?",), shows="On a customer"),
    Scene(name="palette", keys=("ctrl+p",), shows="Find a command", typed="dial"),
    Scene(
        name="confirm",
        keys=("n", "A", "b", "escape"),
        shows="Throw away what you typed?",
        draft="Ab",
    ),
)

SCENES = {scene.name: scene for scene in (*_PLACES, *_FORMS)}
"""All of them by name."""

IN_TURN = sorted(SCENES.values(), key=lambda scene: scene.name != "skipped")
"""All of them, to be visited one after the other on one demo.

The one that counts on who stands first comes before those that change it.
"""
