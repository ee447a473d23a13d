"""The settings: one list, changed by key; the user's in his file, the team's in the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hostile import ESCAPES, MARKUP
from tests.support.screens import drawn_text, wait_until
from tests.support.sessions import add_customer
from tests.support.shown import ShownApp
from tui_crm import i18n, paths
from tui_crm.app import CrmApp
from tui_crm.domain.customer_list import QUEUE_FACETS
from tui_crm.domain.promise import Promise
from tui_crm.domain.public_search import PublicField
from tui_crm.domain.workdays import WeekendPolicy
from tui_crm.screens.canned import CannedScreen
from tui_crm.screens.filter_panel import FilterPanel
from tui_crm.screens.keys_editor import KeysEditor
from tui_crm.screens.setting_prompt import SettingPrompt
from tui_crm.screens.setting_rows import setting_rows
from tui_crm.screens.settings import SettingsScreen
from tui_crm.screens.titles import TitlesScreen
from tui_crm.screens.working_days import WorkingDays
from tui_crm.services.session import Session
from tui_crm.settings import DialSettings, Language, Settings, ThemeChoice, load_settings
from tui_crm.widgets.palette import LIGHT_THEME


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the user's files a folder of their own, and the language back afterwards."""
    monkeypatch.setenv("TUI_CRM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C")
    yield tmp_path / "home"
    i18n.set_language("en")


def _place(session: Session, name: str) -> int:
    rows = setting_rows(session, Settings(), ShownApp(SettingsScreen(session, Settings())).keymap)
    return next(number for number, row in enumerate(rows) if row.name == name)


def _down(session: Session, name: str) -> list[str]:
    """Return the keys that put the cursor on a setting."""
    return ["down"] * _place(session, name)


def _stored() -> Settings:
    return load_settings().settings


async def test_every_setting_stands_in_its_section(sqlite_session: Session) -> None:
    app = ShownApp(SettingsScreen(sqlite_session, Settings()))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        text = drawn_text(app)
        assert str(paths.settings_file())[:40] in text
        for title in ("Language", "Dial command", "Bell", "A fresh lead every", "Country"):
            assert title in text
        assert "How the program looks to you." in text
        assert "Name, Company, Owner, State" in text  # Words, where a file has codes.
        assert [line for line in text.splitlines() if "fresh lead" in line and " off " in line]
        assert "○ English" in text


async def test_the_language_changes_at_once_and_stays(sqlite_session: Session) -> None:
    app = ShownApp(SettingsScreen(sqlite_session, Settings()))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert i18n.language() == "zh"
        assert "今日" in drawn_text(app)
        assert "客户" in drawn_text(app)
        await pilot.press("left")
        await pilot.pause()
        assert "Today" in drawn_text(app)
    assert i18n.language() == "en"
    assert _stored().language is Language.EN
    assert app.user_settings.language is Language.EN


async def test_the_colours_change_at_once(sqlite_session: Session) -> None:
    app = ShownApp(SettingsScreen(sqlite_session, Settings()))
    async with app.run_test() as pilot:
        await pilot.press("down", "right", "right")
        assert app.theme == LIGHT_THEME
    assert _stored().theme is ThemeChoice.LIGHT


