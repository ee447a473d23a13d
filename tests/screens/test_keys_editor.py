"""Keys moved by the user: Enter, then the new key; conflicts say who has the key."""

import pytest
from textual.widgets import Static

from tests.support.screens import drawn_text
from tests.support.shown import ShownApp
from tui_crm.commands.registry import ALL_COMMANDS, COMMANDS_BY_ID
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.keys_editor import KeyPrompt, KeysEditor
from tui_crm.services.session import Session
from tui_crm.settings import load_settings


@pytest.fixture(autouse=True)
def home(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings in a folder of the test."""
    monkeypatch.setenv("TUI_CRM_HOME", str(tmp_path))


def down_to(command_id: str) -> list[str]:
    """Return the keys that put the cursor on a command."""
    return ["down"] * [command.id for command in ALL_COMMANDS].index(command_id)


def own_keys() -> dict[str, tuple[str, ...]]:
    """Return the user's own keys as the file has them."""
    return dict(load_settings().settings.keys)


async def test_every_command_stands_with_its_key(sqlite_session: Session) -> None:
    app = ShownApp(KeysEditor(sqlite_session))
    async with app.run_test(size=(120, 300)) as pilot:
        await pilot.pause()
        text = drawn_text(app)
        for command in ALL_COMMANDS:
            assert command.title in text


async def test_a_key_is_moved_and_works_at_once(sqlite_session: Session) -> None:
    app = ShownApp(KeysEditor(sqlite_session))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*down_to("app.keys"), "enter")
        assert isinstance(app.screen, KeyPrompt)
        assert "Press the new key of" in drawn_text(app)
        await pilot.press("f9")
        await pilot.pause()
        assert own_keys() == {"app.keys": ("f9",)}
        assert "F9" in drawn_text(app)
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, KeysEditor)
        await pilot.press("f9")
        await pilot.pause()
        assert not isinstance(app.screen, KeysEditor)


async def test_two_keys_one_after_the_other_are_taken(sqlite_session: Session) -> None:
    app = ShownApp(KeysEditor(sqlite_session))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*down_to("app.keys"), "enter", "g")
        await pilot.pause()
        assert "g … and the second key?" in drawn_text(app)
        await pilot.press("y")
        await pilot.pause()
        assert own_keys() == {"app.keys": ("g y",)}


@pytest.mark.parametrize(
    ("command_id", "key", "sentence"),
    [
        ("app.keys", "q", "it is already the key of “Quit”"),
        ("app.keys", "ctrl+z", "cannot be used: terminals send or keep it"),
        ("app.keys", "up", "is reserved for moving about"),
        ("desk.full_entry", "3", "“3” is already the key of “busy”"),
    ],
)
async def test_a_conflict_says_who_has_the_key(
    sqlite_session: Session, command_id: str, key: str, sentence: str
) -> None:
    app = ShownApp(KeysEditor(sqlite_session))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*down_to(command_id), "enter", key)
        await pilot.pause()
        assert isinstance(app.screen, KeyPrompt)
        assert sentence in str(app.screen.query_one("#said", Static).render())
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, KeysEditor)
    assert own_keys() == {}


async def test_a_key_is_taken_away_and_comes_back(sqlite_session: Session) -> None:
    app = ShownApp(KeysEditor(sqlite_session))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*down_to("app.go_today"), "delete")
        await pilot.pause()
        assert own_keys() == {"app.go_today": ()}
        assert "no key" in drawn_text(app)
        await pilot.press("x")
        await pilot.pause()
        assert own_keys() == {}
        assert app.keymap.keys_of(COMMANDS_BY_ID["app.go_today"]) == ("g t",)


async def test_a_shipped_key_that_another_has_by_now_does_not_come_back(
    sqlite_session: Session,
) -> None:
    app = ShownApp(KeysEditor(sqlite_session))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*down_to("app.go_today"), "delete", "down", "enter", "g", "t")
        await pilot.pause()
        assert own_keys() == {"app.go_today": (), ALL_COMMANDS[1].id: ("g t",)}
        await pilot.press("up", "x")
        await pilot.pause()
        assert "it is already the key of" in drawn_text(app)


async def test_all_shipped_keys_come_back_after_a_question(sqlite_session: Session) -> None:
    app = ShownApp(KeysEditor(sqlite_session))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("X")
        await pilot.pause()
        assert "Every key is as shipped." in drawn_text(app)
        await pilot.press("delete", "down", "delete", "X")
        await pilot.pause()
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await pilot.pause()
        assert own_keys() == {}
        assert not app.keymap.own
