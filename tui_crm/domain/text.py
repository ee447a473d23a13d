"""Text that came from outside: what is stored, what is drawn, what is compared (SPEC 3).

Stored text keeps everything but control characters. Drawn text keeps nothing that a terminal
acts on, that reorders or hides what stands beside it, or whose width the terminal and the
program could see differently.
"""

import re
import unicodedata
from enum import Enum, auto
from functools import lru_cache

from tui_crm.domain.errors import FieldError

MAX_MARKS = 4
"""Combining marks drawn on one character: living scripts need three, a fifth climbs other lines."""
MAX_JOINED_EMOJI = 4
"""Emoji drawn as one picture: the longest of Unicode's own (families, kisses) have four."""

_ZWNJ = "\u200c"
_ZWJ = "\u200d"
_REPLACEMENT = "\ufffd"
_DRAWN_TAB = "    "

_STORED_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LINE_BREAK = re.compile(r"[\n\x85\u2028\u2029]")
_ONE_LINE_GAP = re.compile(r"[\t\n\x85\u2028\u2029]+")
_GAP_BETWEEN_WORDS = re.compile(r"[\t\n]+")

# Characters known to draw as themselves, in cells that nobody disputes. Lists hold little else,
# so that one search decides; all others are looked at one by one.
_UNSURE = re.compile(
    "[^ -~\n\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f"
    "\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2100-\u2bff\u2e80-\u3029\u3030-\u3098"
    "\u309b-\u3163\u3165-\ua48f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe1f\ufe30-\ufe6b"
    "\uff01-\uff9f\uffe0-\uffe6\uffe8-\uffee\ufffd"
    "\U0001f1e6-\U0001f3fa\U0001f400-\U0001faff\U00020000-\U0002fffd\U00030000-\U0003fffd]"
)

# Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties.txt without the format
# characters (which have a category of their own): fillers, grapheme joiner, variation
# selectors, and the code points reserved for more of them.
_INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U000e0000-\U000e0fff]"
)
_IGNORED_IN_MATCHES = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
# ASCII without capitals and the Chinese characters of the first plane: they fold to themselves.
_FOLDED = re.compile("[ -@\\[-~\u4e00-\u9fff]*")
_NON_CHARACTER = re.compile(
    "[\ufdd0-\ufdef"
    + "".join(
        chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
    )
    + "]"
)
_VOWEL_OR_FINAL_JAMO = re.compile("[\u1161-\u11ff\ud7b0-\ud7fb]")
_SKIN_TONE = re.compile("[\U0001f3fb-\U0001f3ff]")
_EMOJI = re.compile(
    "[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa"
    "\U0001f400-\U0001faff]"
)


def clean(text: str) -> str:
    """Return `text` as it is stored: without control characters but tab and newline.

    CR LF becomes LF; a pair of surrogates becomes its character, a lone one U+FFFD.
    """
    # What prints is neither a control character nor a surrogate.
    if text.isprintable():
        return text
    return _STORED_CONTROL.sub("", _without_surrogates(text))


def clean_line(text: str) -> str:
    """Return `text` as a one-line field stores it: a space for tabs and newlines, ends stripped."""
    if text.isprintable():
        return text.strip()
    return _GAP_BETWEEN_WORDS.sub(" ", clean(text)).strip()


def checked_line(text: str, *, field: str, limit: int) -> str:
    """Return `text` cleaned for the one-line `field`.

    Raises FieldError `too_long` where more than `limit` characters are left.
    """
    return _within_limit(clean_line(text), field=field, limit=limit)


def checked_text(text: str, *, field: str, limit: int) -> str:
    """Return `text` cleaned for `field`, which may have several lines.

    Raises FieldError `too_long` where more than `limit` characters are left.
    """
    return _within_limit(clean(text), field=field, limit=limit)


def _without_surrogates(text: str) -> str:
    if _SURROGATE.search(text) is None:
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _within_limit(text: str, *, field: str, limit: int) -> str:
    if len(text) > limit:
        raise FieldError("too_long", field=field, limit=limit, length=len(text))
    return text


