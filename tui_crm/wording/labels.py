"""Names of closed sets and of fields, in the terms of the field (SPEC 2 and 3)."""

from collections.abc import Mapping
from functools import lru_cache

from tui_crm.domain.customer import Kind, State
from tui_crm.domain.follow_up import Method
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import LANGUAGES, language, pgettext

CUSTOM_PREFIX = "custom."

_titles_in_use: Mapping[str, str] = {}


def use_titles(titles: Mapping[str, str]) -> None:
    """Call the classifications by these titles of the team's from now on, by field code.

    They hold for the process, as the language does: a sentence anywhere, and whoever writes one,
    gets the title in use without asking for it.
    """
    global _titles_in_use
    _titles_in_use = dict(titles)


def method_label(method: Method) -> str:
    """Return the name of a way to contact somebody: "call", "visit", ..."""
    match method:
        case Method.CALL:
            return pgettext("method", "call")
        case Method.VISIT:
            return pgettext("method", "visit")
        case Method.MESSAGE:
            return pgettext("method", "message")
        case Method.EMAIL:
            return pgettext("method", "e-mail")
        case Method.CARE:
            return pgettext("method", "care")
        case Method.OTHER:
            return pgettext("method", "other")


def kind_label(kind: Kind) -> str:
    """Return "lead" or "customer"."""
    match kind:
        case Kind.LEAD:
            return pgettext("kind", "lead")
        case Kind.CUSTOMER:
            return pgettext("kind", "customer")


def state_label(state: State) -> str:
    """Return the name of a state of SPEC 6."""
    match state:
        case State.UNASSIGNED:
            return pgettext("state", "unassigned")
        case State.ASSIGNED:
            return pgettext("state", "assigned")
        case State.FROZEN:
            return pgettext("state", "frozen")
        case State.RECLAIMED:
            return pgettext("state", "reclaimed")
        case State.ARCHIVED:
            return pgettext("state", "archived")


def flag_label(flag: str) -> str:
    """Return the name of an outcome flag (a name of `OutcomeFlags`), else the code in words."""
    return _flag_labels().get(flag) or flag.replace("_", " ")


def field_title(code: str) -> str:
    """Return the title of a field by its code of SPEC 3 or a form's own name.

    A free field is called by its title; an unknown code by itself, in words. Level, industry,
    status and area are called as the team calls them (see `use_titles`).
    """
    if code.startswith(CUSTOM_PREFIX):
        return harmless_line(code.removeprefix(CUSTOM_PREFIX))
    if (own := _titles_in_use.get(code)) is not None:
        return harmless_line(own)
    return shipped_title(code)


def shipped_title(code: str) -> str:
    """Return the title that the program ships for a field, in the language in use."""
    return _field_titles(language()).get(code) or harmless_line(code.replace("_", " "))


def _flag_labels() -> dict[str, str]:
    return {
        "reached": pgettext("flag", "reached"),
        "counts_as_contact": pgettext("flag", "counts as contact"),
        "positive": pgettext("flag", "positive"),
        "sale": pgettext("flag", "sale"),
        "do_not_call": pgettext("flag", "do not call"),
        "bad_number": pgettext("flag", "bad number"),
    }


@lru_cache(maxsize=len(LANGUAGES))
def _field_titles(_language: str) -> Mapping[str, str]:
    """Return the titles in the language in use: kept, since each column asks for its own."""
    return {
        "id": pgettext("field", "Number"),
        "kind": pgettext("field", "Kind"),
        "name": pgettext("field", "Name"),
        "company": pgettext("field", "Company"),
        "phones": pgettext("field", "Phones"),
        "phone": pgettext("field", "Phone"),
        "email": pgettext("field", "E-mail"),
        "wechat": pgettext("field", "WeChat"),
        "website": pgettext("field", "Website"),
        "fax": pgettext("field", "Fax"),
        "address": pgettext("field", "Address"),
        "area": pgettext("field", "Area"),
        "industry": pgettext("field", "Industry"),
        "level": pgettext("field", "Level"),
        "status": pgettext("field", "Status"),
        "source": pgettext("field", "Source"),
        "referrer": pgettext("field", "Referrer"),
        "owner": pgettext("field", "Owner"),
        "second_owner": pgettext("field", "Second owner"),
        "birthday": pgettext("field", "Birthday"),
        "lunar_birthday": pgettext("field", "Lunar birthday"),
        "time_zone": pgettext("field", "Time zone"),
        "product_interest": pgettext("field", "Product interest"),
        "budget": pgettext("field", "Budget"),
        "competitor": pgettext("field", "Competitor"),
        "note": pgettext("field", "Note"),
        "next_contact": pgettext("field", "Next contact"),
        "created_by": pgettext("field", "Created by"),
        "created_at": pgettext("field", "Created"),
        "updated_at": pgettext("field", "Changed"),
        "version": pgettext("field", "Version"),
        "next": pgettext("field", "Next contact"),
        "text": pgettext("field", "Text"),
        "method": pgettext("field", "Method"),
        "outcome": pgettext("field", "Outcome"),
        "duration": pgettext("field", "Duration"),
        "number": pgettext("field", "Number called"),
        "slot": pgettext("field", "Key"),
        "label": pgettext("field", "Label"),
        "reason": pgettext("field", "Reason"),
        "file": pgettext("field", "File"),
        "follow_up": pgettext("field", "Follow-up"),
        "merged": pgettext("field", "Merged"),
        "state": pgettext("field", "State"),
        "custom": pgettext("field", "Free fields"),
        "country": pgettext("field", "Country"),
        "zone": pgettext("field", "Zone"),
        "area_code": pgettext("field", "Area code"),
        "weekend": pgettext("field", "On days off"),
        "calling_start": pgettext("field", "Calls from"),
        "calling_end": pgettext("field", "Calls until"),
        "birthday_days": pgettext("field", "Birthdays, days ahead"),
        "festival_days": pgettext("field", "Festivals, days ahead"),
        "public_fields": pgettext("field", "Public search shows"),
        "public_scope": pgettext("field", "Public search looks among"),
        "day": pgettext("field", "Day"),
        "title": pgettext("field", "Title"),
        "value": pgettext("field", "Value"),
        "colour": pgettext("field", "Colour"),
    }
