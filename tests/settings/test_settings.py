"""The settings file: what it says is read, what is wrong with it is named, nothing is lost."""

import stat
from pathlib import Path

import pytest

from tui_crm import paths
from tui_crm.settings import (
    DialSettings,
    Language,
    Settings,
    SettingsError,
    ThemeChoice,
    default_file_text,
    forget_keys,
    load_settings,
    option_names,
    save_setting,
    value_of,
)
from tui_crm.settings.reading import MAX_FILE_BYTES


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def _written(file: Path, text: str) -> Path:
    file.parent.mkdir(mode=0o700, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    return file


def _sentences(file: Path) -> list[str]:
    return [warning.sentence() for warning in load_settings(file).warnings]


def test_a_missing_file_is_all_defaults(file: Path) -> None:
    loaded = load_settings(file)
    assert loaded.settings == Settings()
    assert loaded.warnings == ()
    assert not file.exists()


def test_the_user_s_own_file_is_read_from_the_named_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUI_CRM_HOME", str(tmp_path))
    _written(paths.settings_file(), 'language = "zh"')
    assert load_settings().settings.language is Language.ZH


def test_every_option_is_read(file: Path) -> None:
    _written(
        file,
        """
        language = "en"
        theme = "light"
        [dial]
        command = ["dialer", "--to", "{phone}"]
        [notifications]
        notice = false
        bell = false
        osc9 = false
        [queue]
        fresh_every = 5
        advance = false
        [keys]
        "desk.undo" = "z"
        desk.dial = ["D", "f9"]
        """,
    )
    loaded = load_settings(file)
    assert loaded.warnings == ()
    settings = loaded.settings
    assert settings.theme is ThemeChoice.LIGHT
    assert settings.dial.arguments() == ("dialer", "--to", "{phone}")
    assert not any(
        (settings.notifications.notice, settings.notifications.bell, settings.notifications.osc9)
    )
    assert (settings.queue.fresh_every, settings.queue.advance) == (5, False)
    assert dict(settings.keys) == {"desk.undo": ("z",), "desk.dial": ("D", "f9")}


def test_the_documented_file_says_the_defaults_and_is_valid(file: Path) -> None:
    loaded = load_settings(_written(file, default_file_text()))
    assert loaded.settings == Settings()
    assert loaded.warnings == ()


def test_every_option_has_its_manual_above_it() -> None:
    lines = default_file_text().splitlines()
    options = [index for index, line in enumerate(lines) if " = " in line and line[0] != "#"]
    assert len(options) == len(option_names()) - 1  # keys is a table
    assert all(lines[index - 1].startswith("#") for index in options)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('languge = "zh"', "There is no option languge. Did you mean language?"),
        ("[queue]\nfresh = 1", "There is no option queue.fresh. Did you mean queue.fresh_every?"),
        ("zzzzz = 1", "There is no option zzzzz."),
        ("language = 3", 'language must be "auto" | "en" | "zh"; the default is used.'),
        ('language = "fr"', 'language must be "auto" | "en" | "zh"; the default is used.'),
        ("queue = 5", "queue must be a table; the default is used."),
        ("[queue]\nfresh_every = true", "queue.fresh_every must be 0-100; the default is used."),
        ("[queue]\nfresh_every = -1", "queue.fresh_every must be 0-100; the default is used."),
        ("[queue]\nadvance = 1", "queue.advance must be true | false; the default is used."),
        (
            "[dial]\ncommand = 7",
            "dial.command must be a text or a list of texts; the default is used.",
        ),
        (
            "[dial]\ncommand = 'a \"b'",
            "dial.command must be a command line with closed quotes; the default is used.",
        ),
        (
            "[keys]\n'desk.undo' = 1",
            "keys.desk.undo must be a text or a list of texts; the default is used.",
        ),
    ],
)
def test_what_does_not_fit_is_named_and_keeps_its_default(
    file: Path, text: str, sentence: str
) -> None:
    assert _sentences(_written(file, text)) == [sentence]
    assert load_settings(file).settings == Settings()


def test_one_wrong_option_does_not_spoil_the_others(file: Path) -> None:
    _written(file, 'language = 3\ntheme = "dark"')
    assert load_settings(file).settings.theme is ThemeChoice.DARK


@pytest.mark.parametrize("content", [b"language = ", b"\xff\xfe", b"#" * (MAX_FILE_BYTES + 1)])
def test_a_broken_file_is_left_as_it_is(file: Path, content: bytes) -> None:
    _written(file, "").write_bytes(content)
    assert load_settings(file).settings == Settings()
    assert "left as it is" in _sentences(file)[0]
    with pytest.raises(SettingsError):
        save_setting("language", "zh", file)
    assert file.read_bytes() == content


def test_an_unreadable_file_is_a_warning(file: Path) -> None:
    file.mkdir(parents=True)
    assert "cannot be read" in _sentences(file)[0]


