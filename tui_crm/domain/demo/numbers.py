"""Telephone numbers of fictional people, in E.164 without asking a library.

Nobody who may be called ever has a number that ends in 4, and everybody on the do-not-call list
has: so no number of the list stands with a second customer, however many there are. (Chinese
subscribers avoid the 4 anyway: it sounds like death.)
"""

from collections.abc import Mapping, Sequence

from tui_crm.domain.demo.pools import Chance, pick
from tui_crm.domain.demo.tables import ChineseCity, ChineseTables, NumberPattern
from tui_crm.domain.demo.values import DemoPhone

LISTED_DIGIT = "4"
OTHER_DIGITS = "012356789"
FIRST_EXTENSION = 101
EXTENSIONS = 799
UNIQUE_WITHOUT_EXTENSION = 2_000
"""Customers up to whom a switchboard may do without an extension."""

_STEP, _LANDLINE_STEP, _TENS_STEP, _EXTENSION_STEP = 7_368_787, 619_033, 37, 311
_OFFSET = 3_141_593
"""Steps through a range that meet every number before one comes again, and where they begin."""


class ChineseNumbers:
    """Makes mobile and landline numbers; `is_home`: written without +86."""

    def __init__(self, tables: ChineseTables, labels: Mapping[str, str], *, is_home: bool) -> None:
        self._prefixes = tables.mobile_prefixes
        self._first_digits = tables.landline_digits
        self._labels = labels
        self._mobile_forms = (
            ("{0}{1}{2}", "{0} {1} {2}", "{0}-{1}-{2}", "{0}{1}{2}")
            if is_home
            else ("+86 {0} {1} {2}", "+86 {0}{1}{2}")
        )
        self._landline_form = "0{0}-{1}" if is_home else "+86 {0} {1}"

    def mobile(self, chance: Chance, index: int, *, is_listed: bool) -> DemoPhone:
        """Return the mobile number of the customer at `index`, no one else's below ten million."""
        prefix = pick(chance, self._prefixes)
        digits = f"{(index * _STEP + _OFFSET) % 10_000_000:07d}{_last_digit(chance, is_listed)}"
        raw = pick(chance, self._mobile_forms).format(prefix, digits[:4], digits[4:])
        e164 = f"+86{prefix}{digits}"
        return DemoPhone(raw, e164, e164, "", self._labels["mobile"], False, is_listed)

    def landline(
        self, chance: Chance, index: int, city: ChineseCity, *, is_listed: bool
    ) -> DemoPhone:
        """Return a number of eight digits in `city`; every third has an extension."""
        middle = (index * _LANDLINE_STEP + _OFFSET) % 1_000_000
        digits = f"{pick(chance, self._first_digits)}{middle:06d}{_last_digit(chance, is_listed)}"
        raw = self._landline_form.format(city.code, digits)
        e164 = f"+86{city.code}{digits}"
        if chance() < 0.33:
            extension = str(FIRST_EXTENSION + int(chance() * EXTENSIONS))
            label = self._labels["switchboard"]
            return DemoPhone(
                f"{raw} 转 {extension}",
                f"{e164}x{extension}",
                e164,
                extension,
                label,
                False,
                is_listed,
            )
        return DemoPhone(raw, e164, e164, "", self._labels["office"], False, is_listed)


class ReservedNumbers:
    """Makes numbers of ranges that are kept free for fiction; `is_home`: written as at home."""

    def __init__(
        self, patterns: Sequence[NumberPattern], labels: Mapping[str, str], *, is_home: bool
    ) -> None:
        self._ranges = tuple(_Range(pattern, is_home=is_home) for pattern in patterns)
        self._labels = labels

    def number(self, chance: Chance, index: int, *, is_listed: bool) -> DemoPhone:
        """Return the number of the customer at `index`; by extension where need be."""
        block, last_digit = divmod(index, len(OTHER_DIGITS))
        last = LISTED_DIGIT if is_listed else OTHER_DIGITS[last_digit]
        block, range_index = divmod(block, len(self._ranges))
        each = self._ranges[range_index]
        block, tens = divmod(block, each.tens)
        free = each.free_form % ((tens * _TENS_STEP + _OFFSET) % each.tens, last)
        e164 = each.e164 + free
        raw = each.raw % tuple(free)
        if index < UNIQUE_WITHOUT_EXTENSION and chance() < 0.7:
            return DemoPhone(raw, e164, e164, "", self._labels["office"], False, is_listed)
        extension = str(FIRST_EXTENSION + (block * _EXTENSION_STEP + index) % EXTENSIONS)
        label = self._labels["switchboard"]
        return DemoPhone(
            f"{raw} ext. {extension}",
            f"{e164}x{extension}",
            e164,
            extension,
            label,
            False,
            is_listed,
        )


class _Range:
    """A pattern taken apart: `raw` takes one digit for each X."""

    def __init__(self, pattern: NumberPattern, *, is_home: bool) -> None:
        raw = pattern.at_home if is_home else pattern.abroad
        before_last = pattern.e164.count("X") - 1
        self.tens = 10**before_last
        self.free_form = f"%0{before_last}d%s"
        self.e164 = pattern.e164.rstrip("X")
        self.raw = raw.replace("%", "%%").replace("X", "%s")


def _last_digit(chance: Chance, is_listed: bool) -> str:  # noqa: FBT001 - private
    return LISTED_DIGIT if is_listed else pick(chance, OTHER_DIGITS)
