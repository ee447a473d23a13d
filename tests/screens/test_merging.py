"""Two customers side by side: what is chosen is seen, Enter merges, `u` parts them again."""

import pytest

from tests.support.hostile import ESCAPES, MARKUP
from tests.support.screens import (
    drawn_text,
    until_open,
    wait_until,
)
from tests.support.sessions import FixedClock, add_customer, add_user, session_of, stored
from tests.support.shown import ShownApp
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.domain.customer import Customer
from tui_crm.domain.steps import StepKind
from tui_crm.screens.conflict_form import ConflictForm
from tui_crm.screens.customer_form import CustomerForm
from tui_crm.screens.customer_page import CustomerPage
from tui_crm.screens.customers import CustomersScreen
from tui_crm.screens.merging import MergeScreen
from tui_crm.services import customer_merging, customers, desk, undo
from tui_crm.services.duplicate_check import check_all
from tui_crm.services.session import Session, new_uuid
from tui_crm.widgets.virtual_list import VirtualList


@pytest.fixture
def two(sqlite_session: Session) -> tuple[Customer, Customer]:
    """Return two who may be one; the first has two follow-ups, the second one."""
    one = add_customer(
        sqlite_session, "张三", company="深圳华强电子", phones="13800138000", note="first"
    )
    other = add_customer(
        sqlite_session, "张三丰", company="华强", phones="13900139000", note="second", level="B"
    )
    for customer in (one, other, one):
        desk.log_canned(sqlite_session, customer.id, "1", entry_uuid=new_uuid())
    return one, other


def _screen(session: Session, two: tuple[Customer, Customer]) -> MergeScreen:
    return MergeScreen(session, customer_merging.plan(session, two[0].id, two[1].id))


def _line(app: ShownApp, title: str) -> str:
    """Return the line of the list that begins with the title of a field."""
    lines = (line.strip("▸ ") for line in drawn_text(app).splitlines())
    return next(line for line in lines if line.startswith(title))


async def test_both_stand_side_by_side_with_what_is_proposed(
    sqlite_session: Session, two: tuple[Customer, Customer]
) -> None:
    app = ShownApp(_screen(sqlite_session, two))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = drawn_text(app)
        assert "张三丰 #2 goes into 张三 #1." in text
        assert "What moves along: 1 follow-up, 1 line of history." in text
        assert "stays: 张三 #1" in text
        assert "goes: 张三丰 #2" in text
        assert "● 深圳华强电子" in _line(app, "Company")
        assert "○ 华强" in _line(app, "Company")
        assert "○ –" in _line(app, "Level")
        assert "● B" in _line(app, "Level")
        assert _line(app, "Note").count("●") == 2
        assert _line(app, "Phones").count("+ 1") == 2


async def test_keys_choose_and_enter_merges(
    sqlite_session: Session, two: tuple[Customer, Customer]
) -> None:
    app = ShownApp(_screen(sqlite_session, two))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "down", "space")
        await pilot.pause()
        assert "● 张三丰" in _line(app, "Name")
        assert "● 华强" in _line(app, "Company")
        await pilot.press("up", "left")
        await pilot.pause()
        assert "after the merge: 深圳华强电子" in drawn_text(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: bool(app.results))
    after = stored(sqlite_session, two[0])
    assert (after.name, after.company, after.note) == ("张三丰", "深圳华强电子", "first\nsecond")
    assert app.results[0].merged.customer == after
    assert customers.get(sqlite_session, two[1].id) == after


async def test_both_is_for_notes_and_numbers_need_no_choice(
    sqlite_session: Session, two: tuple[Customer, Customer]
) -> None:
    app = ShownApp(_screen(sqlite_session, two))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("+")
        await pilot.pause()
        assert "Only notes that fit together can both be taken." in drawn_text(app)
        await pilot.press("down", "down", "right")
        await pilot.pause()
        assert "This comes of both; there is nothing to choose." in drawn_text(app)


