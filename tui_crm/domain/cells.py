"""One field of a customer from its text: cells of files, arguments, form fields (SPEC 10)."""

import difflib
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from tui_crm.domain.birthdays import read_lunar_birthday
from tui_crm.domain.cell_dates import DayOrder, day_order, read_birthday, read_promise
from tui_crm.domain.customer import FIELD_CODES, READ_ONLY_FIELDS
from tui_crm.domain.draft import (
    CUSTOM_PREFIX,
    TEXT_LIMITS,
    CustomerDraft,
    text_of,
    with_texts,
)
from tui_crm.domain.errors import FieldError
from tui_crm.domain.phone import read_numbers
from tui_crm.domain.promise import Promise
from tui_crm.domain.text import clean_line
from tui_crm.domain.words import read_kind

NOTHING = frozenset({"-", "--", "—", "/", "无", "無", "暂无", "n/a", "null", "none", "nil", "\\n"})
"""Ways to write that there is no number, date or kind."""

TYPED_FIELDS: dict[str, dict[str, object]] = {
    "kind": {"kind": None},
    "next_contact": {"promise": None},
    "birthday": {"birthday": ""},
    "lunar_birthday": {"lunar_birthday": ""},
    "time_zone": {"time_zone": ""},
}
"""The fields whose text is read, and what clears each in a draft."""


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRules:
    """How cells are read: the team's country (ISO 3166) and zone, and the order of days."""

    country: str
    zone: tzinfo
    order: DayOrder

    @classmethod
    def for_team(cls, country: str, zone: tzinfo) -> "ReadingRules":
        """Return the rules of a team; ambiguous days are read as its country writes them."""
        return cls(country=country, zone=zone, order=day_order((), country))


def is_nothing(text: str) -> bool:
    """Whether `text` is blank or says that there is nothing."""
    line = text.strip()
    return not line or line.lower() in NOTHING


def with_field(draft: CustomerDraft, code: str, text: str, rules: ReadingRules) -> CustomerDraft:
    """Return `draft` with the field `code` (of SPEC 3, or `custom.<title>`) set to `text`.

    "" clears the field. Raises FieldError `unreadable` (params `field`, `text`), `too_long` for
    a number, `read_only_field`, or `unknown_field`; the limits of texts are for `validate_draft`.
    """
    if code in TYPED_FIELDS:
        changes: dict[str, Any] = (
            TYPED_FIELDS[code] if is_nothing(text) else typed_value(code, text, rules)
        )
        return replace(draft, **changes)
    if code in TEXT_LIMITS:
        return with_texts(draft, {code: text})
    if code == "phones":
        return _with_numbers(draft, text, rules)
    if code.startswith(CUSTOM_PREFIX) and code != CUSTOM_PREFIX:
        return _with_custom(draft, code.removeprefix(CUSTOM_PREFIX), text)
    if code in READ_ONLY_FIELDS:
        raise FieldError("read_only_field", field=code)
    nearest = difflib.get_close_matches(code, FIELD_CODES, n=1)
    raise FieldError("unknown_field", field=code, suggestion="".join(nearest))


READ_TEXTS = ("birthday", "lunar_birthday", "time_zone")
"""The texts of a customer that are stored in one form, however they were typed."""


def with_read_texts(draft: CustomerDraft, rules: ReadingRules) -> CustomerDraft:
    """Return `draft` with the fields of `READ_TEXTS` in the form in which they are stored.

    Raises FieldError `unreadable` (params `field`, `text`).
    """
    for code in READ_TEXTS:
        if text := text_of(draft, code):
            draft = with_field(draft, code, text, rules)
    return draft


def _with_custom(draft: CustomerDraft, title: str, text: str) -> CustomerDraft:
    values = dict(draft.custom)
    values.pop(title, None)
    if text.strip():
        values[title] = text
    return replace(draft, custom=tuple(values.items()))


def typed_value(code: str, text: str, rules: ReadingRules) -> dict[str, object]:
    """Return the attribute of a draft that `text` sets in the field `code` of TYPED_FIELDS.

    Raises FieldError `unreadable` (params `field`, `text`).
    """
    if code == "kind":
        return {"kind": _readable(read_kind(text), code, text)}
    if code == "next_contact":
        return {"promise": promise_in(text, rules)}
    if code == "birthday":
        return {"birthday": birthday_in(text, rules)}
    if code == "lunar_birthday":
        return {"lunar_birthday": lunar_birthday_in(text)}
    return {"time_zone": zone_in(text)}


def _with_numbers(draft: CustomerDraft, text: str, rules: ReadingRules) -> CustomerDraft:
    phones = read_numbers(text, rules.country)
    if not phones and not is_nothing(text):
        raise FieldError("unreadable", field="phones", text=text)
    return replace(draft, phones=phones)


def promise_in(text: str, rules: ReadingRules) -> Promise:
    """Return the next contact that `text` names; FieldError `unreadable` for anything else."""
    return _readable(read_promise(text, rules.order, rules.zone), "next_contact", text)


def birthday_in(text: str, rules: ReadingRules) -> str:
    """Return `1980-12-01` or `12-01`; FieldError `unreadable` for anything else."""
    return _readable(read_birthday(text, rules.order), "birthday", text)


def lunar_birthday_in(text: str) -> str:
    """Return `1985-08-15`, `08-15` or `1985-闰06-15`; FieldError `unreadable` for anything else."""
    return _readable(read_lunar_birthday(text), "lunar_birthday", text).stored()


def zone_in(text: str) -> str:
    """Return the name of a zone of the tz database; FieldError `unreadable` for anything else."""
    name = clean_line(text)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise FieldError("unreadable", field="time_zone", text=text) from error
    return name


def _readable(value: _T | None, code: str, text: str) -> _T:
    if value is None:
        raise FieldError("unreadable", field=code, text=text)
    return value
