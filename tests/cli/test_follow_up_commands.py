"""`log`, `undo`, `correct`, `when`: the call desk by command."""

import json
from datetime import date

import pytest

from tests.support.command_line import CommandLine


@pytest.fixture
def customer(crm: CommandLine) -> int:
    """Return a customer with two numbers who is due today."""
    added = crm.json(
        "add", "--name", "张三", "phones=13800138000 ; 0755-88888888", "next_contact=today"
    )
    return int(added["id"])


def test_one_key_changes_today_by_one_customer_and_undo_restores_it(crm: CommandLine) -> None:
    """What issue 2 must show first, by commands; each of them is a restart."""
    crm.json("demo", "--no-open", "--customers", "60", "--seed", "7")
    before = crm.json("today")
    called = before[0]["id"]
    logged = crm.json("log", str(called), "--key", "1")
    assert [row for row in before if row["id"] != called] == crm.json("today")
    newest = crm.json("show", str(called))["follow_ups"][0]
    assert newest["id"] == logged["follow_up_id"]
    assert newest["text"] == newest["outcome"] == "not interested"
    assert newest["method"] == "call"
    assert newest["next_contact"] == logged["next_contact"]
    assert date.fromisoformat(logged["next_contact"]).weekday() < 5
    undone = crm.json("undo")["undone"]
    assert (undone["kind"], undone["customer_id"]) == ("follow_up", called)
    assert crm.json("today") == before


def test_people_read_what_was_written_and_when_the_next_contact_is(
    crm: CommandLine, customer: int
) -> None:
    assert crm.text("log", "1", "--key", "1").startswith("张三: not interested. Next contact: ")
    assert crm.text("undo") == "Undone: 张三: not interested\n"
    listed = crm.text("undo", "--list")
    assert "undone" in listed
    assert "new customer 张三" in listed


def test_the_list_of_steps_is_a_document(crm: CommandLine, customer: int) -> None:
    crm.json("log", "1", "--key", "1")
    crm.json("undo")
    steps = crm.json("undo", "--list")["steps"]
    assert [(step["kind"], step["state"]) for step in steps] == [
        ("follow_up", "undone"),
        ("create", "done"),
    ]


def test_undo_goes_many_deep_and_ends_with_a_sentence(crm: CommandLine, customer: int) -> None:
    crm.json("log", "1", "--key", "2")
    crm.json("log", "1", "--key", "2")
    for _ in range(3):
        crm.json("undo")
    assert crm.refusal("undo") == (1, "nothing_to_undo")
    assert crm.refusal("show", "1") == (1, "no_such_customer")


def test_a_key_that_asks_for_a_date_is_wrong_usage_without_one(
    crm: CommandLine, customer: int
) -> None:
    assert crm.refusal("log", "1", "--key", "4") == (2, "next_contact_needed")
    assert crm.json("show", "1")["follow_ups"] == []
    logged = crm.json("log", "1", "--key", "4", "--next", "+3d")
    assert logged["next_contact"] == crm.json("show", "1")["next_contact"]


def test_the_text_and_the_next_contact_of_a_key_can_be_typed(
    crm: CommandLine, customer: int
) -> None:
    logged = crm.json("log", "1", "--key", "1", "--text", "-no, thanks", "--next", "none")
    assert logged["next_contact"] is None
    newest = crm.json("show", "1")["follow_ups"][0]
    assert (newest["text"], newest["outcome"]) == ("-no, thanks", "not interested")


def test_a_typed_day_off_is_kept_with_a_warning(crm: CommandLine, customer: int) -> None:
    ran = crm.run("log", "1", "--key", "4", "--next", "next sat", "--json")
    assert ran.status == 0
    day = date.fromisoformat(json.loads(ran.out)["next_contact"])
    assert day.weekday() == 5
    assert "weekend" in ran.err


@pytest.mark.parametrize("outcome", ["not interested", "不需要", "NOT_INTERESTED", "1"])
def test_an_outcome_is_named_in_either_language_by_code_or_key(
    crm: CommandLine, customer: int, outcome: str
) -> None:
    logged = crm.json("log", "1", "--method", "visit", "--outcome", outcome, "--text", "met him")
    assert logged["next_contact"] is not None
    newest = crm.json("show", "1")["follow_ups"][0]
    assert (newest["method"], newest["outcome"], newest["text"]) == (
        "visit",
        "not interested",
        "met him",
    )


def test_an_outcome_takes_its_flags_along(crm: CommandLine, customer: int) -> None:
    crm.json("log", "1", "--method", "visit", "--outcome", "sale")
    assert crm.json("show", "1")["kind"] == "customer"