async def test_the_other_one_stays_after_a_swap(
    sqlite_session: Session, two: tuple[Customer, Customer]
) -> None:
    """What was chosen stays chosen, now on the other side; `x` forgets it."""
    app = ShownApp(_screen(sqlite_session, two))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "w")
        await pilot.pause()
        assert "张三 #1 goes into 张三丰 #2." in drawn_text(app)
        heading = " ".join(drawn_text(app).split())
        assert "What moves along: 2 follow-ups, 2 lines of history." in heading
        assert _line(app, "Name").split()[1:3] == ["●", "张三丰"]
        await pilot.press("left", "x", "m")
        await wait_until(pilot, lambda: bool(app.results))
    assert stored(sqlite_session, two[1]).name == "张三丰"
    assert customers.get(sqlite_session, two[0].id).id == two[1].id


async def test_two_who_are_two_are_kept_from_the_merge_too(
    sqlite_session: Session, two: tuple[Customer, Customer]
) -> None:
    """The same key as in the review; a second time it says that nothing is to be taken back."""
    said = []
    for _time in range(2):
        app = ShownApp(_screen(sqlite_session, two))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("k")
            await wait_until(pilot, lambda app=app: bool(app.results))
        assert app.results[0].merged is None
        said.append(app.results[0].sentence)
    assert said == [
        "张三 #1 and 张三丰 #2 are two. u takes it back.",
        "张三 #1 and 张三丰 #2 were kept apart already.",
    ]
    kinds = [step.kind for step in undo.list_steps(sqlite_session)]
    assert kinds.count(StepKind.KEEP_APART) == 1


async def test_who_changed_meanwhile_is_shown_anew_before_he_is_merged(
    sqlite_session: Session, two: tuple[Customer, Customer], clock: FixedClock
) -> None:
    add_user(sqlite_session, "tom", name="Tom Fox")
    colleague = session_of(sqlite_session.db, clock, login="tom")
    app = ShownApp(_screen(sqlite_session, two))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        customers.edit(colleague, two[1].id, {"company": "Tom's", "name": "Zhang"})
        await pilot.press("enter")
        await pilot.pause()
        assert "changed meanwhile by Tom Fox (Name, Company)" in drawn_text(app)
        assert "goes: Zhang #2" in drawn_text(app)
        assert "○ Tom's" in _line(app, "Company")
        assert not app.results
        await pilot.press("enter")
        await wait_until(pilot, lambda: bool(app.results))
    assert customers.get(sqlite_session, two[1].id).id == two[0].id


async def test_who_was_merged_meanwhile_is_told(
    sqlite_session: Session, two: tuple[Customer, Customer]
) -> None:
    app = ShownApp(_screen(sqlite_session, two))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        customer_merging.merge(sqlite_session, two[0].id, two[1].id)
        await pilot.press("enter")
        await pilot.pause()
        assert "Customer number 2 was merged into number 1 already: 张三." in drawn_text(app)
        await pilot.press("escape")
        await wait_until(pilot, lambda: bool(app.results))
    assert app.results == [None]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(20, 5), (80, 24), (120, 40)])
async def test_hostile_texts_are_drawn_harmlessly_at_every_size(
    sqlite_session: Session, size: tuple[int, int], language: str
) -> None:
    one = add_customer(sqlite_session, MARKUP[0], company="x" * 300, note="a\nb" * 50)
    other = add_customer(sqlite_session, ESCAPES[0], custom=((MARKUP[1], "家" * 200),))
    with i18n.speaking(language):
        app = ShownApp(_screen(sqlite_session, (one, other)))
        async with app.run_test(size=size) as pilot:
            await pilot.press("down", "down")
            await pilot.pause()
            assert "\x1b" not in drawn_text(app)
            assert "●" in drawn_text(app)
            await pilot.press("enter")
            await wait_until(pilot, lambda: bool(app.results))
    assert customers.get(sqlite_session, other.id).id == one.id


