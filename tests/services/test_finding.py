"""Search through the index finds what a plain scan by the rules finds, on both engines."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings

from tests.domain.search.properties import fields as any_fields
from tests.domain.search.properties import query_text
from tests.support.hostile import ESCAPES, MARKUP, NAUGHTY
from tests.support.search_cases import cases
from tests.support.search_cases import customers as written_customers
from tests.support.searched import forget_all, store_all
from tests.support.searching import scanned
from tests.support.sessions import add_customer, add_user
from tui_crm.domain.customer_list import CustomerFilter, CustomerSort
from tui_crm.domain.draft import CustomerDraft
from tui_crm.domain.errors import CrmError
from tui_crm.domain.promise import Promise
from tui_crm.domain.search.comparing import MatchKind
from tui_crm.domain.search.fields import SearchFields
from tui_crm.domain.search.query import parse
from tui_crm.services import customer_lists, customers, desk, text_filters
from tui_crm.services.finding import search
from tui_crm.services.queries import read_query
from tui_crm.services.session import Session, new_uuid

FIRST_HITS = 3
SLOW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def names(session: Session, text: str) -> list[str]:
    """Return the names of those whom a query finds, best first."""
    return [hit.row.name or hit.row.company for hit in search(session, text).hits]


def listed(session: Session, text: str) -> set[str]:
    """Return the names of those whom a list with a text holds."""
    wanted = CustomerFilter(archived=frozenset(), text=text)
    rows = customer_lists.open_list(session, wanted, CustomerSort()).first(1_000)
    assert customer_lists.counts(session, wanted).listed == len(rows)
    assert customer_lists.count(session, wanted) == len(rows)
    ids = [each for page in customer_lists.ids(session, wanted) for each in page]
    assert sorted(ids) == sorted(row.id for row in rows)
    return {row.name or row.company for row in rows}


@given(everybody=any_fields.map(lambda each: replace(each, contacts=())), query=query_text)
@SLOW
def test_one_customer_is_found_where_the_rules_accept_him(
    session: Session, everybody: SearchFields, query: str
) -> None:
    """Whoever he is and whatever is typed; the list that is filtered by it holds him too."""
    assume(not read_query(session, query).narrowing)
    assume(not parse(query).text_words)
    (customer_id,) = store_all(session, [everybody])
    read = read_query(session, query).query
    expected = [rank for rank, _ in scanned(read, {customer_id: everybody})]
    assert [hit.rank for hit in search(session, query).hits] == expected
    if read.words or read.phrases:
        assert bool(listed(session, query)) == bool(expected)
    forget_all(session)


@pytest.fixture
def office(session: Session) -> dict[int, SearchFields]:
    """Store the customers of the written cases; return by id what is searched of them."""
    everybody = [replace(each, contacts=()) for each in written_customers().values()]
    return dict(zip(store_all(session, everybody), everybody, strict=True))


def test_the_written_cases_find_through_the_index_what_a_scan_finds(
    session: Session, office: dict[int, SearchFields]
) -> None:
    """The first hits are those of the plain scan, as good as its own, and complete where said."""
    ids = dict(zip(written_customers(), office, strict=True))
    missed = []
    for case in cases():
        found = search(session, case.query)
        by_scan = scanned(read_query(session, case.query).query, office)
        best = [rank for rank, _ in by_scan[:FIRST_HITS]]
        assert [hit.rank for hit in found.hits[:FIRST_HITS]] == best, case
        if found.is_complete:
            assert {hit.row.id for hit in found.hits} == {key for _, key in by_scan}, case
        places = [hit.row.id for hit in found.hits]
        expected = ids[case.expected]
        if expected in [key for _, key in by_scan] and expected not in places[:FIRST_HITS]:
            missed.append(case)
        if case.is_first and by_scan:
            assert places[0] == expected, case
    assert len(missed) <= 0.02 * len(cases()), missed


def test_a_list_holds_whom_the_search_finds(
    session: Session, office: dict[int, SearchFields]
) -> None:
    for case in cases()[::12]:
        by_scan = scanned(read_query(session, case.query).query, office)
        as_typed = {key for rank, key in by_scan if rank.kind is not MatchKind.TYPO}
        expected = as_typed or {key for _, key in by_scan}
        assert listed(session, case.query) == {
            office[key].name or office[key].company for key in expected
        }, case


@pytest.mark.parametrize("text", ["深圳", "1380", "zhang", "有限公司 -广州"])
def test_many_hits_are_left_to_the_index(
    session: Session,
    office: dict[int, SearchFields],
    text: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Beyond what is judged one by one the list holds all hits still, and nobody twice."""
    monkeypatch.setattr(text_filters, "MAX_JUDGED", 1)
    by_scan = scanned(parse(text), office)
    assert len(by_scan) > 1
    expected = {
        office[key].name or office[key].company
        for rank, key in by_scan
        if rank.kind is not MatchKind.TYPO
    }
    assert listed(session, text) == expected


