"""Typed text made plain before it is read: one width, one case, one script, few spaces."""

import re
import unicodedata

from tui_crm.domain.when.numerals import NUMERAL_CHARS

MAX_CHARS = 100
"""No date needs more; longer text is not looked at."""

_SIMPLIFIED = str.maketrans(
    {
        "後": "后", "點": "点", "週": "周", "禮": "礼", "號": "号", "兩": "两", "個": "个",
        "鐘": "钟", "鍾": "钟", "時": "时", "內": "内", "裡": "里", "裏": "里", "這": "这",
        "過": "过", "當": "当", "淩": "凌", "間": "间", "來": "来", "於": "于",
        "○": "〇", "頭": "头", "現": "现", "剛": "刚", "從": "从",
        "〸": "十", "〹": "廿", "〺": "卅",
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "。": " ", "、": " ", "，": " ", ",": " ", "(": " ", ")": " ", "【": " ", "】": " ",
    }
)  # fmt: skip

_CJK = "\u3007\u4e00-\u9fff"
_SPACE_BESIDE_CJK = re.compile(rf"(?<=[{_CJK}]) | (?=[{_CJK}])")
_SPACE_BETWEEN_NUMERALS = re.compile(rf"(?<=[{NUMERAL_CHARS}]) (?=[{NUMERAL_CHARS}])")
_KEPT_SPACE = "\x00"


def plain(text: str) -> str | None:
    """Return `text` in half-width lower-case simplified characters, or None where it is too long.

    Spaces beside Chinese are dropped, but not between two numerals, where they part a day from
    an hour.
    """
    if len(text) > 10 * MAX_CHARS:
        return None
    folded = unicodedata.normalize("NFKC", text).lower().translate(_SIMPLIFIED)
    single_spaced = " ".join(folded.replace(_KEPT_SPACE, "?").split())
    if len(single_spaced) > MAX_CHARS:
        return None
    marked = _SPACE_BETWEEN_NUMERALS.sub(_KEPT_SPACE, single_spaced)
    return _SPACE_BESIDE_CJK.sub("", marked).replace(_KEPT_SPACE, " ")
