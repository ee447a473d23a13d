"""A merge field by field, as people read it."""

import pytest

from tests.support.sessions import FixedClock, add_customer, add_user, session_of
from tui_crm.domain.customer_merge import Choice
from tui_crm.services import customer_merging
from tui_crm.services.merge_lines import MergeLine, merge_lines
from tui_crm.services.session import Session


def _lines(session: Session, winner: int, loser: int, **choices: Choice) -> dict[str, MergeLine]:
    plan = customer_merging.plan(session, winner, loser)
    return {each.code: each for each in merge_lines(session, plan, choices)}


def test_name_company_and_numbers_come_first_and_what_agrees_last(sqlite_session: Session) -> None:
    winner = add_customer(sqlite_session, "张三", phones="13800138000", level="A", source="web")
    loser = add_customer(sqlite_session, "张三丰", level="B", source="web", company="华强")
    lines = _lines(sqlite_session, winner.id, loser.id)
    codes = list(lines)
    assert codes[:4] == ["name", "company", "phones", "level"]
    assert all(codes.index(each) > codes.index("level") for each in ("source", "created_at"))
    assert [each.id for each in lines.values()] == list(range(len(lines)))
    assert "id" not in lines


def test_a_choice_changes_what_it_comes_to(sqlite_session: Session) -> None:
    winner = add_customer(sqlite_session, "张三", note="one", level="A")
    loser = add_customer(sqlite_session, "张三丰", note="two", level="B")
    lines = _lines(sqlite_session, winner.id, loser.id)
    assert (lines["level"].choice, lines["level"].after) == (Choice.WINNER, "A")
    assert lines["note"].after == "one\ntwo"
    lines = _lines(sqlite_session, winner.id, loser.id, level=Choice.LOSER, note=Choice.LOSER)
    assert (lines["level"].choice, lines["level"].after) == (Choice.LOSER, "B")
    assert (lines["note"].after, lines["note"].offered) == ("two", tuple(Choice))


def test_who_gives_way_as_owner_is_shown_as_second_owner(
    sqlite_session: Session, clock: FixedClock
) -> None:
    add_user(sqlite_session, "tom", name="Tom Fox")
    colleague = session_of(sqlite_session.db, clock, login="tom")
    winner, loser = add_customer(sqlite_session, "张三"), add_customer(colleague, "张三丰")
    lines = _lines(sqlite_session, winner.id, loser.id)
    second = lines["second_owner"]
    assert (second.winner, second.loser, second.after) == ("", "Tom Fox", "Tom Fox")
    assert list(lines).index("second_owner") == list(lines).index("owner") + 1
    second = _lines(sqlite_session, winner.id, loser.id, owner=Choice.LOSER)["second_owner"]
    assert (second.winner, second.loser, second.after) == ("lina", "", "lina")


def test_what_is_not_offered_is_refused(sqlite_session: Session) -> None:
    winner, loser = add_customer(sqlite_session, "张三"), add_customer(sqlite_session, "李四")
    with pytest.raises(ValueError, match="name"):
        _lines(sqlite_session, winner.id, loser.id, name=Choice.BOTH)
