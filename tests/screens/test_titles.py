"""Titles and value lists on the screen: renamed, added, coloured, moved, merged and removed."""

import re
from dataclasses import replace

import pytest

from tests.support.hostile import BIDI, ESCAPES, MARKUP, foreign_sequences
from tests.support.screens import drawn_text, wait_until
from tests.support.sessions import add_customer
from tests.support.shown import ShownApp
from tui_crm import i18n
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.steps import Steps
from tui_crm.screens.titles import TitlesScreen
from tui_crm.screens.titles_forms import IntoForm, TitleForm, ValueForm
from tui_crm.services import canned, customers, undo, value_lists
from tui_crm.services.session import Session

BIG = (120, 50)


def words(session: Session, field: str = "level") -> list[str]:
    """Return the words of a list in its order."""
    return [session.value_title(each.id) for each in session.values_of(field)]


def line_with(app: ShownApp, text: str) -> str:
    """Return the first line of the screen that holds a text."""
    return next(line for line in drawn_text(app).splitlines() if text in line)


async def test_every_title_stands_with_its_values_and_who_has_them(
    sqlite_session: Session,
) -> None:
    for number in range(3):
        add_customer(sqlite_session, f"customer {number}", level="B")
    app = ShownApp(TitlesScreen(sqlite_session))
    async with app.run_test(size=BIG) as pilot:
        await pilot.pause()
        assert line_with(app, "     B ").split()[:2] == ["B", "3"]
        text = drawn_text(app)
        assert text.index("Level") < text.index("Status") < text.index("Industry")
        assert "4 values" in text


async def test_enter_renames_a_title_and_it_shows_at_once(sqlite_session: Session) -> None:
    app = ShownApp(TitlesScreen(sqlite_session))
    async with app.run_test(size=BIG) as pilot:
        await pilot.press("enter")
        assert isinstance(app.screen, TitleForm)
        await pilot.press("ctrl+a", "ctrl+k", *"星级", "enter")
        await pilot.pause()
        assert sqlite_session.classification_title("level") == "星级"
        assert "Level" not in drawn_text(app)
        assert "The title is “星级” now." in drawn_text(app)


async def test_x_on_a_title_takes_the_shipped_one_again(sqlite_session: Session) -> None:
    value_lists.rename_title(sqlite_session, "level", "Rank")
    app = ShownApp(TitlesScreen(sqlite_session))
    async with app.run_test(size=BIG) as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert sqlite_session.classification_title("level") == "Level"
        await pilot.press("x")
        await pilot.pause()
        assert "It has the shipped title already." in drawn_text(app)


async def test_a_title_of_another_field_is_refused_beside_the_field(
    sqlite_session: Session,
) -> None:
    app = ShownApp(TitlesScreen(sqlite_session))
    async with app.run_test(size=BIG) as pilot:
        await pilot.press("enter", "ctrl+a", "ctrl+k", *"Company", "enter")
        await pilot.pause()
        assert isinstance(app.screen, TitleForm)
        assert "already means Company" in " ".join(drawn_text(app).split())


async def test_n_adds_a_coloured_value_to_the_list_under_the_cursor(
    sqlite_session: Session,
) -> None:
    app = ShownApp(TitlesScreen(sqlite_session))
    async with app.run_test(size=BIG) as pilot:
        await pilot.press("n")
        assert isinstance(app.screen, ValueForm)
        await pilot.press(*"VIP", "tab", "right", "f2")
        await pilot.pause()
        assert words(sqlite_session) == ["A", "B", "C", "D", "VIP"]
        line = line_with(app, "■ VIP")
        assert "red" in line  # The colour is named: it is never told by colour alone.
        assert "▸" in line


async def test_e_renames_a_value_under_the_cursor(sqlite_session: Session) -> None:
    customer = add_customer(sqlite_session, "王小明", level="A")
    app = ShownApp(TitlesScreen(sqlite_session))
    async with app.run_test(size=BIG) as pilot:
        await pilot.press("down", "e", "ctrl+a", "ctrl+k", *"Top", "enter")
        await pilot.pause()
        assert words(sqlite_session) == ["Top", "B", "C", "D"]
        assert "Saved: Top." in drawn_text(app)
    level = customers.get(sqlite_session, customer.id).level
    assert sqlite_session.value_title(level) == "Top"


async def test_a_value_that_is_there_already_is_refused_beside_the_field(
    sqlite_session: Session,
) -> None:
    app = ShownApp(TitlesScreen(sqlite_session))
    async with app.run_test(size=BIG) as pilot:
        await pilot.press("n", "b", "enter")
        await pilot.pause()
        assert "has the value “B” already" in drawn_text(app)
        assert isinstance(app.screen, ValueForm)


async def test_j_and_k_move_a_value_and_say_where_the_list_ends(sqlite_session: Session) -> None:
    app = ShownApp(TitlesScreen(sqlite_session))
    async with app.run_test(size=BIG) as pilot:
        await pilot.press("down", "J", "J")
        await pilot.pause()
        assert words(sqlite_session) == ["B", "C", "A", "D"]
        await pilot.press("K", "K", "K")
        await pilot.pause()
        assert words(sqlite_session) == ["A", "B", "C", "D"]
        assert "It stands first already." in drawn_text(app)
        await pilot.press("up", "J")
        await pilot.pause()
        assert "This is a title. Choose a value below it." in drawn_text(app)


