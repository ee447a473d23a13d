"""The list of steps names the refusal that undo would meet, on both engines."""

from tests.support.sessions import FixedClock, add_customer, add_user, session_of
from tui_crm.domain.errors import CrmError
from tui_crm.services import customers, desk, undo
from tui_crm.services.session import Session, new_uuid
from tui_crm.services.step_lines import StepLine, step_lines


def _refusal(session: Session, line: StepLine) -> str | None:
    try:
        undo.undo(session, line.id)
    except CrmError as refusal:
        return refusal.code
    return None


def test_the_obstacle_is_the_refusal_of_undo(session: Session, clock: FixedClock) -> None:
    add_user(session, "tom", name="Tom Fox")
    colleague = session_of(session.db, clock, login="tom")
    one = add_customer(session, "张三", phones="13800138000")
    add_customer(session, "untouched")
    desk.log_canned(session, one.id, "2", entry_uuid=new_uuid())
    desk.log_canned(session, one.id, "1", entry_uuid=new_uuid())
    customers.edit(colleague, one.id, {"note": "x"})
    for line in reversed(step_lines(session)):
        assert _refusal(session, line) == (line.obstacle.code if line.obstacle else None)
    assert {line.obstacle.code for line in step_lines(session) if line.obstacle} == {
        "already_undone",
        "changed_since",
        "worked_on_since",
    }


def test_the_colleague_and_the_time_are_named(session: Session, clock: FixedClock) -> None:
    add_user(session, "tom", name="Tom Fox")
    colleague = session_of(session.db, clock, login="tom")
    one = add_customer(session, "张三", phones="13800138000")
    desk.log_canned(session, one.id, "2", entry_uuid=new_uuid())
    clock.advance(minutes=5)
    customers.edit(colleague, one.id, {"note": "x"})
    obstacle = step_lines(session)[0].obstacle
    assert obstacle is not None
    assert obstacle.params["who"] == "Tom Fox"
    assert obstacle.params["when"] == session.local_now()


def test_an_entry_is_free_again_once_the_newer_one_is_undone(session: Session) -> None:
    one = add_customer(session, "张三", phones="13800138000")
    for slot in ("2", "1"):
        desk.log_canned(session, one.id, slot, entry_uuid=new_uuid())
    assert [line.obstacle is None for line in step_lines(session)[:2]] == [True, False]
    undo.undo(session)
    assert step_lines(session)[1].obstacle is None


def test_only_my_steps_are_listed_and_no_more_than_asked(
    session: Session, clock: FixedClock
) -> None:
    add_user(session, "tom")
    colleague = session_of(session.db, clock, login="tom")
    add_customer(colleague, "his")
    for number in range(3):
        add_customer(session, f"mine {number}")
    assert [line.words for line in step_lines(session, limit=2)] == [
        "new customer mine 2",
        "new customer mine 1",
    ]
