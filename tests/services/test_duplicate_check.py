"""The duplicate check of the whole database."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.sessions import add_customer, add_user
from tui_crm.domain.duplicates.compare import compare
from tui_crm.domain.duplicates.record import Features, Record, features, record_of
from tui_crm.domain.duplicates.verdict import EvidenceKind, Finding, Verdict
from tui_crm.domain.errors import CrmError
from tui_crm.domain.viewer import Viewer
from tui_crm.services import customers, duplicate_crew, duplicate_review, keeping_apart, undo
from tui_crm.services.batches import Cancelled
from tui_crm.services.duplicate_check import check_all
from tui_crm.services.session import Session
from tui_crm.store import block_spill, duplicate_pairs, duplicate_records

BOTH = (Verdict.SAME, Verdict.LIKELY)


def shown(session: Session) -> list[tuple[int, int]]:
    """Return the pairs that the review shows, best first."""
    return [(row.a.id, row.b.id) for row in duplicate_review.rows(session)]


def add_twin(session: Session, number: int, *, is_short: bool = False) -> int:
    """Store one of two customers who are one; with `is_short` the company is written shortly."""
    word = chr(0x6800 + 37 * number) + chr(0x5200 + 41 * number)
    added = add_customer(
        session,
        f"王{word}",
        company=f"{word}电子" if is_short else f"深圳市{word}电子有限公司",
        phones=f"138 {number:04} {8000 + 7 * number}",
        email=f"wang{number}@huaqiang{number}.example",
    )
    return added.id


def add_twins(session: Session, number: int = 1) -> tuple[int, int]:
    """Store two customers who are one, and return their ids."""
    return add_twin(session, number), add_twin(session, number, is_short=True)


def add_others(session: Session) -> None:
    """Store two customers who are nobody else."""
    add_customer(session, "李娜", company="宏达建材", phones="13900139000")
    add_customer(session, "Ann Lee", company="Brightside Ltd", phones="+44 20 7946 0018")


def test_two_who_are_one_are_found(session: Session) -> None:
    """The check keeps the pair with its verdict, and tells what it did."""
    pair = add_twins(session)
    add_others(session)

    figures = check_all(session)

    assert figures.customers == 4
    assert figures.compared >= 1
    assert (figures.same, figures.likely) == (1, 0)
    (row,) = duplicate_review.rows(session)
    assert (row.a.id, row.b.id) == pair
    assert row.finding.verdict is Verdict.SAME
    assert row.finding.evidence


def test_nobody_is_found_among_strangers(session: Session) -> None:
    """Customers who share nothing are no pair, and the check is noted as done."""
    add_others(session)
    figures = check_all(session)
    assert (figures.same, figures.likely) == (0, 0)
    counts = duplicate_review.counts(session)
    assert (counts.same, counts.likely) == (0, 0)
    assert counts.last_check is not None
    assert counts.last_check.ended_at == session.now()
    assert counts.last_check.customers == 2


def test_an_empty_database_is_checked_at_once(session: Session) -> None:
    """Nobody is there: nothing is compared."""
    figures = check_all(session)
    assert (figures.customers, figures.compared) == (0, 0)


def test_a_second_check_finds_each_pair_once(session: Session) -> None:
    """A pair that was found before stays one pair, and keeps its place in the database."""
    add_twins(session)
    check_all(session)
    before = [row.id for row in duplicate_review.rows(session)]
    check_all(session)
    assert [row.id for row in duplicate_review.rows(session)] == before


def test_a_pair_that_is_none_any_more_goes_with_the_next_check(session: Session) -> None:
    """What the newest check did not find is forgotten."""
    a, b = add_twins(session)
    check_all(session)
    customers.edit(
        session, b, {"name": "赵敏", "company": "山海渔业", "phones": "", "email": "z@x.example"}
    )
    check_all(session)
    assert shown(session) == []
    assert duplicate_pairs.best(session.db, session.viewer, BOTH, limit=9) == ()
    assert duplicate_review.counts(session).same == 0
    assert a != b


def test_who_changed_since_is_compared_again_when_shown(session: Session) -> None:
    """The review shows the pair as it is today, and keeps that."""
    _a, b = add_twins(session)
    add_twins(session, 2)
    check_all(session)
    customers.edit(session, b, {"phones": "", "email": ""})
    fresh = {row.b.id: row.finding for row in duplicate_review.rows(session)}
    assert "phone" not in {each.kind.value for each in fresh[b].evidence}
    kept = {
        pair.b: pair.finding
        for pair in duplicate_pairs.best(session.db, session.viewer, BOTH, limit=9)
    }
    assert kept[b].score == fresh[b].score
    customers.edit(session, b, {"name": "赵敏", "company": "山海渔业"})
    assert b not in {row.b.id for row in duplicate_review.rows(session)}
    assert b not in {p.b for p in duplicate_pairs.best(session.db, session.viewer, BOTH, limit=9)}


def test_others_are_shown_where_the_surest_pairs_are_none_any_more(session: Session) -> None:
    """The review is empty only where nothing is left to decide."""
    _a, b = add_twins(session)
    others = add_twins(session, 2)
    check_all(session)
    assert duplicate_review.rows(session, limit=1)[0].b.id == b
    customers.edit(session, b, {"name": "赵敏", "company": "山海渔业", "phones": "", "email": ""})
    (row,) = duplicate_review.rows(session, limit=1)
    assert (row.a.id, row.b.id) == others
    assert duplicate_review.rows(session, limit=0) == ()


def test_what_a_check_finds_while_a_pair_is_compared_to_be_shown_stays(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The review judges the two as it read them, and does not forget what is newer."""
    a, b = add_twins(session)
    check_all(session)
    customers.edit(
        session, b, {"name": "赵敏", "company": "山海渔业", "phones": "", "email": "z@x.example"}
    )

    def compare_slowly(first: Features, second: Features) -> Finding:
        monkeypatch.setattr(duplicate_review, "compare", compare)
        undo.undo(session)
        check_all(session)
        return compare(first, second)

    monkeypatch.setattr(duplicate_review, "compare", compare_slowly)
    assert shown(session) == []
    assert shown(session) == [(a, b)]


