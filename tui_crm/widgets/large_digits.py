"""A phone number three lines tall: readable from the headset's distance."""

from textual.renderables.digits import DIGITS, DIGITS3X3_BOLD

DIGIT_CELLS = 3
GAP_CELLS = 1
HEIGHT = 3


def large_digits(text: str, width: int) -> tuple[str, str, str] | None:
    """Return `text` drawn three lines tall, or None where it does not fit `width` cells.

    Digits and `+` take 3 cells, blanks and hyphens 1; with anything else in it (a name, an
    extension in words) a number is not drawn large.
    """
    lines = ["", "", ""]
    for sign in text:
        if sign in " -":
            shapes = [" " * GAP_CELLS] * HEIGHT
        elif sign.isascii() and (sign.isdigit() or sign == "+"):
            start = DIGITS.index(sign) * HEIGHT
            shapes = [DIGITS3X3_BOLD[start + row].ljust(DIGIT_CELLS) for row in range(HEIGHT)]
        else:
            return None
        lines = [line + shape for line, shape in zip(lines, shapes, strict=True)]
    if not text or len(lines[0]) > width:
        return None
    return lines[0], lines[1], lines[2]
