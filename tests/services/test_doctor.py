"""`doctor` sees what is wrong with what is derived, and makes it anew."""

import json
from collections.abc import Sequence

import pytest

from tests.support.command_line import CommandLine
from tests.support.searched import check_index
from tests.support.sessions import add_customer
from tui_crm.db import Database
from tui_crm.domain.errors import CrmError
from tui_crm.domain.health import Check, CheckName, CheckStatus
from tui_crm.services import customers, desk, doctor
from tui_crm.services.batches import Cancelled
from tui_crm.services.finding import search
from tui_crm.services.session import Session, new_uuid, open_session
from tui_crm.store import numbers, search_check
from tui_crm.store.models import CustomerSearchRow, FollowUpDayRow, SearchWordRow
from tui_crm.wording.health import check_message


def faults(session: Session) -> dict[CheckName, Check]:
    """Return the checks that found something wrong."""
    return {each.name: each for each in doctor.examine(session) if each.is_fault}


@pytest.fixture
def office(session: Session) -> Session:
    """Return a session on three customers who were called."""
    for name in ("Anna Schmidt", "张三", "Berta Smith"):
        customer = add_customer(session, name, phones="13800138000")
        desk.log_canned(session, customer.id, "1", entry_uuid=new_uuid())
    return session


def test_a_sound_database_has_no_fault_and_a_sentence_for_each_check(office: Session) -> None:
    checks = doctor.examine(office)
    assert [each.name for each in checks] == list(CheckName)
    assert all(each.status is CheckStatus.OK and check_message(each) for each in checks)
    told: set[CheckName] = set()
    assert doctor.repair(office, lambda name, _done, _of: not told.add(name)) == checks
    assert told == set(CheckName)


def test_customers_whom_the_index_does_not_know_are_put_in(office: Session) -> None:
    with office.db.write():
        office.db.run(CustomerSearchRow.delete())
    fault = faults(office)[CheckName.SEARCH_INDEX]
    assert (fault.reason, fault.count) == ("not_indexed", 3)
    assert not any(each.is_fault for each in doctor.repair(office))
    check_index(office)
    assert [hit.row.name for hit in search(office, "zhangsan").hits] == ["张三"]


