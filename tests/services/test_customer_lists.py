"""The list of customers: whatever the filter and the order, the rows that a plain list has."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.test_keyset import check
from tests.support.sessions import add_customer, add_user
from tui_crm.domain.customer import CustomerRow, Kind
from tui_crm.domain.customer_list import (
    LIST_FACETS,
    CustomerFilter,
    CustomerSort,
    Due,
    Facet,
    FacetValue,
    LastContact,
    SortKey,
    values_of,
)
from tui_crm.domain.errors import CrmError
from tui_crm.domain.paging import Key, KeysetQuery
from tui_crm.domain.search.fields import SearchFields
from tui_crm.domain.search.query import parse
from tui_crm.domain.search.ranking import rank
from tui_crm.domain.sort_keys import company_sort_key, name_sort_key
from tui_crm.services import customer_lists
from tui_crm.services.session import Session
from tui_crm.store import (
    gathered,
    gathering,
    gathering_indexed,
    gathering_ranked,
    search_index,
)
from tui_crm.store.fields import to_day_number, to_microseconds
from tui_crm.store.models import CustomerTable, ListValueRow
from tui_crm.store.search_texts import index_text

HASTY = {"FEW": 2, "SHORT_WALK": 2, "LONG_WALK": 6, "LONG_WALK_BY_ID": 6}
"""Limits with which a dozen customers are as many as a million."""
TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY_BEGINS = NOW.replace(hour=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A customer as far as lists look at him. Values and users are counted from 1; 0 is none."""

    name: str
    company: str
    level: int
    status: int
    area: int
    industry: int
    owner: int
    second_owner: int
    kind: Kind
    due_in: int | None
    minute: int
    last: timedelta | None
    created: int
    is_do_not_call: bool
    is_archived: bool


A_VALUE = st.sampled_from([0, 1, 1, 2, 3])
MADE = st.builds(
    Made,
    name=st.sampled_from(["", "a", "A", "张三", "单小明", "é", "zz"]),
    company=st.sampled_from(["", "", "Brightside", "brightside", "宏达建材"]),
    level=A_VALUE,
    status=A_VALUE,
    area=A_VALUE,
    industry=A_VALUE,
    owner=st.sampled_from([0, 1, 1, 2]),
    second_owner=st.sampled_from([0, 0, 1, 2]),
    kind=st.sampled_from([Kind.LEAD, Kind.LEAD, Kind.CUSTOMER]),
    due_in=st.sampled_from([None, None, -3, 0, 1, 7, 8, 30]),
    minute=st.sampled_from([0, 540, 1440]),
    last=st.sampled_from(
        [
            None,
            timedelta(),
            timedelta(minutes=-1),
            timedelta(days=-30),
            timedelta(days=-30, minutes=-1),
        ]
    ),
    created=st.integers(0, 3),
    is_do_not_call=st.sampled_from([False, False, True]),
    is_archived=st.sampled_from([False, False, False, True]),
)


A_LEAD = Made(
    name="n",
    company="",
    level=1,
    status=1,
    area=0,
    industry=0,
    owner=1,
    second_owner=0,
    kind=Kind.LEAD,
    due_in=5,
    minute=540,
    last=timedelta(),
    created=5,
    is_do_not_call=False,
    is_archived=False,
)


def some(values: list[FacetValue]) -> st.SearchStrategy[frozenset[FacetValue]]:
    """Return sets of values, mostly the empty one: everybody passes."""
    return st.one_of(st.just(frozenset()), st.frozensets(st.sampled_from(values), max_size=3))


