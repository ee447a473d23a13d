"""Saved views: kept, counted, changed, removed, and each of that undone, on both engines."""

from dataclasses import replace

import pytest

from tests.support.sessions import FixedClock, add_customer, add_user, session_of
from tui_crm.domain.customer_list import CustomerFilter, CustomerSort, Facet, SortKey
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.list_view import ColumnChoice, ListView
from tui_crm.domain.saved_view import MAX_NAME, SavedView
from tui_crm.services import customers, saved_views, step_lines, undo, value_merging
from tui_crm.services.session import Session
from tui_crm.wording import explain


def value_of(session: Session, field: str, title: str) -> int:
    return next(
        each.id for each in session.values_of(field) if session.value_title(each.id) == title
    )


def look_of(session: Session, *levels: str) -> ListView:
    """Return a look that filters by levels, sorted by company downwards, with two columns."""
    ids = [value_of(session, "level", level) for level in levels]
    return ListView(
        sort=CustomerSort(key=SortKey.COMPANY, is_descending=True),
        wanted=CustomerFilter().with_chosen(Facet.LEVEL, ids),
        columns=(ColumnChoice(id="name"), ColumnChoice(id="phone", cells=20)),
    )


def saved(session: Session, name: str, key: str = "", query: str = "") -> SavedView:
    return saved_views.save(session, name=name, key=key, query=query, look=ListView())


def names(session: Session) -> list[str]:
    return [each.name for each in saved_views.views(session)]


def refusal(error: pytest.ExceptionInfo[CrmError]) -> str:
    """Return the code of a refusal that has a sentence."""
    assert "…" not in explain(error.value)
    assert error.value.code.replace("_", " ") not in explain(error.value)
    return error.value.code


# --- keeping ---


def test_a_view_comes_back_as_it_was_saved(session: Session) -> None:
    look = look_of(session, "A", "B")
    made = saved_views.save(session, name=" 大客户 Hot ", key="3", query="张 -三", look=look)
    assert made == SavedView(id=made.id, name="大客户 Hot", key="3", query="张 -三", look=look)
    assert saved_views.views(session) == (made,)
    assert saved_views.view_with_key(session, "3") == made
    assert saved_views.free_keys(session) == tuple("12456789")


def test_the_row_on_which_the_list_stood_is_no_part_of_a_view(session: Session) -> None:
    look = replace(ListView(place=7), wanted=CustomerFilter(text="left behind"))
    made = saved_views.save(session, name="x", key="", query="", look=look)
    assert made.look == ListView()


def test_saving_under_a_name_that_is_there_changes_that_view(session: Session) -> None:
    """Names are compared whatever their case; nothing changed is no step."""
    first = saved(session, "Hot", key="1")
    again = saved_views.save(session, name="HOT", key="2", query="zs", look=look_of(session, "A"))
    assert again.id == first.id
    assert (again.name, again.key, again.query) == ("HOT", "2", "zs")
    steps = len(undo.list_steps(session))
    saved_views.save(session, name="HOT", key="2", query="zs", look=look_of(session, "A"))
    assert len(undo.list_steps(session)) == steps


def test_views_are_those_of_one_user(session: Session, clock: FixedClock) -> None:
    add_user(session, "ann")
    ann = session_of(session.db, clock, login="ann")
    saved(session, "Mine", key="1")
    saved(ann, "Mine", key="1", query="hers")
    assert [each.query for each in saved_views.views(session)] == [""]
    assert [each.query for each in saved_views.views(ann)] == ["hers"]
    with pytest.raises(CrmError) as error:
        saved_views.remove(ann, saved_views.views(session)[0].id)
    assert refusal(error) == "no_such_view"


@pytest.mark.parametrize(
    ("name", "key", "code", "field"),
    [
        ("", "", "view_name_needed", "name"),
        (" \t", "", "view_name_needed", "name"),
        ("x" * (MAX_NAME + 1), "", "too_long", "name"),
        ("\u200b\u202e", "", "name_invisible", "name"),
        ("x", "0", "no_view_key", "slot"),
        ("x", "12", "no_view_key", "slot"),
        ("x", "1", "view_key_taken", "slot"),
    ],
)
def test_what_cannot_be_a_view_is_refused_beside_its_field(
    session: Session, name: str, key: str, code: str, field: str
) -> None:
    saved(session, "First", key="1")
    with pytest.raises(FieldError) as error:
        saved_views.save(session, name=name, key=key, query="", look=ListView())
    assert (error.value.code, error.value.field) == (code, field)
    assert names(session) == ["First"]


def test_a_value_that_is_gone_filters_no_more(session: Session) -> None:
    """The view stays; a removed level is taken out of it."""
    look = look_of(session, "A", "D")
    saved_views.save(session, name="x", key="", query="", look=look)
    value_merging.remove(session, value_of(session, "level", "D"))
    (view,) = saved_views.views(session)
    assert view.look.wanted.level == {value_of(session, "level", "A")}


