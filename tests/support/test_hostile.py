"""The check for foreign sequences finds them, and nothing in honest output."""

import pytest

from tests.support.hostile import CANARY, ESCAPES, HOSTILE, NAUGHTY, foreign_sequences
from tui_crm.domain.text import harmless


@pytest.mark.parametrize("escape", ESCAPES)
def test_every_escape_is_found_when_it_is_drawn_raw(escape: str) -> None:
    assert foreign_sequences(f"\x1b[1;1H{escape}m".encode())


def test_raw_8_bit_controls_are_found() -> None:
    assert foreign_sequences(b"\x1b[0mab\x9b31mred")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_drawn_harmlessly_is_not_foreign(text: str) -> None:
    assert foreign_sequences(f"\x1b[2;3H\x1b[38;2;1;2;3m{harmless(text)}\x1b[0m".encode()) == []


def test_the_programs_own_output_is_not_foreign() -> None:
    own = "\x1b[?1049h\x1b[?2026$p\x1b[>1u\x1b[2 q\x1b]52;c;MTM4\x07\x1b]9;due\x1b\\\x07\r\n\t宽"
    assert foreign_sequences(own.encode()) == []
    assert foreign_sequences(own.replace("MTM4", CANARY).encode()) == [f"\x1b]52;c;{CANARY}\x07"]


def test_all_515_strings_are_there() -> None:
    assert len(NAUGHTY) == 515
