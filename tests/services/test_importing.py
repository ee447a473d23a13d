"""Imports on both engines: every row accounted for, nothing twice, all of it taken back."""

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.sessions import add_customer, add_user, stored
from tui_crm.domain.customer import Customer, Kind
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.import_identity import OnDuplicate
from tui_crm.domain.imports import MAX_WARNINGS, ImportFigures, ImportOptions
from tui_crm.domain.mapping_choice import MappingChoice, parse_choice
from tui_crm.domain.promise import Promise
from tui_crm.domain.steps import StepState
from tui_crm.services import batches, customers, importing, undo
from tui_crm.services.batches import Cancelled
from tui_crm.services.importing import import_file
from tui_crm.services.session import Session
from tui_crm.store import customers as customer_store
from tui_crm.store import numbers, pages, steps

DATA = Path(__file__).parent.parent / "data"
SALESFORCE = DATA / "import" / "csv" / "salesforce_accounts.csv"
SPECTRUM = sorted((DATA / "import" / "csv" / "spectrum").rglob("*.csv"))
CHINESE = DATA / "duplicates" / "zh_customers.csv"


def table(path: Path, *rows: Sequence[str], encoding: str = "utf-8") -> Path:
    """Write rows, the headings first, as a CSV file."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a test may write its table."""
    return tmp_path / "customers.csv"


def run(session: Session, path: Path, **options: object) -> ImportFigures:
    """Import a file with the options named."""
    return import_file(session, path, replace(ImportOptions(), **options))


def everybody(session: Session) -> list[Customer]:
    """Return all customers, by id."""
    return list(pages.all_customers(session.db, session.viewer))


def counts(figures: ImportFigures) -> tuple[int, int, int, int, int]:
    """Return created, updated, skipped, duplicates, failed."""
    return (
        figures.created,
        figures.updated,
        figures.skipped,
        figures.duplicates,
        figures.failed,
    )


@pytest.mark.parametrize("path", [SALESFORCE, CHINESE], ids=lambda path: path.name)
def test_a_real_file_comes_in_once(session: Session, path: Path) -> None:
    """All rows are accounted for, and the second import of the same file creates nothing."""
    first = run(session, path)
    assert first.rows == first.created + first.duplicates > 400
    assert first.created == customer_store.count(session.db, session.viewer)
    second = run(session, path)
    assert counts(second) == (0, 0, 0, first.rows, 0)
    assert customer_store.count(session.db, session.viewer) == first.created


def test_the_salesforce_file_is_read_as_latin_1(session: Session) -> None:
    figures = run(session, SALESFORCE)
    assert figures.encoding == "latin-1"
    assert figures.mapping["NAME"] == "name"


@pytest.mark.parametrize("path", SPECTRUM, ids=lambda path: path.stem)
def test_the_files_of_the_csv_spectrum_need_a_mapping(session: Session, path: Path) -> None:
    """With the first column as the name each comes in, once; without, it is refused or read."""
    first = run(session, path, choices=(MappingChoice(column="1", field="name"),))
    assert first.rows == first.created + first.updated + first.failed + first.duplicates > 0
    assert first.created > 0
    second = run(session, path, choices=(MappingChoice(column="1", field="name"),))
    assert second.created == 0


def test_a_file_of_which_no_column_is_known_is_refused(session: Session, file: Path) -> None:
    table(file, ["colour", "size"], ["red", "3"])
    with pytest.raises(CrmError) as refusal:
        run(session, file)
    assert refusal.value.code == "no_known_column"
    assert refusal.value.params["columns"] == "colour, size"
    assert everybody(session) == []


