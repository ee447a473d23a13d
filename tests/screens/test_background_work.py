"""Long work on a thread: its progress, its stop, what came of it, and quitting meanwhile."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from tests.support.screens import (
    DEADLINE_SECONDS,
    drawn_lines,
    drawn_text,
    until_open,
    wait_until,
)
from tests.support.sessions import add_customer
from tests.support.shown import ShownApp
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.domain.errors import CrmError
from tui_crm.screens.background_work import BackgroundWork, Job, Outcome, Report
from tui_crm.screens.base import CommandScreen
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.leaving import Leaving
from tui_crm.screens.works import WorkKind, Works, work_of
from tui_crm.services.batches import Cancelled
from tui_crm.services.session import Session


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep settings and drafts of each test to itself, and its sentences in English."""
    monkeypatch.setenv("TUI_CRM_HOME", str(tmp_path / "home"))
    with i18n.speaking("en"):
        yield


class Held:
    """Work that goes on until it is let go, or stopped; then it is taken back when let go."""

    def __init__(self) -> None:
        self.may_end = Event()
        self.may_be_taken_back = Event()
        self.was_taken_back = False

    def run(self, report: Report) -> Outcome:
        while not self.may_end.wait(0.01):
            if not report(40, 100):
                report.taking_back(10, 40)
                assert self.may_be_taken_back.wait(DEADLINE_SECONDS)
                self.was_taken_back = True
                raise Cancelled
        return Outcome(sentence="All is done.")

    def job(self, *, stopped: str = "All is as it was.", is_reading: bool = False) -> Job:
        return Job(
            title="Level → [b]B", run=self.run, total=100, stopped=stopped, is_reading=is_reading
        )


async def test_a_watcher_hears_of_progress_and_takes_the_outcome_once(
    sqlite_session: Session,
) -> None:
    held, work, heard = Held(), BackgroundWork(), list[str]()
    app = ShownApp(CommandScreen())
    async with app.run_test() as pilot:

        def watch() -> None:
            if (outcome := work.take_outcome()) is not None:
                heard.append(outcome.sentence)
            else:
                heard.append(work.words())

        work.watch(watch)
        work.watch(watch)
        work.start(app, sqlite_session, held.job())
        assert heard == ["Level → [b]B: 0 of 100 · 0%"]
        await wait_until(pilot, lambda: len(heard) > 1)
        assert heard[1].startswith("Level → [b]B: 40 of 100 · 40%")
        held.may_end.set()
        await wait_until(pilot, lambda: not work.is_running)
        assert heard[-1] == "All is done."
        assert work.take_outcome() is None
        assert work.outcome == Outcome(sentence="All is done.")
        assert not app._notifications


async def test_what_nobody_watches_is_told_in_a_notice(sqlite_session: Session) -> None:
    def run(_report: Report) -> Outcome:
        raise CrmError("batch_running")

    work = BackgroundWork()
    app = ShownApp(CommandScreen())
    async with app.run_test() as pilot:
        work.start(app, sqlite_session, Job(title="Level → B", run=run))
        await wait_until(pilot, lambda: bool(app._notifications))
        (notice,) = app._notifications
        assert notice.message.startswith("Another import or bulk change is at work.")
        assert notice.severity == "warning"


async def test_one_piece_of_a_kind_is_at_work_at_a_time(sqlite_session: Session) -> None:
    held = Held()
    app = ShownApp(CommandScreen())
    async with app.run_test() as pilot:
        work = work_of(app, WorkKind.CHANGE)
        work.start(app, sqlite_session, held.job())
        assert work_of(app, WorkKind.CHANGE) is work
        assert app.works.running() == (work,)
        with pytest.raises(CrmError, match="batch_running"):
            work.start(app, sqlite_session, held.job())
        held.may_end.set()
        await wait_until(pilot, lambda: not work.is_running)
        assert app.works.running() == ()


async def test_what_is_stopped_counts_down_and_says_what_that_left(
    sqlite_session: Session,
) -> None:
    held, work = Held(), BackgroundWork()
    app = ShownApp(CommandScreen())
    async with app.run_test() as pilot:
        work.start(app, sqlite_session, held.job())
        await wait_until(pilot, lambda: work.done == 40)
        work.stop()
        assert work.words() == "Level → [b]B: taking everything back, 40 left"
        held.may_be_taken_back.set()
        await wait_until(pilot, lambda: not work.is_running)
        assert work.outcome == Outcome(sentence="All is as it was.")
        assert held.was_taken_back


