"""The review of duplicates: pairs side by side, decided one by one or all that are the same."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.services.test_duplicate_check import add_others, add_twin, add_twins
from tests.support.held import HeldWork
from tests.support.hostile import BIDI, ESCAPES, MARKUP, foreign_sequences
from tests.support.screens import (
    drawn_lines,
    drawn_text,
    until_open,
    until_shown,
    wait_until,
)
from tests.support.sessions import FixedClock, add_customer, session_of
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.db import open_database
from tui_crm.domain.errors import CrmError
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.customer_page import CustomerPage
from tui_crm.screens.duplicates import DuplicatesScreen
from tui_crm.screens.steps import Steps
from tui_crm.services import customers, duplicate_review, undo
from tui_crm.services.duplicate_check import check_all
from tui_crm.services.duplicate_review import ReviewCounts
from tui_crm.services.keeping_apart import keep_apart
from tui_crm.services.session import Session
from tui_crm.store.customers import count
from tui_crm.widgets.feedback import FeedbackLine
from tui_crm.wording import explain

SIZES = [(80, 24), (120, 40)]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUI_CRM_HOME", str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.set_language("en")
    yield
    i18n.set_language("en")


async def open_review(pilot: Pilot[object], app: CrmApp, told: str) -> None:
    """Go to the review by its chord; wait until it says something."""
    await pilot.press("g", "u")
    await until_open(pilot, DuplicatesScreen)
    await wait_until(pilot, lambda: told in drawn_text(app))


@asynccontextmanager
async def review_open(
    session: Session, told: str, *, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[CrmApp, Pilot[object]]]:
    """Check everybody, and run the program with the review open that says so."""
    check_all(session)
    app = CrmApp(session)
    async with app.run_test(size=size) as pilot:
        await open_review(pilot, app, told)
        yield app, pilot


def line_with(app: CrmApp, text: str) -> str:
    """Return the first line of the screen that holds a text."""
    return next(line for line in drawn_text(app).splitlines() if text in line)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_an_unchecked_database_says_what_to_press(
    sqlite_session: Session, language: str
) -> None:
    """The empty state teaches the key of the check, which then finds the pair."""
    add_twins(sqlite_session)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        i18n.set_language(language)
        await open_review(pilot, app, " r")
        assert duplicate_review.rows(sqlite_session) == ()
        await pilot.press("r")
        await wait_until(pilot, lambda: "≠" in drawn_text(app))
        assert len(duplicate_review.rows(sqlite_session)) == 1


@pytest.mark.parametrize("size", SIZES)
async def test_the_two_stand_side_by_side_and_what_differs_is_marked(
    sqlite_session: Session, size: tuple[int, int]
) -> None:
    """Each field is a line: equal, different, or only on one side; the reasons are above."""
    a, b = add_twins(sqlite_session)
    customers.edit(sqlite_session, b, {"wechat": "wang_wx"})
    async with review_open(sqlite_session, "1 the same, 0 likely · checked 10:00", size=size) as (
        app,
        _pilot,
    ):
        first, second = (customers.get(sqlite_session, each) for each in (a, b))
        assert line_with(app, "Name  ").count(first.name) == 2
        assert " = " in line_with(app, "Name  ")
        company = line_with(app, "Company  ")
        assert " ≠ " in company
        assert company.index(first.company[:8]) < company.index(second.company[:4], 30)
        assert " + wang_wx" in line_with(app, "WeChat  ")
        assert f"same name: {first.name}" in " ".join(drawn_text(app).split())
        assert all(len(line.rstrip()) <= size[0] for line in drawn_lines(app))


async def test_nothing_found_says_what_was_checked_and_what_next(sqlite_session: Session) -> None:
    """After a check without a pair the list names number, time and key, not what was decided."""
    add_others(sqlite_session)
    number = count(sqlite_session.db, sqlite_session.viewer)
    async with review_open(sqlite_session, f"({number} customers checked, 10:00)") as (app, _pilot):
        assert "Press r to check all again." in " ".join(drawn_text(app).split())


async def test_what_was_told_goes_with_the_next_command(sqlite_session: Session) -> None:
    """The line of feedback is about what is on the screen, not about the pair before."""
    for number in (1, 2):
        add_twins(sqlite_session, number)
    async with review_open(sqlite_session, "2 the same") as (app, pilot):
        await pilot.press("s")
        await wait_until(pilot, lambda: "Skipped: " in drawn_text(app))
        await pilot.press("M")
        await until_open(pilot, Confirm)
        assert "Skipped: " not in drawn_text(app)


async def test_keep_both_takes_the_pair_away_and_undo_brings_it_back(
    sqlite_session: Session,
) -> None:
    """The key keeps both, the cursor stands on the next pair; u shows the pair again."""
    add_twins(sqlite_session)
    add_twins(sqlite_session, 2)
    async with review_open(sqlite_session, "2 the same", size=(120, 40)) as (app, pilot):
        next_pair = duplicate_review.rows(sqlite_session)[1]
        await pilot.press("k")
        await wait_until(pilot, lambda: "are two. u takes it back." in drawn_text(app))
        assert isinstance(app.screen, DuplicatesScreen)
        assert app.screen.row == next_pair
        await wait_until(pilot, lambda: "1 the same" in drawn_text(app))
        await pilot.press("u")
        await wait_until(pilot, lambda: "2 the same" in drawn_text(app))
        assert len(duplicate_review.rows(sqlite_session)) == 2


async def test_a_skipped_pair_comes_back_at_the_next_visit(sqlite_session: Session) -> None:
    """Skipping leaves the pair for another time, and writes nothing."""
    add_twins(sqlite_session)
    async with review_open(sqlite_session, "1 the same") as (app, pilot):
        await pilot.press("s")
        await wait_until(pilot, lambda: "Skipped pairs come back" in drawn_text(app))
        assert len(duplicate_review.rows(sqlite_session)) == 1
        await pilot.press("escape")
        await open_review(pilot, app, "same phone: ")


async def test_both_pages_open_and_lead_back(sqlite_session: Session) -> None:
    """The key o opens the one on the left, O the one on the right; Esc comes back."""
    pair = add_twins(sqlite_session)
    async with review_open(sqlite_session, "1 the same", size=(120, 40)) as (_app, pilot):
        for key, customer_id in zip(("o", "O"), pair, strict=True):
            await pilot.press(key)
            await until_open(pilot, CustomerPage)
            company = customers.get(sqlite_session, customer_id).company
            await until_shown(pilot, company)
            await pilot.press("escape")
            await until_open(pilot, DuplicatesScreen)


async def test_all_that_are_the_same_are_merged_after_a_preview(sqlite_session: Session) -> None:
    """M asks with the number and some names, merges in one step, and that step is undone whole."""
    for number in range(1, 4):
        add_twins(sqlite_session, number)
    likely = add_customer(sqlite_session, "陈晓", company="南山物流", phones="0755-88886666")
    add_customer(sqlite_session, "何平", company="南山物流", phones="0755-88886666")
    async with review_open(sqlite_session, "3 the same, 1 likely", size=(120, 40)) as (app, pilot):
        await pilot.press("M")
        await until_open(pilot, Confirm)
        assert "Merge 3 pairs that are the same?" in drawn_text(app)
        assert customers.get(sqlite_session, 1).name in drawn_text(app)
        await pilot.press("y")
        await wait_until(pilot, lambda: "3 customers went into others" in drawn_text(app))
        assert count(sqlite_session.db, sqlite_session.viewer) == 5
        (row,) = duplicate_review.rows(sqlite_session)
        assert row.a.id == likely.id
        await pilot.press("M")
        await wait_until(pilot, lambda: "No pair has the verdict" in drawn_text(app))
        await pilot.press("u")
        await until_open(pilot, Steps)
    undo.undo(sqlite_session)
    assert count(sqlite_session.db, sqlite_session.viewer) == 8


async def test_no_is_the_answer_where_nobody_says_yes(sqlite_session: Session) -> None:
    """Enter on the preview merges nobody."""
    add_twins(sqlite_session)
    async with review_open(sqlite_session, "1 the same") as (_app, pilot):
        await pilot.press("M")
        await until_open(pilot, Confirm)
        await pilot.press("enter")
        await until_open(pilot, DuplicatesScreen)
    assert count(sqlite_session.db, sqlite_session.viewer) == 2


async def test_a_check_is_stopped_by_its_key(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the check is at work its line names the key that stops it."""
    import threading

    from tui_crm.services.batches import Cancelled, Progress
    from tui_crm.services.duplicate_check import CheckFigures

    may_go_on = threading.Event()

    def slow(session: Session, *, progress: Progress) -> CheckFigures:
        while progress(1, 10):
            may_go_on.wait(0.02)
        raise Cancelled

    monkeypatch.setattr("tui_crm.screens.pair_work.check_all", slow)
    add_others(sqlite_session)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot, app, " r")
        await pilot.press("ctrl+x")
        await wait_until(pilot, lambda: "Nothing is at work." in drawn_text(app))
        await pilot.press("r")
        await wait_until(pilot, lambda: "ctrl+x stops" in drawn_text(app))
        await pilot.press("r")
        await wait_until(pilot, lambda: "at work" in drawn_text(app))
        await pilot.press("ctrl+x")
        await wait_until(pilot, lambda: "Stopped; the pairs found by then" in drawn_text(app))


