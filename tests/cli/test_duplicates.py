"""`duplicates`: who stands there twice, for people and for scripts."""

import pytest

from tests.support.command_line import CommandLine


@pytest.fixture
def twins(crm: CommandLine) -> tuple[int, int]:
    """Store somebody twice, two who share a number, and a stranger; return the ids of the twins."""
    reason = ("--force", "--reason", "test")
    mobile = ("--phone", "138 0013 8000", "email=wang@huaqiang.example")
    first = crm.json("add", "--name", "王建国", "--company", "深圳市华强电子有限公司", *mobile)
    short = ("--name", "王建国", "--company", "华强电子")
    second = crm.json("add", *short, *mobile, *reason)
    for name, company in (("陈晓", "南山物流有限公司"), ("何平", "南山物流")):
        office = ("--phone", "0755-88886666")
        crm.json("add", "--name", name, "--company", company, *office, *reason)
    crm.json("add", "--name", "Ann Lee", "--company", "Brightside Ltd")
    return first["id"], second["id"]


def test_the_document_names_pairs_with_verdict_score_and_evidence(
    crm: CommandLine, twins: tuple[int, int]
) -> None:
    """The surest pair first; each piece of evidence has both values and a sentence."""
    pairs = crm.json("duplicates")
    assert [each["verdict"] for each in pairs] == ["same", "likely"]
    best = pairs[0]
    assert (best["a"], best["b"]) == twins
    assert 0 < best["score"] <= 100
    phone = next(each for each in best["evidence"] if each["kind"] == "phone")
    assert phone["weight"] > 0
    assert phone["a"] == phone["b"]
    assert phone["message"].startswith("same phone: ")


def test_min_same_leaves_the_likely_out(crm: CommandLine, twins: tuple[int, int]) -> None:
    """Both ways of asking are there; anything else is wrong usage."""
    assert [(each["a"], each["b"]) for each in crm.json("duplicates", "--min", "same")] == [twins]
    assert len(crm.json("duplicates", "--min", "likely")) == 2
    assert crm.refusal("duplicates", "--min", "sure")[0] == 2


def test_people_read_a_table_and_what_was_done(crm: CommandLine, twins: tuple[int, int]) -> None:
    """The table goes to stdout, the figures of the check to stderr."""
    ran = crm.run("duplicates")
    assert ran.status == 0
    assert "5 customers checked" in ran.err
    assert "1 the same, 1 likely" in ran.err
    heading, best, *_others = ran.out.splitlines()
    assert heading.split()[:2] == ["Verdict", "Score"]
    assert best.split()[0] == "same"
    assert str(twins[1]) in best.split()


def test_chinese_reasons(crm: CommandLine, twins: tuple[int, int]) -> None:
    """The evidence is told in the language asked for; codes stay codes."""
    best = crm.json("--lang", "zh", "duplicates")[0]
    assert best["verdict"] == "same"
    assert twins == (best["a"], best["b"])
    assert all(each["message"] for each in best["evidence"])


def test_an_empty_database_has_no_duplicates(crm: CommandLine) -> None:
    """Nobody is there: an empty list, a sentence for people."""
    assert crm.json("duplicates") == []
    assert crm.run("duplicates").out == "Nobody stands there twice.\n"


def test_add_tells_whom_the_new_customer_may_be(crm: CommandLine, twins: tuple[int, int]) -> None:
    """Who has his number is reported beside the new customer; the same one is refused."""
    added = crm.json("add", "--name", "赵敏", "--company", "山海渔业", "--phone", "0755-88886666")
    assert {each["verdict"] for each in added["duplicates"]} == {"nothing"}
    again = ("--name", "王建国", "--company", "华强", "--phone", "13800138000")
    status, code = crm.refusal("add", *again, "email=wang@huaqiang.example")
    assert (status, code) == (1, "duplicate_customer")
    assert twins