async def test_m_merges_a_value_into_another_and_undo_takes_it_back(
    sqlite_session: Session,
) -> None:
    ids = [add_customer(sqlite_session, f"customer {each}", level="A").id for each in range(3)]
    app = ShownApp(TitlesScreen(sqlite_session))
    async with app.run_test(size=BIG) as pilot:
        await pilot.press("down", "m")
        assert isinstance(app.screen, IntoForm)
        assert "its 3 customers" in drawn_text(app)
        await pilot.press("b", "enter")
        await wait_until(pilot, lambda: "3 customers were changed" in drawn_text(app))
        assert words(sqlite_session) == ["B", "C", "D"]
        assert re.search(r" B +3", drawn_text(app))
    levels = {customers.get(sqlite_session, each).level for each in ids}
    assert [sqlite_session.value_title(level) for level in levels] == ["B"]
    undo.undo(sqlite_session)
    assert words(sqlite_session) == ["A", "B", "C", "D"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("zz", "“zz” is no value of Level."),
        ("a", "cannot be merged with itself"),
        ("", "Type the word of the value."),
    ],
)
async def test_a_merge_into_nothing_is_refused(
    sqlite_session: Session, typed: str, sentence: str
) -> None:
    app = ShownApp(TitlesScreen(sqlite_session))
    async with app.run_test(size=BIG) as pilot:
        await pilot.press("down", "m", *typed, "enter")
        await pilot.pause()
        assert isinstance(app.screen, IntoForm)
        remark = app.screen.form["into"].shown_remark
        assert sentence in remark
    assert words(sqlite_session) == ["A", "B", "C", "D"]


async def test_x_removes_a_value_that_nobody_has_after_a_question(
    sqlite_session: Session,
) -> None:
    app = ShownApp(TitlesScreen(sqlite_session))
    async with app.run_test(size=BIG) as pilot:
        await pilot.press("down", "x")
        assert isinstance(app.screen, Confirm)
        await pilot.press("y")
        await wait_until(pilot, lambda: words(sqlite_session) == ["B", "C", "D"])


async def test_x_on_a_value_in_use_asks_what_its_customers_get(sqlite_session: Session) -> None:
    customer = add_customer(sqlite_session, "王小明", level="A")
    app = ShownApp(TitlesScreen(sqlite_session))
    async with app.run_test(size=BIG) as pilot:
        await pilot.press("down", "x")
        assert isinstance(app.screen, IntoForm)
        await pilot.press("escape")
        await pilot.pause()
        assert words(sqlite_session) == ["A", "B", "C", "D"]
        await pilot.press("x", "enter")
        await wait_until(pilot, lambda: "1 customer was changed" in drawn_text(app))
    assert customers.get(sqlite_session, customer.id).level is None


async def test_keys_that_set_a_value_stand_beside_it(sqlite_session: Session) -> None:
    a = next(each.id for each in sqlite_session.values_of("level"))
    canned.save(sqlite_session, replace(sqlite_session.canned[0], set_level=a))
    app = ShownApp(TitlesScreen(sqlite_session))
    async with app.run_test(size=BIG) as pilot:
        await pilot.press("down")
        await pilot.pause()
        assert "Set by the keys 1." in drawn_text(app)


async def test_u_opens_the_steps(sqlite_session: Session) -> None:
    value_lists.add_value(sqlite_session, "level", "VIP")
    app = ShownApp(TitlesScreen(sqlite_session))
    async with app.run_test(size=BIG) as pilot:
        await pilot.press("U")
        assert isinstance(app.screen, Steps)
        await pilot.press("u")
        await pilot.pause()
        assert words(sqlite_session) == ["A", "B", "C", "D"]
        await pilot.press("escape")
        await pilot.pause()
        assert "VIP" not in drawn_text(app)


async def test_nothing_runs_that_could_be_stopped(sqlite_session: Session) -> None:
    app = ShownApp(TitlesScreen(sqlite_session))
    async with app.run_test(size=BIG) as pilot:
        await pilot.press("ctrl+x")
        await pilot.pause()
        assert "Nothing is being merged." in drawn_text(app)


@pytest.mark.parametrize("text", [*MARKUP, *ESCAPES, *BIDI])
async def test_hostile_words_are_drawn_harmlessly(sqlite_session: Session, text: str) -> None:
    value_lists.add_value(sqlite_session, "level", f"word {text}")
    value_lists.rename_title(sqlite_session, "level", f"title {text}"[:40])
    app = ShownApp(TitlesScreen(sqlite_session))
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.press("down", "down", "down", "down", "down", "m")
        await pilot.pause()
        assert foreign_sequences(drawn_text(app).encode()) == []
        await pilot.press("escape", "e")
        await pilot.pause()
        assert foreign_sequences(drawn_text(app).encode()) == []


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (40, 10), (80, 24)])
async def test_small_terminals_show_what_fits(
    sqlite_session: Session, size: tuple[int, int]
) -> None:
    with i18n.speaking("zh"):
        app = ShownApp(TitlesScreen(sqlite_session))
        async with app.run_test(size=size) as pilot:
            await pilot.press("down", "m")
            await pilot.pause()
            assert isinstance(app.screen, IntoForm)
