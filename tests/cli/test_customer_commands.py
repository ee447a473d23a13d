"""`add`, `edit`, `archive`, `show`, `search` and `today`: customers by command."""

from datetime import timedelta

import pytest

from tests.support.command_line import CommandLine
from tui_crm.domain.customer import FIELD_CODES


def test_a_customer_is_added_and_shown_with_the_codes_of_the_exports(crm: CommandLine) -> None:
    added = crm.json(
        "add",
        *("--name", "张三", "--company", "宏图贸易有限公司"),
        *("--phone", "手机: 138 0013 8000", "--phone", "0755-8888 8888 转 801"),
        *("level=B", "email=z@example.com", "custom.门牌=a=b", "kind=customer", "next_contact=+3d"),
    )
    assert added == {"id": 1, "state": "assigned", "duplicates": []}
    shown = crm.json("show", "1")
    assert tuple(shown)[: len(FIELD_CODES)] == FIELD_CODES
    assert shown["phones"] == "手机: 138 0013 8000 ; 0755-8888 8888 转 801"
    assert (shown["kind"], shown["level"], shown["area"]) == ("customer", "B", None)
    assert shown["custom.门牌"] == "a=b"
    assert shown["owner"] == shown["created_by"]
    assert (shown["state"], shown["version"], shown["follow_ups"]) == ("assigned", 1, [])
    assert shown["created_at"].endswith("+08:00")


def test_people_read_titles_and_words(crm: CommandLine) -> None:
    crm.json("add", "--name", "张三", "level=B", "note=one\ntwo", "next_contact=tomorrow 3pm")
    shown = crm.text("show", "1")
    assert "Level         B\n" in shown
    assert "Note          one\n              two\n" in shown
    assert "State         assigned\n" in shown
    assert "客户级别" in crm.text("--lang", "zh", "show", "1") or "级别" in crm.text(
        "--lang", "zh", "show", "1"
    )


def test_a_customer_who_is_there_already_needs_a_reason(crm: CommandLine) -> None:
    words = ("add", "--name", "张三", "--phone", "13800138000")
    crm.json(*words)
    assert crm.refusal(*words) == (1, "duplicate_customer")
    assert crm.refusal(*words, "--force") == (2, "usage")
    forced = crm.json(*words, "--force", "--reason", "-two of one name")
    assert forced["id"] == 2
    assert [(hit["id"], hit["verdict"]) for hit in forced["duplicates"]] == [(1, "same")]


def test_who_shares_a_number_alone_is_added_and_reported(crm: CommandLine) -> None:
    crm.json("add", "--name", "张三", "--phone", "13800138000")
    other = crm.json("add", "--name", "李四", "--phone", "+86 138-0013-8000")
    assert [(hit["id"], hit["verdict"]) for hit in other["duplicates"]] == [(1, "likely")]


def test_an_unassigned_customer_is_nobodys(crm: CommandLine) -> None:
    assert crm.json("add", "--name", "张三", "--unassigned")["state"] == "unassigned"
    assert crm.json("show", "1")["owner"] is None


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ((), 1, "no_identity"),
        (("--name", "x" * 301), 1, "too_long"),
        (("--name", "x", "nofield=1"), 1, "unknown_field"),
        (("--name", "x", "version=1"), 1, "read_only_field"),
        (("--name", "x", "kind=friend"), 1, "bad_kind"),
        (("--name", "x", "owner=nobody"), 1, "no_such_login"),
        (("--name", "x", "next_contact=yesterday"), 1, "when_in_past"),
        (("--name", "x", "level"), 2, "usage"),
    ],
)
def test_a_draft_that_cannot_be_stored_is_refused_whole(
    crm: CommandLine, words: tuple[str, ...], status: int, code: str
) -> None:
    assert crm.refusal("add", *words) == (status, code)
    assert crm.refusal("show", "1") == (1, "no_such_customer")


def test_fields_are_changed_emptied_and_taken_back(crm: CommandLine) -> None:
    crm.json("add", "--name", "张三", "level=B", "wechat=zs", "next_contact=+2d")
    edited = crm.json("edit", "1", "level=", "company=-宏图=1", "phones=13800138000 [bad]")
    assert edited == {"id": 1, "version": 2}
    shown = crm.json("show", "1")
    assert (shown["level"], shown["company"], shown["wechat"]) == (None, "-宏图=1", "zs")
    assert shown["next_contact"] is not None
    assert crm.json("edit", "1", "next_contact=none")["version"] == 3
    assert crm.json("show", "1")["next_contact"] is None
    crm.json("undo")
    crm.json("undo")
    shown = crm.json("show", "1")
    assert (shown["level"], shown["company"], shown["phones"]) == ("B", "", "")


def test_a_value_that_is_not_new_changes_nothing(crm: CommandLine) -> None:
    crm.json("add", "--name", "张三")
    assert crm.json("edit", "1", "name= 张三 ") == {"id": 1, "version": 1}


