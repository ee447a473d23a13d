"""One telephone number as typed: its base, extension, what matches it, and how it is drawn."""

import re
import unicodedata

from tui_crm.domain.customer import PhoneNumber
from tui_crm.domain.numbering import international_form, without_country_code
from tui_crm.domain.text import harmless_line

SHORTEST_KEY = 3
"""Digits that something needs to be matched by (110)."""
EXTENSION_WORDS = r"转|轉|分机|分機|内线|內線|extension|extn|ext|(?<=[\d\s)])x|#"
"""What introduces an extension, as a regular expression over lower-case text."""
CHINESE_MOBILE = re.compile(r"\+86(1\d{2})(\d{4})(\d{4})")
"""A Chinese mobile in E.164, and the groups in which it is read."""

_MASK = re.compile(r"[*•●·]{3,}|\d[- ]*[*•●·]{2,}|[xX×]{3,}")
_SCIENTIFIC = re.compile(r"\+?(\d)(?:\.(\d+))?[eE]\+?(\d{1,2})")
_WHOLE_FLOAT = re.compile(r"(\+?\d{3,})\.0{1,2}")
_DASHES = re.compile(r"[\u2010-\u2015\u2212\u30fc\uff0d]")
_SAID_EXTENSION = re.compile(
    rf"[\s(,]*(?:{EXTENSION_WORDS})[.:\s]*(\d{{1,7}})\s*\)?$", re.IGNORECASE
)
_DASH_EXTENSION = re.compile(r"\s*[-,]\s*(\d{1,6})$")
_LOCAL_NUMBER = re.compile(r"\d{3,4}[- ]?\d{4}")
_LETTER = re.compile(r"[^\W\d_]")
_BARE = re.compile(r"\+?[0-9]+")
_UNGROUPED = re.compile(r"\+?[0-9]{7,15}")


def digits_of(text: str) -> str:
    """Return the decimal digits of `text` in their order, of any script, as ASCII."""
    if text.isascii():
        return "".join(filter(str.isdigit, text))
    return "".join(str(unicodedata.decimal(each)) for each in text if each.isdecimal())


def shown(phone: PhoneNumber) -> str:
    """Return the number as it is drawn: as typed, but Chinese mobiles without signs in groups."""
    if _UNGROUPED.fullmatch(phone.raw) and (mobile := CHINESE_MOBILE.fullmatch(phone.e164)):
        return " ".join(mobile.groups())
    return harmless_line(phone.raw)


def is_masked(text: str) -> bool:
    """Tell whether some digits of a number were replaced by stars or crosses (138****8000)."""
    return _MASK.search(text) is not None


def without_float_form(text: str) -> str:
    """Return a number that a spreadsheet wrote as a float as its digits, where none was lost.

    `13800138000.0` and `1.3800138000E+10` are whole; `1.38E+10` is returned as it is.
    """
    if whole := _WHOLE_FLOAT.fullmatch(text):
        return whole[1]
    if (found := _SCIENTIFIC.fullmatch(text)) and len(found[2] or "") == int(found[3]):
        return found[1] + (found[2] or "")
    return text


def read_number(raw: str, country: str, *, label: str = "", area_code: str = "") -> PhoneNumber:
    """Return the number that `raw` writes, read in `country`; any text at all is a number.

    A masked one, one in scientific notation, one of fewer than three digits and what has letters
    but is no number have no key. Seven or eight digits that are none by themselves are tried
    behind `area_code`.
    """
    if _BARE.fullmatch(raw):
        base, extension = raw, ""
    elif is_masked(raw) or _SCIENTIFIC.fullmatch(raw):
        return PhoneNumber(raw=raw, label=label)
    else:
        base, extension = _split_extension(_plain(raw), country)
    base = base.replace(",", " ")
    e164 = international_form(base, country) or _behind_area_code(base, country, area_code)
    key = e164 or ("" if _LETTER.search(base) else without_country_code(base, country))
    if len(key) < SHORTEST_KEY:
        return PhoneNumber(raw=raw, label=label)
    return PhoneNumber(
        raw=raw,
        key=f"{key}x{extension}" if extension else key,
        e164=e164,
        extension=extension,
        label=label,
    )


def _plain(raw: str) -> str:
    """Return `raw` with ASCII digits, dashes and brackets, and nothing invisible.

    Telephones and messengers put bidi controls around the numbers that are copied from them.
    """
    if raw.isascii():
        return raw
    folded = unicodedata.normalize("NFKC", _DASHES.sub("-", harmless_line(raw)))
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in folded)


def _split_extension(number: str, country: str) -> tuple[str, str]:
    """Return base and extension; a dash introduces one only behind what is a number already."""
    said = _SAID_EXTENSION.search(number)
    if said is not None and len(digits_of(number[: said.start()])) >= SHORTEST_KEY:
        return number[: said.start()], said[1]
    dashed = _DASH_EXTENSION.search(number)
    if dashed is None or international_form(number, country):
        return number, ""
    base = number[: dashed.start()]
    if _LOCAL_NUMBER.fullmatch(base) or international_form(base, country):
        return base, dashed[1]
    return number, ""


def _behind_area_code(base: str, country: str, area_code: str) -> str:
    if not area_code or not _LOCAL_NUMBER.fullmatch(base.strip()):
        return ""
    return international_form(f"{digits_of(area_code)}{digits_of(base)}", country)