class Office:
    """A session, and the ids that the numbers of `Made` stand for."""

    def __init__(self, session: Session) -> None:
        self.session = session
        if len(session.shared.users) == 1:
            add_user(session, "wang", name="Bao")
        me = session.viewer.user_id
        self.users = {0: None, 1: me, 2: me + 1}
        self.values: dict[Facet, dict[int, int | None]] = {}
        for facet in LIST_FACETS:
            ids = [each.id for each in session.shared.values.values() if each.field == facet.value]
            self.values[facet] = {0: None, **dict(enumerate(sorted(ids)[:3], start=1))}

    def fill(self, made: list[Made]) -> None:
        """Replace all customers by these, with the ids 1, 2 and so on."""
        names = [name for name in CustomerTable._meta.fields if name != "created_step"]
        texts = {
            name: ""
            for name, field in CustomerTable._meta.fields.items()
            if field.default == "" and isinstance(field.default, str)
        }
        rows = [
            [(texts | self._columns(number, each)).get(name) for name in names]
            for number, each in enumerate(made, start=1)
        ]
        db = self.session.db
        with db.write():
            db.run(CustomerTable.delete())
            db.insert_many(CustomerTable, names, rows)
            search_index.insert(
                db,
                [
                    (number, index_text(SearchFields(name=each.name, company=each.company)))
                    for number, each in enumerate(made, start=1)
                ],
            )

    def _columns(self, number: int, each: Made) -> dict[str, object]:
        at = to_microseconds(NOW)
        due = None if each.due_in is None else to_day_number(TODAY + timedelta(days=each.due_in))
        return {
            "id": number,
            "kind": each.kind.value,
            "name": each.name,
            "company": each.company,
            **{
                facet.value: self.values[facet][getattr(each, facet.value)] for facet in LIST_FACETS
            },
            "owner": self.users[each.owner],
            "second_owner": self.users[each.second_owner],
            "next_on": due,
            "next_minute": None if due is None else each.minute,
            "last_follow_up_at": None
            if each.last is None
            else to_microseconds(DAY_BEGINS + each.last),
            "created_at": each.created,
            "updated_at": at,
            "version": 1,
            "archived_at": at if each.is_archived else None,
            "is_reclaimed": False,
            "is_do_not_call": each.is_do_not_call,
            "is_blocked": each.is_archived or each.is_do_not_call,
            "unreached_count": 0,
            "sort_name": name_sort_key(each.name, each.company),
            "sort_company": company_sort_key(each.company),
            "identity_hash": number,
        }

    def facet_values(self, facet: Facet) -> list[FacetValue]:
        """Return all values of a facet."""
        if facet in LIST_FACETS:
            return list(self.values[facet].values())
        return list(self.users.values()) if facet is Facet.OWNER else list(values_of(facet))

    def has(self, each: Made, facet: Facet) -> set[FacetValue]:
        """Return the values that a customer has in a facet."""
        if facet in LIST_FACETS:
            return {self.values[facet][getattr(each, facet.value)]}
        if facet is Facet.OWNER:
            owners = {self.users[each.owner]}
            return owners | ({self.users[each.second_owner]} - {None} if each.owner else set())
        return {
            Facet.KIND: {each.kind},
            Facet.DUE: {due_of(each)},
            Facet.LAST_CONTACT: {last_of(each)},
            Facet.DO_NOT_CALL: {each.is_do_not_call},
            Facet.ARCHIVED: {each.is_archived},
        }[facet]

    def passes(self, each: Made, wanted: CustomerFilter, *, but: Facet | None = None) -> bool:
        """Whether a customer is on the list, one facet left out."""
        fields = SearchFields(name=each.name, company=each.company)
        holds = not wanted.text or rank(parse(wanted.text), fields) is not None
        return holds and all(
            not wanted.chosen(facet) or self.has(each, facet) & wanted.chosen(facet)
            for facet in Facet
            if facet is not but
        )

    def expected(self, made: list[Made], wanted: CustomerFilter, sort: CustomerSort) -> list[int]:
        """Return the ids of the list, by a plain sort."""
        listed = [
            (key, number)
            for number, each in enumerate(made, start=1)
            if self.passes(each, wanted)
            for key in [self.key(each, sort.key)]
        ]
        valued = sorted(((key, number) for key, number in listed if key is not None))
        rest = sorted(number for key, number in listed if key is None)
        ids = [number for _, number in valued]
        return [*ids[::-1], *rest[::-1]] if sort.is_descending else [*ids, *rest]

    def key(self, each: Made, key: SortKey) -> object:
        """Return what a customer is sorted by, None for nothing."""
        if key.value in [facet.value for facet in LIST_FACETS]:
            return getattr(each, key.value) or None
        if key is SortKey.OWNER:
            return {0: None, 1: "lina", 2: "Bao"}[each.owner] and 3 - each.owner
        due = None if each.due_in is None else (each.due_in, each.minute)
        return {
            SortKey.NAME: name_sort_key(each.name, each.company),
            SortKey.COMPANY: company_sort_key(each.company),
            SortKey.NEXT_CONTACT: due,
            SortKey.LAST_CONTACT: each.last,
            SortKey.CREATED: each.created,
        }[key]


