"""Fields set from text: by arguments, forms and cells alike."""

from zoneinfo import ZoneInfo

import pytest

from tui_crm.domain.cells import ReadingRules, with_field
from tui_crm.domain.customer import FIELD_CODES, READ_ONLY_FIELDS, Kind
from tui_crm.domain.draft import TEXT_LIMITS, CustomerDraft, text_of
from tui_crm.domain.errors import FieldError
from tui_crm.domain.words import read_kind, read_yes_or_no

RULES = ReadingRules.for_team("CN", ZoneInfo("Asia/Shanghai"))
WRITABLE = {
    "kind": "customer",
    "phones": "13800138000",
    "next_contact": "2026-12-01",
    "birthday": "1980-12-01",
    "lunar_birthday": "1980-10-24",
    "time_zone": "Europe/Berlin",
}


@pytest.mark.parametrize("code", [code for code in FIELD_CODES if code not in READ_ONLY_FIELDS])
def test_every_writable_field_can_be_set_and_cleared(code: str) -> None:
    """Setting changes the draft, clearing restores it."""
    empty = CustomerDraft()
    draft = with_field(empty, code, WRITABLE.get(code, "some text"), RULES)
    assert draft != empty
    assert with_field(draft, code, "", RULES) == empty
    if code in TEXT_LIMITS:
        assert text_of(draft, code) == WRITABLE.get(code, "some text")


@pytest.mark.parametrize("code", sorted(READ_ONLY_FIELDS))
def test_what_the_program_keeps_cannot_be_set(code: str) -> None:
    """Numbers, versions and dates of creation are nobody's to type."""
    with pytest.raises(FieldError, match="read_only_field"):
        with_field(CustomerDraft(), code, "1", RULES)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("kind", "friend"),
        ("phones", "call me"),
        ("next_contact", "soon"),
        ("birthday", "spring"),
        ("lunar_birthday", "1985-闰06-15"),
        ("time_zone", "Mars/Base"),
        ("time_zone", "../etc/passwd"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_field(code: str, text: str) -> None:
    """The refusal names the field and the text."""
    with pytest.raises(FieldError) as refusal:
        with_field(CustomerDraft(), code, text, RULES)
    assert refusal.value.code == "unreadable"
    assert refusal.value.params == {"field": code, "text": text}


def test_an_unknown_field_is_refused() -> None:
    """A free field needs a title."""
    for code in ("phone", "custom.", ""):
        with pytest.raises(FieldError, match="unknown_field"):
            with_field(CustomerDraft(), code, "x", RULES)


def test_free_fields_are_set_by_title() -> None:
    """A second value replaces the first, nothing removes it."""
    draft = with_field(CustomerDraft(), "custom.VIP", "yes", RULES)
    draft = with_field(draft, "custom.QQ", "1", RULES)
    assert with_field(draft, "custom.VIP", "no", RULES).custom == (("QQ", "1"), ("VIP", "no"))
    assert with_field(draft, "custom.VIP", " ", RULES).custom == (("QQ", "1"),)


@pytest.mark.parametrize("text", ["无", "-", "N/A", "null"])
def test_words_for_nothing_are_nothing(text: str) -> None:
    """Where a number, date or kind is meant; a text keeps them."""
    assert with_field(CustomerDraft(), "phones", text, RULES) == CustomerDraft()
    assert with_field(CustomerDraft(), "next_contact", text, RULES) == CustomerDraft()
    assert with_field(CustomerDraft(), "note", text, RULES).note == text


def test_kinds_and_answers_in_both_languages() -> None:
    """Words that lists use."""
    assert {read_kind(word) for word in ("潜在客户", "Lead", "prospect")} == {Kind.LEAD}
    assert {read_kind(word) for word in ("客户", "Customer", "正式客户")} == {Kind.CUSTOMER}
    assert read_kind("民企") is None
    assert {read_yes_or_no(word) for word in ("是", "YES", "true", "1", "√")} == {True}
    assert {read_yes_or_no(word) for word in ("否", "No", "false", "0", "")} == {False}
    assert read_yes_or_no("maybe") is None
