"""Which digits are a telephone number, by the numbering plans of `phonenumbers`.

That library is imported at the first number, not before. Asking it takes 25-40 µs a number;
a million rows of bare digits are answered by its own patterns, in a tenth of that.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumberDesc

LONGEST_SHORT_CODE = 6
"""Digits of the longest number (95588, 110) that is never dialled with a country code."""

_BARE = re.compile(r"\+?[0-9]{7,15}")
_GROUPING = str.maketrans("", "", " -()")
_TRUNK_IN_BRACKETS = re.compile(r"\(\s*0\s*\)")
_CHINESE_AREA_AND_NUMBER = re.compile(r"\(?\d{2,3}[-) ]+\d{7,8}")
_AMERICAN_GROUPS = re.compile(r"1[-. (]+\d{3}[-. )]+\d{3}[-. ]+\d{4}")
_NATION_OF_DOUBT = "CN"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """The main numbering plan behind one country code, as patterns of national digits."""

    calling_code: str
    trunk_prefix: str
    general: re.Pattern[str]
    subscribers: re.Pattern[str]
    mobiles: re.Pattern[str]
    prefixes: re.Pattern[str]


def international_form(number: str, country: str) -> str:
    """Return `number` in E.164 as read in `country` (ISO 3166 alpha-2), or "" where it is none.

    `number` is ASCII without an extension. "" stands for what does not validate, for short
    codes, and in China for what is probably a foreign number without its country code: fixed
    lines without trunk prefix whose grouping is not an area code and a number.
    """
    if found := _by_pattern(number, country):
        return found
    return _by_library(number, country)


def without_country_code(number: str, country: str) -> str:
    """Return the digits of `number`, without the country's own code where it is written out."""
    digits = re.sub(r"\D", "", number)
    if not _is_international(number):
        return digits
    from phonenumbers import country_code_for_region

    return digits.removeprefix("00").removeprefix(str(country_code_for_region(country)))


def _by_library(number: str, country: str) -> str:
    import phonenumbers

    international = _is_international(number)
    try:
        parsed = phonenumbers.parse(
            _TRUNK_IN_BRACKETS.sub("", number) if international else number, country
        )
    except phonenumbers.NumberParseException:
        return ""
    if parsed.extension or not phonenumbers.is_valid_number(parsed):
        return ""
    national = phonenumbers.national_significant_number(parsed)
    if len(national) <= LONGEST_SHORT_CODE:
        return ""
    kind = phonenumbers.number_type(parsed)
    if (
        country == _NATION_OF_DOUBT
        and not international
        and _is_doubtful(
            number, national, is_fixed_line=kind == phonenumbers.PhoneNumberType.FIXED_LINE
        )
    ):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _is_international(number: str) -> bool:
    return number.lstrip(" (").startswith(("+", "00"))


def _is_doubtful(number: str, national: str, *, is_fixed_line: bool) -> bool:
    """Tell whether a number that is valid in China was more likely typed abroad.

    (212) 555-0100 is a line of Shanghai by its digits, 1-310-555-0100 a Chinese mobile.
    """
    typed = number.strip()
    if _AMERICAN_GROUPS.fullmatch(typed):
        return True
    has_trunk_prefix = re.sub(r"\D", "", typed) != national
    return is_fixed_line and not has_trunk_prefix and not _CHINESE_AREA_AND_NUMBER.fullmatch(typed)


def _by_pattern(number: str, country: str) -> str:
    """Answer as the library does for digits that its main patterns match whole, else ""."""
    digits = number if number.isdigit() else number.translate(_GROUPING)
    if not _BARE.fullmatch(digits) or _AMERICAN_GROUPS.fullmatch(number):
        return ""
    if digits.startswith("+"):
        plan, national = _split_calling_code(digits[1:])
    else:
        plan, national = _plan_of_country(country), digits
        if plan is not None and national.startswith(plan.calling_code):
            return ""
    if plan is None:
        return ""
    is_doubted = country == _NATION_OF_DOUBT and not digits.startswith("+")
    if prefix := plan.prefixes.match(national):
        if prefix[0] != plan.trunk_prefix or plan.general.fullmatch(national):
            return ""
        national = national[prefix.end() :]
        is_doubted = False
    pattern = plan.mobiles if is_doubted else plan.subscribers
    return f"+{plan.calling_code}{national}" if pattern.fullmatch(national) else ""


def _split_calling_code(digits: str) -> tuple[_Plan | None, str]:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    for length in (1, 2, 3):
        if regions := COUNTRY_CODE_TO_REGION_CODE.get(int(digits[:length])):
            return _plan_of_country(regions[0]), digits[length:]
    return None, digits


@lru_cache(maxsize=256)
def _plan_of_country(country: str) -> _Plan | None:
    """Return the plan of `country`, or None where it is unknown or not first behind its code."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    metadata = PhoneMetadata.metadata_for_region(country, None)
    if metadata is None or metadata.country_code is None:
        return None
    if COUNTRY_CODE_TO_REGION_CODE[metadata.country_code][0] != country:
        return None
    prefixes = [metadata.national_prefix_for_parsing, metadata.international_prefix]
    return _Plan(
        calling_code=str(metadata.country_code),
        trunk_prefix=metadata.national_prefix or "",
        general=_any_of(metadata.general_desc),
        subscribers=_any_of(metadata.fixed_line, metadata.mobile),
        mobiles=_any_of(metadata.mobile),
        prefixes=re.compile("|".join(f"(?:{each})" for each in prefixes if each) or "(?!)"),
    )


def _any_of(*descriptions: "PhoneNumberDesc | None") -> re.Pattern[str]:
    patterns = [each.national_number_pattern for each in descriptions if each is not None]
    return re.compile("|".join(f"(?:{each})" for each in patterns if each) or "(?!)")