def test_cells_as_they_come(session: Session, file: Path) -> None:
    """Quoted formulas, Excel's text cells, dates in Chinese and two numbers in a cell."""
    table(
        file,
        ["姓名", "手机", "备注", "下次联系日期", "客户级别"],
        ['="张三"', '="13800138000"', "'=1+1", "2027年3月1日", "A"],
        ["李四", "13900139000 / 13700137000", "'@home", "20270302", "VIP"],
    )
    assert run(session, file).created == 2
    zhang, li = everybody(session)
    assert (zhang.name, zhang.note) == ("张三", "=1+1")
    assert [phone.e164 for phone in zhang.phones] == ["+8613800138000"]
    assert zhang.promise is not None
    assert zhang.promise.on.isoformat() == "2027-03-01"
    assert [phone.e164 for phone in li.phones] == ["+8613900139000", "+8613700137000"]
    assert li.note == "@home"
    assert session.value_title(zhang.level) == "A"
    assert session.value_title(li.level) == "VIP"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_encodings_are_recognised(session: Session, file: Path, encoding: str) -> None:
    rows = [["客户名称", "联系人", "手机"], ["深圳华强电子有限公司", "张三", "13800138000"]]
    table(file, *rows, encoding=encoding)
    assert run(session, file).created == 1
    assert everybody(session)[0].company == "深圳华强电子有限公司"


def test_an_encoding_can_be_forced(session: Session, file: Path) -> None:
    table(file, ["name", "phone"], ["Renée", "020 7946 0000"], encoding="latin-1")
    run(session, file, encoding="latin-1")
    assert everybody(session)[0].name == "Renée"