def test_a_key_without_a_view_says_so(session: Session) -> None:
    with pytest.raises(CrmError) as error:
        saved_views.view_with_key(session, "5")
    assert refusal(error) == "no_view_with_key"


# --- changing ---


def test_name_and_key_are_changed_together_and_taken_back_together(session: Session) -> None:
    view = saved(session, "Hot", key="1", query="a")
    changed = saved_views.edit(session, view.id, name="Warm 温", key="")
    assert (changed.name, changed.key, changed.query) == ("Warm 温", "", "a")
    undo.undo(session)
    assert saved_views.views(session) == (view,)


def test_two_views_have_neither_name_nor_key_in_common(session: Session) -> None:
    saved(session, "Hot", key="1")
    other = saved(session, "Cold", key="2")
    with pytest.raises(FieldError) as error:
        saved_views.edit(session, other.id, name="hot", key="2")
    assert refusal(error) == "view_name_taken"
    with pytest.raises(FieldError) as error:
        saved_views.edit(session, other.id, name="Cold", key="1")
    assert refusal(error) == "view_key_taken"


def test_views_are_put_in_order(session: Session) -> None:
    made = [saved(session, name) for name in ("a", "b", "c")]
    assert [each.name for each in saved_views.move(session, made[2].id, 0)] == ["c", "a", "b"]
    assert [each.name for each in saved_views.move(session, made[2].id, -5)] == ["c", "a", "b"]
    undo.undo(session)
    assert names(session) == ["a", "b", "c"]
    saved_views.remove(session, made[1].id)
    saved_views.move(session, made[0].id, 99)
    assert names(session) == ["c", "a"]


# --- undo ---


def test_each_change_is_a_step_in_words_that_undo_takes_back(session: Session) -> None:
    view = saved(session, "Hot", key="1")
    saved_views.save(session, name="Hot", key="1", query="new", look=ListView())
    saved_views.remove(session, view.id)
    assert names(session) == []
    assert [each.words for each in step_lines.step_lines(session)] == [
        "removed the view Hot",
        "saved the view Hot anew",
        "saved the view Hot",
    ]
    undo.undo(session)
    assert [each.query for each in saved_views.views(session)] == ["new"]
    undo.undo(session)
    assert saved_views.views(session) == (view,)
    undo.undo(session)
    assert saved_views.views(session) == ()


def test_a_view_that_was_changed_since_is_not_taken_back(session: Session) -> None:
    view = saved(session, "Hot")
    first = undo.newest(session)
    saved_views.remove(session, view.id)
    with pytest.raises(CrmError) as error:
        undo.undo(session, first.id)
    assert refusal(error) == "views_changed_since"
    lines = step_lines.step_lines(session)
    assert [each.obstacle.code if each.obstacle else None for each in lines] == [
        None,
        "views_changed_since",
    ]


@pytest.mark.parametrize(
    ("name", "key", "code"), [("HOT", "", "view_name_taken"), ("New", "1", "view_key_taken")]
)
def test_a_removed_view_does_not_come_back_beside_one_of_its_name_or_key(
    session: Session, name: str, key: str, code: str
) -> None:
    view = saved(session, "Hot", key="1")
    saved_views.remove(session, view.id)
    removal = undo.newest(session)
    saved(session, name, key=key)
    with pytest.raises(CrmError) as error:
        undo.undo(session, removal.id)
    assert refusal(error) == code
    assert names(session) == [name]


# --- counting ---


def test_a_view_counts_whom_it_would_list(session: Session) -> None:
    """Filters and search count together; with a search archived ones are among them."""
    add_customer(session, "Bob", level="A")
    gone = add_customer(session, "Bobby", level="A")
    add_customer(session, "张三", level="B")
    customers.archive(session, gone.id, reason="gone")
    level = look_of(session, "A")
    view = saved_views.save(session, name="all", key="", query="", look=ListView())
    by_level = saved_views.save(session, name="A", key="", query="", look=level)
    both = saved_views.save(session, name="Bobs of A", key="", query="bob", look=level)
    chinese = saved_views.save(session, name="张", key="", query="张三", look=ListView())
    assert saved_views.count(session, view) == 2
    assert saved_views.count(session, by_level) == 1
    assert saved_views.count(session, both) == 2
    assert saved_views.count(session, chinese) == 1


def test_counting_ends_when_nobody_waits_for_it(session: Session) -> None:
    view = saved(session, "Hot")
    with pytest.raises(CrmError) as error:
        saved_views.count(session, view, go_on=lambda: False)
    assert error.value.code == "cancelled"