def test_many_hits_with_mistakes_are_left_to_the_index_too(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list is not empty where the search finds more than are judged."""
    monkeypatch.setattr(text_filters, "MAX_JUDGED", 2)
    for first in ("Anna", "Berta", "Carla"):
        add_customer(session, f"{first} Smith")
    add_customer(session, "Dora Schmidt")
    assert listed(session, "smiht") == set(names(session, "smiht")) != set()


def test_hits_with_mistakes_stand_behind_those_without(session: Session) -> None:
    for name in ("Smyth", "Smith", "Schmidt"):
        add_customer(session, name)
    assert names(session, "smith") == ["Smith", "Smyth"]
    assert search(session, "smith").corrected == ""
    mistaken = search(session, "smiht")
    assert [hit.row.name for hit in mistaken.hits] == ["Smith"]
    assert mistaken.corrected == "smith"


def test_exact_names_come_first_among_any_number_that_begin_so(session: Session) -> None:
    """Archived ones too: they stay searchable, behind those who are there."""
    store_all(session, [SearchFields(name=f"王伟{number}") for number in range(150)])
    last = add_customer(session, "王伟")
    archived = customers.archive(session, add_customer(session, "王伟").id, reason="moved")
    found = search(session, "王伟")
    assert [hit.row.id for hit in found.hits[:2]] == [last.id, archived.id]
    assert len(found.hits) == 60
    assert not found.is_complete
    assert len(search(session, "王伟", limit=500).hits) == 152


def test_filters_narrow_words_and_stand_alone(session: Session) -> None:
    wang = add_user(session, "wang", name="Wang Fang")
    level = session.values_of("level")[0]
    soon = Promise(on=date(2026, 11, 19))
    anna = add_customer(session, "Anna", owner="wang", level="A", promise=soon)
    add_customer(session, "Annabel", promise=Promise(on=date(2026, 12, 24)))
    add_customer(session, "Annika", is_unassigned=True)
    assert anna.owner == wang
    assert anna.level == level.id
    assert names(session, "owner:wang ann") == ["Anna"]
    assert names(session, '跟单人:"Wang Fang" ann') == ["Anna"]
    assert set(names(session, "owner:wang owner:me ann")) == {"Anna", "Annabel"}
    assert names(session, "owner:pool") == ["Annika"]
    assert names(session, "level:a") == ["Anna"]
    assert names(session, "due:<+3d") == ["Anna"]
    assert names(session, "due:2026-12-01..2026-12-31 ann") == ["Annabel"]
    assert names(session, "due:none") == ["Annika"]
    assert set(names(session, "ann -annabel")) == {"Anna", "Annika"}
    assert listed(session, "level:a ann") == {"Anna"}
    assert listed(session, "due:none") == {"Annika"}
    assert names(session, "level:nowhere ann") == []


def test_a_filter_that_means_nothing_is_a_word(session: Session) -> None:
    add_customer(session, "owner:nobody-knows Ltd")
    assert names(session, "owner:nobody-knows") == ["owner:nobody-knows Ltd"]


def test_follow_ups_are_searched_on_request(session: Session) -> None:
    """By words alone, narrowed by words in the customer, and in lists."""
    for name, slot in (("Anna", "5"), ("Berta", "1"), ("Anton", "5")):
        customer = add_customer(session, name, phones="13800138000")
        desk.log_canned(session, customer.id, slot, entry_uuid=new_uuid())
    word = search(session, "Anna").hits[0].row.last_text.split()[-1]
    assert set(names(session, f"text:{word}")) == {"Anna", "Anton"}
    assert names(session, f"text:{word} anna") == ["Anna"]
    assert listed(session, f"text:{word} an") == {"Anna", "Anton"}
    assert names(session, "text:zebra") == []
    assert names(session, "text:zebra anna") == []


def test_what_changes_is_found_at_once_and_no_longer_by_what_was(session: Session) -> None:
    customer = add_customer(session, "Anna", phones="13800138000")
    customers.edit(session, customer.id, {"name": "Berta", "address": "Hauptstr. 7"})
    assert names(session, "anna") == []
    assert (
        names(session, "berta") == names(session, "hauptstr") == names(session, "3800") == ["Berta"]
    )


@pytest.mark.parametrize(
    "text",
    [
        '"', "'", '"""', "*", "-", "owner:", "AND OR NOT", "NEAR(a b)", "a^b", "{x}: y", "(((",
        "names : x", "^a", "a* b*", "\\", "'; DROP TABLE customer;--", "\x00", "\ud800", "  ",
        "&|!<->:*", "x" * 10_000, "x " * 5_000, "张" * 3_000, '"' * 999, "1" * 4_000,
    ],
)  # fmt: skip
def test_malformed_queries_are_literal_text(session: Session, text: str) -> None:
    add_customer(session, "somebody")
    assert search(session, text).hits == ()
    assert listed(session, text) in (set(), {"somebody"})


def test_hostile_names_are_found_by_themselves(sqlite_session: Session) -> None:
    """Whatever a name holds, typing it finds it; nothing typed is an error."""
    session = sqlite_session
    stored = []
    for text in (*NAUGHTY, *ESCAPES, *MARKUP):
        try:
            customer = customers.add(
                session, CustomerDraft(name=text), override_reason="x"
            ).customer
        except CrmError:
            continue
        stored.append(customer)
    for customer in stored[::7]:
        found = search(session, customer.name)
        by_scan = scanned(parse(customer.name), {0: SearchFields(name=customer.name)})
        if by_scan and not read_query(session, customer.name).narrowing:
            assert found.hits, customer.name
    assert len(stored) > 400


def test_a_search_is_left_off_when_nobody_waits_for_it(session: Session) -> None:
    add_customer(session, "Anna")
    for text in ("anna", "text:anna anna", "due:none"):
        with pytest.raises(CrmError) as refusal:
            search(session, text, go_on=lambda: False)
        assert refusal.value.code == "cancelled"


def test_archived_namesakes_do_not_stand_in_the_way_of_others(session: Session) -> None:
    """However few are asked for: who is not archived comes first."""
    for _number in range(2):
        gone = add_customer(session, "张东")
        customers.archive(session, gone.id, reason="closed")
    there = add_customer(session, "张东")
    assert [hit.row.id for hit in search(session, "张东", limit=1).hits] == [there.id]