async def test_a_switch_is_turned_and_given_its_default_back(sqlite_session: Session) -> None:
    app = ShownApp(SettingsScreen(sqlite_session, Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*_down(sqlite_session, "notifications.bell"), "space")
        await pilot.pause()
        assert "Bell: off" in drawn_text(app)
        assert not _stored().notifications.bell
        await pilot.press("x")
        assert _stored().notifications.bell


@pytest.mark.parametrize(
    ("language", "titles", "phone", "least"),
    [
        ("en", "[x] Name   [ ] Phone", "Name, Phone, Company, Owner, State", "Pick at least one."),
        ("zh", "[x] 姓名   [ ] 电话", "姓名、电话、公司、跟单人、状态", "Pick at least one."),
    ],
)
async def test_what_public_search_shows_is_picked_by_its_titles(
    sqlite_session: Session, language: str, titles: str, phone: str, least: str
) -> None:
    """Nobody types codes; with nothing picked the field says that something has to be."""
    with i18n.speaking(language):
        app = ShownApp(SettingsScreen(sqlite_session, Settings()))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*_down(sqlite_session, "public_fields"), "enter")
            await pilot.pause()
            assert titles in drawn_text(app)
            await pilot.press("right", "space", "enter")
            await pilot.pause()
            assert isinstance(app.screen, SettingsScreen)
            assert phone in drawn_text(app)
            await pilot.press("enter")
            for _field in PublicField:
                await pilot.press(*["space"] * (_field in sqlite_session.team.public_fields))
                await pilot.press("right")
            await pilot.press("f2")
            await pilot.pause()
            assert i18n._(least) in drawn_text(app)
    assert sqlite_session.team.public_fields[:2] == (PublicField.NAME, PublicField.PHONE)


async def test_a_dial_command_is_typed_and_its_comments_stay(sqlite_session: Session) -> None:
    app = ShownApp(SettingsScreen(sqlite_session, Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*_down(sqlite_session, "dial.command"), "enter")
        await pilot.pause()
        assert isinstance(app.screen, SettingPrompt)
        await pilot.press(*"123", "enter")
        await pilot.pause()
        assert "Dial command: 123" in drawn_text(app)
    assert _stored().dial.command == "123"
    assert "# Settings of tui-crm." in paths.settings_file().read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "typed", "reason"),
    [
        ("dial.command", 'dial "x', "closed quotes"),
        ("queue.fresh_every", "7000", "0-100"),
        ("queue.fresh_every", "x", "0-100"),
        ("zone", "Mars/Olympus", "cannot be the value"),
        ("country", "Germany", "cannot be the value"),
        ("calling_start", "21:00", "must end after they begin"),
        ("calling_end", "half", "cannot be the value"),
    ],
)
async def test_what_cannot_be_is_refused_beside_the_field(
    sqlite_session: Session, name: str, typed: str, reason: str
) -> None:
    team = sqlite_session.team
    app = ShownApp(SettingsScreen(sqlite_session, Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*_down(sqlite_session, name), "enter")
        await pilot.pause()
        assert isinstance(app.screen, SettingPrompt)
        app.screen.form[name].put(typed)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SettingPrompt)
        assert reason in app.screen.form[name].shown_remark
    assert sqlite_session.team == team
    assert _stored() == Settings()