async def test_keys_without_a_pair_say_so(sqlite_session: Session) -> None:
    """On an empty list the keys of a pair are dead, with the reason."""
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot, app, " r")
        for key in ("m", "k", "s", "o", "O"):
            app.screen.query_one(FeedbackLine).tell("")
            await pilot.press(key)
            await wait_until(pilot, lambda: "Nothing is under the cursor." in drawn_text(app))


@pytest.mark.parametrize("text", [MARKUP[0], ESCAPES[0], BIDI[0]])
async def test_hostile_texts_stand_harmlessly_side_by_side(
    sqlite_session: Session, text: str
) -> None:
    """Names that are markup or escapes are drawn as text."""
    for company in (f"{text}电子", f"深圳{text}电子有限公司"):
        add_customer(
            sqlite_session,
            text,
            company=company,
            phones="13800138000",
            email="wang@huaqiang.example",
        )
    check_all(sqlite_session)
    assert len(duplicate_review.rows(sqlite_session)) == 1
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await open_review(pilot, app, "checked")
        await wait_until(pilot, lambda: "电子" in drawn_text(app))
        assert not foreign_sequences(drawn_text(app).encode())


async def test_somebody_removed_meanwhile_is_told(sqlite_session: Session) -> None:
    """A pair of which one was archived by a colleague leaves at the next look."""
    add_twins(sqlite_session)
    async with review_open(sqlite_session, "1 the same", size=(120, 40)) as (app, pilot):
        customers.archive(sqlite_session, 2, reason="closed")
        await pilot.press("s")
        await wait_until(pilot, lambda: "≠" not in drawn_text(app))
        assert add_twin(sqlite_session, 9)


