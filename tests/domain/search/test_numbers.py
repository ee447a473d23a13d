"""Telephone numbers as they are searched, however they were written."""

import pytest

from tui_crm.domain.search.numbers import digits_in, forms_of, short_numbers, whole_numbers


@pytest.mark.parametrize(
    ("typed", "forms"),
    [
        ("8000", ("8000",)),
        ("138-0013-8000", ("13800138000",)),
        ("138 0013 8000", ("13800138000",)),
        ("１３８００１３８０００", ("13800138000",)),
        ("+86 138 0013 8000", ("8613800138000", "13800138000")),
        ("(021) 5555 1234", ("02155551234", "2155551234")),
        ("+44 (0)20 7946 0958", ("4402079460958", "442079460958")),
        ("88888888转801", ("88888888801",)),
        ("88888888 ext. 801", ("88888888801",)),
        ("00123", ("00123",)),
        ("123", ()),
        ("", ()),
        ("a1234", ()),
        ("1234b", ()),
        ("12号34", ()),
    ],
)
def test_a_typed_number_stands_for_these_digits(typed: str, forms: tuple[str, ...]) -> None:
    assert forms_of(typed) == forms


def test_the_international_prefix_in_two_ways_is_one() -> None:
    assert "13800138000" in forms_of("008613800138000")
    assert "442079460958" in forms_of("0044 20 7946 0958")


def test_numbers_are_their_digits_each_once() -> None:
    phones = ("138-0013-8000", "+8613800138000", "13800138000", "", "none", "０２１")
    assert digits_in(phones) == ("13800138000", "8613800138000", "021")


def test_a_number_and_its_international_form_are_one_number() -> None:
    both = ("13800138000", "8613800138000", "0215555")
    assert whole_numbers(both) == ["8613800138000", "0215555"]
    assert short_numbers(both) == ["13800138000", "0215555"]