def due_of(each: Made) -> Due:
    """Return when the promise of a customer is due."""
    if each.due_in is None:
        return Due.NONE
    if each.due_in < 0:
        return Due.OVERDUE
    if each.due_in == 0:
        return Due.TODAY
    return Due.SOON if each.due_in <= 7 else Due.LATER


def last_of(each: Made) -> LastContact:
    """Return how long ago a customer was contacted."""
    if each.last is None:
        return LastContact.NEVER
    return LastContact.RECENT if each.last >= timedelta(days=-30) else LastContact.LONG_AGO


@pytest.mark.parametrize("key", list(SortKey))
@pytest.mark.parametrize("is_hasty", [False, True])
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_every_list_is_what_a_plain_sort_gives(
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    key: SortKey,
    *,
    is_hasty: bool,
    data: st.DataObject,
) -> None:
    """Each order both ways, any filter, ties and missing values, read in every way.

    With hasty limits all the ways of gathering are taken that a million customers need.
    """
    if is_hasty:
        for name, value in HASTY.items():
            monkeypatch.setattr(gathering, name, value)
        monkeypatch.setattr(gathered, "HEAD_ROWS", 2)
        monkeypatch.setattr(gathered, "MOST_LED_TO", 6)
    office = Office(session)
    made = data.draw(st.lists(MADE, max_size=12))
    office.fill(made)
    wanted = CustomerFilter(text=data.draw(st.sampled_from(["", "", "", "a", "张"])))
    for facet in Facet:
        if facet is not Facet.ARCHIVED or data.draw(st.booleans()):
            wanted = wanted.with_chosen(facet, data.draw(some(office.facet_values(facet))))
    sort = CustomerSort(key=key, is_descending=data.draw(st.booleans()))
    expected = office.expected(made, wanted, sort)
    opened = customer_lists.open_list(session, wanted, sort)
    assert [row.id for row in opened.last(2)] == expected[-2:]
    assert list(gone_down(opened)) == expected
    check(customer_lists.open_list(session, wanted, sort), expected)
    pages = list(customer_lists.ids(session, wanted))
    assert [each for page in pages for each in page] == sorted(expected)
    check_counts(office, made, wanted)


@pytest.mark.parametrize("archived", [{False}, {True}, {False, True}])
def test_the_first_rows_wait_for_no_others(
    session: Session, monkeypatch: pytest.MonkeyPatch, archived: set[bool]
) -> None:
    """In any order they are there, the last ones too, before the whole list was gathered."""
    for name, value in HASTY.items():
        monkeypatch.setattr(gathering, name, value)
    monkeypatch.setattr(gathered, "HEAD_ROWS", 2)

    def gather(_self: object) -> None:
        raise AssertionError

    for kind in (gathering_indexed.IndexedGathering, gathering_ranked.RankedGathering):
        monkeypatch.setattr(kind, "all", gather)
    plain = replace(A_LEAD, is_archived=archived == {True})
    # Those who are wanted stand behind ten others, in whatever order and direction.
    wanted_ones = [replace(plain, name="m", company="m", level=2, kind=Kind.CUSTOMER)] * 5
    ends = [
        replace(plain, name=text, company=text, level=level, due_in=day, created=day)
        for text, level, day in (("a", 1, 0), ("z", 3, 9))
        for _ in range(5)
    ]
    office = Office(session)
    made = [*ends[:5], *wanted_ones, *ends[5:]]
    if archived == {False, True}:
        made = [replace(each, is_archived=place % 2 == 0) for place, each in enumerate(made)]
    office.fill(made)
    wanted = CustomerFilter(kind=frozenset({Kind.CUSTOMER}), archived=frozenset(archived))
    for key in SortKey:
        for is_descending in (False, True):
            sort = CustomerSort(key=key, is_descending=is_descending)
            opened = customer_lists.open_list(session, wanted, sort)
            expected = office.expected(made, wanted, sort)
            assert [row.id for row in opened.first(2)] == expected[:2]
            assert [row.id for row in opened.last(2)] == expected[-2:]


def gone_down(rows: KeysetQuery[CustomerRow, Key]) -> Iterator[int]:
    """Yield the ids of a list two by two, as somebody does who goes down before all are there."""
    page = rows.first(2)
    while page:
        yield from (row.id for row in page)
        page = rows.after(rows.key_of(page[-1]), 2)


