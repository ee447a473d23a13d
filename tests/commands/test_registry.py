"""Declared commands: one id, one meaning for a key on each screen, no key that terminals keep."""

from collections import Counter
from itertools import combinations

import pytest
from rich.cells import cell_len

from tests.support.cheat_sheet import FILES, cheat_sheet
from tests.support.keys import KEYS_FILE, keys_page
from tui_crm.commands.command import SCOPE_TITLES, Command, Scope
from tui_crm.commands.keymap import Keymap, read_keymap, reserved_keys, slot_problem
from tui_crm.commands.keys import FORBIDDEN_KEYS, is_chord, is_key, shown_key, strokes
from tui_crm.commands.registry import (
    ALL_COMMANDS,
    COEXISTING,
    COMMANDS_BY_ID,
    commands_of,
)
from tui_crm.wording import explain

SETTLED = {
    "desk.find": ("/", "／"),
    "desk.open": ("enter",),
    "app.back": ("escape",),
    "desk.edit": ("e",),
    "desk.new_customer": ("n",),
    "desk.full_entry": ("f",),
    "desk.copy_phone": ("y",),
    "desk.dial": ("d",),
    "today.choose_date": ("t",),
    "today.exact_date": ("T",),
    "desk.undo": ("u", "backspace"),
    "desk.steps": ("U",),
    "app.keys": ("?", "？"),
    "app.quit": ("q",),
    "app.command_palette": ("ctrl+p",),
    "app.go_today": ("g t",),
    "app.go_customers": ("g c",),
    "app.go_import": ("g i",),
    "app.go_canned": ("g k",),
    "form.save": ("f2",),
}


@pytest.mark.parametrize(("command_id", "keys"), SETTLED.items())
def test_the_keys_that_users_know_everywhere_stay(command_id: str, keys: tuple[str, ...]) -> None:
    assert COMMANDS_BY_ID[command_id].keys == keys


def test_every_id_is_declared_once_in_the_scope_that_it_names() -> None:
    assert max(Counter(command.id for command in ALL_COMMANDS).values()) == 1
    assert sum(len(commands_of(scope)) for scope in Scope) == len(ALL_COMMANDS)
    assert set(SCOPE_TITLES) == set(Scope)


@pytest.mark.parametrize("command", ALL_COMMANDS, ids=lambda each: each.id)
def test_every_command_is_told_and_its_keys_exist(command: Command) -> None:
    assert command.title
    assert command.help.endswith(".")
    assert cell_len(command.label) <= 8
    assert all(is_key(key) for key in command.keys)
    allowed = {"ctrl+c"} if command.id == "app.interrupt" else set()
    assert not (FORBIDDEN_KEYS - allowed) & {each for key in command.keys for each in strokes(key)}


@pytest.mark.parametrize("scopes", COEXISTING, ids=lambda scopes: "+".join(sorted(scopes)))
def test_a_key_means_one_thing_on_a_screen(scopes: frozenset[Scope]) -> None:
    keys = [(strokes(key), command.id) for command in commands_of(*scopes) for key in command.keys]
    for (first, one), (second, other) in combinations(keys, 2):
        shorter, longer = sorted((first, second), key=len)
        is_clash = longer[: len(shorter)] == shorter
        assert one == other or not is_clash, f"{one} and {other} share {first}"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("f", "f"),
        ("T", "T"),
        ("?", "?"),
        ("？", "？"),
        ("escape", "Esc"),
        ("ctrl+p", "ctrl+p"),
        ("Ctrl+P", "ctrl+p"),
        ("f2", "F2"),
        ("g t", "g t"),
        (",", ","),
        (" ", "Space"),
        ("shift+up", "shift+↑"),
        ("question_mark", "?"),
    ],
)
def test_a_key_is_shown_as_people_write_it(written: str, shown: str) -> None:
    assert is_key(written)
    assert shown_key(written) == shown


