"""What follows from a country or a locale's name: territory and weekend."""

import re

FALLBACK_COUNTRY = "CN"
"""The team's country where neither the locale nor the zone tells one (SPEC 3)."""

SATURDAY_AND_SUNDAY = frozenset({5, 6})
_FRIDAY_AND_SATURDAY = frozenset({4, 5})
_FRIDAY_AND_SATURDAY_IN = (
    "AF", "BD", "BH", "DJ", "DZ", "EG", "IL", "IQ", "JO",
    "KW", "MR", "MV", "OM", "QA", "SA", "SD", "SY", "YE",
)  # fmt: skip
_WEEKENDS = {
    **dict.fromkeys(_FRIDAY_AND_SATURDAY_IN, _FRIDAY_AND_SATURDAY),
    "BN": frozenset({4, 6}),
    "IR": frozenset({4}),
}
"""Weekends with a Friday; source: the tables of the holidays library, 0.109."""

_LOCALE = re.compile(
    r"[a-z]{2,3}(?:[_-][a-z]{4})?[_-](?P<territory>[a-z]{2})(?:[.@].*)?", re.IGNORECASE | re.DOTALL
)


def territory_of_locale(name: str) -> str | None:
    """Return the country in a locale's name: "CN" of `zh_CN.UTF-8`, None of `C` and `en`.

    The country is an ISO 3166 code of two capital letters; that it exists is not checked.
    """
    match = _LOCALE.fullmatch(name.strip())
    return match["territory"].upper() if match else None


def weekend_of(country: str) -> frozenset[int]:
    """Return the weekdays off in `country` (ISO 3166), 0 = Monday; Saturday and Sunday mostly.

    Where only Sunday is off by law Saturday counts as weekend too, as it does in offices.
    """
    return _WEEKENDS.get(country, SATURDAY_AND_SUNDAY)
