"""Keys, entries, edits and undo in any order: the database stays whole, and undo leads back."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.checks import check_consistent
from tests.support.databases import copy_of_file
from tests.support.sessions import FixedClock, add_customer, add_user, session_of
from tui_crm.db import Database
from tui_crm.domain.customer import Customer
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import Method, OutcomeFlags
from tui_crm.domain.planning import Entry
from tui_crm.domain.promise import Promise
from tui_crm.services import customers, desk, undo
from tui_crm.services.session import Session, new_uuid

NUMBERS = ["13800138000", "13900139000", "021-62345678", "138****8000"]
WHO = st.sampled_from(["lina", "wang"])
PHONES = st.lists(
    st.tuples(st.sampled_from(NUMBERS), st.sampled_from(["", " [bad]", " [dnc]"])), max_size=3
).map(lambda found: " ; ".join(raw + mark for raw, mark in found))
ACTS = st.one_of(
    st.tuples(st.just("key"), WHO, st.integers(0, 2), st.sampled_from("123578899")),
    st.tuples(st.just("entry"), WHO, st.integers(0, 2), st.sampled_from(["", "do_not_call"])),
    st.tuples(st.just("phones"), WHO, st.integers(0, 2), PHONES),
    st.tuples(st.just("note"), WHO, st.integers(0, 2), st.sampled_from(["", "a", "b"])),
    st.tuples(st.just("archive"), WHO, st.integers(0, 2), st.just("reason")),
    st.tuples(st.just("correct"), WHO, st.integers(0, 2), st.sampled_from(["x", "y"])),
    st.tuples(st.just("add"), WHO, st.integers(0, 2), PHONES),
    st.tuples(st.just("undo"), WHO, st.integers(0, 2), st.just("")),
    st.tuples(st.just("undo"), WHO, st.integers(0, 2), st.just("")),
)
Act = tuple[str, str, int, str]


class Office:
    """Two people, three leads of both of them who share numbers, and whatever is done to them."""

    def __init__(self, db: Database) -> None:
        self.clock = FixedClock()
        first = session_of(db, self.clock)
        add_user(first, "wang")
        self.sessions = {"lina": first, "wang": session_of(db, self.clock, login="wang")}
        self.leads = [
            add_customer(first, f"lead {n}", phones=phones, second_owner="wang").id
            for n, phones in enumerate(
                ("13800138000 ; 13900139000", "13900139000", "13800138000 ; 138****8000")
            )
        ]

    def do(self, act: Act) -> None:
        """Do one thing, or be refused."""
        what, who, place, value = act
        session = self.sessions[who]
        self.clock.advance(seconds=60)
        try:
            getattr(self, f"_{what}")(session, self.leads[place], value)
        except CrmError:
            return

    def _key(self, session: Session, lead: int, slot: str) -> None:
        desk.log_canned(session, lead, slot, entry_uuid=new_uuid())

    def _entry(self, session: Session, lead: int, flag: str) -> None:
        entry = Entry(
            method=Method.VISIT,
            outcome="seen",
            text="a visit",
            flags=OutcomeFlags(reached=True, do_not_call=bool(flag)),
            promise=Promise(on=session.today()),
        )
        desk.log_entry(session, lead, entry, entry_uuid=new_uuid())

    def _phones(self, session: Session, lead: int, text: str) -> None:
        customers.edit(session, lead, {"phones": text})

    def _note(self, session: Session, lead: int, text: str) -> None:
        customers.edit(session, lead, {"note": text})

    def _archive(self, session: Session, lead: int, reason: str) -> None:
        customers.archive(session, lead, reason=reason)

    def _correct(self, session: Session, lead: int, text: str) -> None:
        for follow_up in customers.timeline(session, lead)[:1]:
            customers.correct(session, follow_up.id, text=text)

    def _add(self, session: Session, _lead: int, phones: str) -> None:
        add_customer(session, "another", phones=phones)

    def _undo(self, session: Session, _lead: int, _value: str) -> None:
        undo.undo(session)

    def stored(self) -> list[Customer]:
        """Return the leads without what every write changes."""
        session = self.sessions["lina"]
        now = self.clock()
        return [
            replace(customers.get(session, each), version=0, updated_at=now, phones=())
            for each in self.leads
        ]

    def numbers(self) -> list[set[tuple[Any, ...]]]:
        """Return the leads' numbers with their marks."""
        session = self.sessions["lina"]
        return [
            {
                (phone.raw, phone.label, phone.is_bad, phone.is_do_not_call)
                for phone in customers.get(session, each).phones
            }
            for each in self.leads
        ]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(ACTS, min_size=1, max_size=25))
def test_whatever_is_done_everything_agrees(
    tmp_path_factory: pytest.TempPathFactory,
    filled_sqlite: Path,
    acts: list[Act],
) -> None:
    """Marks, flags, counts and lists say the same of every customer, after any acts of two."""
    with copy_of_file(filled_sqlite, tmp_path_factory.mktemp("office")) as db:
        office = Office(db)
        for act in acts:
            office.do(act)
        check_consistent(office.sessions["lina"])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(ACTS.filter(lambda act: act[0] != "undo"), min_size=1, max_size=12))
def test_undo_leads_back_to_the_beginning(
    tmp_path_factory: pytest.TempPathFactory,
    filled_sqlite: Path,
    acts: list[Act],
) -> None:
    """What one person did, undone step by step, leaves every customer as he was."""
    with copy_of_file(filled_sqlite, tmp_path_factory.mktemp("office")) as db:
        office = Office(db)
        before, numbers = office.stored(), office.numbers()
        made = len(undo.list_steps(office.sessions["lina"]))
        for what, _who, place, value in acts:
            office.do((what, "lina", place, value))
        for _ in range(len(undo.list_steps(office.sessions["lina"])) - made):
            undo.undo(office.sessions["lina"])
        check_consistent(office.sessions["lina"])
        after = [replace(each, updated_at=before[0].updated_at) for each in office.stored()]
        assert after == before
        assert office.numbers() == numbers


def test_the_same_holds_on_both_engines(session: Session) -> None:
    """One long sequence with every act, step by step, and back again."""
    clock = session.clock
    assert isinstance(clock, FixedClock)
    office = Office.__new__(Office)
    office.clock = clock
    add_user(session, "wang")
    office.sessions = {"lina": session, "wang": session_of(session.db, clock, login="wang")}
    office.leads = [
        add_customer(session, "one", phones="13800138000 ; 13900139000").id,
        add_customer(session, "two", phones="13900139000", second_owner="wang").id,
    ]
    numbers, made = office.numbers(), len(undo.list_steps(session))
    for act in (
        ("key", "lina", 0, "7"),
        ("key", "lina", 1, "8"),
        ("undo", "lina", 1, ""),
        ("key", "wang", 1, "2"),
        ("phones", "lina", 0, "13800138000 [dnc] ; 138****8000 [dnc]"),
        ("add", "lina", 0, "13800138000"),
        ("correct", "wang", 1, "better"),
        ("entry", "lina", 0, "do_not_call"),
        ("archive", "lina", 0, "gone"),
        ("note", "wang", 0, "a note"),
    ):
        office.do(act)
        check_consistent(session)
    steps = len(undo.list_steps(session)) - made
    for who in ("wang", "lina", "lina", "wang", "wang", *["lina"] * (steps - 3)):
        office.do(("undo", who, 0, ""))
        check_consistent(session)
    assert office.numbers() == numbers