def harmless(text: str) -> str:
    """Return `text` as it is drawn in a field of several lines, or printed.

    Keeps newlines and turns tabs into four spaces. Left out: controls, bidi controls, zero-width
    and other invisible characters, variation selectors (they change the width in some terminals
    only), marks on nothing or beyond MAX_MARKS. Joiners stay between letters and between emoji.
    Lone surrogates and non-characters become U+FFFD.
    """
    if text.isascii() and text.isprintable():
        return text
    if _UNSURE.search(text) is None:
        return text
    return _drawn(_LINE_BREAK.sub("\n", _without_surrogates(text)).replace("\t", _DRAWN_TAB))


def harmless_line(text: str) -> str:
    """Return `text` as it is drawn on one line: `harmless`, runs of tabs and newlines a space."""
    if text.isascii() and text.isprintable():
        return text
    return harmless(_ONE_LINE_GAP.sub(" ", text))


@lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Return `text` as it is compared: compatibility forms, case and invisible characters folded.

    Full-width and half-width are alike, and so are upper and lower case. Folding twice changes
    nothing.
    """
    if _FOLDED.fullmatch(text):
        return text
    if text.isascii():
        return _STORED_CONTROL.sub("", text).lower()
    visible = _IGNORED_IN_MATCHES.sub("", clean(text))
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold())


class _Role(Enum):
    LINE_START = auto()
    LETTER = auto()
    EMOJI = auto()
    OTHER = auto()
    MARK = auto()
    SKIN_TONE = auto()
    JOINER = auto()
    DROPPED = auto()


@lru_cache(maxsize=4096)
def _role(character: str) -> _Role:
    """Return what `character` does to the drawing of its line."""
    category = unicodedata.category(character)
    if character == "\n":
        return _Role.LINE_START
    if character in (_ZWNJ, _ZWJ):
        return _Role.JOINER
    if category in ("Cc", "Cf", "Zl", "Zp") or _INVISIBLE.match(character):
        return _Role.DROPPED
    if category in ("Mn", "Mc", "Me") or _VOWEL_OR_FINAL_JAMO.match(character):
        return _Role.MARK
    if _SKIN_TONE.match(character):
        return _Role.SKIN_TONE
    if category.startswith("L"):
        return _Role.LETTER
    return _Role.EMOJI if _EMOJI.match(character) else _Role.OTHER


def _drawn(text: str) -> str:
    """Draw character by character; what is kept depends on the character that it would sit on."""
    drawn: list[str] = []
    base = _Role.LINE_START
    marks = joined_emoji = 0
    joiner = ""
    for character in _NON_CHARACTER.sub(_REPLACEMENT, text):
        role = _role(character)
        if role is _Role.DROPPED:
            continue
        if role is _Role.JOINER:
            joiner = joiner or character
            continue
        if role is _Role.MARK or role is _Role.SKIN_TONE:
            if not _can_carry(base, role, marks):
                continue
            marks += 1
            if base is _Role.LETTER:
                drawn.append(_between_letters(joiner))
        else:
            joins = (
                joiner == _ZWJ and base is role is _Role.EMOJI and joined_emoji < MAX_JOINED_EMOJI
            )
            joined_emoji = joined_emoji + 1 if joins else 1
            if joins:
                drawn.append(_ZWJ)
            elif base is role is _Role.LETTER:
                drawn.append(_between_letters(joiner))
            base = role
            marks = 0
        drawn.append(character)
        joiner = ""
    return "".join(drawn)


def _can_carry(base: _Role, mark: _Role, marks: int) -> bool:
    """Tell whether a mark can be drawn on `base`, which carries `marks` already."""
    if mark is _Role.SKIN_TONE:
        return base is _Role.EMOJI and marks == 0
    return base is not _Role.LINE_START and marks < MAX_MARKS


def _between_letters(joiner: str) -> str:
    # Rich counts no cell for the character after a ZWJ, right for emoji and wrong for letters.
    # A second ZWJ takes that place and draws nothing.
    return joiner * 2 if joiner == _ZWJ else joiner
