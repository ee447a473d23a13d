"""Screens run declared commands by key, chord, bar and palette, and say why not."""

import asyncio

import pytest
from textual import events
from textual.app import ComposeResult
from textual.command import CommandPalette
from textual.geometry import Size
from textual.widgets import Input, Static
from textual.widgets._toast import Toast

from tests.support.screens import until_open, wait_until
from tests.support.shown import ShownApp
from tui_crm.app_shell import ShellApp
from tui_crm.commands.command import Scope
from tui_crm.domain.errors import CrmError
from tui_crm.screens.base import CommandScreen
from tui_crm.screens.breakpoints import HEIGHTS, WIDTHS
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.keys_help import KeysHelp
from tui_crm.screens.working_day_form import WorkingDayForm
from tui_crm.screens.working_days import WorkingDays
from tui_crm.services.session import Session
from tui_crm.settings import LoadedSettings, Settings
from tui_crm.widgets.key_bar import KeyBar


class Desk(CommandScreen[None]):
    """A desk that writes down what was done on it."""

    SCOPES = (Scope.TODAY, Scope.DESK)
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.reasons: dict[str, str] = {}
        self.drafts = 0

    def compose(self) -> ComposeResult:
        yield Static("", id="list")
        yield Input(id="box")
        yield KeyBar()

    def why_not(self, command_id: str) -> str | None:
        return self.reasons.get(command_id)

    def keep_draft(self) -> None:
        self.drafts += 1

    def action_full_entry(self) -> None:
        self.done.append("full")

    def action_exact_date(self) -> None:
        self.done.append("exact")

    def action_find(self) -> None:
        self.done.append("find")

    def action_undo(self) -> None:
        self.done.append("undo")

    def action_dial(self) -> None:
        raise CrmError("bad_next_rule", text="[red]boom[/nope]")


class DeskApp(ShellApp):
    """The shell with one desk."""

    def __init__(self, loaded: LoadedSettings | None = None) -> None:
        super().__init__(loaded)
        self.desk = Desk()
        self.visited: list[str] = []

    def get_default_screen(self) -> Desk:
        return self.desk

    def action_go_customers(self) -> None:
        self.visited.append("customers")


def _with_keys(**keys: tuple[str, ...]) -> LoadedSettings:
    table = {name.replace("__", "."): value for name, value in keys.items()}
    return LoadedSettings(settings=Settings(keys=table))


def _notices(app: ShellApp) -> list[str]:
    return [str(toast.render()) for toast in app.screen.query(Toast)]


async def test_a_key_runs_the_command_s_action_on_the_screen() -> None:
    app = DeskApp()
    async with app.run_test() as pilot:
        await pilot.press("f", "T", "u", "backspace")
    assert app.desk.done == ["full", "exact", "undo", "undo"]


async def test_full_width_keys_count_too() -> None:
    app = DeskApp()
    async with app.run_test() as pilot:
        await pilot.press("／")
        assert app.desk.done == ["find"]
        await pilot.press("？")
        assert isinstance(app.screen, KeysHelp)


async def test_no_key_works_while_an_input_has_the_focus() -> None:
    app = DeskApp()
    async with app.run_test() as pilot:
        app.desk.query_one(Input).focus()
        await pilot.press("f", "T", "q", "g", "c", "?", "backspace")
        assert app.desk.query_one(Input).value == "fTqgc"
        assert app.is_running
    assert app.desk.done == []


async def test_a_command_that_cannot_run_says_why() -> None:
    app = DeskApp()
    app.desk.reasons["desk.full_entry"] = "[b]Frozen until Monday[/nope]"
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("f")
        await pilot.pause()
        assert any("[b]Frozen until Monday[/nope]" in each for each in _notices(app))
    assert app.desk.done == []


async def test_a_refusal_becomes_a_notice_with_its_sentence() -> None:
    app = DeskApp()
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert any("“[red]boom[/nope]” is no rule" in each for each in _notices(app))


async def test_g_then_a_letter_goes_elsewhere() -> None:
    app = DeskApp()
    async with app.run_test(size=(140, 24)) as pilot:
        await pilot.press("g")
        bar = app.desk.query_one(KeyBar)
        app.desk.refresh_commands()  # Something else has changed meanwhile.
        assert "c Customers" in bar.render_line(0).text
        await pilot.press("c")
        assert app.visited == ["customers"]
        assert "c Customers" not in bar.render_line(0).text


async def test_a_wrong_second_key_does_nothing_but_say_so() -> None:
    app = DeskApp()
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("g", "f")
        await pilot.pause()
        assert _notices(app) == ["There is no command g f."]
        await pilot.press("g", "escape")
        await pilot.press("f")
    assert app.desk.done == ["full"]


async def test_a_click_ends_the_waiting_for_a_second_key() -> None:
    app = DeskApp()
    async with app.run_test() as pilot:
        await pilot.press("g")
        app.post_message(  # as the terminal's driver does; the pilot's click goes past the app
            events.MouseDown(None, 5, 5, 0, 0, button=1, shift=False, meta=False, ctrl=False)
        )
        await pilot.press("f")
    assert app.desk.done == ["full"]


async def test_the_user_s_own_keys_take_the_place_of_the_declared_ones() -> None:
    app = DeskApp(_with_keys(desk__full_entry=("ctrl+t", "f4"), app__go_customers=("f6",)))
    async with app.run_test() as pilot:
        await pilot.press("f", "ctrl+t", "f4", "f6")
    assert app.desk.done == ["full", "full"]
    assert app.visited == ["customers"]


