"""Telephone numbers: read from cells and fields, written as text, dialled, copied, shown.

The text form (SPEC 3) is `label: raw [bad] [dnc] ; raw ; …`; reading it gives the same numbers.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from tui_crm.domain.customer import MAX_LINE, MAX_TEXT, PhoneNumber
from tui_crm.domain.phone_cells import label_of, numbers_written_in
from tui_crm.domain.phone_parts import CHINESE_MOBILE, digits_of, is_masked, read_number, shown
from tui_crm.domain.text import checked_line, checked_text

__all__ = [
    "copy_digits",
    "dial_target",
    "digits_of",
    "masked",
    "phones_text",
    "read_numbers",
    "shown",
    "unite",
]

_ONE_NUMBER = re.compile(r"\+?\(?\d{1,5}\)?[ -]?\d{3,5}[ -]?\d{3,4}|\+?[0-9]{7,15}")
_DIALLED = re.compile(r"\+?[0-9*#]{2,20}")
_GROUPING_SIGNS = re.compile(r"[\s().-]")
_TYPED_DIGITS = 7
_DIGITS_SHOWN_FIRST = 3
_DIGITS_SHOWN_LAST = 4
_DIGITS_OF_SHORT_SHOWN = 2
_STARS = "****"


def read_numbers(
    cell: str, country: str, label: str = "", *, area_code: str = ""
) -> tuple[PhoneNumber, ...]:
    """Return the numbers written in `cell`, each once, in their order; () where it has no digit.

    `country` (ISO 3166 alpha-2) reads numbers without a prefix, `area_code` (`0755`) those
    without an area code. `label` is for numbers that the cell does not label itself. A number
    that does not validate is kept as typed. Raises FieldError `too_long` (field `phones`) past
    10,000 characters, or 500 in one number.
    """
    default_label = label_of(label)
    if _ONE_NUMBER.fullmatch(cell):
        return (read_number(cell, country, label=default_label, area_code=area_code),)
    text = checked_text(cell, field="phones", limit=MAX_TEXT)
    found = []
    for written in numbers_written_in(text):
        number = read_number(
            checked_line(written.raw, field="phones", limit=MAX_LINE),
            country,
            label=written.label or default_label,
            area_code=area_code,
        )
        found.append(replace(number, is_bad=written.is_bad, is_do_not_call=written.is_do_not_call))
    return unite(found)


def phones_text(phones: Iterable[PhoneNumber]) -> str:
    """Return the text form of `phones`, which `read_numbers` reads back."""
    return " ; ".join(map(_number_text, phones))


def _number_text(phone: PhoneNumber) -> str:
    label = f"{phone.label}: " if phone.label else ""
    bad = " [bad]" if phone.is_bad else ""
    do_not_call = " [dnc]" if phone.is_do_not_call else ""
    return f"{label}{phone.raw}{bad}{do_not_call}"


def unite(phones: Iterable[PhoneNumber]) -> tuple[PhoneNumber, ...]:
    """Return `phones` with those of one key as one: the first, with all labels and flags."""
    united: dict[str, PhoneNumber] = {}
    for phone in phones:
        identity = phone.key or phone.raw
        first = united.get(identity)
        united[identity] = phone if first is None else _united(first, phone)
    return tuple(united.values())


def _united(first: PhoneNumber, other: PhoneNumber) -> PhoneNumber:
    labels = first.label.split(", ") if first.label else []
    if other.label and other.label not in labels:
        labels.append(other.label)
    return replace(
        first,
        label=label_of(", ".join(labels)),
        is_bad=first.is_bad or other.is_bad,
        is_do_not_call=first.is_do_not_call or other.is_do_not_call,
    )


def dial_target(phone: PhoneNumber) -> str | None:
    """Return what is dialled, `+`, digits, `*` and `#` alone, or None where nothing can be.

    The extension is not dialled: it is said to whoever answers.
    """
    if is_masked(phone.raw):
        return None
    typed = _GROUPING_SIGNS.sub("", phone.raw)
    target = typed if _DIALLED.fullmatch(typed) and not typed.isdigit() else ""
    target = phone.e164 or target or phone.key.partition("x")[0]
    return target if _DIALLED.fullmatch(target) else None


def copy_digits(phone: PhoneNumber) -> str:
    """Return the number as typed, `+` and digits alone, without the extension; "" where unknown."""
    if not phone.key:
        return ""
    digits = digits_of(phone.raw).removesuffix(phone.extension)
    is_international = phone.raw.lstrip(" (（").startswith(("+", "＋"))
    if phone.e164 and (is_international or not phone.e164.endswith(digits[-_TYPED_DIGITS:])):
        return phone.e164
    return f"+{digits}" if is_international else digits


def masked(phone: PhoneNumber) -> str:
    """Return the number for those who may not see it: `138****8000`, short ones as stars."""
    digits = copy_digits(phone) or digits_of(phone.raw)
    if mobile := CHINESE_MOBILE.fullmatch(phone.e164):
        digits = "".join(mobile.groups())
    hidden = 0 if is_masked(phone.raw) else len(_STARS)
    shown_first = min(_DIGITS_SHOWN_FIRST, len(digits) - hidden - _DIGITS_SHOWN_LAST)
    if shown_first < 0:
        return _STARS + digits[-_DIGITS_OF_SHORT_SHOWN:]
    return digits[:shown_first] + _STARS + digits[-_DIGITS_SHOWN_LAST:]
