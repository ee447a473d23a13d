"""`titles`: what classifications are called, and their values, for people and for scripts."""

import pytest

from tests.support.command_line import CommandLine


def names(crm: CommandLine, field: str) -> list[str]:
    """Return the words of a list in its order."""
    return [each["name"] for each in crm.json("titles", "values", field)["values"]]


def test_a_list_tells_every_classification_with_its_values(crm: CommandLine) -> None:
    titles = crm.json("titles", "list")["titles"]
    assert [(each["field"], each["title"], each["renamed"]) for each in titles] == [
        ("level", "Level", False),
        ("status", "Status", False),
        ("industry", "Industry", False),
        ("area", "Area", False),
    ]
    assert [value["name"] for value in titles[0]["values"]] == ["A", "B", "C", "D"]
    assert "A, B, C, D" in crm.text("titles", "list")


def test_a_title_is_set_named_by_and_reset(crm: CommandLine) -> None:
    assert crm.json("titles", "set", "level", "客户星级")["title"] == "客户星级"
    assert names(crm, "客户星级") == ["A", "B", "C", "D"]
    assert crm.text("titles", "reset", "客户星级") == "“level” is called “Level” now.\n"
    assert crm.refusal("titles", "values", "客户星级") == (1, "no_such_classification")


def test_codes_stay_the_way_to_name_a_field_in_scripts(crm: CommandLine) -> None:
    crm.text("titles", "set", "level", "Star rating")
    made = crm.json("add", "--name", "Ann Lee", "level=A")["id"]
    crm.text("edit", str(made), "level=B")
    assert crm.json("show", str(made))["level"] == "B"
    shown = crm.text("show", str(made))
    assert "Star rating" in shown
    assert "Level" not in shown


def test_a_title_may_begin_with_a_dash(crm: CommandLine) -> None:
    assert crm.json("titles", "set", "level", "-stars-")["title"] == "-stars-"
    assert crm.json("titles", "add", "level", "-5")["name"] == "-5"


def test_values_are_added_renamed_coloured_and_moved(crm: CommandLine) -> None:
    made = crm.json("titles", "add", "level", "VIP", "--colour", "red")
    assert (made["field"], made["name"], made["colour"]) == ("level", "VIP", "red")
    assert crm.json("titles", "rename", "level", "vip", "Top")["name"] == "Top"
    assert crm.json("titles", "colour", "level", "Top", "none")["colour"] is None
    assert crm.text("titles", "move", "level", "Top", "1") == "Top, A, B, C, D\n"
    assert names(crm, "level") == ["Top", "A", "B", "C", "D"]


def test_a_merge_tells_how_many_moved_and_undo_takes_it_back(crm: CommandLine) -> None:
    ids = [str(crm.json("add", "--name", name, "level=A")["id"]) for name in ("Ann", "Bob")]
    merged = crm.json("titles", "merge", "level", "A", "B")
    assert merged == {"field": "level", "removed": "A", "into": "B", "customers": 2}
    assert [crm.json("show", each)["level"] for each in ids] == ["B", "B"]
    undone = crm.json("undo")["undone"]
    assert (undone["kind"], undone["skipped"]) == ("merge_values", [])
    assert "lists" not in undone["detail"]
    assert [crm.json("show", each)["level"] for each in ids] == ["A", "A"]


def test_a_value_in_use_is_removed_only_with_clear(crm: CommandLine) -> None:
    made = str(crm.json("add", "--name", "Ann", "level=A")["id"])
    assert crm.refusal("titles", "remove", "level", "A") == (1, "value_in_use")
    removed = crm.json("titles", "remove", "level", "A", "--clear")
    assert removed == {"field": "level", "removed": "A", "into": None, "customers": 1}
    assert crm.json("show", made)["level"] is None
    assert crm.json("titles", "remove", "level", "D")["customers"] == 0


def test_people_hear_of_a_removal_how_many_it_changed(crm: CommandLine) -> None:
    assert crm.text("titles", "remove", "level", "D") == (
        "“D” is gone from the list; 0 customers were changed.\n"
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("set", "name", "X"), "no_such_classification"),
        (("set", "level", "Company"), "title_taken"),
        (("add", "level", "a"), "value_taken"),
        (("add", "level", "X", "--colour", "mauve"), "unknown_colour"),
        (("rename", "level", "Z", "Y"), "unknown_value"),
        (("move", "level", "A", "9"), "no_such_place"),
        (("merge", "level", "A", "a"), "same_value"),
    ],
)
def test_a_refusal_has_its_code(crm: CommandLine, words: tuple[str, ...], code: str) -> None:
    assert crm.refusal("titles", *words) == (1, code)
