"""The people who are made up: names, companies, numbers, and that they look right."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from tests.domain.demo.offices import office, people, tables
from tui_crm.domain.customer import MAX_LINE, MAX_NAME
from tui_crm.domain.demo.fates import DueIndexes, due_count
from tui_crm.domain.demo.generator import generate
from tui_crm.domain.demo.pools import slug
from tui_crm.domain.demo.twins import twin_count
from tui_crm.domain.phone import read_numbers
from tui_crm.domain.text import clean_line, harmless_line

CHINESE = re.compile(r"[\u4e00-\u9fff]")
RESERVED = (
    r"\+1\d{3}55501\d\d",
    r"\+44(20 ?79460|11[3-8]4960|121496 ?0|1[3-6]14960|1914980|2920180|2896496)\d{3}",
    r"\+61[2378](5550|7010)\d{4}",
    r"\+49(3023125|6990009|4066969|2214710|8999998)\d{3}",
    r"\+33(19900|26191|35301|46571|53649)\d{4}",
    r"\+46(8465004|3139006|4062804)\d{2}",
)
"""Ranges that regulators keep free for drama, films and documentation."""


@pytest.mark.parametrize("country", ["CN", "US", "GB", "DE", "FR", "SE", "CA", "AU"])
def test_numbers_are_read_as_they_were_made(country: str) -> None:
    """E.164, key and extension are those that the program reads from the text, in any country."""
    for customer in generate(tables(), office(400, home_country=country)):
        for phone in customer.identity.phones:
            (number,) = read_numbers(phone.raw, country)
            assert (number.e164, number.key, number.extension) == (
                phone.e164,
                phone.key,
                phone.extension,
            )
            assert number.e164


def test_western_numbers_ring_nowhere() -> None:
    """Each lies in a range that is kept free for fiction."""
    free = re.compile("|".join(RESERVED))
    for customer in people(2_000):
        for phone in customer.identity.phones:
            is_chinese = customer.identity.language == "zh"
            assert is_chinese is phone.e164.startswith("+86")
            assert is_chinese or free.fullmatch(phone.e164)


def test_no_number_of_a_refusal_stands_with_a_second_customer() -> None:
    """The list of refusals blocks a number wherever it is: nobody due may share one."""
    customers = people(5_000)
    refused = {
        phone.key for each in customers if each.is_do_not_call for phone in each.identity.phones
    }
    others = {
        phone.key for each in customers if not each.is_do_not_call for phone in each.identity.phones
    }
    assert refused
    assert not refused & others


def test_numbers_of_one_customer_differ() -> None:
    """A second number is another one."""
    for customer in people(5_000):
        keys = [phone.key for phone in customer.identity.phones]
        assert len(set(keys)) == len(keys)


def test_hardly_anybody_shares_a_number() -> None:
    """Mobiles are unique; a switchboard now and then has two customers behind it."""
    keys = Counter(phone.key for each in people(5_000) for phone in each.identity.phones)
    assert sum(count > 1 for count in keys.values()) < 60


@pytest.mark.parametrize("seed", [1, 7, 42])
def test_nobody_but_the_twins_is_there_twice(seed: int) -> None:
    """Namesakes there are, but not in the same company."""
    customers = people(500, seed)
    different = {(each.identity.name, each.identity.company) for each in customers}
    assert len(different) >= 500 - twin_count(500)
    names = Counter(each.identity.name for each in customers)
    assert len(names) > 450


def test_chinese_and_western_people_are_written_in_their_scripts() -> None:
    """Name, company and what the reps noted are in one language."""
    for each in people(1_000):
        is_chinese = each.identity.language == "zh"
        assert bool(CHINESE.search(each.identity.name)) is is_chinese
        if each.identity.company:
            assert bool(CHINESE.search(each.identity.company)) is is_chinese
        for follow_up in each.follow_ups:
            assert bool(CHINESE.search(follow_up.text)) is is_chinese
            assert bool(CHINESE.search(follow_up.outcome)) is is_chinese


def test_accents_are_there() -> None:
    """Western does not mean ASCII."""
    names = " ".join(each.identity.name for each in people(2_000))
    assert {"é", "ü", "Ł", "Å"} <= set(names)


def test_texts_keep_the_limits_and_are_harmless() -> None:
    """What is made up is stored and drawn as it is."""
    for each in people(1_000):
        who = each.identity
        assert max(len(who.name), len(who.company)) <= MAX_NAME
        lines = (
            who.name,
            who.company,
            who.address,
            who.email,
            who.wechat,
            who.website,
            who.budget,
            each.note,
            each.source,
            each.referrer,
            each.product_interest,
            each.competitor,
            *(phone.raw for phone in who.phones),
            *(follow_up.text for follow_up in each.follow_ups),
        )
        for line in lines:
            assert len(line) <= MAX_LINE
            assert "{" not in line
            assert clean_line(line) == line == harmless_line(line)


def test_mail_goes_nowhere() -> None:
    """Addresses end in .example, which nobody can own (RFC 2606)."""
    mails = [each.identity.email for each in people(1_000) if each.identity.email]
    sites = [each.identity.website for each in people(1_000) if each.identity.website]
    assert len(mails) > 200
    assert all(re.fullmatch(r"[a-z0-9.]+@[a-z0-9]+\.example", mail) for mail in mails)
    assert all(re.fullmatch(r"www\.[a-z0-9]+\.example", site) for site in sites)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Łukasz", "lukasz"),
        ("O’Brien", "obrien"),
        ("Weiß", "weiss"),
        ("Nguyễn", "nguyen"),
        ("Harbour Lane", "harbourlane"),
    ],
)
def test_names_become_addresses_without_accents(text: str, expected: str) -> None:
    """As a mail server wants them."""
    assert slug(text) == expected


@pytest.mark.parametrize("customers", [1, 2, 7, 150, 500, 9_999, 100_000])
@pytest.mark.parametrize("seed", [0, 7, -3])
def test_the_due_are_scattered_all_over(customers: int, seed: int) -> None:
    """Exactly as many as counted, no stretch without any, and not every tenth."""
    due = DueIndexes(customers, seed=seed)
    chosen = [index for index in range(customers) if index in due]
    gaps = [later - earlier for earlier, later in pairwise(chosen)]
    assert len(chosen) == due.count == due_count(customers)
    assert max(gaps, default=0) < 4 * customers / due.count
    assert len(set(gaps)) > 1 or customers < 10
