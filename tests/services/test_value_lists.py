"""Titles and value lists: changed, undone, and refused with a reason."""

import pytest

from tests.support.sessions import add_customer, add_user, session_of
from tui_crm import i18n
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.value_lists import ValueColour
from tui_crm.services import customers, undo, value_lists, value_merging
from tui_crm.services.session import Session
from tui_crm.services.step_lines import step_lines
from tui_crm.wording import explain, field_title


def value_named(session: Session, field: str, word: str) -> int:
    """Return the id of the value of a list that is called `word`."""
    return next(
        each.id for each in session.values_of(field) if session.value_title(each.id) == word
    )


def words(session: Session, field: str) -> list[str]:
    """Return the words of a list in its order."""
    return [session.value_title(each.id) for each in session.values_of(field)]


def refusal(call: object) -> str:
    """Return the code with which `call` is refused."""
    assert callable(call)
    with pytest.raises(CrmError) as raised:
        call()
    assert explain(raised.value)
    return raised.value.code


def test_a_renamed_title_is_the_title_everywhere_and_comes_back_with_undo(session: Session) -> None:
    assert value_lists.rename_title(session, "level", "  Star\trating ") == "Star rating"
    assert session.classification_title("level") == "Star rating"
    assert field_title("level") == "Star rating"
    undo.undo(session)
    assert session.classification_title("level") == field_title("level") == "Level"


def test_titles_that_others_gave_are_those_of_this_session_after_a_reload(session: Session) -> None:
    other = session_of(session.db, session.clock)
    value_lists.rename_title(other, "area", "Region")
    session.reload()
    assert session.classification_title("area") == "Region"


def test_an_empty_title_or_the_shipped_one_follows_the_language_again(session: Session) -> None:
    value_lists.rename_title(session, "status", "Stage")
    assert value_lists.rename_title(session, "status", "") == "Status"
    value_lists.rename_title(session, "status", "Stage")
    assert value_lists.rename_title(session, "status", "Status") == "Status"
    with i18n.speaking("zh"):
        assert session.classification_title("status") == "业务状态"


def test_a_title_that_stays_as_it_is_makes_no_step(session: Session) -> None:
    value_lists.rename_title(session, "level", "Level")
    assert undo.list_steps(session) == ()


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("company", "title_taken"),
        ("Company", "title_taken"),
        ("电话", "title_taken"),
        ("手機", "title_taken"),
        ("Status", "title_taken"),
        ("业务状态", "title_taken"),
        ("next_contact", "title_taken"),
        ("custom.grade", "title_taken"),
        ("W e-chat", "title_taken"),
        ("x" * 41, "too_long"),
        ("\u200b\u200d", "name_invisible"),
    ],
)
def test_a_title_that_means_another_field_or_nothing_is_refused(
    session: Session, title: str, code: str
) -> None:
    assert refusal(lambda: value_lists.rename_title(session, "level", title)) == code
    assert session.classification_title("level") == "Level"


@pytest.mark.parametrize("title", ["等级", "Grade", "性别", "[b]Tier[/b]", "星 级 ⭐", "Level"])
def test_a_title_of_ones_own_is_free(session: Session, title: str) -> None:
    assert value_lists.rename_title(session, "level", title) == title


def test_the_title_of_another_classification_is_taken_under_both_its_names(
    session: Session,
) -> None:
    value_lists.rename_title(session, "status", "Stage")
    for title in ("stage", "STATUS", "ｓｔａｇｅ"):
        assert (
            refusal(lambda title=title: value_lists.rename_title(session, "level", title))
            == "title_taken"
        )


def test_undoing_a_title_that_another_has_by_now_is_refused(session: Session) -> None:
    value_lists.rename_title(session, "level", "Kringel")
    value_lists.rename_title(session, "level", "Rank")
    newest = undo.newest(session)
    value_lists.rename_title(session, "area", "Kringel")
    assert refusal(lambda: undo.undo(session, newest.id)) == "title_taken"
    lines = {line.id: line for line in step_lines(session)}
    assert lines[newest.id].obstacle is not None


def test_undoing_a_title_that_was_changed_again_is_refused(session: Session) -> None:
    value_lists.rename_title(session, "level", "Tier")
    first = undo.newest(session)
    value_lists.rename_title(session, "level", "Rank")
    assert refusal(lambda: undo.undo(session, first.id)) == "lists_changed_since"