def test_an_unknown_outcome_names_the_known_ones(crm: CommandLine, customer: int) -> None:
    ran = crm.run("log", "1", "--method", "call", "--outcome", "whatever", "--json")
    assert ran.status == 1
    error = json.loads(ran.out)["error"]
    assert error["code"] == "unknown_outcome"
    assert "not interested" in error["message"]


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--method", "call"),
        ("--key", "1", "--outcome", "sale"),
        ("--key", "1", "--method", "call"),
    ],
)
def test_either_a_key_or_an_outcome_is_named(
    crm: CommandLine, customer: int, words: tuple[str, ...]
) -> None:
    assert crm.refusal("log", "1", *words) == (2, "usage")


@pytest.mark.parametrize(
    ("number", "bad"),
    [
        ("2", "0755-88888888"),
        ("0755 8888 8888", "0755-88888888"),
        ("+86 138 0013 8000", "13800138000"),
    ],
)
def test_the_number_called_is_named_by_place_or_digits(
    crm: CommandLine, customer: int, number: str, bad: str
) -> None:
    crm.json("log", "1", "--key", "7", "--number", number)
    assert f"{bad} [bad]" in crm.json("show", "1")["phones"]


@pytest.mark.parametrize("number", ["3", "0", "13900139000", "x"])
def test_a_number_that_the_customer_does_not_have_is_refused(
    crm: CommandLine, customer: int, number: str
) -> None:
    assert crm.refusal("log", "1", "--key", "1", "--number", number) == (1, "no_such_number")


def test_dead_keys_say_why_and_write_nothing(crm: CommandLine, customer: int) -> None:
    crm.json("log", "1", "--key", "8")
    assert crm.refusal("log", "1", "--key", "1") == (1, "do_not_call")
    assert len(crm.json("show", "1")["follow_ups"]) == 1
    assert crm.refusal("log", "1", "--key", "q") == (1, "no_such_slot")


@pytest.mark.parametrize("words", [("--text", "x" * 10_001), ("--text", "x\ny" * 5_000)])
def test_a_text_over_its_limit_is_refused(
    crm: CommandLine, customer: int, words: tuple[str, ...]
) -> None:
    assert crm.refusal("log", "1", "--key", "1", *words) == (1, "too_long")


def test_a_corrected_text_can_be_taken_back(crm: CommandLine, customer: int) -> None:
    crm.json("log", "1", "--key", "1", "--text", "frist")
    assert crm.json("correct", "1", "--text", "-first") == {"follow_up_id": 1, "text": "-first"}
    shown = crm.json("show", "1")
    assert shown["follow_ups"][0]["text"] == "-first"
    crm.json("undo")
    assert crm.json("show", "1")["follow_ups"][0]["text"] == "frist"
    assert crm.refusal("correct", "99", "--text", "x") == (1, "no_such_follow_up")


@pytest.mark.parametrize(
    ("words", "at", "is_all_day"),
    [
        (("tomorrow",), "2026-11-19", True),
        (("next", "tue", "3pm"), "2026-11-24T15:00+08:00", False),
        (("明天下午3点",), "2026-11-19T15:00+08:00", False),
        (("半小时后",), "2026-11-18T10:30+08:00", False),
    ],
)
def test_when_tells_how_a_date_is_understood(
    crm: CommandLine, *, words: tuple[str, ...], at: str, is_all_day: bool
) -> None:
    told = crm.json("when", *words, "--now", "2026-11-18T10:00")
    assert told == {"at": at, "all_day": is_all_day, "warning": None}


def test_when_takes_an_instant_of_any_zone_and_warns_of_days_off(crm: CommandLine) -> None:
    told = crm.json("when", "sat", "--now", "2026-11-18T02:00Z")
    assert told["at"] == "2026-11-21"
    assert "weekend" in told["warning"]
    ran = crm.run("when", "sat", "--now", "2026-11-18T02:00Z")
    assert (ran.out, ran.status) == ("Sat 21 Nov 2026\n", 0)
    assert "weekend" in ran.err


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("-3d",), 1, "when_in_past"),
        (("blue",), 1, "when_not_understood"),
        (("--json-like",), 1, "when_not_understood"),
        (("+3d", "--now", "soon"), 2, "usage"),
        ((), 2, "usage"),
    ],
)
def test_when_refuses_with_the_reason(
    crm: CommandLine, words: tuple[str, ...], status: int, code: str
) -> None:
    assert crm.refusal("when", *words) == (status, code)