def test_what_was_changed_meanwhile_is_not_overwritten(crm: CommandLine) -> None:
    crm.json("add", "--name", "张三")
    crm.json("edit", "1", "note=first", "--version", "1")
    assert crm.refusal("edit", "1", "note=second", "--version", "1") == (1, "changed_meanwhile")
    refused = crm.run("edit", "1", "note=second", "--version", "1")
    assert refused.status == 1
    assert "Note: – → first (" in refused.err
    assert crm.json("show", "1")["note"] == "first"


def test_archiving_needs_a_reason_and_can_be_undone(crm: CommandLine) -> None:
    crm.json("add", "--name", "张三", "next_contact=today")
    assert crm.refusal("archive", "1", "--reason", "  ") == (1, "reason_needed")
    assert crm.run("archive", "1").status == 2
    assert crm.json("archive", "1", "--reason", "-moved away") == {"id": 1, "version": 2}
    assert crm.json("show", "1")["state"] == "archived"
    assert crm.json("today") == []
    crm.json("undo")
    assert crm.json("show", "1")["state"] == "assigned"


def test_search_finds_by_name_company_and_number_the_best_first(crm: CommandLine) -> None:
    crm.json("add", "--name", "Mary Anna", "--company", "Foo")
    crm.json("add", "--name", "Anna", "--phone", "13800138000")
    crm.json("add", "--name", "Annabel")
    found = crm.json("search", "ANNA")
    assert [(hit["name"], hit["score"]) for hit in found] == [
        ("Anna", 100),
        ("Annabel", 85),
        ("Mary Anna", 70),
    ]
    assert found[0].keys() == {"id", "name", "company", "phone", "owner", "score"}
    assert [hit["id"] for hit in crm.json("search", "0138")] == [2]
    assert [hit["id"] for hit in crm.json("search", "foo", "mary")] == [1]
    assert len(crm.json("search", "anna", "--limit", "2")) == 2


@pytest.mark.parametrize("query", ["-foo", "--foo", "--limits=3", "-1"])
def test_a_query_may_begin_with_a_dash(crm: CommandLine, query: str) -> None:
    crm.json("add", "--name", f"a{query}b")
    assert [hit["id"] for hit in crm.json("search", query)] == [1]


def test_a_dash_alone_is_nothing_to_look_for(crm: CommandLine) -> None:
    crm.json("add", "--name", "a-b")
    assert crm.json("search", "-") == []


def test_after_two_dashes_everything_is_the_query(crm: CommandLine) -> None:
    crm.json("add", "--name", "what --help says")
    assert "what --help says" in crm.text("search", "--", "--help")


def test_today_lists_overdue_timed_and_all_day_in_the_order_of_the_screen(
    crm: CommandLine,
) -> None:
    crm.json("add", "--name", "all day", "next_contact=today")
    crm.json("add", "--name", "later", "next_contact=23:59")
    crm.json("add", "--name", "in three days", "next_contact=+3d")
    due = crm.json("today")
    assert [row["name"] for row in due][-1] == "all day"
    assert due[-1].keys() == {
        "id",
        "name",
        "company",
        "phone",
        "next_contact",
        "overdue_days",
        "last_contact",
        "last_text",
    }
    assert (due[-1]["overdue_days"], due[-1]["last_contact"]) == (0, None)
    assert "in three days" not in [row["name"] for row in due]
    on_that_day = crm.json("today", "--date", "+3d", "--exact")
    assert [row["name"] for row in on_that_day] == ["in three days"]
    assert len(crm.json("today", "--date", on_that_day[0]["next_contact"])) == 3
    assert crm.refusal("today", "--date", "soon") == (2, "usage")


def test_overdue_days_are_counted_from_today(
    crm: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui_crm.services.session import Session

    crm.json("add", "--name", "张三", "next_contact=tomorrow")
    real_now = Session.now

    monkeypatch.setattr(
        Session,
        "local_now",
        lambda self: real_now(self).astimezone(self.rules.zone) + timedelta(days=4),
    )
    assert [row["overdue_days"] for row in crm.json("today")] == [3]


def test_tables_are_aligned_in_cells(crm: CommandLine) -> None:
    from rich.cells import cell_len

    crm.json("add", "--name", "张三丰", "next_contact=today", "--phone", "13800138000")
    crm.json("add", "--name", "Al", "next_contact=today", "--phone", "13800138001")
    heading, first, second, *_rest = crm.text("today").splitlines()
    starts = [
        cell_len(line[: line.index(word)])
        for line, word in ((heading, "Phone"), (first, "13800138000"), (second, "13800138001"))
    ]
    assert len(set(starts)) == 1


def test_nobody_due_and_nobody_found_is_said(crm: CommandLine) -> None:
    assert crm.text("today") == "Nobody is due.\n"
    assert crm.text("search", "x") == "Nobody was found.\n"
