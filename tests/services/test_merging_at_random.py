"""Merges among everything else that is done: nothing is lost, and undo restores every table."""

from collections.abc import Collection
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.test_desk_at_random import ACTS, Act, Office
from tests.support.checks import check_consistent
from tests.support.contents import Contents, contents
from tests.support.databases import copy_of_file
from tui_crm.domain.customer import Customer
from tui_crm.domain.customer_list import CustomerFilter, CustomerSort
from tui_crm.domain.customer_merge import Choice, merge_fields
from tui_crm.domain.errors import CrmError
from tui_crm.services import (
    customer_lists,
    customer_merging,
    customer_page,
    customers,
    drafts,
    duplicate_review,
    keeping_apart,
    merge_batch,
    undo,
)
from tui_crm.services.demo import fill_demo
from tui_crm.services.session import Session
from tui_crm.store import aliases, duplicate_pairs
from tui_crm.store.models import DuplicatePairRow

TEXTS = st.sampled_from(["", "深圳华强", "Ünï & Co", "a\nb", "'; --"])
FIELDS = st.fixed_dictionaries(
    {
        "company": TEXTS,
        "email": st.sampled_from(["", "a@x.cn", "b@x.cn"]),
        "note": st.sampled_from(["", "one", "one two", "x" * 6000, "y" * 6000]),
        "level": st.sampled_from(["", "A", "B"]),
        "custom.Zodiac": st.sampled_from(["", "ox", "rat"]),
        "owner": st.sampled_from(["lina", "wang", ""]),
        "birthday": st.sampled_from(["", "1990-02-28"]),
    }
)
PAIR = st.permutations([0, 1, 2]).map(lambda places: (places[0], places[1]))
PICKS = st.lists(st.integers(0, 2), min_size=30, max_size=30)
KNOWN_PAIRS = st.sets(st.sampled_from([*combinations(range(3), 2)]))
ALL_PAIRS = frozenset(combinations(range(3), 2))


class MergingOffice(Office):
    """An office whose three leads differ in many fields, with drafts and a pair kept apart."""

    def fill(
        self, fields: list[dict[str, str]], pairs: Collection[tuple[int, int]] = ALL_PAIRS
    ) -> None:
        """Give the leads fields, drafts, what a check found, and keep the first from the third."""
        session = self.sessions["lina"]
        for place, (lead, texts) in enumerate(zip(self.leads, fields, strict=True)):
            customers.edit(session, lead, texts)
            form = ("customer", "entry")[place % 2]
            drafts.keep(session, f"{form} {lead}", texts={"note": "x"}, bases={"note": ""})
        keeping_apart.keep_apart(session, self.leads[0], self.leads[2])
        _keep_pairs(session, [(self.leads[a], self.leads[b]) for a, b in sorted(pairs)])

    def merge(self, pair: tuple[int, int], picks: list[int]) -> None:
        """Merge two leads with some choices."""
        session = self.sessions["wang"]
        self.clock.advance(seconds=60)
        winner, loser = (self.leads[each] for each in pair)
        planned = customer_merging.plan(session, winner, loser)
        choices: dict[str, Choice] = {}
        for field, pick in zip(merge_fields(planned.winner, planned.loser), picks, strict=False):
            if field.code != "second_owner":  # What can be chosen of it follows the owner.
                choices[field.code] = field.offered[pick % len(field.offered)]
        follow_ups = _texts(session, winner) + _texts(session, loser)
        done = customer_merging.merge(session, winner, loser, choices)
        shown = replace(
            planned.preview(choices),
            version=done.customer.version,
            updated_at=done.customer.updated_at,
        )
        assert done.customer == shown
        assert sorted(_texts(session, winner)) == sorted(follow_ups)
        _check_nothing_is_lost(session, planned.winner, planned.loser, done.customer)


def _keep_pairs(session: Session, pairs: list[tuple[int, int]]) -> None:
    """Have a check of the whole database find the pairs."""
    with session.db.write():
        check = duplicate_pairs.begin_check(session.db, user_id=1, at=session.now())
        for a, b in pairs:
            columns = {"a_version": 1, "b_version": 1, "score": 70, "verdict": "likely"}
            row = DuplicatePairRow.insert(a=a, b=b, found_by=check, evidence="[]", **columns)
            session.db.run(row)


def _texts(session: Session, customer_id: int) -> list[str]:
    return [each.text for each in customers.timeline(session, customer_id, limit=None)]


