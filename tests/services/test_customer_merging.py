"""Merging two customers: what moves, what stays, who is told, and the way back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.test_importing import counts, run, table
from tests.support.sessions import (
    FixedClock,
    add_customer,
    add_user,
    session_of,
    stored,
)
from tui_crm.domain.customer import Customer, Kind
from tui_crm.domain.customer_merge import Choice
from tui_crm.domain.errors import CrmError
from tui_crm.domain.import_identity import OnDuplicate
from tui_crm.domain.promise import Promise
from tui_crm.services import (
    customer_merging,
    customer_page,
    customers,
    desk,
    drafts,
    merging,
    step_lines,
    today,
    undo,
    value_merging,
)
from tui_crm.services.meanwhile import ChangedMeanwhile
from tui_crm.services.merging import EditConflict
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import customers as store
from tui_crm.wording.history import change_words

A, B, C = "13800138000", "13900139000", "13700137000"


@pytest.fixture
def colleague(session: Session, clock: FixedClock) -> Session:
    """Return the session of a colleague on the same database."""
    add_user(session, "tom", name="Tom Fox")
    return session_of(session.db, clock, login="tom")


def log(session: Session, customer: Customer, slot: str = "1") -> desk.Logged:
    """Log a canned follow-up."""
    return desk.log_canned(session, customer.id, slot, entry_uuid=new_uuid())


def merge(session: Session, winner: Customer, loser: Customer, **choices: Choice) -> Customer:
    """Merge two customers and return who stayed."""
    return customer_merging.merge(session, winner.id, loser.id, choices).customer


def told(session: Session, customer: Customer) -> dict[str, tuple[str, str]]:
    """Return what the newest line of a history tells: code -> before, after."""
    line = customer_page.history(session, customer.id).first(1)[0]
    return {
        each.code: (each.before, each.after) for each in customer_page.field_changes(session, line)
    }


def test_numbers_histories_and_empty_fields_are_united(session: Session) -> None:
    winner = add_customer(session, "张三", phones=A, company="华强")
    loser = add_customer(session, "张三丰", phones=f"home: {A} ; {B}", email="z@x.cn")
    log(session, winner)
    log(session, loser, "5")
    after = merge(session, winner, loser)
    assert after == stored(session, winner)
    assert (after.name, after.company, after.email) == ("张三", "华强", "z@x.cn")
    assert [(each.raw, each.label) for each in after.phones] == [(A, "home"), (B, "")]
    assert [each.outcome for each in customers.timeline(session, winner.id)] == [
        "interested, send material",
        "not interested",
    ]
    assert (after.last_outcome, after.last_text) == (
        stored(session, winner).last_outcome,
        customers.timeline(session, winner.id)[0].text,
    )


def test_choices_decide_field_by_field(session: Session) -> None:
    winner = add_customer(session, "张三", company="华强", note="one", custom=(("生肖", "龙"),))
    loser = add_customer(session, "张三丰", company="南山", note="two", custom=(("生肖", "虎"),))
    choices = {
        "name": Choice.LOSER,
        "note": Choice.LOSER,
        "custom.生肖": Choice.LOSER,
    }
    done = customer_merging.merge(session, winner.id, loser.id, choices)
    after = done.customer
    assert (after.name, after.company, after.note) == ("张三丰", "华强", "two")
    assert after.custom == (("生肖", "虎"),)


def test_the_history_tells_who_was_merged_and_what_was_dropped(session: Session) -> None:
    winner = add_customer(session, "张三", company="华强", email="a@x.cn")
    loser = add_customer(session, "张三丰", company="南山", email="a@x.cn", level="B")
    after = merge(session, winner, loser)
    changes = told(session, after)
    assert changes["merged"] == ("", f"张三丰 #{loser.id}")
    assert changes["name"] == (f"#{loser.id}: 张三丰", "张三")
    assert changes["company"] == (f"#{loser.id}: 南山", "华强")
    assert changes["level"] == ("", "B")
    assert "email" not in changes
    assert step_lines.step_lines(session)[0].words == "张三: merged with 张三丰"
    undo.undo(session)
    assert told(session, winner)["merged"] == (f"张三丰 #{loser.id}", "")


def test_a_line_of_the_history_says_who_was_merged_into_whom(session: Session) -> None:
    """Also where who stayed was himself merged into a third one since, and after the undo."""
    first, second, third = (add_customer(session, name) for name in ("张三", "李四", "王五"))
    merge(session, second, first)
    merge(session, third, second)
    undo.undo(session)
    merge(session, third, second)
    lines = customer_page.history(session, third.id).first(10)
    words = [
        change_words(change)
        for line in lines
        for change in customer_page.field_changes(session, line)
        if change.code == customer_page.MERGED
    ]
    assert words == [
        f"李四 #{second.id} was merged into 王五",
        f"李四 #{second.id} was parted from 王五 again",
        f"李四 #{second.id} was merged into 王五",
        f"张三 #{first.id} was merged into 李四",
    ]


def test_the_earlier_promise_stays(session: Session) -> None:
    day = session.today()
    early = Promise(on=day + timedelta(days=3))
    winner = add_customer(session, "张三", promise=Promise(on=day + timedelta(days=9)))
    loser = add_customer(session, "张三丰", promise=early)
    assert merge(session, winner, loser).promise == early


def test_whoever_bought_is_a_customer(session: Session) -> None:
    winner, loser = add_customer(session, "张三"), add_customer(session, "张三丰")
    customers.make_customer(session, loser.id)
    assert merge(session, winner, loser).kind is Kind.CUSTOMER


def test_who_was_archived_comes_back_with_one_who_was_not(session: Session) -> None:
    winner, loser = add_customer(session, "张三"), add_customer(session, "张三丰")
    customers.archive(session, winner.id, reason="gone")
    after = merge(session, winner, loser)
    assert after.archived_at is None
    undo.undo(session)
    assert stored(session, winner).archive_reason == "gone"


def test_a_refusal_of_either_holds_for_all_numbers_of_both(session: Session) -> None:
    """Who never wants to be called again is not called by his other number either."""
    winner = add_customer(session, "张三", phones=A)
    loser = add_customer(session, "张三丰", phones=B)
    other = add_customer(session, "李四", phones=f"{A} ; {C}")
    log(session, loser, "8")
    after = merge(session, winner, loser)
    assert after.is_do_not_call
    assert all(each.is_do_not_call for each in after.phones)
    with pytest.raises(CrmError, match="do_not_call"):
        log(session, winner)
    assert [each.is_do_not_call for each in stored(session, other).phones] == [True, False]
    undo.undo(session)
    assert not stored(session, winner).is_do_not_call
    assert stored(session, loser).is_do_not_call
    assert not any(each.is_do_not_call for each in stored(session, other).phones)


def test_the_owner_who_gives_way_becomes_second_owner(session: Session, colleague: Session) -> None:
    winner, loser = add_customer(session, "张三"), add_customer(colleague, "张三")
    after = merge(session, winner, loser)
    assert (after.owner, after.second_owner) == (winner.owner, loser.owner)
    undo.undo(session)
    after = merge(session, winner, loser, owner=Choice.LOSER)
    assert (after.owner, after.second_owner) == (loser.owner, winner.owner)


# --- old ids ---


def test_the_old_id_finds_who_stayed_wherever_an_id_is_asked_for(session: Session) -> None:
    winner, loser = add_customer(session, "张三", phones=A), add_customer(session, "张三丰")
    today.keep_place(session, loser.id)
    merge(session, winner, loser)
    assert customers.get(session, loser.id).id == winner.id
    assert log(session, loser).customer.id == winner.id
    assert customers.edit(session, loser.id, {"note": "x"}).id == winner.id
    place = today.kept_place(session)
    assert place is not None
    assert place.id == winner.id
    assert customers.archive(session, loser.id, reason="gone").id == winner.id
    assert {each.words.split(":")[0] for each in step_lines.step_lines(session)} == {
        "张三",
        "new customer 张三",
    }


def test_chains_lead_to_the_end_and_back_one_by_one(session: Session) -> None:
    a, b, c = (add_customer(session, name) for name in ("甲", "乙", "丙"))
    merge(session, b, a)
    merge(session, c, b)
    assert customers.get(session, a.id).id == customers.get(session, b.id).id == c.id
    undo.undo(session)
    assert (customers.get(session, a.id).id, customers.get(session, b.id).id) == (b.id, b.id)
    undo.undo(session)
    assert customers.get(session, a.id).id == a.id


def test_the_first_of_a_chain_cannot_be_undone_alone(session: Session) -> None:
    a, b, c = (add_customer(session, name) for name in ("甲", "乙", "丙"))
    first = customer_merging.merge(session, b.id, a.id)
    merge(session, c, b)
    with pytest.raises(CrmError, match="changed_since"):
        undo.undo(session, first.step_id)


def test_the_id_of_a_merged_customer_is_given_to_nobody(session: Session) -> None:
    winner, loser = add_customer(session, "张三"), add_customer(session, "张三丰")
    merge(session, winner, loser)
    assert add_customer(session, "李四").id > loser.id


@pytest.mark.parametrize("is_dry_run", [False, True])
def test_a_row_with_the_old_id_is_who_stayed(
    session: Session, tmp_path: Path, *, is_dry_run: bool
) -> None:
    winner, loser = add_customer(session, "张三", phones=A), add_customer(session, "李四", phones=B)
    merge(session, winner, loser)
    file = table(
        tmp_path / "customers.csv", ["id", "name", "wechat"], [str(loser.id), "王五", "wx1"]
    )
    figures = run(session, file, on_duplicate=OnDuplicate.FILL, is_dry_run=is_dry_run)
    assert counts(figures)[:2] == (0, 1)
    assert stored(session, winner).wechat == ("" if is_dry_run else "wx1")


# --- undo ---


def test_an_entry_from_before_the_merge_cannot_be_undone_behind_it(session: Session) -> None:
    winner, loser = add_customer(session, "张三"), add_customer(session, "张三丰")
    logged = log(session, loser)
    merge(session, winner, loser)
    with pytest.raises(CrmError, match="changed_since") as refused:
        undo.undo(session, logged.step_id)
    assert refused.value.params["id"] == winner.id
    undo.undo(session)
    assert undo.undo(session).customer_id == loser.id


def test_the_making_of_a_merged_customer_cannot_be_undone_behind_it(session: Session) -> None:
    winner = add_customer(session, "张三")
    loser = add_customer(session, "张三丰")
    creation = undo.newest(session)
    merge(session, winner, loser)
    with pytest.raises(CrmError, match="merged_since"):
        undo.undo(session, creation.id)
    obstacles = {each.id: each.obstacle for each in step_lines.step_lines(session)}
    assert str(obstacles[creation.id]) == str(CrmError("merged_since", id=loser.id, into=winner.id))


def test_a_merge_is_not_undone_behind_newer_work(session: Session, colleague: Session) -> None:
    winner, loser = add_customer(session, "张三"), add_customer(session, "张三丰")
    merge(session, winner, loser)
    customers.edit(colleague, winner.id, {"note": "new"})
    with pytest.raises(CrmError, match="changed_since") as refused:
        undo.undo(session)
    assert refused.value.params["who"] == "Tom Fox"


def test_undo_gives_the_value_that_took_the_place_of_a_removed_one(session: Session) -> None:
    winner, loser = add_customer(session, "张三"), add_customer(session, "张三丰", level="B")
    done = customer_merging.merge(session, winner.id, loser.id, {"level": Choice.WINNER})
    values = {session.value_title(each.id): each.id for each in session.values_of("level")}
    value_merging.merge(session, values["B"], values["C"])
    undo.undo(session, done.step_id)
    assert session.value_title(stored(session, loser).level) == "C"


def test_a_draft_that_was_typed_on_stays_with_who_stayed(
    session: Session, clock: FixedClock
) -> None:
    winner, loser = add_customer(session, "张三"), add_customer(session, "张三丰")
    drafts.keep(session, f"entry {loser.id}", texts={"text": "a"}, bases={})
    merge(session, winner, loser)
    assert drafts.forms(session) == (f"entry {winner.id}",)
    clock.advance(minutes=1)
    drafts.keep(session, f"entry {winner.id}", texts={"text": "ab"}, bases={})
    undo.undo(session)
    assert drafts.forms(session) == (f"entry {winner.id}",)


# --- several at once ---


def test_a_retry_returns_what_was_done(session: Session) -> None:
    winner, loser = add_customer(session, "张三"), add_customer(session, "张三丰")
    uuid = new_uuid()
    first = customer_merging.merge(session, winner.id, loser.id, entry_uuid=uuid)
    assert customer_merging.merge(session, winner.id, loser.id, entry_uuid=uuid) == first
    undo.undo(session)
    with pytest.raises(CrmError, match="entry_undone"):
        customer_merging.merge(session, winner.id, loser.id, entry_uuid=uuid)


def test_a_second_merge_of_the_same_pair_is_told(session: Session) -> None:
    winner, loser = add_customer(session, "张三"), add_customer(session, "张三丰")
    merge(session, winner, loser)
    for pair in ((winner.id, loser.id), (loser.id, winner.id)):
        with pytest.raises(CrmError, match="already_merged"):
            customer_merging.merge(session, *pair)
    with pytest.raises(CrmError, match="same_customer"):
        customer_merging.merge(session, winner.id, winner.id)


@pytest.mark.parametrize("side", [0, 1])
def test_who_was_changed_since_he_was_looked_at_is_not_merged(
    session: Session, colleague: Session, side: int
) -> None:
    both = add_customer(session, "张三"), add_customer(session, "张三丰")
    plan = customer_merging.plan(session, both[0].id, both[1].id)
    customers.edit(colleague, both[side].id, {"note": "new"})
    with pytest.raises(ChangedMeanwhile) as refused:
        customer_merging.merge(session, both[0].id, both[1].id, versions=plan.versions)
    assert refused.value.news[0].who == "Tom Fox"
    assert stored(session, both[1]).id == both[1].id


def test_an_edit_that_meets_a_merge_hears_of_it_alone(
    session: Session, colleague: Session, clock: FixedClock
) -> None:
    """Who edits the winner meanwhile is not told what was written on the loser before."""
    winner, loser = add_customer(session, "张三"), add_customer(session, "李四")
    base = stored(session, winner)
    customers.edit(colleague, winner.id, {"company": "华强"})
    clock.advance(minutes=1)
    customers.edit(colleague, loser.id, {"email": "a@x.cn", "company": "南山"})
    clock.advance(minutes=1)
    merge(colleague, winner, loser)
    saved = merging.save(session, base, {"note": "mine"})
    news = {each.code: (each.before, each.after) for each in saved.news}
    assert news["company"] == ("", "华强")
    assert news["email"] == ("", "a@x.cn")
    assert saved.customer.note == "mine"


def test_an_open_edit_of_the_loser_asks_before_it_goes_over_who_stayed(
    session: Session, colleague: Session
) -> None:
    """Whatever the versions are: fields that only the editor changed are saved, others asked."""
    winner = add_customer(session, "张三", company="华强")
    loser = add_customer(session, "李四", company="南山")
    customers.edit(session, loser.id, {"source": "web"})
    base = stored(session, loser)
    merge(colleague, winner, loser)
    assert stored(session, winner).version == base.version
    with pytest.raises(EditConflict) as asked:
        merging.save(session, base, {"company": "南山集团", "note": "mine"})
    assert [(each.code, each.theirs) for each in asked.value.conflicts] == [("company", "华强")]
    assert asked.value.current.id == winner.id
    saved = merging.save(session, base, {"note": "mine"})
    assert (saved.customer.id, saved.customer.company) == (winner.id, "华强")
    assert [each.after for each in saved.news if each.code == "merged"] == [f"李四 #{loser.id}"]


def test_an_edit_of_the_loser_lands_on_who_stayed(session: Session, colleague: Session) -> None:
    winner, loser = add_customer(session, "张三"), add_customer(session, "李四")
    base = stored(session, loser)
    merge(colleague, winner, loser)
    assert customers.edit(session, base.id, {"note": "mine"}).id == winner.id
    with pytest.raises(ChangedMeanwhile):
        customers.edit(session, base.id, {"note": "more"}, version=base.version)


def test_undoing_an_import_names_who_took_in_what_it_made(session: Session, tmp_path: Path) -> None:
    """Whom an import made and a merge took in is not removed: he who stayed is told."""
    winner = add_customer(session, "张三", phones=A)
    file = table(tmp_path / "customers.csv", ["name", "phone"], ["李四", B], ["王五", C])
    run(session, file)
    imported = undo.newest(session)
    loser = customers.get(session, winner.id + 1)
    done = customer_merging.merge(session, winner.id, loser.id)
    assert undo.undo(session, imported.id).skipped == (winner.id,)
    assert [each.raw for each in stored(session, winner).phones] == [A, B]
    undo.undo(session, done.step_id)
    assert stored(session, loser).name == "李四"


def test_an_edit_that_gives_an_owner_takes_back_that_he_was_reclaimed(session: Session) -> None:
    """Every change of owner takes its columns from one place."""
    lead = add_customer(session, "张三", is_unassigned=True)
    taken = replace(lead, is_reclaimed=True, version=lead.version + 1)
    with session.db.write():
        store.update(session.db, lead, taken, step_id=None)
    assert not customers.edit(session, lead.id, {"owner": "lina"}).is_reclaimed
