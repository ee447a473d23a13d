"""Free fields that tell who somebody is: registration numbers, tax ids, accounts."""

import re
from typing import NamedTuple

from rapidfuzz.distance import OSA

from tui_crm.domain.text import fold

KNOWN = 13.0
UNKNOWN = 5.0
SLIP = 7.0
DIFFERENT = -4.0
LONGEST = 40
SHORTEST = 5
"""Letters and digits of a value that identifies, most of them digits."""

_NOT_A_LETTER = re.compile(r"[\W_]+")
_DATE = re.compile(
    r"(?:19|20)\d{2}[-/.年]?\d{1,2}[-/.月]?\d{1,2}日?.*|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d{2}"
)
_TITLES = re.compile(
    r"ssn|soc.{0,5}sec|social|nationalid|idcard|identity|passport|licen[cs]e|taxid|taxno|taxnumber|vat|ein$|abn$"
    r"|registration|regno|creditcode|duns|siren|siret|account(?:no|number)|membership|memberno|customerno"
    r"|customernumber|qq|imei|iban|isbn|ean$|upc$|sku$"
    r"|信用代码|税号|识别号|注册号|身份证|证件|护照|执照|会员号|会员卡|卡号|帐号|账号|客户号|客户代码|许可证"
)
_ROW_TITLES = re.compile(
    r"^(?:.*_)?(?:rec|row|record|unique|cluster|import|line)?_?(?:id|no|nr|number|key|uuid|guid)$"
)


class Identifier(NamedTuple):
    """A value that identifies, under the title of its field.

    `key` and `text` are title and value as they are compared: letters and digits, folded.
    `is_known` says that the title is one of a number that identifies.
    """

    title: str
    key: str
    value: str
    text: str
    is_known: bool


def identifier_of(title: str, value: str) -> Identifier | None:
    """Return the identifier in a free field, or None where it tells nobody.

    Dates and round amounts identify nobody, nor does what is mostly letters.
    """
    folded = fold(value).strip()
    if len(folded) > LONGEST or _DATE.fullmatch(folded):
        return None
    text = _NOT_A_LETTER.sub("", folded)
    digits = sum(map(str.isdigit, text))
    if len(text) < SHORTEST or digits < SHORTEST or digits * 2 < len(text):
        return None
    heading = fold(title).strip()
    key = _NOT_A_LETTER.sub("", heading)
    is_known = _TITLES.search(key) is not None
    if not is_known and (text.endswith("000") or "." in folded or _ROW_TITLES.match(heading)):
        return None
    return Identifier(title, key, value.strip(), text, is_known)


def compare_identifiers(a: Identifier, b: Identifier) -> float:
    """Return what two values of one title say, in bits."""
    if a.text == b.text:
        return KNOWN if a.is_known else UNKNOWN
    if not a.is_known:
        return 0.0
    return SLIP if OSA.distance(a.text, b.text, score_cutoff=1) <= 1 else DIFFERENT
