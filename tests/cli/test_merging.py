"""`merge`: two customers who are one, by command."""

from tests.support.command_line import CommandLine


def _two(crm: CommandLine) -> None:
    crm.json("add", "--name", "张三", "--company", "华强", "--phone", "13800138000")
    crm.json("add", "--name", "张三丰", "--company", "南山", "--phone", "13900139000")
    crm.json("log", "2", "--key", "1")


def test_the_second_number_finds_who_stayed(crm: CommandLine) -> None:
    _two(crm)
    assert crm.json("merge", "1", "2") == {"id": 1, "version": 2, "merged": 2}
    shown = crm.json("show", "2")
    assert (shown["id"], shown["phones"]) == (1, "13800138000 ; 13900139000")
    assert len(shown["follow_ups"]) == 1
    assert crm.json("edit", "2", "note=x") == {"id": 1, "version": 3}
    assert crm.json("log", "2", "--key", "5")["follow_up_id"] == 2
    assert crm.json("archive", "2", "--reason", "gone")["id"] == 1


def test_people_read_what_was_done_and_undone(crm: CommandLine) -> None:
    _two(crm)
    assert crm.text("merge", "1", "2") == (
        "Customer 2 was merged into 1: 张三. Undo takes it back.\n"
    )
    assert "merged with 张三丰" in crm.text("undo", "--list")
    assert "merged with 张三丰" in crm.text("undo")
    assert crm.json("show", "2")["name"] == "张三丰"


def test_what_cannot_be_merged_is_refused_with_the_reason(crm: CommandLine) -> None:
    _two(crm)
    assert crm.refusal("merge", "1", "1") == (1, "same_customer")
    assert crm.refusal("merge", "1", "9") == (1, "no_such_customer")
    crm.json("merge", "1", "2")
    assert crm.refusal("merge", "1", "2") == (1, "already_merged")
    assert crm.run("merge", "1").status == 2