def test_pairs_that_are_compared_again_stand_where_they_belong_today(session: Session) -> None:
    _a, b = add_twins(session)
    add_twins(session, 2)
    check_all(session)
    assert duplicate_review.rows(session)[0].b.id == b
    customers.edit(session, b, {"email": ""})
    first, second = duplicate_review.rows(session)
    assert second.b.id == b
    assert second.finding.verdict is first.finding.verdict
    assert second.finding.score < first.finding.score


def test_those_kept_apart_never_come_again_until_undone(session: Session) -> None:
    """Keep both is remembered over checks; its undo brings the pair back."""
    pair = add_twins(session)
    check_all(session)
    keeping_apart.keep_apart(session, *pair)
    assert shown(session) == []
    check_all(session)
    assert shown(session) == []
    assert duplicate_review.counts(session).same == 0
    undo.undo(session)
    assert shown(session) == [pair]


def test_archived_customers_are_left_out(session: Session) -> None:
    """Who was archived is compared with nobody, and leaves the review at once."""
    _a, b = add_twins(session)
    check_all(session)
    customers.archive(session, b, reason="closed")
    assert shown(session) == []
    assert check_all(session).customers == 1


def test_same_stands_before_likely_and_can_be_asked_for_alone(session: Session) -> None:
    """The surest pairs come first."""
    same = add_twins(session)
    first = add_customer(session, "陈晓", company="南山物流有限公司", phones="0755-88886666")
    second = add_customer(session, "何平", company="南山物流", phones="0755-88886666")
    check_all(session)
    assert shown(session) == [same, (first.id, second.id)]
    only = duplicate_review.rows(session, minimum=Verdict.SAME)
    assert [(row.a.id, row.b.id) for row in only] == [same]
    taken = duplicate_review.same_pairs(session)
    assert (taken.pairs, taken.first) == ((same,), only)
    assert duplicate_review.same_pairs(session, but={only[0].id}).pairs == ()


def test_the_check_of_all_looks_at_what_is_looked_at_while_typing(session: Session) -> None:
    """Every field that is compared, also further people who stand in free fields."""
    custom = (("联系人2", "李娜"), ("Second contact", "Ann Lee"), ("税号", "91320321MA1"))
    added = add_customer(
        session,
        "王建国",
        company="华强电子",
        phones="138 0013 8000 ; no number",
        email="wang@huaqiang.example",
        address="深圳市福田区1号",
        birthday="1980-03-04",
        wechat="wang_80",
        website="huaqiang.example",
        custom=custom,
    )
    (stored,) = duplicate_records.some(session.db, [added.id])
    assert stored.record == record_of(added, added.id)
    assert stored.record.contacts == ("李娜", "Ann Lee")
    found = compare(features(stored.record), features(Record(name="李娜", company="华强电子")))
    assert EvidenceKind.CONTACT in {each.kind for each in found.evidence if each.weight > 0}


