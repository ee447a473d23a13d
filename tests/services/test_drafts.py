"""Drafts are kept, offered, replaced and dropped, each user's own."""

from tests.support.hostile import HOSTILE
from tests.support.sessions import FixedClock, add_user, session_of
from tui_crm.domain.text import clean
from tui_crm.services import drafts
from tui_crm.services.session import Session


def test_a_draft_comes_back_as_it_was_kept(session: Session) -> None:
    drafts.keep(session, "customer new", texts={"name": "张三"}, bases={"name": ""}, entry_uuid="u")
    draft = drafts.offered(session, "customer new")
    assert draft is not None
    assert (draft.texts, draft.bases, draft.entry_uuid) == ({"name": "张三"}, {"name": ""}, "u")
    assert draft.saved_at == session.now()
    assert drafts.offered(session, "customer 1") is None


def test_the_newest_draft_of_a_form_takes_the_former_one_s_place(
    session: Session, clock: FixedClock
) -> None:
    drafts.keep(session, "a", texts={"x": "1"}, bases={})
    clock.advance(minutes=1)
    drafts.keep(session, "b", texts={"x": "2"}, bases={})
    clock.advance(minutes=1)
    drafts.keep(session, "a", texts={"x": "3"}, bases={})
    assert drafts.forms(session) == ("a", "b")
    kept = drafts.offered(session, "a")
    assert kept is not None
    assert kept.texts == {"x": "3"}


def test_nothing_typed_and_dropping_leave_no_draft(session: Session) -> None:
    drafts.keep(session, "a", texts={"x": "1"}, bases={})
    drafts.keep(session, "a", texts={}, bases={})
    assert drafts.offered(session, "a") is None
    drafts.keep(session, "a", texts={"x": "1"}, bases={})
    drafts.drop(session, "a")
    drafts.drop(session, "a")
    assert drafts.forms(session) == ()


def test_drafts_are_their_user_s_own(session: Session, clock: FixedClock) -> None:
    add_user(session, "wang")
    drafts.keep(session, "a", texts={"x": "1"}, bases={})
    assert drafts.offered(session_of(session.db, clock, login="wang"), "a") is None


def test_hostile_text_is_kept(session: Session) -> None:
    texts = {str(number): clean(text) for number, text in enumerate(HOSTILE)}
    drafts.keep(session, "a", texts=texts, bases={})
    kept = drafts.offered(session, "a")
    assert kept is not None
    assert kept.texts == texts