def check_counts(office: Office, made: list[Made], wanted: CustomerFilter) -> None:
    """Check the counts of every facet against a plain count."""
    counts = customer_lists.counts(office.session, wanted)
    assert counts.listed == sum(office.passes(each, wanted) for each in made)
    for facet in Facet:
        plain: Counter[FacetValue] = Counter()
        for each in made:
            if office.passes(each, wanted, but=facet):
                plain.update(office.has(each, facet))
        assert counts.by_facet[facet] == plain


def test_a_classification_is_ordered_as_its_values_are(session: Session) -> None:
    """Another order of the values is another order of the list, without a row rewritten."""
    office = Office(session)
    first, second, third = (office.values[Facet.LEVEL][number] for number in (1, 2, 3))
    for value in (third, None, first, second):
        customer = add_customer(session, f"level {value}")
        with session.db.write():
            change = CustomerTable.update(level=value)
            session.db.run(change.where(CustomerTable.id == customer.id))

    def levels(*, is_descending: bool = False) -> list[int | None]:
        sort = CustomerSort(key=SortKey.LEVEL, is_descending=is_descending)
        rows = customer_lists.open_list(session, CustomerFilter(), sort).first(10)
        return [row.level for row in rows]

    assert levels() == [first, second, third, None]
    with session.db.write():
        session.db.run(ListValueRow.update(position=-1).where(ListValueRow.id == third))
    session.reload()
    assert levels() == [third, first, second, None]
    assert levels(is_descending=True) == [second, first, third, None]


def test_a_list_that_is_read_again_shows_who_is_on_it_by_then(session: Session) -> None:
    """And the row under the cursor is found where it has moved, or the next one where it went."""
    office = Office(session)
    level = office.values[Facet.LEVEL][1]
    people = [add_customer(session, name) for name in "abcd"]
    with session.db.write():
        session.db.run(CustomerTable.update(level=level))
    rows = customer_lists.open_list(
        session, CustomerFilter(level=frozenset({level})), CustomerSort()
    )
    near = rows.first(2)[1]
    assert rows.outline(2, near).position == 1
    with session.db.write():
        change = CustomerTable.update(sort_name=b"x")
        session.db.run(change.where(CustomerTable.id == near.id))
    assert rows.outline(2, near).position == 3
    with session.db.write():
        change = CustomerTable.update(level=None)
        session.db.run(change.where(CustomerTable.id.in_([near.id, people[0].id])))
    assert rows.outline(2, near).count == 2
    assert [row.id for row in rows.first(9)] == [people[2].id, people[3].id]
    key = rows.key_of(rows.first(1)[0])
    assert [row.id for row in rows.after(key, 5)] == [people[3].id]
    assert [row.id for row in rows.before((9, people[3].id), 5)] == [people[2].id]


def test_what_is_no_longer_wanted_is_stopped(session: Session) -> None:
    add_customer(session, "n")
    wanted = CustomerFilter(text="n")
    with pytest.raises(CrmError, match="cancelled"):
        customer_lists.counts(session, wanted, go_on=lambda: False)
    sort = CustomerSort(key=SortKey.STATUS)
    with pytest.raises(CrmError, match="cancelled"):
        customer_lists.open_list(session, wanted, sort, go_on=lambda: False)


@pytest.mark.parametrize("key", [SortKey.STATUS, SortKey.CREATED])
def test_an_open_list_outlives_the_wait_for_its_opening(
    session: Session, monkeypatch: pytest.MonkeyPatch, key: SortKey
) -> None:
    """Whoever waited does no longer; all are gathered behind the first ones all the same."""
    monkeypatch.setattr(gathered, "HEAD_ROWS", 2)
    for name in "abcd":
        add_customer(session, name)
    waits = True
    rows = customer_lists.open_list(
        session,
        CustomerFilter(kind=frozenset({Kind.LEAD})),
        CustomerSort(key=key),
        go_on=lambda: waits,
    )
    waits = False
    assert rows.outline(2, None).count == 4


def test_a_filter_of_all_values_is_none() -> None:
    """It leaves nobody out, and so it costs nothing."""
    every = frozenset(Due)
    assert CustomerFilter(due=every).active_facets() == (Facet.ARCHIVED,)
    assert replace(CustomerFilter(), archived=frozenset({True, False})).active_facets() == ()
    assert CustomerFilter().toggled(Facet.KIND, Kind.LEAD).kind == {Kind.LEAD}
    assert CustomerFilter().toggled(Facet.LEVEL, None).toggled(Facet.LEVEL, None).level == set()