def test_control_characters_of_the_file_never_reach_a_sentence(file: Path) -> None:
    assert "\x1b" not in _sentences(_written(file, '"a\\u001b]0;x" = 1'))[0]


def test_a_dial_command_that_others_could_have_written_is_not_used(file: Path) -> None:
    _written(file, '[dial]\ncommand = "rm"').chmod(0o666)
    loaded = load_settings(file)
    assert loaded.settings.dial == DialSettings()
    assert "others can write" in loaded.warnings[0].sentence()


def test_a_dial_command_line_is_split_before_anything_is_put_in(file: Path) -> None:
    _written(file, """[dial]\ncommand = 'sip "my phone" {phone}'""")
    assert load_settings(file).settings.dial.arguments() == ("sip", "my phone", "{phone}")


def test_saving_makes_the_documented_file_private(file: Path) -> None:
    assert save_setting("language", "zh", file).language is Language.ZH
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert "# The language" in file.read_text(encoding="utf-8")
    assert list(file.parent.iterdir()) == [file]


def test_saving_keeps_comments_and_everything_else(file: Path) -> None:
    _written(file, '# mine\ntheme = "dark" # so\n\n[queue]\n# every fifth\nfresh_every = 5\n')
    save_setting("queue.fresh_every", "7", file)
    assert file.read_text(encoding="utf-8") == (
        '# mine\ntheme = "dark" # so\n\n[queue]\n# every fifth\nfresh_every = 7\n'
    )


def test_an_option_without_a_place_in_the_file_gets_one(file: Path) -> None:
    _written(file, "[queue]\nadvance = false\n")
    save_setting("language", "en", file)
    save_setting("notifications.bell", "false", file)
    settings = save_setting("keys.desk.undo", '["z", "backspace"]', file)
    assert settings.language is Language.EN
    assert not settings.notifications.bell
    assert not settings.queue.advance
    assert value_of(settings, "keys.desk.undo") == ("z", "backspace")


def test_a_linked_file_stays_a_link(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "dotfiles.toml"
    target.write_text("", encoding="utf-8")
    file.parent.mkdir()
    file.symlink_to(target)
    save_setting("theme", "light", file)
    assert file.is_symlink()
    assert 'theme = "light"' in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text"), [("nope", "1"), ("queue.fresh_every", "many"), ("language", "fr")]
)
def test_saving_refuses_what_reading_would(file: Path, name: str, text: str) -> None:
    with pytest.raises(SettingsError):
        save_setting(name, text, file)
    assert not file.exists()


def test_every_option_can_be_asked_for_by_name() -> None:
    values = {name: value_of(Settings(), name) for name in option_names()}
    assert values["queue.fresh_every"] == 0
    assert values["language"] is Language.AUTO
    with pytest.raises(SettingsError) as refused:
        value_of(Settings(), "queue.fresh")
    assert refused.value.warning.values["nearest"] == "queue.fresh_every"


def test_a_refused_value_says_that_nothing_was_changed(file: Path) -> None:
    save_setting("queue.fresh_every", "5", file)
    with pytest.raises(SettingsError) as refused:
        save_setting("queue.fresh_every", "101", file)
    sentence = refused.value.warning.sentence()
    assert sentence == "queue.fresh_every must be 0-100. Nothing was changed."
    assert load_settings(file).settings.queue.fresh_every == 5


@pytest.mark.parametrize(
    "text",
    [
        '# mine\n[keys]\n"desk.undo" = "f8" # why\n"desk.dial" = "f7"\n',
        '# mine\n[keys]\ndesk.undo = "f8"\ndesk.dial = "f7"\n',
        '# mine\n[keys.desk]\nundo = "f8"\ndial = "f7"\n',
    ],
)
def test_own_keys_are_forgotten_however_they_were_written(file: Path, text: str) -> None:
    """The shipped keys hold again; comments and other keys stay."""
    _written(file, text)
    settings = forget_keys(["desk.undo", "desk.never_moved"], file)
    assert dict(settings.keys) == {"desk.dial": ("f7",)}
    assert file.read_text(encoding="utf-8").startswith("# mine\n")


def test_forgetting_keys_of_a_broken_file_leaves_it_as_it_is(file: Path) -> None:
    _written(file, "keys = [")
    with pytest.raises(SettingsError):
        forget_keys(["desk.undo"], file)
    assert file.read_text(encoding="utf-8") == "keys = ["


def test_what_a_notice_quotes_leaves_room_for_its_sentence(file: Path) -> None:
    """A long key is shown by its beginning and its end."""
    (sentence,) = _sentences(_written(file, f"{'n' * 5_000} = 1\n"))
    assert "n" * 50 + "…" + "n" * 30 in sentence
    assert len(sentence) < 200
