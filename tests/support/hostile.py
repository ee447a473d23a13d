"""Text that breaks programs, and the proof that a terminal never got it as an order."""

import json
import re
from pathlib import Path

CANARY = "c4n4ry"
"""Marks what only our own hostile strings say."""
CANARY_NUMBER = "73317"
"""Marks numeric parameters that only our own hostile strings use."""

NAUGHTY: list[str] = json.loads(
    (Path(__file__).parents[1] / "data" / "naughty_strings.json").read_text(encoding="utf-8")
)

ESCAPES = [
    f"\x1b]0;{CANARY}\x07",
    f"\x1b]2;{CANARY}\x1b\\",
    f"\x1b]8;;https://{CANARY}.example\x1b\\link\x1b]8;;\x1b\\",
    f"\x1b]9;{CANARY}\x07",
    f"\x1b]52;c;{CANARY}\x07",
    f"\x1b]1337;File={CANARY}\x07",
    f"\x1b[{CANARY_NUMBER};{CANARY_NUMBER}H{CANARY}",
    f"\x1b[{CANARY_NUMBER}m",
    f"\x1b[{CANARY_NUMBER}J\x1b[?1049;{CANARY_NUMBER}l",
    "\x1b[6n\x1b[c\x1b[>0q\x1b[21t",
    f"\x1bP+q{CANARY}\x1b\\",
    f"\x1bP$q{CANARY}\x9c",
    f"\x1b_G{CANARY}\x1b\\",
    f"\x1b^{CANARY}\x1b\\",
    f"\x1bX{CANARY}\x1b\\",
    "\x1bc",
    "\x1b#8",
    "\x1b(0lqqk",
    "\x1b",
    f"ends in an escape \x1b[{CANARY_NUMBER}",
    f"\x9d0;{CANARY}\x9c",
    f"\x9b{CANARY_NUMBER}m",
    f"\x90{CANARY}\x9c",
    f"\x9f{CANARY}\x9c",
    "\x85next line\x84index\x8dreverse",
    "a\x0e b\x0f c\x08\x08\x08 d\x7f\x0b e\x0c f\r g\x07 h\x05",
]
"""Escape sequences with 7-bit and 8-bit introducers, queries that a terminal answers, resets."""

MARKUP = [
    "[/nope]",
    "[/]",
    "[bold",
    "[",
    "]",
    "\\[",
    "[@click=app.quit]quit[/]",
    "[@click=app.bell()]ring[/]",
    "[link=https://example.com]link[/link]",
    "[$error]red[/]",
    "[red]red[/red][/red]",
    "{name} {0} {} {{ }} %s %(name)s %d $name",
    ":smile: :warning:",
    "&nbsp;<b>b</b><script>alert(1)</script>",
]
"""What Rich, Textual, gettext formats and browsers take for more than text."""

BIDI = [
    "\u202egnp.exe\u202c",
    "\u2066\u2067\u2068abc\u2069",
    "\u200eleft\u200fright\u061c",
    "שלום עולם",
    "مرحبا بالعالم",
    "abc \u202bשלום\u202c def",
]
"""Overrides, isolates and marks of the bidirectional algorithm, and honest right-to-left text."""

ZERO_WIDTH = [
    "a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg\u034fh\u180ei",
    "\u2028line\u2029paragraph",
    "\u3164\u115f\u1160\uffa0",
    "tag\U000e0041\U000e0042\U000e007f",
    "\ufff9base\ufffaruby\ufffb",
    "a" + "\u0301" * 500,
    "\u0301starts with a mark",
    "\u200d\u200d\u200d",
    "A" + "\u200dA" * 200,
    "x\ufe0fy\ufe0e\U000e0100z",
    "می‌خواهم",
    "क्‍ष",
]
"""Characters without a cell of their own, joiners between letters, stacks of marks."""

EMOJI = [
    "👨‍👩‍👧‍👦",
    "👩🏽‍💻👍🏿🏽🏽",
    "❤️🇨🇳🏴󠁧󠁢󠁥󠁮󠁧󠁿1️⃣",
    "🙂" * 150,
    "👩" + "\u200d👩" * 200,
    "\U0001fae8\U0001fadf",
]
"""Families, skin tones, flags, and emoji newer than Python's tables."""

SIZES = ["x" * 10_000, "宽" * 10_000, "word " * 2_000, "\n" * 500, "\t" * 500, " " * 500]
"""As long as any field allows, and longer."""

UNENCODABLE = ["\ud800", "\udfff\ud800", "a\udc80b", "\ud83d\ude00", "nul\x00nul", "\ufffe\uffff"]
"""Lone surrogates, NUL, non-characters: what UTF-8 or a database refuses."""

HOSTILE = [*NAUGHTY, *ESCAPES, *MARKUP, *BIDI, *ZERO_WIDTH, *EMOJI, *SIZES, *UNENCODABLE]
"""All of them."""

_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI
    r"|\x1b[\]P_^X][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # OSC, DCS, APC, PM, SOS
    r"|\x1b[ -/]*[0-~]?"  # all other escapes
    r"|[\x80-\x9f]|[\x00-\x06\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]"  # C1 and the lonely controls
)
_ALLOWED = re.compile(r"\x1b\[.*|\x1b[78=>\\]|\x1b\](?:8|9|52|22|10|11);.*", re.DOTALL)
_QUERY = re.compile(r"\x1b\[(?:[56]n|[>=]?\d*[cq]|\d+t)")
_INVISIBLE_ORDERS = re.compile(
    "[\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def foreign_sequences(captured: bytes, *, allowed: re.Pattern[str] = _ALLOWED) -> list[str]:
    """Return what in `captured`, bytes written to a terminal, cannot be the program's own.

    Foreign are sequences that carry a canary, queries for position, device, version and size,
    those that do not match `allowed` whole, lonely
    control characters but BEL, tab, newline and return, bidi controls and invisible characters,
    and bytes that are no UTF-8 (raw 8-bit controls).
    """
    text = captured.decode("utf-8", "surrogateescape")
    foreign = [
        sequence
        for sequence in _SEQUENCE.findall(text)
        if CANARY in sequence
        or CANARY_NUMBER in sequence
        or _QUERY.fullmatch(sequence)
        or not allowed.fullmatch(sequence)
    ]
    foreign += _INVISIBLE_ORDERS.findall(text)
    foreign += re.findall(r"[\udc80-\udcff]", text)
    return foreign