async def test_a_key_that_is_taken_is_refused_when_the_program_starts() -> None:
    app = DeskApp(_with_keys(desk__full_entry=("u",)))
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        assert any("already the key of “Undo”" in each for each in _notices(app))
        await pilot.press("f", "u")
    assert app.desk.done == ["full", "undo"]


async def test_the_bar_shows_keys_and_runs_what_is_clicked() -> None:
    app = DeskApp()
    async with app.run_test(size=(120, 10)) as pilot:
        bar = app.desk.query_one(KeyBar)
        column = bar.render_line(0).text.index("f full")
        await pilot.click(KeyBar, offset=(column, 0))
    assert app.desk.done == ["full"]


@pytest.mark.parametrize("size", [(1, 1), (3, 2), (20, 5), (80, 24)])
async def test_no_terminal_is_too_small(size: tuple[int, int]) -> None:
    app = DeskApp()
    async with app.run_test(size=size) as pilot:
        await pilot.press("g", "c", "?", "escape", "ctrl+p", "escape", "f")
    assert app.desk.done == ["full"]


async def test_the_palette_offers_the_commands_of_the_screen_and_runs_them() -> None:
    app = DeskApp()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        assert isinstance(app.screen, CommandPalette)
        await pilot.press(*"full entry")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
    assert app.desk.done == ["full"]


async def test_the_palette_may_be_busy_when_it_is_taken_down() -> None:
    """Textual's own calls what it shows by then, in a callback that no longer finds it."""
    app = DeskApp()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        palette = app.screen
        assert isinstance(palette, CommandPalette)
        await palette.remove_children()
        palette._show_busy = not palette._show_busy
        palette._list_visible = not palette._list_visible
        await pilot.pause()
        assert app.screen is palette


async def test_escape_at_home_does_nothing_and_q_quits() -> None:
    app = DeskApp()
    async with app.run_test() as pilot:
        await pilot.press("escape", "ctrl+q", "ctrl+c")
        await pilot.pause()
        assert app.is_running
        assert app.screen is app.desk
        await pilot.press("q")
    assert app.return_code == 0


class SizedScreen(CommandScreen[None]):
    """Notes which classes it has when its widgets are made."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def compose(self) -> ComposeResult:
        self.classes_at_first = self.classes
        yield KeyBar()


@pytest.mark.parametrize(
    ("size", "classes"),
    [
        ((120, 40), {"-wide", "-tall"}),
        ((99, 16), {"-narrow", "-low"}),
        ((100, 16), {"-wide", "-low"}),
    ],
)
async def test_a_screen_knows_the_terminal_s_size_before_it_is_laid_out(
    size: tuple[int, int], classes: set[str]
) -> None:
    """The classes by which it is laid out are there from the first layout on, and stay."""
    screen = SizedScreen()
    app = ShownApp(screen)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert screen.classes_at_first >= classes
        assert screen.classes == screen.classes_at_first
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        assert screen.classes >= {"-narrow", "-low"}


async def test_a_screen_that_is_left_before_it_is_there_begins_nothing(
    sqlite_session: Session,
) -> None:
    app = DeskApp()
    async with app.run_test() as pilot:
        days = WorkingDays(sqlite_session)
        app.push_screen(days)
        app.pop_screen()
        await wait_until(pilot, lambda: not days.is_running)
        assert app.screen is app.desk


class Beginning(CommandScreen[None]):
    """Notes that it has begun."""

    has_begun = False

    def on_mount(self) -> None:
        self.has_begun = True


@pytest.mark.parametrize("is_ending", [False, True])
async def test_a_screen_that_is_opened_while_the_program_ends_begins_nothing(
    monkeypatch: pytest.MonkeyPatch, *, is_ending: bool
) -> None:
    """Keys that waited open it when parts of it are being taken down already."""
    app = DeskApp()
    async with app.run_test():
        screen = Beginning()
        with monkeypatch.context() as ending:
            if is_ending:
                ending.setattr(app, "_running", False)
            await app.push_screen(screen)
        assert screen.has_begun is not is_ending


async def test_what_comes_late_does_nothing_on_a_screen_that_is_being_taken_down(
    sqlite_session: Session,
) -> None:
    """A key that waited too long for it, and the new size of the terminal."""
    question = Confirm("Quit?")
    days = WorkingDays(sqlite_session)
    app = DeskApp()
    async with app.run_test() as pilot:
        for screen in (days, question):
            await app.push_screen(screen)
            await screen.remove_children()
            screen.display = False
            await screen.run_command("working_days.new")
            size = Size(60, 20)
            screen.post_message(events.Resize(size, size, size))
            await pilot.pause()
        assert app.is_running
        assert app.screen is question


async def test_a_command_waits_for_a_screen_that_is_not_there_yet(sqlite_session: Session) -> None:
    """Whoever types ahead loses no key."""
    app = DeskApp()
    async with app.run_test() as pilot:
        days = WorkingDays(sqlite_session)
        app.push_screen(days)
        await days.run_command("working_days.new")
        await until_open(pilot, WorkingDayForm)
        assert app.screen_stack[-2] is days


async def test_what_a_thread_brings_is_shown_only_where_the_screen_is() -> None:
    app = DeskApp()
    async with app.run_test() as pilot:
        shown: list[str] = []
        question = Confirm("Quit?")
        await app.push_screen(question)
        await asyncio.to_thread(question.show_from_thread, shown.append, "asked")
        app.pop_screen()
        await asyncio.to_thread(question.show_from_thread, shown.append, "too late")
        await pilot.pause()
        assert shown == ["asked"]
