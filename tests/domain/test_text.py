"""What is stored, what is drawn, what is compared."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size, split_graphemes

from tests.support.hostile import HOSTILE
from tui_crm.domain.errors import FieldError
from tui_crm.domain.text import (
    MAX_JOINED_EMOJI,
    MAX_MARKS,
    checked_line,
    checked_text,
    clean,
    clean_line,
    fold,
    harmless,
    harmless_line,
)

ZWJ = "\u200d"
ZWNJ = "\u200c"
PLANES_IN_USE = (0, 1, 14)
EVERY_CHARACTER = [chr(plane << 16 | low) for plane in PLANES_IN_USE for low in range(0x10000)]
any_text = st.text(st.characters(exclude_categories=())) | st.text(
    st.sampled_from(
        [*"aé张🙂👩❤👍🏽\u0301\u0915\u094d\u0937", ZWJ, ZWNJ, "\ufe0f", "\n", "\t", "\u202e"]
    )
)


def is_control(character: str) -> bool:
    return unicodedata.category(character) == "Cc"


def drawn_cells(text: str) -> int:
    """Count the cells that a terminal fills; emoji joined to another one fill none."""
    cells = 0
    after_joiner = False
    for character in text:
        if not (after_joiner and unicodedata.category(character) in ("So", "Cn", "Sm")):
            cells += get_character_cell_size(character)
        after_joiner = character == ZWJ
    return cells


@pytest.mark.parametrize(
    ("given_text", "stored"),
    [
        ("plain", "plain"),
        ("a\tb\nc", "a\tb\nc"),
        ("one\r\ntwo", "one\ntwo"),
        ("lone\rreturn", "lonereturn"),
        ("nul\x00, escape\x1b[31m, delete\x7f, C1\x9b", "nul, escape[31m, delete, C1"),
        ("\ud800x\udfff", "\ufffdx\ufffd"),
        ("\ud83d\ude00", "😀"),
        ("\u202eabc\u200b\ufeff", "\u202eabc\u200b\ufeff"),
        ("  spaces stay ", "  spaces stay "),
    ],
)
def test_stored_text_loses_controls_and_surrogates_and_nothing_else(
    given_text: str, stored: str
) -> None:
    assert clean(given_text) == stored


def test_a_line_has_a_space_for_newlines_and_tabs_and_none_at_its_ends() -> None:
    assert clean_line("\t 12 High St\r\n\r\nLondon\tW1 \n") == "12 High St London W1"


@given(any_text)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(any_text)
def test_stored_text_can_be_written_to_a_database(text: str) -> None:
    stored = clean(text)
    assert stored.encode().decode() == stored
    assert all(character in "\t\n" for character in stored if is_control(character))
    assert not {"\t", "\n"} & set(clean_line(text))


def test_text_as_long_as_the_limit_is_taken_and_one_more_is_refused() -> None:
    assert checked_line(" 宽\n" * 3, field="name", limit=8) == "宽  宽  宽"
    assert checked_text("\r\na", field="note", limit=2) == "\na"
    for check in (checked_line, checked_text):
        with pytest.raises(FieldError) as refusal:
            check("x" * 301, field="name", limit=300)
        assert refusal.value.code == "too_long"
        assert refusal.value.params == {"field": "name", "limit": 300, "length": 301}


@pytest.mark.parametrize(
    ("data", "drawn"),
    [
        ("Ann 张三 Renée", "Ann 张三 Renée"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b31mred", "31mred"),
        ("\u202egnp.exe\u202c \u2066a\u2069\u200e", "gnp.exe a"),
        ("a\u200bb\u2060c\ufeffd\u00ade", "abcde"),
        ("❤\ufe0f 1\ufe0f\u20e3 \U0001f3f4\U000e0067\U000e007f", "❤ 1\u20e3 \U0001f3f4"),
        ("\u3164\u115f\u1160x\uffa0", "x"),
        ("\ud800", "\ufffd"),
        ("\ufffe\ufdd0\U0001ffff", "\ufffd" * 3),
        ("a\u2028b\u2029c\x85d", "a\nb\nc\nd"),
        ("a\tb", "a    b"),
        ("\u0301a\n\u0301b", "a\nb"),
        ("a" + "\u0301" * 50 + "b", "a" + "\u0301" * MAX_MARKS + "b"),
        ("مي" + ZWNJ + "خ", "مي" + ZWNJ + "خ"),
        ("क्" + ZWJ + "ष", "क्" + ZWJ + ZWJ + "ष"),
        ("1" + ZWJ + "2" + ZWNJ + " a" + ZWJ, "12 a"),
        ("👩" + ZWJ + "💻", "👩" + ZWJ + "💻"),
        ("👩" + ZWJ + "x" + ZWJ + "💻", "👩x💻"),
        ("👍🏽🏽 🏽x🏽", "👍🏽 x"),
        ("각", "각"),
        ("\ue000\U0001fae8", "\ue000\U0001fae8"),
    ],
)
def test_drawn_text_keeps_what_is_seen_and_nothing_that_acts(data: str, drawn: str) -> None:
    assert harmless(data) == drawn


def test_a_family_is_one_picture_and_a_crowd_is_not() -> None:
    family = ZWJ.join("👨👩👧👦")
    assert harmless(family) == family
    assert cell_len(harmless(family)) == 2
    crowd = harmless(ZWJ.join("👩" * 100))
    assert crowd == ZWJ.join("👩" * MAX_JOINED_EMOJI) * (100 // MAX_JOINED_EMOJI)


def test_on_one_line_newlines_and_tabs_are_a_space() -> None:
    assert harmless_line("a\r\n\tb\u2028c\x85d") == "a b c d"


def test_every_character_alone_is_drawn_harmlessly_and_finally() -> None:
    for character in EVERY_CHARACTER:
        drawn = harmless("x" + character)
        assert harmless(drawn) == drawn
        kinds = {unicodedata.category(each) for each in drawn if each not in ("\n", ZWJ, ZWNJ)}
        assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}, hex(ord(character))


@given(any_text | st.sampled_from(HOSTILE))
def test_what_is_drawn_has_no_order_for_the_terminal(text: str) -> None:
    drawn = harmless(text)
    for character in set(drawn) - {"\n", ZWJ, ZWNJ}:
        assert unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in ("LRE", "RLE", "LRO", "RLO", "PDF")
    assert "\n" not in harmless_line(text)


@given(any_text | st.sampled_from(HOSTILE))
def test_drawing_twice_changes_nothing(text: str) -> None:
    assert harmless(harmless(text)) == harmless(text)
    assert harmless_line(harmless_line(text)) == harmless_line(text)


@given(any_text | st.sampled_from(HOSTILE))
def test_the_measured_width_is_the_width_drawn(text: str) -> None:
    line = harmless_line(text)
    spans, cells = split_graphemes(line)
    assert cell_len(line) == cells == drawn_cells(line)
    assert sum(width for _start, _end, width in spans) == cells


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ＡＢＣ１２３", "abc123"),
        ("Straße", "STRASSE"),
        ("ﾊﾝｶｸ", "ハンカク"),
        ("e\u0301", "É"),
        ("张\u200b三\ufeff", "张三"),
        ("no\u00adhyphen", "NOHYPHEN"),
    ],
)
def test_writings_of_one_text_compare_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_what_is_known_to_fold_to_itself_does() -> None:
    """The short way of folding agrees with Unicode, sign by sign; none of them joins another."""
    signs = [chr(code) for code in range(0x20, 0xA000) if fold(chr(code)) == chr(code)]
    for sign in signs:
        assert unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", sign).casefold()) == sign
    plain = [sign for sign in signs if sign.isascii() or "\u4e00" <= sign <= "\u9fff"]
    assert len(plain) > 0x5200
    assert {unicodedata.combining(sign) for sign in plain} == {0}
    text = "".join(plain)
    assert fold(text) == unicodedata.normalize("NFKC", text.casefold()) == text


@given(any_text)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