def test_steps_tell_the_title_of_today(session: Session) -> None:
    value_lists.add_value(session, "level", "VIP")
    value_lists.rename_title(session, "level", "Tier")
    told = [line.words for line in step_lines(session)]
    assert told == ["Tier: another title", "Tier: new value VIP"]


def test_an_added_value_stands_last_with_its_colour_and_undo_takes_it_away(
    session: Session,
) -> None:
    made = value_lists.add_value(session, "level", " VIP ", colour=ValueColour.RED)
    assert words(session, "level") == ["A", "B", "C", "D", "VIP"]
    assert session.value_colour(made.id) is ValueColour.RED
    undo.undo(session)
    assert words(session, "level") == ["A", "B", "C", "D"]


def test_adding_is_not_undone_once_somebody_has_the_value(session: Session) -> None:
    value_lists.add_value(session, "level", "VIP")
    step = undo.newest(session)
    add_customer(session, "王小明", level="VIP")
    assert refusal(lambda: undo.undo(session, step.id)) == "value_in_use"


@pytest.mark.parametrize("name", ["a", "Ａ", " A ", "a\u200b"])
def test_two_values_of_a_list_are_never_alike(session: Session, name: str) -> None:
    assert refusal(lambda: value_lists.add_value(session, "level", name)) == "value_taken"


def test_a_shipped_value_is_known_in_both_languages(session: Session) -> None:
    assert refusal(lambda: value_lists.add_value(session, "status", "有意向")) == "value_taken"
    assert refusal(lambda: value_lists.add_value(session, "status", "")) == "value_needed"
    value_lists.add_value(session, "level", "有意向")


def test_a_renamed_value_stays_with_its_customers_and_its_old_word_is_free(
    session: Session,
) -> None:
    customer = add_customer(session, "王小明", level="A")
    a = value_named(session, "level", "A")
    value_lists.edit_value(session, a, name="VIP", colour=ValueColour.NONE)
    assert session.value_title(customers.get(session, customer.id).level) == "VIP"
    value_lists.add_value(session, "level", "A")
    step = next(each for each in undo.list_steps(session) if "VIP" in str(each.detail))
    assert refusal(lambda: undo.undo(session, step.id)) == "value_taken"


def test_a_shipped_value_with_its_word_back_follows_the_language(session: Session) -> None:
    new = value_named(session, "status", "new")
    value_lists.edit_value(session, new, name="cold", colour=ValueColour.BLUE)
    value_lists.edit_value(session, new, name="new", colour=ValueColour.BLUE)
    with i18n.speaking("zh"):
        assert session.value_title(new) != "new"
    undo.undo(session)
    assert session.value_title(new) == "cold"
    undo.undo(session)
    assert session.value_title(new) == "new"
    assert session.value_colour(new) is ValueColour.NONE


def test_a_moved_value_stands_at_its_place_and_undo_puts_it_back(session: Session) -> None:
    d = value_named(session, "level", "D")
    value_lists.move_value(session, d, 0)
    assert words(session, "level") == ["D", "A", "B", "C"]
    value_lists.move_value(session, d, 99)
    assert words(session, "level") == ["A", "B", "C", "D"]
    undo.undo(session)
    undo.undo(session)
    assert words(session, "level") == ["A", "B", "C", "D"]
    value_lists.move_value(session, d, 3)
    assert len([line for line in step_lines(session) if line.obstacle is None]) == 0


def test_undo_is_ones_own(session: Session) -> None:
    add_user(session, "other")
    value_lists.rename_title(session, "level", "Tier")
    other = session_of(session.db, session.clock, login="other")
    assert refusal(lambda: undo.undo(other)) == "nothing_to_undo"
    assert refusal(lambda: value_merging.remove(other, 10**9)) == "no_such_value"


def test_a_classification_is_named_by_code_or_title(session: Session) -> None:
    value_lists.rename_title(session, "level", "客户星级")
    assert value_lists.field_named(session, "客户星级") == "level"
    assert value_lists.field_named(session, "LEVEL") == "level"
    assert refusal(lambda: value_lists.field_named(session, "name")) == "no_such_classification"


def test_a_value_is_refused_where_it_is_too_long_or_gone(session: Session) -> None:
    with pytest.raises(FieldError):
        value_lists.add_value(session, "level", "x" * 501)

    def edit_nobody() -> None:
        value_lists.edit_value(session, 10**9, name="x", colour=ValueColour.NONE)

    assert refusal(edit_nobody) == "no_such_value"
