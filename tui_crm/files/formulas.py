"""Cells that a spreadsheet would take for formulas: quoted going out, unquoted coming in (SPEC 11).

Quoting puts one `'` before a value that begins with (any `'` and) `= + - @`, tab or CR, or with
the full-width form of one, and is no valid number or phone. Coming in exactly one is removed.
"""

import re

_LIVE = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_QUOTED = re.compile("'" + _LIVE.pattern)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?%?", re.ASCII)
# E.164 has 15 digits at most; an extension may follow.
_PHONE = re.compile(r"\+(?:[ ().\-]{0,2}\d){5,15}(?: ?(?:x|ext\.?|转|#) ?\d{1,8})?", re.ASCII)
_EXCEL_TEXT = re.compile(r'="([^"]*)"')


def quoted(value: str) -> str:
    """Return `value` as a cell of a CSV file that no spreadsheet calculates."""
    if _LIVE.match(value) is None or _is_harmless(value):
        return value
    return "'" + value


def unquoted(cell: str) -> str:
    """Return the value of a cell of a CSV file: the opposite of `quoted`.

    `="138…"`, by which Excel is told to leave digits alone, is the text between the quotes.
    """
    if cell[:1] == "'":
        return cell[1:] if _QUOTED.match(cell) else cell
    if cell[:1] == "=" and (match := _EXCEL_TEXT.fullmatch(cell)):
        return match[1]
    return cell


def _is_harmless(value: str) -> bool:
    return _NUMBER.fullmatch(value) is not None or _PHONE.fullmatch(value) is not None