def test_a_spreadsheet_comes_in_like_a_text_file(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("客户")
        sheet.write_row(0, 0, ["姓名", "手机"])
        sheet.write_row(1, 0, ["张三", 13800138000])
    figures = run(session, path)
    assert (counts(figures), figures.encoding) == ((1, 0, 0, 0, 0), "")
    assert everybody(session)[0].phones[0].e164 == "+8613800138000"


def test_rows_that_tell_nobody_or_break_a_limit_fail(session: Session, file: Path) -> None:
    table(file, ["name", "phone", "note"], ["", "", "who?"], ["x" * 301, "", ""], ["Ann", "", ""])
    figures = run(session, file)
    assert counts(figures) == (1, 0, 0, 0, 2)
    assert [figures.failures[row].code for row in (2, 3)] == ["no_identity", "too_long"]


def test_failed_rows_can_be_mended_and_imported_again(
    session: Session, file: Path, tmp_path: Path
) -> None:
    """The file of failed rows has the reason behind each; its own import leaves it out."""
    errors = tmp_path / "failed.csv"
    table(file, ["name", "note"], ["", "=who"], ["Ann", ""])
    assert run(session, file, errors=errors).failed == 1
    with errors.open(encoding="utf-8-sig", newline="") as text:
        heading, row = csv.reader(text)
    assert heading == ["name", "note", "import error"]
    assert row[:2] == ["", "'=who"]
    assert row[2]
    table(file, heading, ["Bob", *row[1:]])
    figures = run(session, file)
    assert counts(figures) == (1, 0, 0, 0, 0)
    assert figures.mapping["import error"] == "ignore"
    assert everybody(session)[-1].note == "=who"


def test_an_existing_file_is_not_overwritten_with_failed_rows(session: Session, file: Path) -> None:
    table(file, ["name"], ["Ann"])
    with pytest.raises(CrmError, match="file_exists"):
        run(session, file, errors=file, can_overwrite_errors=True)
    assert everybody(session) == []


def test_unreadable_cells_go_into_the_note_with_a_warning(session: Session, file: Path) -> None:
    table(file, ["name", "next_contact", "owner"], ["Ann", "someday", "nobody"])
    figures = run(session, file)
    assert [each.code for each in figures.warnings] == ["unreadable_cell", "unknown_owner_cell"]
    ann = everybody(session)[0]
    assert ann.note == "next_contact: someday\nowner: nobody"
    assert ann.owner == session.viewer.user_id


def test_warnings_are_kept_up_to_a_number(session: Session, file: Path) -> None:
    rows = [[f"n{number}", "someday"] for number in range(MAX_WARNINGS + 20)]
    table(file, ["name", "next_contact"], *rows)
    figures = run(session, file)
    assert (len(figures.warnings), figures.warning_count) == (MAX_WARNINGS, MAX_WARNINGS + 20)


def test_owners_are_found_by_login_and_shown_name(session: Session, file: Path) -> None:
    tom = add_user(session, "tom", name="Tom Fox")
    amy = add_user(session, "amy")
    table(file, ["name", "owner", "second_owner"], ["a", "TOM", "amy"], ["b", "Tom Fox", ""], ["c"])
    assert run(session, file, owner="amy").warning_count == 0
    owners = [(each.owner, each.second_owner) for each in everybody(session)]
    assert owners == [(tom, amy), (tom, None), (amy, None)]


def test_an_owner_for_all_must_be_known(session: Session, file: Path) -> None:
    table(file, ["name"], ["Ann"])
    with pytest.raises(FieldError, match="no_such_login"):
        run(session, file, owner="nobody")


def test_shipped_words_match_in_either_language(session: Session, file: Path) -> None:
    before = len(session.shared.values)
    table(file, ["name", "industry"], ["a", "Logistics"], ["b", "物流"], ["c", "Space"])
    run(session, file)
    first, second, third = everybody(session)
    assert first.industry is not None
    assert session.shared.values[first.industry].code == "logistics"
    assert session.value_title(third.industry) == "Space"
    assert third.industry != first.industry != second.industry or first.industry == second.industry
    assert len(session.shared.values) <= before + 2


def test_a_number_matches_where_the_company_agrees(session: Session, file: Path) -> None:
    known = add_customer(session, "张三", company="华强 (深圳)", phones="13800138000")
    table(
        file,
        ["姓名", "公司", "手机"],
        ["老张", "华强(深圳)", "+86 138 0013 8000"],
        ["王五", "别的公司", "13800138000"],
        ["张三", "", "13800138000"],
    )
    figures = run(session, file)
    assert counts(figures) == (1, 0, 0, 2, 0)
    assert [each.code for each in figures.warnings] == ["shares_number"]
    assert figures.warnings[0].params == (("customers", f"#{known.id}"),)


def test_without_numbers_name_and_company_decide(session: Session, file: Path) -> None:
    add_customer(session, "Ann Lee", company="Brightside Ltd")
    table(
        file,
        ["name", "company", "email"],
        ["ann  lee", "BRIGHTSIDE LTD", ""],
        ["Ann Lee", "Other", ""],
        ["", "", "x@example.com"],
        ["", "", "X@example.com"],
    )
    assert counts(run(session, file)) == (2, 0, 0, 2, 0)


def test_ids_match_only_who_was_there_before(session: Session, file: Path) -> None:
    known = add_customer(session, "Ann")
    table(file, ["id", "name"], [str(known.id), "Anna"], [str(known.id + 1), "Bob"], ["x", "Cid"])
    figures = run(session, file, on_duplicate=OnDuplicate.OVERWRITE)
    assert counts(figures) == (2, 1, 0, 0, 0)
    assert [each.name for each in everybody(session)] == ["Anna", "Bob", "Cid"]


def test_fill_writes_into_empty_fields_alone(session: Session, file: Path) -> None:
    known = add_customer(session, "Ann", company="X", phones="13800138000", email="a@x.com")
    table(
        file,
        ["name", "company", "phones", "email", "address", "level", "kind"],
        ["Ann", "X", "13800138000; 13900139000", "b@x.com", "Main St 1", "B", "customer"],
    )
    figures = run(session, file, on_duplicate=OnDuplicate.FILL)
    assert counts(figures) == (0, 1, 0, 0, 0)
    now = stored(session, known)
    assert (now.email, now.address, len(now.phones)) == ("a@x.com", "Main St 1", 2)
    assert session.value_title(now.level) == "B"
    assert (now.kind, now.version) == (Kind.LEAD, known.version + 1)
    again = run(session, file, on_duplicate=OnDuplicate.FILL)
    assert counts(again) == (0, 0, 1, 0, 0)


def test_overwrite_takes_what_the_row_says(session: Session, file: Path) -> None:
    tom = add_user(session, "tom")
    known = add_customer(session, "Ann", company="X", phones="13800138000", email="a@x.com")
    table(
        file,
        ["name", "company", "phones", "email", "owner", "level", "custom.Size"],
        ["Ann", "X", "13800138000", "b@x.com", "tom", "b", "9"],
    )
    assert counts(run(session, file, on_duplicate=OnDuplicate.OVERWRITE)) == (0, 1, 0, 0, 0)
    now = stored(session, known)
    assert (now.email, now.owner, now.custom) == ("b@x.com", tom, (("Size", "9"),))
    assert counts(run(session, file, on_duplicate=OnDuplicate.OVERWRITE)) == (0, 0, 1, 0, 0)


def test_new_makes_every_row_and_notes_the_reason(session: Session, file: Path) -> None:
    add_customer(session, "Ann", company="X")
    table(file, ["name", "company"], ["Ann", "X"], ["Ann", "X"])
    figures = run(session, file, on_duplicate=OnDuplicate.NEW, reason="two branches")
    assert counts(figures) == (2, 0, 0, 0, 0)
    assert undo.newest(session).note("reason") == "two branches"


def test_the_second_row_of_one_customer_updates_him(session: Session, file: Path) -> None:
    table(
        file, ["name", "company", "email", "wechat"], ["Ann", "X", "a@x", ""], ["Ann", "X", "", "w"]
    )
    assert counts(run(session, file, on_duplicate=OnDuplicate.FILL)) == (1, 1, 0, 0, 0)
    (ann,) = everybody(session)
    assert (ann.email, ann.wechat) == ("a@x", "w")


def test_do_not_call_comes_in_and_survives(session: Session, file: Path) -> None:
    """A marked row lists its numbers, wherever they stand; a listed number comes in marked."""
    other = add_customer(session, "Bob", phones="13800138000")
    table(
        file,
        ["name", "phones", "dnc"],
        ["Ann", "13800138000", "yes"],
        ["Cid", "13900139000 [dnc]", ""],
        ["Dan", "13700137000", "no"],
    )
    figures = run(session, file)
    assert figures.created == 3
    assert [each.is_do_not_call for each in everybody(session)] == [True, True, True, False]
    assert stored(session, other).phones[0].is_do_not_call
    table(file, ["name", "phones"], ["Eve", "13900139000"])
    run(session, file)
    assert everybody(session)[-1].is_do_not_call


def test_undo_takes_back_what_was_made_changed_and_listed(session: Session, file: Path) -> None:
    known = add_customer(session, "Ann", company="X", email="a@x", phones="13800138000")
    table(
        file,
        ["name", "company", "phones", "email"],
        ["Ann", "X", "13800138000 [dnc]", "b@x"],
        ["Ann", "X", "13800138000", "c@x"],
        ["Bob", "Y", "13900139000 [dnc]", "d@y"],
    )
    figures = run(session, file, on_duplicate=OnDuplicate.OVERWRITE)
    assert counts(figures) == (1, 2, 0, 0, 0)
    assert undo.undo(session).skipped == ()
    now = stored(session, known)
    assert (now.email, now.is_do_not_call) == ("a@x", False)
    assert [each.name for each in everybody(session)] == ["Ann"]
    assert not numbers.listed(session.db, ["+8613800138000", "+8613900139000"])


def test_undo_leaves_whom_somebody_worked_on(session: Session, file: Path) -> None:
    table(file, ["name"], ["Ann"], ["Bob"])
    run(session, file)
    ann = everybody(session)[0]
    customers.edit(session, ann.id, {"note": "met"})
    step = next(each for each in undo.list_steps(session) if undo.is_batch(each))
    assert undo.undo(session, step.id).skipped == (ann.id,)
    assert [each.name for each in everybody(session)] == ["Ann"]


def test_a_stopped_import_leaves_nothing(session: Session, file: Path) -> None:
    table(file, ["name"], *[[f"n{number}"] for number in range(300)])
    seen: list[int] = []

    def progress(done: int, total: int) -> bool:
        seen.append(done)
        return False

    with pytest.raises(Cancelled):
        import_file(session, file, ImportOptions(), progress)
    assert seen == [importing.FIRST_CHUNK]
    assert everybody(session) == []
    assert undo.list_steps(session)[0].state is StepState.UNDONE


def test_a_killed_import_is_taken_back_by_the_next_start(
    session: Session, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a process that died half-way leaves is a running step with its customers."""
    table(file, ["name"], *[[f"n{number}"] for number in range(300)])

    class Killed(BaseException):
        pass

    def die(done: int, total: int) -> bool:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(batches, "_take_back", lambda *_args, **_kwargs: ())
        with pytest.raises(Killed):
            import_file(session, file, ImportOptions(), die)
    assert len(everybody(session)) == importing.FIRST_CHUNK
    assert len(steps.running(session.db)) == 1
    (step,) = batches.take_back_killed(session)
    assert everybody(session) == []
    assert step.note("file") == file.name


@pytest.mark.parametrize("mode", list(OnDuplicate))
def test_a_dry_run_tells_the_figures_and_writes_nothing(
    session: Session, file: Path, mode: OnDuplicate
) -> None:
    add_customer(session, "Ann", company="X")
    table(
        file,
        ["name", "company", "phones", "level"],
        ["Ann", "X", "13800138000", "Q"],
        ["Ann", "X", "13800138000", "Q"],
        ["Bob", "Y", "13900139000", ""],
        ["Bob", "Y", "13900139000", "A"],
        ["Bob", "Y", "13900139000", "A"],
        ["", "", "", "B"],
    )
    trial = run(session, file, on_duplicate=mode, is_dry_run=True)
    assert trial.batch is None
    assert len(everybody(session)) == 1
    done = run(session, file, on_duplicate=mode)
    assert counts(trial) == counts(done)
    assert trial.warnings == done.warnings


def test_a_large_file_is_read_by_a_process_of_its_own(
    session: Session, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The figures are those of reading it here, refusals on the way included."""
    monkeypatch.setattr("tui_crm.services.import_stream.LARGE_BYTES", 0)
    rows = [[f"n{number}", f"1380013{number:04}", "someday"] for number in range(1000)]
    table(file, ["name", "phone", "next_contact"], *rows, ["", "", "someday"])
    figures = run(session, file)
    assert counts(figures) == (1000, 0, 0, 0, 1)
    assert figures.warning_count == 1000
    file.write_bytes(file.read_bytes() + b'"open')
    with pytest.raises(CrmError, match="quote_open"):
        run(session, file)
    assert len(everybody(session)) == 1000


def test_a_promise_that_has_passed_stays_overdue(session: Session, file: Path) -> None:
    table(file, ["name", "next_contact"], ["Ann", "2020-01-02"])
    run(session, file)
    promise = everybody(session)[0].promise
    assert isinstance(promise, Promise)
    assert promise.on.isoformat() == "2020-01-02"


def test_naughty_strings_come_in_and_are_known_again(session: Session, file: Path) -> None:
    """Hostile texts in every column: stored, or failed with a reason; a second time nothing new."""
    texts = json.loads((DATA / "naughty_strings.json").read_text(encoding="utf-8"))
    rows = [[text, text, text, text] for text in texts]
    table(file, ["name", "company", "note", "phone"], *rows, encoding="utf-8")
    first = run(session, file)
    assert first.rows > 400
    assert first.created > 400
    assert run(session, file).created == 0


CELLS = st.sampled_from(
    [
        "",
        "张三",
        "Ann",
        "ann ",
        "X 公司",
        "13800138000",
        "138 0013 8000",
        "a@x.com",
        "'=1",
        "9" * 501,
    ]
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    rows=st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=12),
    mode=st.sampled_from(list(OnDuplicate)),
)
def test_every_row_of_any_table_is_accounted_for(
    sqlite_session: Session, tmp_path: Path, rows: list[list[str]], mode: OnDuplicate
) -> None:
    """The figures add up to the rows that are not blank; made over again only with NEW."""
    session = sqlite_session
    path = table(tmp_path / "random.csv", ["name", "company", "phone", "email"], *rows)
    filled = sum(1 for row in rows if "".join(row).strip())
    before = len(everybody(session))
    trial = run(session, path, on_duplicate=mode, is_dry_run=True)
    first = run(session, path, on_duplicate=mode)
    assert counts(trial) == counts(first)
    assert first.rows == filled
    assert len(everybody(session)) == before + first.created
    second = run(session, path)
    assert (second.rows, second.created) == (filled, 0)
    assert second.batch is None, "it left a step to undo, and changed nothing"
    if first.batch is not None:
        undo.undo(session)
    assert len(everybody(session)) == before


def test_a_mapping_by_hand_is_used(session: Session, file: Path) -> None:
    table(file, ["foo", "bar"], ["Ann", "13800138000"])
    run(session, file, choices=(parse_choice("foo=name"), parse_choice("2=phones")))
    (ann,) = everybody(session)
    assert (ann.name, ann.phones[0].key) == ("Ann", "+8613800138000")
