"""Drafts of customers: what may be stored, and what is refused."""

import pytest

from tui_crm.domain.customer import PhoneNumber
from tui_crm.domain.draft import TEXT_LIMITS, CustomerDraft, text_of, validate_draft, with_texts
from tui_crm.domain.errors import FieldError


@pytest.mark.parametrize(
    "draft",
    [
        CustomerDraft(name="张三"),
        CustomerDraft(company="Acme"),
        CustomerDraft(email="a@example.com"),
        CustomerDraft(phones=(PhoneNumber(raw="95588"),)),
    ],
)
def test_one_thing_to_know_somebody_by_is_enough(draft: CustomerDraft) -> None:
    """A name, a company, a number or an e-mail address identifies a customer."""
    assert validate_draft(draft) == draft


@pytest.mark.parametrize("draft", [CustomerDraft(), CustomerDraft(name=" \x00 ", note="x")])
def test_nobody_is_refused(draft: CustomerDraft) -> None:
    """Without any of the four a draft is refused, blanks and control characters count nothing."""
    with pytest.raises(FieldError) as refusal:
        validate_draft(draft)
    assert (refusal.value.code, refusal.value.field) == ("no_identity", "name")


@pytest.mark.parametrize("code", TEXT_LIMITS)
def test_every_text_has_its_limit(code: str) -> None:
    """A text of just the limit is kept, one character more is refused with its field."""
    limit = TEXT_LIMITS[code]
    fits = with_texts(CustomerDraft(name="n"), {code: "字" * limit})
    assert text_of(validate_draft(fits), code) == "字" * limit
    with pytest.raises(FieldError) as refusal:
        validate_draft(with_texts(fits, {code: "字" * (limit + 1)}))
    assert refusal.value.code == "too_long"
    assert refusal.value.params == {"field": code, "limit": limit, "length": limit + 1}


def test_numbers_and_free_fields_have_limits_too() -> None:
    """A number or label of more than a line, a title or value too long, is refused."""
    for draft in (
        CustomerDraft(phones=(PhoneNumber(raw="1" * 501),)),
        CustomerDraft(phones=(PhoneNumber(raw="1", label="x" * 501),)),
        CustomerDraft(name="n", custom=(("t" * 301, "v"),)),
        CustomerDraft(name="n", custom=(("t", "v" * 10_001),)),
    ):
        with pytest.raises(FieldError, match="too_long"):
            validate_draft(draft)


def test_texts_are_cleaned() -> None:
    """Control characters go, one-line fields stay on one line, a note keeps its lines."""
    draft = CustomerDraft(
        name=" 张\x00三\n李四 ", note="a\r\nb", custom=(("VIP\x07", "yes"), ("empty", " "))
    )
    assert validate_draft(draft) == CustomerDraft(
        name="张三 李四", note="a\nb", custom=(("VIP", "yes"),)
    )


def test_only_text_fields_are_texts() -> None:
    """A field that holds no text cannot be asked for as one."""
    with pytest.raises(KeyError):
        text_of(CustomerDraft(name="n"), "phones")
    with pytest.raises(KeyError):
        with_texts(CustomerDraft(name="n"), {"kind": "lead"})