async def test_the_question_of_merging_all_comes_only_above_the_review(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a page was opened while the pairs were gathered, nothing is asked above it."""
    add_twins(sqlite_session)
    async with review_open(sqlite_session, "1 the same") as (app, pilot):
        gathering = HeldWork(monkeypatch, sqlite_session, duplicate_review, "same_pairs")
        await pilot.press("M")
        await gathering.until_begun(pilot)
        await pilot.press("o")
        await until_open(pilot, CustomerPage)
        await gathering.let_go(pilot)
        assert isinstance(app.screen, CustomerPage)


async def test_of_those_skipped_it_is_said_that_they_may_be_the_same(
    sqlite_session: Session,
) -> None:
    add_twins(sqlite_session)
    async with review_open(sqlite_session, "1 the same") as (_app, pilot):
        await pilot.press("s")
        await until_shown(pilot, "1 the same, 0 likely · 1 of them skipped · checked 10:00")
        await pilot.press("M")
        await until_shown(pilot, "but for those that you skipped")


async def test_the_figures_follow_what_a_colleague_decides(
    sqlite_session: Session, clock: FixedClock
) -> None:
    a, b = add_twins(sqlite_session)
    async with review_open(sqlite_session, "1 the same") as (app, pilot):
        assert sqlite_session.db.path is not None
        with closing(open_database(sqlite_session.db.path)) as other:
            keep_apart(session_of(other, clock), a, b)
        app.look_outside()
        await until_shown(pilot, "0 the same")


async def test_what_cannot_be_counted_says_why(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_session: Session) -> ReviewCounts:
        raise CrmError("batch_running")

    monkeypatch.setattr(duplicate_review, "counts", refused)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_review(pilot, app, explain(CrmError("batch_running")))