async def test_what_would_be_left_halfway_is_not_stopped(sqlite_session: Session) -> None:
    held, work = Held(), BackgroundWork()
    app = ShownApp(CommandScreen())
    async with app.run_test() as pilot:
        work.start(app, sqlite_session, held.job(stopped=""))
        work.stop()
        assert not work.can_stop
        assert not work.is_stopping
        held.may_end.set()
        await wait_until(pilot, lambda: not work.is_running)
        assert work.outcome == Outcome(sentence="All is done.")


def test_an_app_that_keeps_no_works_is_an_error_of_the_program() -> None:
    from textual.app import App

    with pytest.raises(TypeError):
        work_of(App[None](), WorkKind.IMPORT)
    assert Works().running() == ()


# --- quitting ---


@pytest.mark.parametrize("kind", list(WorkKind))
async def test_quitting_asks_and_leaves_when_all_is_taken_back(
    sqlite_session: Session, kind: WorkKind
) -> None:
    """No goes on as if nothing had been asked; yes stops, shows how far that is, and leaves."""
    add_customer(sqlite_session, "Ann")
    held = Held()
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        work = app.works.of(kind)
        work.start(app, sqlite_session, held.job())
        await wait_until(pilot, lambda: work.done == 40)
        await pilot.press("q")
        await until_open(pilot, Confirm)
        await pilot.pause()
        text = " ".join(str(app.screen.query_one("#question", Static).render()).split())
        assert "Level → [b]B: 40 of 100" in text
        assert "what it has done is taken back first" in text
        await pilot.press("n")
        await pilot.pause()
        assert (work.is_running, work.is_stopping, app.is_running) == (True, False, True)
        await pilot.press("q", "y")
        await wait_until(pilot, lambda: "taking everything back" in drawn_text(app))
        assert isinstance(app.screen, Leaving)
        assert not app._exit
        held.may_be_taken_back.set()
        await wait_until(pilot, lambda: app._exit)
    assert held.was_taken_back


async def test_what_cannot_be_stopped_is_waited_for(sqlite_session: Session) -> None:
    """Esc stays in the program; the work goes on either way."""
    add_customer(sqlite_session, "Ann")
    held = Held()
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        work = app.works.of(WorkKind.UNDO)
        work.start(app, sqlite_session, held.job(stopped=""))
        await pilot.press("q")
        await wait_until(pilot, lambda: "cannot be left halfway" in drawn_text(app))
        await pilot.press("y")
        await wait_until(pilot, lambda: "leaves when this is done" in drawn_text(app))
        await pilot.press("escape")
        await pilot.pause()
        assert (work.is_running, app._exit, len(app.screen_stack)) == (True, False, 1)
        await pilot.press("q")
        await until_open(pilot, Confirm)
        await pilot.press("y")
        await until_open(pilot, Leaving)
        held.may_end.set()
        await wait_until(pilot, lambda: app._exit)
    assert not held.was_taken_back


async def test_what_only_reads_is_stopped_without_a_word_of_taking_back(
    sqlite_session: Session,
) -> None:
    add_customer(sqlite_session, "Ann")
    held = Held()
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        app.works.of(WorkKind.UNDO).start(app, sqlite_session, held.job(is_reading=True))
        await pilot.press("q")
        await wait_until(pilot, lambda: "Quitting stops it." in drawn_text(app))
        await pilot.press("y")
        await wait_until(pilot, lambda: "stopping…" in drawn_text(app))
        held.may_be_taken_back.set()
        await wait_until(pilot, lambda: app._exit)


async def test_quitting_leaves_at_once_where_the_work_ended_before_the_answer(
    sqlite_session: Session,
) -> None:
    add_customer(sqlite_session, "Ann")
    held = Held()
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        work = app.works.of(WorkKind.VALUES)
        work.start(app, sqlite_session, held.job())
        await pilot.press("q")
        await until_open(pilot, Confirm)
        held.may_end.set()
        await wait_until(pilot, lambda: not work.is_running)
        await pilot.press("y")
        await wait_until(pilot, lambda: app._exit)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24)], ids=str)
async def test_what_is_waited_for_is_drawn_in_straight_lines(
    sqlite_session: Session, size: tuple[int, int], language: str
) -> None:
    held = Held()
    with i18n.speaking(language):
        app = ShownApp(CommandScreen())
        async with app.run_test(size=size) as pilot:
            work = app.works.of(WorkKind.IMPORT)
            work.start(app, sqlite_session, held.job())
            work.stop()
            app.push_screen(Leaving(app.works.running()))
            await wait_until(pilot, lambda: isinstance(app.screen, Leaving))
            await pilot.pause()
            assert {cell_len(line) for line in drawn_lines(app)} == {size[0]}
            if size[0] >= 40:
                assert "[b]B" in drawn_text(app)
            held.may_be_taken_back.set()
            await wait_until(pilot, lambda: not isinstance(app.screen, Leaving))