def _check_nothing_is_lost(
    session: Session, winner: Customer, loser: Customer, after: Customer
) -> None:
    """Each number, and what each field held, is on who stays, or in the line that tells of it."""
    line = customer_page.history(session, after.id).first(1)[0]
    changes = customer_page.field_changes(session, line)
    told = "\n".join(f"{each.before}\n{each.after}" for each in changes)
    kept = {each.key or each.raw for each in after.phones}
    for side in (winner, loser):
        assert {each.key or each.raw for each in side.phones} <= kept
        texts = {"note": side.note, "company": side.company, "email": side.email}
        for code, text in (texts | dict(side.custom)).items():
            stored = dict(after.custom).get(code, getattr(after, code, ""))
            assert text in stored or text in told, code


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    fields=st.lists(FIELDS, min_size=3, max_size=3),
    acts=st.lists(ACTS, max_size=10),
    pairs=KNOWN_PAIRS,
    merges=st.lists(st.tuples(PAIR, PICKS), min_size=1, max_size=2),
)
def test_merge_and_undo_restore_every_table(
    tmp_path_factory: pytest.TempPathFactory,
    filled_sqlite: Path,
    fields: list[dict[str, str]],
    acts: list[Act],
    pairs: set[tuple[int, int]],
    merges: list[tuple[tuple[int, int], list[int]]],
) -> None:
    """Whatever was done before: chains of merges, undone in reverse, leave no trace but steps."""
    with copy_of_file(filled_sqlite, tmp_path_factory.mktemp("office")) as db:
        _merge_and_undo(MergingOffice(db), fields, acts, merges, pairs)


def test_the_same_holds_on_both_engines(session: Session) -> None:
    """One long sequence: calls, refusals, corrections, drafts, a chain of merges, and back."""
    both = {"company": "深圳华强", "email": "a@x.cn", "note": "one", "level": "A", "owner": "lina"}
    fields = [
        both | {"custom.Zodiac": "ox", "birthday": ""},
        both | {"note": "x" * 6000, "email": "b@x.cn", "owner": "wang", "custom.Zodiac": "rat"},
        both | {"note": "y" * 6000, "level": "B", "owner": "", "birthday": "1990-02-28"},
    ]
    acts: list[Act] = [
        ("key", "lina", 0, "2"),
        ("key", "wang", 1, "8"),
        ("entry", "wang", 2, ""),
        ("correct", "wang", 1, "better"),
        ("phones", "lina", 0, "13800138000 [bad] ; 138****8000 [dnc]"),
        ("key", "lina", 0, "5"),
        ("undo", "lina", 0, ""),
    ]
    _merge_and_undo(
        MergingOffice(session.db), fields, acts, [((0, 1), [0] * 30), ((2, 0), [1] * 30)]
    )


def test_a_batch_is_undone_as_its_merges_are(session: Session) -> None:
    """Three customers made one by a batch, and parted again."""
    office = MergingOffice(session.db)
    wang = office.sessions["wang"]
    office.fill([{"note": "one"}, {"note": "two"}, {"level": "B"}])
    undo.undo(office.sessions["lina"])  # Nobody is kept apart now.
    before = contents(session.db)
    pairs = [(office.leads[0], office.leads[1]), (office.leads[1], office.leads[2])]
    done = merge_batch.merge_batch(wang, pairs)
    assert done.merged == 2
    check_consistent(wang)
    undo.undo(wang)
    check_consistent(wang)
    assert contents(session.db, but_steps=[done.step_id or 0]) == before


def test_histories_of_different_times_are_united_in_their_order(session: Session) -> None:
    """The demo merged two by two: each one's entries were stored after all of the other's."""
    fill_demo(session, customers=40, seed=7)
    everybody = customer_lists.open_list(session, CustomerFilter(), CustomerSort())
    ids = sorted(row.id for row in everybody.first(40))
    for winner, loser in zip(ids[::2], ids[1::2], strict=False):
        customer_merging.merge(session, winner, loser)
    check_consistent(session)
    for _ in ids[1::2]:
        undo.undo(session)
    check_consistent(session)


def _merge_and_undo(
    office: MergingOffice,
    fields: list[dict[str, str]],
    acts: list[Act],
    merges: list[tuple[tuple[int, int], list[int]]],
    pairs: Collection[tuple[int, int]] = ALL_PAIRS,
) -> None:
    """Work, merge, look at the review, undo, and compare every table with what it was before."""
    office.fill(fields, pairs)
    for act in acts:
        office.do(act)
    session = office.sessions["wang"]
    stages: list[tuple[int, Contents]] = []
    for pair, picks in merges:
        if any(aliases.standing_id(session.db, office.leads[each]) for each in pair):
            with pytest.raises(CrmError, match="already_merged"):
                office.merge(pair, picks)
            continue
        before = contents(session.db)
        office.merge(pair, picks)
        check_consistent(session)
        duplicate_review.rows(session)  # Compares who was merged, and drops what is none now.
        stages.append((undo.newest(session).id, before))
    for step_id, before in reversed(stages):
        assert undo.undo(session).step.id == step_id
        check_consistent(session)
        later = [each for each, _contents in stages if each >= step_id]
        assert contents(session.db, but_steps=later) == before
