"""Words of what the program ships: canned follow-ups and classification values, by code.

They follow the language of the program until somebody edits them (SPEC 3).
"""

from functools import lru_cache

from tui_crm import i18n
from tui_crm.i18n import pgettext

SHIPPED_CANNED = (
    "not_interested",
    "no_answer",
    "busy",
    "call_back",
    "interested",
    "visit_agreed",
    "bad_number",
    "never_again",
    "sale",
)
"""The codes of the shipped canned follow-ups, in the order of their keys 1-9 (SPEC 4)."""

SHIPPED_VALUES: dict[str, tuple[str, ...]] = {
    "level": ("a", "b", "c", "d"),
    "status": ("new", "contacted", "intent", "quoted", "trial", "negotiating", "won", "lost"),
    "industry": (
        "manufacturing",
        "trade",
        "building",
        "logistics",
        "it",
        "finance",
        "education",
        "health",
        "catering",
        "services",
        "other",
    ),
    "area": ("city_centre", "north", "east", "south", "west", "out_of_town"),
}
"""Classification (a code of SPEC 3) -> the codes of its shipped values, in order."""


def shipped_label(code: str) -> str:
    """Return the label of a shipped canned follow-up; KeyError for an unknown code."""
    return {
        "not_interested": pgettext("canned", "not interested"),
        "no_answer": pgettext("canned", "no answer"),
        "busy": pgettext("canned", "busy"),
        "call_back": pgettext("canned", "call back"),
        "interested": pgettext("canned", "interested, send material"),
        "visit_agreed": pgettext("canned", "visit agreed"),
        "bad_number": pgettext("canned", "bad number"),
        "never_again": pgettext("canned", "never call again"),
        "sale": pgettext("canned", "sale"),
    }[code]


def shipped_short(code: str) -> str:
    """Return its label for the strip, at most 8 cells; KeyError for an unknown code."""
    return {
        "not_interested": pgettext("canned, at most 8 cells", "no need"),
        "no_answer": pgettext("canned, at most 8 cells", "no reply"),
        "busy": pgettext("canned, at most 8 cells", "busy"),
        "call_back": pgettext("canned, at most 8 cells", "later"),
        "interested": pgettext("canned, at most 8 cells", "keen"),
        "visit_agreed": pgettext("canned, at most 8 cells", "visit"),
        "bad_number": pgettext("canned, at most 8 cells", "bad no."),
        "never_again": pgettext("canned, at most 8 cells", "never"),
        "sale": pgettext("canned, at most 8 cells", "sale"),
    }[code]


def shipped_text(code: str) -> str:
    """Return the text that it writes: its label; KeyError for an unknown code."""
    return shipped_label(code)


def shipped_value(classification: str, code: str) -> str:
    """Return the shipped value `code` of a classification; KeyError for an unknown one."""
    return _values(i18n.language())[classification][code]


def shipped_value_in(language: str, classification: str, code: str) -> str:
    """Return the shipped value in a named language: words of either are understood."""
    with i18n.looking_up(language):
        return shipped_value(classification, code)


@lru_cache(maxsize=len(i18n.LANGUAGES))
def _values(_language: str) -> dict[str, dict[str, str]]:
    """Return all shipped values; they are asked for with every row that is drawn."""
    return {
        "level": {"a": "A", "b": "B", "c": "C", "d": "D"},
        "status": {
            "new": pgettext("status", "new"),
            "contacted": pgettext("status", "contacted"),
            "intent": pgettext("status", "intent"),
            "quoted": pgettext("status", "quoted"),
            "trial": pgettext("status", "trial"),
            "negotiating": pgettext("status", "negotiating"),
            "won": pgettext("status", "won"),
            "lost": pgettext("status", "lost"),
        },
        "industry": {
            "manufacturing": pgettext("industry", "Manufacturing"),
            "trade": pgettext("industry", "Trade and retail"),
            "building": pgettext("industry", "Building and real estate"),
            "logistics": pgettext("industry", "Logistics"),
            "it": pgettext("industry", "IT and internet"),
            "finance": pgettext("industry", "Finance"),
            "education": pgettext("industry", "Education"),
            "health": pgettext("industry", "Health"),
            "catering": pgettext("industry", "Catering and hotels"),
            "services": pgettext("industry", "Services"),
            "other": pgettext("industry", "Other"),
        },
        "area": {
            "city_centre": pgettext("area", "City centre"),
            "north": pgettext("area", "North"),
            "east": pgettext("area", "East"),
            "south": pgettext("area", "South"),
            "west": pgettext("area", "West"),
            "out_of_town": pgettext("area", "Out of town"),
        },
    }
