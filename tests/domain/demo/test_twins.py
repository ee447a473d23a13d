"""Customers of the demo who are there twice: believable, harmless, and found by the check."""

from collections import Counter

import pytest

from tests.domain.demo.offices import people
from tui_crm.domain.demo.twins import Twins, twin_count
from tui_crm.domain.demo.values import DemoCustomer
from tui_crm.domain.duplicates.compare import compare
from tui_crm.domain.duplicates.record import Features, Record, features
from tui_crm.domain.duplicates.verdict import Verdict


def twins(customers: tuple[DemoCustomer, ...]) -> list[tuple[DemoCustomer, DemoCustomer]]:
    """Return those who have one first number, of which the second is written as nobody else's."""
    known: dict[str, DemoCustomer] = {}
    found = []
    for each in customers:
        phone = each.identity.phones[0]
        if phone.key in known and phone.raw.startswith(phone.e164):
            found.append((known[phone.key], each))
        known[phone.key] = each
    return found


def compared(customer: DemoCustomer) -> Features:
    """Return a customer as the check sees him."""
    who = customer.identity
    record = Record(
        name=who.name,
        company=who.company,
        phones=tuple(each.key for each in who.phones),
        email=who.email,
        address=who.address,
        birthday=customer.birthday,
        wechat=who.wechat,
        website=who.website,
    )
    return features(record)


@pytest.mark.parametrize(
    ("customers", "count"), [(199, 0), (200, 4), (500, 4), (1_999, 4), (4_000, 10), (10**6, 2_500)]
)
def test_one_in_four_hundred_is_there_twice(customers: int, count: int) -> None:
    """Of few customers enough to try the review on, of very few none."""
    assert twin_count(customers) == count


@pytest.mark.parametrize(("customers", "seed"), [(200, 1), (500, 7), (500, 42), (2_000, 7)])
def test_each_twin_is_found_in_both_languages(customers: int, seed: int) -> None:
    """As same or likely, written otherwise, with the number in another form."""
    found = twins(people(customers, seed))
    assert len(found) == twin_count(customers)
    verdicts = Counter(compare(compared(one), compared(other)).verdict for one, other in found)
    assert verdicts.keys() == {Verdict.SAME, Verdict.LIKELY}
    assert {other.identity.language for _one, other in found} == {"zh", "en"}
    for one, other in found:
        assert one.identity.phones[0].raw != other.identity.phones[0].raw
        assert one.identity._replace(phones=()) != other.identity._replace(phones=())


def test_twins_are_customers_who_can_be_called() -> None:
    """Nobody of them is archived, refused or known by a bad number; their calls went to him."""
    pairs = [pair for seed in range(20) for pair in twins(people(200, seed))]
    assert any(one.identity.phones[0].extension for one, _other in pairs)
    for pair in pairs:
        called, anew = (each.identity.phones[0] for each in pair)
        assert anew.raw.endswith(f" x {called.extension}") is bool(called.extension)
        for each in pair:
            assert each.archived_at is None
            assert not each.is_do_not_call
            assert each.identity.phones[0].is_callable
            numbers = {phone.raw for phone in each.identity.phones}
            assert {follow_up.phone for follow_up in each.follow_ups} <= numbers


@pytest.mark.parametrize(
    ("name", "said"),
    [("Ann Lee", "A. Lee"), ("Dr. Lee", "Dr. Lee"), ("MME Colombo", "MME Colombo"), ("Ann", "Ann")],
)
def test_a_caller_says_no_more_than_his_family_name(name: str, said: str) -> None:
    """With the letter of his own, or as he is addressed anyway; he is the sixth who is made."""
    callable_ones = [each for each in people(200) if each.identity.phones[0].is_callable]
    there = {each.identity.language: each for each in callable_ones if each.archived_at is None}
    twins_of = Twins(2_400)
    for number, language in enumerate(("zh", "en") * 3):
        one = there[language]
        known = one._replace(
            identity=one.identity._replace(name=name if language == "en" else "王伟")
        )
        assert twins_of.taken(400 * number, known) is known
        twin = twins_of.taken(400 * number + 399, one).identity
    assert (twin.name, twin.company) == (said, "")


def test_a_small_office_has_no_twins() -> None:
    """Whoever makes a few customers knows them all."""
    assert twins(people(199)) == []