async def test_two_marked_customers_are_merged_from_the_list_and_parted_by_undo(
    sqlite_session: Session, two: tuple[Customer, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "c")
        await until_open(pilot, CustomersScreen)
        await pilot.press("m")
        await pilot.pause()
        assert "Mark the two with Space" in drawn_text(app)
        assert "m merge" not in drawn_text(app)
        await pilot.press("space", "space")
        await pilot.pause()
        assert "m merge" in drawn_text(app)
        await pilot.press("m")
        await until_open(pilot, MergeScreen)
        await pilot.press("enter")
        await until_open(pilot, CustomersScreen)
        await pilot.pause()
        assert "张三丰 #2 was merged into 张三 #1. u takes it back." in drawn_text(app)
        assert app.screen.query_one("#list", VirtualList).count == 1
        await pilot.press("u")
        await pilot.pause()
        assert app.screen.query_one("#list", VirtualList).count == 2
    assert stored(sqlite_session, two[1]).id == two[1].id
    assert undo.list_steps(sqlite_session)[0].undone_at is not None


async def test_m_says_how_many_are_marked_and_who_was_merged_meanwhile(
    sqlite_session: Session, two: tuple[Customer, Customer]
) -> None:
    """Other numbers than two are told; of two of whom one is gone, where he went."""
    add_customer(sqlite_session, "李四")
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("g", "c")
        await until_open(pilot, CustomersScreen)
        for keys, told in (
            ("space m", "One is marked. Mark the other one with Space too."),
            ("space space m", "3 are marked. Merging takes two at a time."),
            ("escape * m", "All are marked. Esc takes the marks away; merging takes two."),
        ):
            await pilot.press(*keys.split())
            await wait_until(pilot, lambda told=told: told in drawn_text(app))
        await pilot.press("escape", "home", "down", "space", "space")
        await wait_until(pilot, lambda: "All are marked" not in drawn_text(app))
        customer_merging.merge(sqlite_session, two[0].id, two[1].id)
        await pilot.press("m")
        told = "Customer number 2 was merged into number 1 already: 张三."
        await wait_until(pilot, lambda: told in drawn_text(app))
        assert isinstance(app.screen, CustomersScreen)
        assert app.screen.query_one("#list", VirtualList).count == 2


async def test_a_pair_of_the_review_is_merged_and_comes_back_by_undo(
    sqlite_session: Session,
) -> None:
    for company in ("深圳华强电子", "深圳市华强电子有限公司"):
        add_customer(
            sqlite_session, "张三", company=company, phones="13800138000", email="z@hq.example"
        )
    check_all(sqlite_session)
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("g", "u")
        await wait_until(pilot, lambda: "1 the same" in drawn_text(app))
        await pilot.press("m")
        await until_open(pilot, MergeScreen)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "张三 #2 was merged into 张三 #1." in drawn_text(app))
        assert customers.get(sqlite_session, 2).id == 1
        await pilot.press("u")
        await wait_until(pilot, lambda: "1 the same" in drawn_text(app))
    assert customers.get(sqlite_session, 2).id == 2


async def test_a_page_whose_customer_is_merged_meanwhile_goes_on_as_who_stayed(
    sqlite_session: Session, two: tuple[Customer, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.open_customer(two[1].id)
        await wait_until(pilot, lambda: "张三丰" in drawn_text(app))
        customer_merging.merge(sqlite_session, two[0].id, two[1].id)
        assert isinstance(app.screen, CustomerPage)
        app.screen.refresh_all()  # As the program does when it sees a change of somebody else.
        await wait_until(pilot, lambda: "深圳华强电子" in drawn_text(app))
        await pilot.press("3")
        await wait_until(pilot, lambda: len(customers.timeline(sqlite_session, two[0].id)) == 4)
        await pilot.press("]")
        await wait_until(pilot, lambda: drawn_text(app).count("not interested") >= 3)


async def test_a_form_whose_customer_is_merged_meanwhile_saves_over_who_stayed(
    sqlite_session: Session, two: tuple[Customer, Customer]
) -> None:
    app = CrmApp(sqlite_session)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.open_customer(two[1].id)
        await wait_until(pilot, lambda: "张三丰" in drawn_text(app))
        await pilot.press("e")
        await wait_until(pilot, lambda: isinstance(app.screen, CustomerForm))
        await pilot.press("end", *"子")
        customer_merging.merge(sqlite_session, two[0].id, two[1].id)
        await pilot.press("f2")
        await wait_until(pilot, lambda: isinstance(app.screen, ConflictForm))
        await pilot.press("1", "f2")
        await wait_until(pilot, lambda: stored(sqlite_session, two[0]).name == "张三丰子")
    assert stored(sqlite_session, two[0]).company == "深圳华强电子"