@pytest.mark.parametrize("written", ["", "ctrl+", "nonsense", "a b c", "ctrl+nonsense", "\x1b"])
def test_what_no_terminal_sends_is_no_key(written: str) -> None:
    assert not is_key(written)


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ({"desk.full_entri": ("F",)}, "unknown_command"),
        ({"zzz": ("F",)}, "unknown_command_named"),
        ({"desk.full_entry": ("hyper",)}, "no_such_key"),
        ({"desk.full_entry": ("ctrl+i",)}, "forbidden_key"),
        ({"desk.full_entry": ("u",)}, "key_taken"),
        ({"desk.full_entry": ("g",)}, "key_taken"),
        ({"app.quit": ("f2",)}, "key_taken"),
        ({"desk.full_entry": ("z",), "desk.dial": ("z",)}, "key_taken"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused_in_words(
    table: dict[str, tuple[str, ...]], code: str
) -> None:
    keymap, problems = read_keymap(table)
    assert [problem.code for problem in problems] == [code]
    assert "…" not in explain(problems[0])
    assert keymap.keys_of(COMMANDS_BY_ID["desk.full_entry"]) == ("f",)


def test_two_commands_can_change_places() -> None:
    keymap, problems = read_keymap({"desk.full_entry": ("d",), "desk.dial": ("f",)})
    assert problems == ()
    assert keymap.keys_of(COMMANDS_BY_ID["desk.dial"]) == ("f",)


def test_a_command_can_be_left_without_a_key() -> None:
    keymap, problems = read_keymap({"app.quit": ()})
    assert problems == ()
    assert keymap.keys_of(COMMANDS_BY_ID["app.quit"]) == ()


def test_screens_that_never_meet_can_use_the_same_key() -> None:
    _keymap, problems = read_keymap({"steps.undo": ("f",), "canned.new": ("f",)})
    assert problems == ()


def test_a_refused_wish_does_not_take_others_with_it() -> None:
    keymap, problems = read_keymap({"desk.full_entry": ("u",), "desk.dial": ("D",)})
    assert len(problems) == 1
    assert keymap.keys_of(COMMANDS_BY_ID["desk.dial"]) == ("D",)


@pytest.mark.parametrize("slot", ["1", "9", "0", "a", "Z", "f5", "；", "-"])
def test_a_free_key_can_be_a_canned_follow_up_s(slot: str) -> None:
    assert slot_problem(slot) is None
    assert strokes(slot)[0] not in reserved_keys()


@pytest.mark.parametrize(
    ("slot", "code"),
    [
        ("f", "slot_taken_by_command"),
        ("？", "slot_taken_by_command"),
        ("g", "slot_taken_by_command"),
        ("u", "slot_taken_by_command"),
        ("enter", "slot_taken_by_command"),
        ("space", "slot_taken_by_command"),
        ("pageup", "slot_reserved"),
        ("ctrl+z", "slot_reserved"),
        ("g t", "slot_not_a_key"),
        ("", "slot_not_a_key"),
        ("nonsense", "slot_not_a_key"),
    ],
)
def test_a_reserved_key_is_refused_with_the_reason(slot: str, code: str) -> None:
    problem = slot_problem(slot)
    assert problem is not None
    assert (problem.code, problem.field) == (code, "slot")
    assert "…" not in explain(problem)


def test_the_user_s_own_keys_are_reserved_and_the_ones_given_up_are_free() -> None:
    keymap, _problems = read_keymap({"desk.dial": ("5",)})
    assert slot_problem("5", keymap) is not None
    assert slot_problem("d", keymap) is None
    assert "5" in reserved_keys(keymap)
    assert "d" not in reserved_keys(keymap)


def test_chords_are_found_by_their_first_key() -> None:
    chords = Keymap().chords_after("g", Scope.APP)
    assert {key: command.id for key, command in chords.items()} == {
        strokes(key)[1]: command.id
        for command in commands_of(Scope.APP)
        for key in command.keys
        if is_chord(key)
    }


def test_the_page_of_keys_is_that_of_the_commands() -> None:
    assert KEYS_FILE.read_text(encoding="utf-8") == keys_page(), "run make keys"


@pytest.mark.parametrize("language", list(FILES))
def test_the_cheat_sheets_are_those_of_the_commands(language: str) -> None:
    assert FILES[language].read_text(encoding="utf-8") == cheat_sheet(language), "run make keys"


def test_a_key_means_the_same_on_the_review_of_duplicates_and_where_two_are_merged() -> None:
    """Who goes from the one to the other need not learn the keys anew."""
    title_of = [
        {key: each.title for each in commands_of(scope) for key in each.keys}
        for scope in (Scope.DUPLICATES, Scope.MERGING)
    ]
    both = title_of[0].keys() & title_of[1].keys()
    assert {"enter", "m", "k", "o", "O"} <= both
    assert [title_of[0][key] for key in both] == [title_of[1][key] for key in both]
