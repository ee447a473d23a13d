"""The index of search stands right after every way in which customers are written."""

from pathlib import Path

import pytest

from tests.support.searched import check_index, store_all
from tests.support.sessions import add_customer
from tui_crm.db import Engine
from tui_crm.domain.bulk_change import BulkChange
from tui_crm.domain.import_identity import OnDuplicate
from tui_crm.domain.imports import ImportOptions
from tui_crm.domain.phone import read_numbers
from tui_crm.domain.search.fields import SearchFields
from tui_crm.domain.search.probes import AllOf, AnyOf, Term
from tui_crm.services import bulk_change, customers, desk, undo
from tui_crm.services.demo import fill_demo
from tui_crm.services.finding import search
from tui_crm.services.importing import import_file
from tui_crm.services.session import Session, new_uuid
from tui_crm.store import search_check
from tui_crm.store.models import CustomerSearchRow, CustomerTable
from tui_crm.store.search_match import Part, fts5_match, tsquery
from tui_crm.store.search_texts import index_text, kept_beginning, search_fields


def found(session: Session, text: str) -> list[int]:
    """Return the ids of those whom a query finds."""
    return [hit.row.id for hit in search(session, text).hits]


def test_a_customer_is_found_through_his_whole_life(session: Session) -> None:
    """Made, edited, called, archived, each taken back, and his making undone."""
    customer = add_customer(session, "张三", company="Foo Ltd", phones="13800138000")
    check_index(session)
    phones = read_numbers("13900139000", session.team.country)
    customers.edit(session, customer.id, {"name": "李四", "phones": phones})
    check_index(session)
    assert found(session, "李四") == found(session, "9001") == [customer.id]
    desk.log_canned(session, customer.id, "1", entry_uuid=new_uuid())
    customers.archive(session, customer.id, reason="closed")
    check_index(session)
    assert found(session, "lisi") == [customer.id]
    for _step in range(3):
        undo.undo(session)
        check_index(session)
    assert found(session, "张三") == [customer.id]
    assert found(session, "李四") == []
    undo.undo(session)
    check_index(session)
    assert found(session, "张三") == []


def test_a_call_does_not_touch_the_index(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is written anew only where something is searched that has changed."""
    customer = add_customer(session, "Anna", phones="13800138000")
    monkeypatch.setattr("tui_crm.store.search_index.replace", _refuse)
    desk.log_canned(session, customer.id, "1", entry_uuid=new_uuid())
    customers.edit(session, customer.id, {"note": "x"})
    check_index(session)


def _refuse(*_values: object) -> None:
    raise AssertionError


def test_an_import_its_second_run_and_taking_it_back(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "some.csv"
    lines = [
        f"王{number}号,深圳第{number}公司,138{number:08},Road {number}" for number in range(40)
    ]
    file.write_text("\n".join(["姓名,公司,电话,地址", *lines]), encoding="utf-8")
    import_file(session, file, ImportOptions())
    check_index(session)
    assert len(found(session, "王7号")) == 1
    file.write_text(file.read_text(encoding="utf-8").replace("Road", "Street"), encoding="utf-8")
    import_file(session, file, ImportOptions(on_duplicate=OnDuplicate.OVERWRITE))
    check_index(session)
    assert len(found(session, "street 7")) == len(found(session, "street 7 王7号")) == 1
    undo.undo(session)
    check_index(session)
    assert found(session, "street") == []
    undo.undo(session)
    check_index(session)
    assert found(session, "王7号") == []


def test_a_bulk_change_and_the_demo(session: Session) -> None:
    fill_demo(session, customers=60, seed=3)
    check_index(session)
    ids = [row[0] for row in session.db.rows(CustomerTable.select(CustomerTable.id).tuples())]
    bulk_change.change_many(session, ids, BulkChange(field="source", value="fair"))
    check_index(session)
    undo.undo(session)
    undo.undo(session)
    check_index(session)
    assert session.db.row(CustomerSearchRow.select().limit(1)) is None


def test_whoever_is_deleted_past_the_store_leaves_the_index_too(session: Session) -> None:
    """A reference that cascades and a statement of many rows keep it as single ones do."""
    ids = store_all(session, [SearchFields(name=f"name {number}") for number in range(30)])
    db = session.db
    with db.write():
        db.run(CustomerTable.delete().where(CustomerTable.id.in_(ids[:10])))
        changed = CustomerSearchRow.update(names="other", others="")
        db.run(changed.where(CustomerSearchRow.customer == ids[20]))
    if db.engine is Engine.SQLITE:
        assert matching(session, '"other"') == [ids[20]]
    with db.write():
        db.run(CustomerSearchRow.delete().where(CustomerSearchRow.customer == ids[20]))
        db.run(CustomerTable.delete().where(CustomerTable.id == ids[20]))
    check_index(session)
    assert sorted(found(session, "name")) == sorted({*ids[10:]} - {ids[20]})


def matching(session: Session, text: str) -> list[int]:
    """Return the rows of SQLite's index that match `text`."""
    sql = "SELECT rowid FROM search_index WHERE search_index MATCH ?"
    return [row[0] for row in session.db.peewee.execute_sql(sql, (text,)).fetchall()]


def test_a_write_that_fails_leaves_the_index_as_it_was(session: Session) -> None:
    customer = add_customer(session, "Anna")
    with pytest.raises(RuntimeError):
        _write_and_fail(session)
    check_index(session)
    assert found(session, "anna") == [customer.id]


def _write_and_fail(session: Session) -> None:
    with session.db.write():
        session.db.run(CustomerSearchRow.update(names="berta", others=""))
        raise RuntimeError


def test_short_beginnings_are_tokens_of_their_own() -> None:
    """Those of words up to five letters, those of Chinese up to one sign, none of marked ones."""
    fields = search_fields(
        name="张三 Annika",
        company="",
        phones=[("13800138000", "")],
        address="",
        email="",
        wechat="",
    )
    text = index_text(fields)
    tokens = set(text.names.split())
    assert {"^a", "^an", "^ann", "^anni", "^annik", "^张", "^三"} <= tokens
    assert not any(token.startswith(("^ŧ", "^annika", "^张三")) for token in tokens)
    assert [kept_beginning(each) for each in ("an", "annika", "张", "张三", "ŧ")] == [
        *("^an", None, "^张", None, None)
    ]
    assert not set(text.names.split()) & set(text.others.split())


PROBE = AllOf(
    parts=(
        Term(token='a"b'),
        AnyOf(parts=(Term(token="zh", is_prefix=True), Term(token="zhang'", is_prefix=True))),
    )
)


def test_a_probe_reads_in_the_language_of_each_engine() -> None:
    """Quoted whatever it holds; a short beginning is looked up, a longer one gathered."""
    assert fts5_match(PROBE, Part.NAMES) == ("""names : (("a""b" AND ("^zh" OR "zhang'"*)))""")
    assert fts5_match(PROBE, is_whole=True) == """("a""b" AND ("zh" OR "zhang'"))"""
    assert tsquery(PROBE) == """('a"b' & ('^zh' | 'zhang''':*))"""


def test_a_sample_is_spread_over_all_customers(session: Session) -> None:
    """Some of them from the first to the last, in one query; of few all, of nobody none."""
    assert search_check.sample_ids(session.db, 3) == []
    ids = [add_customer(session, f"Anna {number}").id for number in range(7)]
    assert search_check.sample_ids(session.db, 3) == [ids[0], ids[3], ids[6]]
    assert search_check.sample_ids(session.db, 100) == ids
