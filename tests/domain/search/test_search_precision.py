"""The written cases: whom a query is for stands among its first three hits (SPEC 5)."""

from functools import cache

import pytest

from tests.domain.demo import offices
from tests.support.search_cases import SearchCase, cases, customers
from tests.support.searching import accepts, scanned
from tui_crm.domain.demo.generator import generate
from tui_crm.domain.demo.values import DemoCustomer
from tui_crm.domain.search.fields import SearchFields
from tui_crm.domain.search.probes import probes
from tui_crm.domain.search.query import parse
from tui_crm.domain.search.tokens import tokens_of
from tui_crm.domain.search.typos import correctable, corrections

MUST_BE_FOUND = 0.98
FIRST_HITS = 3
NEIGHBOURS = 300


@cache
def everybody() -> dict[str, SearchFields]:
    """Return the customers of the cases among those of a demo."""
    demo = generate(offices.tables(), offices.office(NEIGHBOURS))
    neighbours = {f"demo{number}": _fields(each) for number, each in enumerate(demo)}
    return {**neighbours, **customers()}


def _fields(customer: DemoCustomer) -> SearchFields:
    who = customer.identity
    return SearchFields(
        name=who.name,
        company=who.company,
        phones=tuple(form for phone in who.phones for form in (phone.raw, phone.key) if form),
        address=who.address,
        email=who.email,
        wechat=who.wechat,
    )


@cache
def place_of(case: SearchCase) -> int | None:
    """Return at which place, from 0, the query of `case` finds whom it is for."""
    found = [key for _, key in scanned(parse(case.query), everybody())]
    return found.index(case.expected) if case.expected in found else None


def test_there_are_enough_cases_over_enough_customers() -> None:
    assert len(cases()) >= 150
    assert len({case.query for case in cases()}) == len(cases())
    assert len(everybody()) >= 500


def test_whom_a_query_is_for_is_among_the_first_three() -> None:
    missed = [case for case in cases() if (place_of(case) or 0) >= FIRST_HITS]
    missed += [case for case in cases() if place_of(case) is None]
    assert len(missed) <= (1 - MUST_BE_FOUND) * len(cases()), missed


@pytest.mark.parametrize(
    "case", [case for case in cases() if case.is_first], ids=lambda case: case.query
)
def test_an_exact_name_comes_first(case: SearchCase) -> None:
    assert place_of(case) == 0


def test_everybody_is_first_by_his_own_name() -> None:
    """Except where somebody else has the same one."""
    names = [fields.name or fields.company for fields in everybody().values()]
    for key, fields in customers().items():
        name = fields.name or fields.company
        found = scanned(parse(name), everybody())
        same = names.count(name)
        assert key in [hit for _, hit in found[:same]], name


def test_the_tokens_find_whom_the_rules_find() -> None:
    """An index that is asked for the probes has the expected customer among its candidates."""
    texts = {key: tokens_of(fields) for key, fields in customers().items()}
    vocabulary = frozenset().union(*(each.words for each in texts.values()))
    for case in cases():
        query = parse(case.query)
        meant = {word: corrections(word, vocabulary) for word in correctable(query)}
        probe = probes(query, meant)
        assert probe is not None
        if place_of(case) is not None:
            assert accepts(probe, texts[case.expected].everything), case