async def test_the_team_s_settings_are_written_into_the_database(sqlite_session: Session) -> None:
    app = ShownApp(SettingsScreen(sqlite_session, Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*_down(sqlite_session, "weekend"), "right")
        assert sqlite_session.team.weekend is WeekendPolicy.PREVIOUS
        await pilot.press("x")
        assert "What holds for the team has no default." in drawn_text(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, SettingPrompt)
        app.screen.form["calling_start"].put("8:30")
        await pilot.press("enter")
        await pilot.pause()
        assert "Calls from: 08:30" in drawn_text(app)
    assert sqlite_session.team.calling_start == 8 * 60 + 30
    assert not paths.settings_file().exists()


async def test_another_country_brings_its_own_days_off(sqlite_session: Session) -> None:
    app = ShownApp(SettingsScreen(sqlite_session, Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*_down(sqlite_session, "country"), "enter", "backspace", "backspace")
        await pilot.press(*"de", "enter")
        await pilot.pause()
        assert "Country: DE" in drawn_text(app)
    assert sqlite_session.team.country == "DE"
    assert "Christmas" in " ".join(sqlite_session.rules.calendar.names.values())


async def test_a_broken_file_is_told_of_and_never_overwritten(
    sqlite_session: Session, home: Path
) -> None:
    file = paths.settings_file()
    file.parent.mkdir(parents=True, mode=0o700)
    file.write_text("language = [broken", encoding="utf-8")
    app = ShownApp(SettingsScreen(sqlite_session, Settings()))
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.pause()
        assert "! The settings file" in drawn_text(app)
        await pilot.press("right")
        await pilot.pause()
        assert "! The settings file" in drawn_text(app)
    assert file.read_text(encoding="utf-8") == "language = [broken"
    assert i18n.language() == "en"


async def test_a_file_that_cannot_be_written_is_told_of(
    sqlite_session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_name: str, _text: str) -> Settings:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tui_crm.screens.settings.save_setting", refuse)
    app = ShownApp(SettingsScreen(sqlite_session, Settings()))
    async with app.run_test(size=(160, 24)) as pilot:
        await pilot.press("right")
        await pilot.pause()
        assert "cannot be written (Permission denied). Nothing was changed." in drawn_text(app)


@pytest.mark.parametrize(
    ("name", "opened"),
    [("canned", CannedScreen), ("titles", TitlesScreen), ("keys", KeysEditor)],
)
async def test_a_setting_with_a_screen_of_its_own_opens_it(
    sqlite_session: Session, name: str, opened: type
) -> None:
    app = ShownApp(SettingsScreen(sqlite_session, Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*_down(sqlite_session, name), "enter")
        await pilot.pause()
        assert isinstance(app.screen, opened)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)


async def test_the_queue_is_narrowed_from_here_and_today_follows(sqlite_session: Session) -> None:
    promise = Promise(on=sqlite_session.today())
    add_customer(sqlite_session, "Ann Lee", level="A", promise=promise)
    add_customer(sqlite_session, "Bob Roe", level="B", promise=promise)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("g", "s", *_down(sqlite_session, "queue_filter"), "enter")
        await pilot.pause()
        assert isinstance(app.screen, FilterPanel)
        titles = [row.facet for row in app.screen._rows if row.is_heading]
        assert set(titles) == set(QUEUE_FACETS)
        place = next(
            number
            for number, row in enumerate(app.screen._rows)
            if not row.is_heading
            and row.value == next(iter(each.id for each in sqlite_session.values_of("level")))
        )
        await pilot.press("home", *["down"] * place, "space", "escape", "g", "t")
        await pilot.pause()
        await wait_until(pilot, lambda: "Bob Roe" not in drawn_text(app))
        assert "Ann Lee" in drawn_text(app)


async def test_what_was_changed_on_its_screen_shows_when_it_is_left(
    sqlite_session: Session,
) -> None:
    app = ShownApp(SettingsScreen(sqlite_session, Settings()))
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press(*_down(sqlite_session, "titles"), "enter")
        await pilot.press("enter", "ctrl+a", "ctrl+k", *"Stufe", "enter", "escape")
        await pilot.pause()
        assert "Stufe" in drawn_text(app)


async def test_the_working_days_are_opened_from_here(sqlite_session: Session) -> None:
    app = ShownApp(SettingsScreen(sqlite_session, Settings()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*_down(sqlite_session, "working_days"), "enter")
        await pilot.pause()
        assert isinstance(app.screen, WorkingDays)
        await pilot.press("escape")
        assert isinstance(app.screen, SettingsScreen)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("size", [(1, 1), (20, 5), (40, 12), (80, 24), (120, 40)])
async def test_the_list_is_drawn_at_any_size_in_both_languages(
    sqlite_session: Session, size: tuple[int, int], language: str
) -> None:
    i18n.set_language(language)
    app = ShownApp(SettingsScreen(sqlite_session, Settings()))
    async with app.run_test(size=size) as pilot:
        await pilot.press("down", "down", "down", "space", "end")
        await pilot.pause()
        if size[0] >= 40:
            assert app.screen.query_one("#list").size.width > 0
    assert not _stored().notifications.notice


@pytest.mark.parametrize("text", [*ESCAPES, *MARKUP])
async def test_a_hostile_dial_command_is_drawn_harmlessly(
    sqlite_session: Session, text: str
) -> None:
    settings = Settings(dial=DialSettings(command=text))
    app = ShownApp(SettingsScreen(sqlite_session, settings))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down")
        await pilot.pause()
        assert "\x1b" not in drawn_text(app)
        assert "Dial command" in drawn_text(app)
