"""Text that is edited is drawn harmlessly, one character for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.hostile import HOSTILE
from tui_crm.domain.text import clean, harmless
from tui_crm.widgets.drawn_in_place import HIDDEN, drawn_in_place

DANGEROUS = {"\x1b", "\x07", "\x9b", "\x00", "\n", "\u202e", "\u2066", "\u200b", "\u2028", "\ufeff"}


@given(st.sampled_from(HOSTILE) | st.text())
def test_every_character_is_drawn_in_its_place_and_harmless(text: str) -> None:
    drawn = drawn_in_place(text)
    assert len(drawn) == len(text)
    assert not DANGEROUS & set(drawn)
    # Joiners between letters are drawn twice by `harmless`, to keep the count of cells right.
    assert harmless(drawn).replace("\u200d", "") == drawn.replace("\u200d", "")


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("王建国 ABC", "王建国 ABC"),
        ("a\u202eb", f"a{HIDDEN}b"),
        ("e\u0301", "e\u0301"),
        ("\u0301e", f"{HIDDEN}e"),
        ("👨\u200d👩", "👨\u200d👩"),
        ("A\u200dB", f"A{HIDDEN}B"),
        ("\ufffe!", f"{HIDDEN}!"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_cannot_be_drawn_is_shown_as_one_cell(text: str, drawn: str) -> None:
    assert drawn_in_place(text) == drawn


@given(st.text())
def test_what_is_stored_has_its_picture(text: str) -> None:
    assert len(drawn_in_place(clean(text))) == len(clean(text))
