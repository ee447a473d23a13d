"""`canned` and `settings` by command."""

import json

import pytest

from tests.support.command_line import CommandLine
from tui_crm.wording.shipped import shipped_value_in


def test_the_shipped_canned_follow_ups_are_listed_in_order(crm: CommandLine) -> None:
    listed = crm.json("canned", "list")["canned"]
    assert [each["slot"] for each in listed] == list("123456789")
    assert listed[1] == {
        "slot": "2",
        "label": "no answer",
        "text": "no answer",
        "method": "call",
        "next": "2h, 1d, 3d, 7d, archive",
        "flags": [],
        "status": None,
        "level": None,
    }


def test_a_canned_follow_up_is_added_changed_used_and_removed(crm: CommandLine) -> None:
    intent = shipped_value_in("zh", "status", "intent")
    made = crm.json(
        *("canned", "set", "0", "--label", "-wrong desk", "--next", "2w", "--method", "email"),
        *("--flags", "reached, counts_as_contact", "--status", intent, "--level", "B"),
    )
    assert (made["label"], made["text"], made["next"]) == ("-wrong desk", "-wrong desk", "2w")
    assert (made["flags"], made["status"], made["level"]) == (
        ["reached", "counts_as_contact"],
        "intent",
        "B",
    )
    crm.json("canned", "set", "0", "--text", "try the other desk", "--flags", "", "--level", "")
    changed = crm.json("canned", "list")["canned"][-1]
    assert (changed["text"], changed["flags"], changed["level"]) == ("try the other desk", [], None)
    crm.json("add", "--name", "张三")
    crm.json("log", "1", "--key", "0")
    assert crm.json("show", "1")["follow_ups"][0]["text"] == "try the other desk"
    assert crm.json("canned", "remove", "0") == {"removed": "0"}
    assert crm.refusal("log", "1", "--key", "0") == (1, "no_such_slot")
    assert crm.refusal("canned", "remove", "0") == (1, "no_such_slot")


def test_a_shipped_label_follows_the_language_until_it_is_edited(crm: CommandLine) -> None:
    crm.json("canned", "set", "1", "--label", "nope")
    assert crm.json("--lang", "zh", "canned", "list")["canned"][0]["label"] == "nope"
    crm.json("canned", "set", "1", "--label", "")
    assert crm.json("--lang", "zh", "canned", "list")["canned"][0]["label"] == "不需要"


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("f", "--label", "x"), 1, "slot_taken_by_command"),
        (("ab", "--label", "x"), 1, "slot_not_a_key"),
        ((" ", "--label", "x"), 1, "slot_not_a_key"),
        (("\u200b", "--label", "x"), 1, "slot_not_a_key"),
        (("0",), 1, "label_needed"),
        (("0", "--label", "x" * 301), 1, "too_long"),
        (("0", "--label", "x", "--text", "x" * 10_001), 1, "too_long"),
        (("0", "--label", "x", "--flags", "happy"), 1, "unknown_flag"),
        (("0", "--label", "x", "--next", "soon"), 1, "bad_next_rule"),
        (("0", "--label", "x", "--level", "ZZ"), 1, "unknown_value"),
        (("0", "--label", "x", "--method", "pigeon"), 2, "usage"),
    ],
)
def test_what_cannot_be_a_canned_follow_up_is_refused(
    crm: CommandLine, words: tuple[str, ...], status: int, code: str
) -> None:
    assert crm.refusal("canned", "set", *words) == (status, code)
    assert len(crm.json("canned", "list")["canned"]) == 9


def test_a_key_of_the_users_own_keymap_is_reserved_too(crm: CommandLine) -> None:
    crm.text("settings", "set", "keys.desk.full_entry", "0")
    assert crm.refusal("canned", "set", "0", "--label", "x") == (1, "slot_taken_by_command")


def test_settings_of_team_and_user_are_listed_together(crm: CommandLine) -> None:
    listed = crm.json("settings", "get")
    assert listed["zone"] == "Asia/Shanghai"
    assert listed["country"] == "CN"
    assert listed["calling_start"] == "09:00"
    assert (listed["language"], listed["queue.fresh_every"], listed["dial.command"]) == (
        "auto",
        0,
        "",
    )
    assert "Asia/Shanghai" in crm.text("settings", "get")


@pytest.mark.parametrize(
    ("key", "value", "stored"),
    [
        ("country", "de", "DE"),
        ("zone", "Europe/Berlin", "Europe/Berlin"),
        ("weekend", "previous", "previous"),
        ("calling_end", "21:30", "21:30"),
        ("language", "zh", "zh"),
        ("queue.fresh_every", "5", 5),
        ("notifications.bell", "false", False),
        ("dial.command", "-odd {phone}", "-odd {phone}"),
        ("keys.desk.full_entry", '["f", "f4"]', ["f", "f4"]),
    ],
)
def test_a_setting_is_changed_for_the_next_command(
    crm: CommandLine, key: str, value: str, stored: object
) -> None:
    assert crm.json("settings", "set", key, value) == {key: stored}
    assert crm.json("settings", "get", key) == {key: stored}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("zone", "Mars/Base"),
        ("country", "China"),
        ("calling_start", "late"),
        ("calling_start", "22:00"),
        ("language", "fr"),
        ("queue.fresh_every", "-1"),
        ("langauge", "zh"),
        ("zones", "UTC"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_and_nothing_changes(
    crm: CommandLine, key: str, value: str
) -> None:
    before = crm.json("settings", "get")
    assert crm.refusal("settings", "set", key, value)[0] == 1
    assert crm.json("settings", "get") == before


@pytest.mark.parametrize(("key", "nearest"), [("langauge", "language"), ("zones", "zone")])
def test_an_unknown_setting_names_the_nearest(crm: CommandLine, key: str, nearest: str) -> None:
    ran = crm.run("settings", "get", key)
    assert ran.status == 1
    assert f"“{nearest}”" in ran.err


def test_a_key_that_means_something_else_is_told_at_once(crm: CommandLine) -> None:
    ran = crm.run("settings", "set", "keys.desk.full_entry", "u", "--json")
    assert json.loads(ran.out) == {"keys.desk.full_entry": ["u"]}
    assert "already the key of" in ran.err


def test_a_new_country_brings_its_days_off(crm: CommandLine) -> None:
    crm.json("settings", "set", "country", "DE")
    told = crm.json("when", "2026-12-25", "--now", "2026-11-18T10:00")
    assert "day off" in told["warning"]