def test_all_pairs_come_a_few_at_a_time_as_they_are_today(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same pairs in the same order as read together; who changed meanwhile is compared anew."""
    monkeypatch.setattr(duplicate_review, "KEPT_AT_ONCE", 2)
    for number in range(5):
        add_twins(session, number)
    check_all(session)
    together = duplicate_review.rows(session)
    assert list(duplicate_review.every_row(session)) == list(together)
    monkeypatch.setattr(duplicate_review, "MOST_NAMED", 3)
    same = duplicate_review.same_pairs(session)
    assert same.pairs == tuple((row.a.id, row.b.id) for row in together)
    assert same.first == together[:3]
    coming = duplicate_review.every_row(session, minimum=Verdict.SAME)
    assert next(coming) == together[0]
    other = {"name": "赵敏", "company": "山海渔业", "phones": "", "email": ""}
    customers.edit(session, together[-1].b.id, other)
    assert list(coming) == list(together[1:-1])


def test_a_check_that_is_stopped_keeps_what_was_known(session: Session) -> None:
    """Stopping raises Cancelled; the pairs of the check before are still there."""
    pair = add_twins(session)
    check_all(session)
    for number in range(2, 5):
        add_twins(session, number)
    with pytest.raises(Cancelled):
        check_all(session, progress=lambda _done, _of: False)
    assert shown(session)[0] == pair
    last = duplicate_review.counts(session).last_check
    assert last is not None
    assert last.ended_at is None


def test_progress_grows_to_the_number_of_customers(session: Session) -> None:
    """Half of it is for the keys, half for comparing."""
    add_twins(session)
    add_others(session)
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    check_all(session, progress=progress)
    assert told == sorted(told)
    assert told[-1] == (4, 4)


def test_processes_find_what_one_finds(session: Session) -> None:
    """Two processes of their own give the same pairs, scores and evidence as this one."""
    for number in range(30):
        add_twins(session, number)
    alone = check_all(session, processes=0)
    before = duplicate_pairs.best(session.db, session.viewer, BOTH, limit=9)
    shared = check_all(session, processes=2)
    after = duplicate_pairs.best(session.db, session.viewer, BOTH, limit=9)
    assert alone == shared
    assert alone.same == 30
    assert [(p.a, p.b, p.finding) for p in after] == [(p.a, p.b, p.finding) for p in before]


def test_a_process_that_is_killed_ends_the_check_with_a_reason(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever ended it: the check is refused, and leaves nothing running."""
    add_twins(sqlite_session)
    started = duplicate_crew._started
    children = []

    def killed() -> object:
        child = started()
        child.kill()
        child.wait()
        children.append(child)
        return child

    monkeypatch.setattr(duplicate_crew, "_started", killed)
    with pytest.raises(CrmError) as refusal:
        check_all(sqlite_session, processes=2)
    assert refusal.value.code == "checking_ended"
    assert len(children) == 2


def test_a_full_disk_is_told(sqlite_session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the keys find no room, the check says so and where."""
    monkeypatch.setattr(
        block_spill, "_SETTINGS", (*block_spill._SETTINGS, "PRAGMA max_page_count=2")
    )
    for number in range(60):
        add_twin(sqlite_session, number)
    with pytest.raises(CrmError) as refusal:
        check_all(sqlite_session)
    assert refusal.value.code == "no_room_to_sort"
    assert refusal.value.params["folder"]


def test_no_name_and_no_number_is_written_to_a_temporary_file(
    sqlite_session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is spilled are hashes and ids, in a folder of its own that goes afterwards."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    add_twins(sqlite_session)
    seen = b""
    gather = block_spill.BlockSpill.gather

    def look(
        spill: block_spill.BlockSpill, most: int, *, pairs: int, go_on: Callable[[], bool]
    ) -> int | None:
        nonlocal seen
        found = gather(spill, most, pairs=pairs, go_on=go_on)
        seen = b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())
        assert [each.stat().st_mode & 0o777 for each in folder.iterdir()] == [0o700]
        return found

    monkeypatch.setattr(block_spill.BlockSpill, "gather", look)
    assert check_all(sqlite_session).same == 1
    assert b"pair" in seen
    assert "电子".encode() not in seen
    assert b"8007" not in seen
    assert b"huaqiang" not in seen
    assert list(folder.iterdir()) == []


def test_a_pair_out_of_sight_is_not_shown(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A viewer who may see only one of the two does not see the pair, nor count it."""
    from tui_crm.store import visibility
    from tui_crm.store.models import CustomerTable

    add_user(session, "wang")
    own = add_twins(session)
    other, theirs = add_twins(session, 2)
    customers.edit(session, theirs, {"owner": "wang"})
    check_all(session)
    assert {(row.a.id, row.b.id) for row in duplicate_review.rows(session)} == {
        own,
        (other, theirs),
    }

    def only_own(query: Any, viewer: Viewer) -> Any:
        return query.where(CustomerTable.owner == viewer.user_id)

    for module in ("duplicate_pairs", "customers"):
        monkeypatch.setattr(f"tui_crm.store.{module}.only_visible", only_own)
    assert visibility.only_visible is not only_own
    assert shown(session) == [own]
    assert duplicate_review.counts(session).same == 1
    assert check_all(session).same == 1
    keeping_apart.keep_apart(session, *own)
    assert check_all(session).same == 0


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is read from /proc")
def test_a_child_imports_no_terminal_and_no_database() -> None:
    """A process that compares needs the rules alone: it starts in a moment and stays small."""
    import subprocess

    script = (
        "import sys, tui_crm.services.duplicate_child; "
        "print(sorted({'peewee', 'textual', 'rich'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert told.stdout.strip() == b"[]"