def test_a_server_compares_no_customer_with_a_list_of_all_others(
    postgres_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of those who are indexed has no room in the memory of one query at a million."""
    execute, planned = postgres_database.peewee.execute_sql, list[str]()

    def explained(sql: str, values: object = None) -> object:
        planned.extend(row[0] for row in execute(f"EXPLAIN {sql}", values).fetchall())
        return execute(sql, values)

    monkeypatch.setattr(postgres_database.peewee, "execute_sql", explained)
    assert search_check.missing_count(postgres_database) == 0
    assert any("Anti Join" in line for line in planned), planned


def test_tokens_of_an_older_program_are_made_anew(office: Session) -> None:
    with office.db.write():
        changed = CustomerSearchRow.update(names="anna")
        office.db.run(changed.where(CustomerSearchRow.customer == 1))
    fault = faults(office)[CheckName.SEARCH_INDEX]
    assert (fault.reason, fault.count) == ("indexed_otherwise", 1)
    assert not any(each.is_fault for each in doctor.repair(office))
    check_index(office)


def test_who_is_edited_while_he_is_looked_at_is_no_fault(
    office: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """His text is read before the edit, and his tokens behind it."""
    texts_of = numbers.texts_of

    def texts_of_edited(db: Database, ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
        monkeypatch.setattr(numbers, "texts_of", texts_of)
        customers.edit(office, 1, {"name": "Zora"})
        return texts_of(db, ids)

    monkeypatch.setattr(numbers, "texts_of", texts_of_edited)
    assert not faults(office)
    assert [hit.row.name for hit in search(office, "zora").hits] == ["Zora"]


def test_missing_words_and_wrong_days_are_made_anew(office: Session) -> None:
    with office.db.write():
        office.db.run(SearchWordRow.delete().where(SearchWordRow.word == "smith"))
        office.db.run(FollowUpDayRow.update(entries=99))
    found = faults(office)
    assert found.keys() == {CheckName.VOCABULARY, CheckName.FOLLOW_UP_DAYS}
    assert found[CheckName.VOCABULARY].count == 1
    assert not any(each.is_fault for each in doctor.repair(office))
    assert search(office, "smiht").corrected == "smith"


def test_a_damaged_index_is_filled_anew(sqlite_session: Session) -> None:
    """Entries that nobody took out, and entries that went: the tokens beside it are whole."""
    session = sqlite_session
    for number in range(20):
        add_customer(session, f"Anna {number}")
    with session.db.write():
        session.db.peewee.execute_sql(
            "INSERT INTO search_index (rowid, names, others) VALUES (3, 'zebra', '')"
        )
    assert faults(session)[CheckName.SEARCH_INDEX].reason == "damaged_index"
    assert not any(each.is_fault for each in doctor.repair(session))
    check_index(session)
    with session.db.write():
        session.db.peewee.execute_sql("DELETE FROM search_index_data WHERE id > 100")
    assert faults(session).keys() == {CheckName.SEARCH_INDEX}
    assert not any(each.is_fault for each in doctor.repair(session))
    check_index(session)


def test_while_a_batch_is_at_work_nothing_is_repaired(sqlite_session: Session) -> None:
    session = sqlite_session
    add_customer(session, "Anna")
    with session.db.write():
        session.db.run(CustomerSearchRow.delete())
    with session.db.batch_lock(), pytest.raises(CrmError) as refusal:
        doctor.repair(session)
    assert refusal.value.code == "batch_running"
    assert faults(session).keys() == {CheckName.SEARCH_INDEX}


def test_the_command_ends_with_1_where_something_is_wrong(crm: CommandLine) -> None:
    crm.json("add", "--name", "Anna")
    document = crm.json("doctor")
    assert document["ok"] is True
    assert [each["name"] for each in document["checks"]] == [str(name) for name in CheckName]
    assert all(each.keys() == {"name", "status", "message"} for each in document["checks"])
    session = open_session(crm.home / "tui-crm.db")
    with session.db.write():
        session.db.run(CustomerSearchRow.delete())
    session.close()
    run = crm.run("doctor", "--json")
    assert run.status == 1
    broken = json.loads(run.out)
    assert broken["ok"] is False
    assert [each["name"] for each in broken["checks"] if each["status"] == "fault"] == [
        "search_index"
    ]
    assert crm.json("doctor", "--repair")["ok"] is True
    assert "Nothing is wrong." in crm.text("doctor")


def test_a_repair_looks_at_those_too_whom_no_sample_holds(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sqlite_session
    monkeypatch.setattr(doctor, "SAMPLE", 2)
    for number in range(9):
        add_customer(session, f"Anna {number}")
    with session.db.write():
        changed = CustomerSearchRow.update(names="zebra")
        session.db.run(changed.where(CustomerSearchRow.customer == 3))
    assert not faults(session)
    doctor.repair(session)
    check_index(session)


def test_a_repair_that_is_stopped_keeps_what_it_put_right(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sqlite_session
    monkeypatch.setattr(doctor, "LOOKED_AT", 4)
    ids = [add_customer(session, f"Anna {number}").id for number in range(9)]
    with session.db.write():
        session.db.run(CustomerSearchRow.update(names="zebra"))
    done: list[int] = []

    def stop_early(name: CheckName, last: int, _total: int) -> bool:
        done.append(last)
        return name is not CheckName.VOCABULARY or last != ids[3]

    with pytest.raises(Cancelled):
        doctor.repair(session, stop_early)
    wrong = search_check.look_at(session.db, ids).wrong
    assert [each.id for each in wrong] == ids[4:]
    with session.db.batch_lock() as is_free:
        assert is_free


def test_whoever_is_changed_while_the_repair_looks_at_others_is_looked_at_again(
    office: Session,
) -> None:
    """Also where the change writes no tokens."""
    db = office.db
    others = [add_customer(office, name) for name in ("Carla", "Doris", "Erna")]
    with db.write():
        db.run(CustomerSearchRow.update(names="zebra"))
    ids = [each.id for each in others]
    found = search_check.look_at(db, ids).wrong
    customers.edit(office, ids[0], {"name": "Carola"})
    customers.edit(office, ids[1], {"note": "called"})
    with db.write():
        search_check.put_right(db, found)
    assert search_check.look_at(db, ids) == ([], [])
    assert [hit.row.name for hit in search(office, "carola").hits] == ["Carola"]
