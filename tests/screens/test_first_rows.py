"""The first rows, drawn before the app is there, stand where and as the app then draws them."""

import os
from datetime import timedelta

import pyte
import pytest

from tests.support.hostile import HOSTILE, foreign_sequences
from tests.support.screens import drawn_lines
from tests.support.sessions import add_customer
from tui_crm import i18n
from tui_crm.app import CrmApp
from tui_crm.domain.promise import Promise
from tui_crm.domain.text import clean_line
from tui_crm.screens.first_rows import first_rows, list_place
from tui_crm.screens.today import TodayScreen
from tui_crm.services import today
from tui_crm.services.session import Session
from tui_crm.settings import QueueSettings, Settings, ThemeChoice

SIZES = [(20, 5), (60, 8), (60, 9), (99, 16), (120, 12), (80, 17), (80, 24), (100, 25), (120, 40)]
NAMES = ["张三", "Renée K.", "Ann Lee", "宏达建材有限公司经理陈晓明", "x" * 90]
DUE = 70


@pytest.fixture
def crowded(sqlite_session: Session) -> Session:
    """Return a session whose user has more people due than any screen shows."""
    for number in range(DUE):
        on = sqlite_session.today() - timedelta(days=DUE - number - 1)
        add_customer(
            sqlite_session,
            f"{NAMES[number % len(NAMES)]} {number}"[-60:],
            company=NAMES[-number % len(NAMES)],
            phones=f"13800{number:06}",
            promise=Promise(on=on, minute=(number * 61) % 1440 if number % 3 else None),
        )
    return sqlite_session


def early(session: Session, size: tuple[int, int], settings: Settings | None = None) -> list[str]:
    """Return the lines of a terminal on which the first rows were drawn."""
    drawn = first_rows(session, settings or Settings(), os.terminal_size(size), is_coloured=False)
    screen = pyte.Screen(*size)
    pyte.Stream(screen).feed(drawn)
    cells = [[screen.buffer[y][x].data for x in range(size[0])] for y in range(size[1])]
    return ["".join(line) for line in cells]


async def shown(session: Session, size: tuple[int, int]) -> list[str]:
    """Return the lines that the app draws, as cells: nothing in the second one of a wide one."""
    app = CrmApp(session)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        screen = pyte.Screen(*size)
        pyte.Stream(screen).feed("\r\n".join(line.rstrip() for line in drawn_lines(app)))
    cells = [[screen.buffer[y][x].data for x in range(size[0])] for y in range(size[1])]
    return ["".join(line) for line in cells]


def check_same(before: list[str], after: list[str], size: tuple[int, int]) -> None:
    """Fail where a line that was drawn early is another one in the app."""
    place = list_place(*size)
    lines = before[place.top : place.top + place.sure_lines]
    for line, later in zip(lines, after[place.top :], strict=False):
        text = line.rstrip()
        assert later.startswith(text), (line, later)
    assert all(line.strip() for line in lines)
    assert not "".join(before[: place.top]).strip()
    assert not "".join(before[place.top + place.sure_lines :]).strip()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
async def test_the_rows_stand_where_the_app_draws_them(
    crowded: Session, size: tuple[int, int], language: str
) -> None:
    with i18n.speaking(language):
        check_same(early(crowded, size), await shown(crowded, size), size)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 8)])
@pytest.mark.parametrize("place", [1, 11, DUE // 2])
async def test_the_queue_is_taken_up_where_it_was_left(
    crowded: Session, size: tuple[int, int], place: int
) -> None:
    row = today.due_customers(crowded)[place]
    today.keep_place(crowded, row.id)
    before = early(crowded, size)
    if place + size[1] < DUE:
        assert "▸" in "".join(before)
    if "".join(before).strip():
        check_same(before, await shown(crowded, size), size)


@pytest.mark.parametrize("cursor", [0, 2, 4])
async def test_a_short_queue_begins_at_its_beginning(sqlite_session: Session, cursor: int) -> None:
    size = (80, 24)
    made = [
        add_customer(sqlite_session, name[:40], promise=Promise(on=sqlite_session.today()))
        for name in NAMES
    ]
    today.keep_place(sqlite_session, made[cursor].id)
    before = early(sqlite_session, size)
    after = await shown(sqlite_session, size)
    for line, later in list(zip(before, after, strict=True))[2 : 2 + len(NAMES)]:
        assert line.strip()
        assert later.startswith(line.rstrip())
    assert before[2 + cursor].startswith("▸")


@pytest.mark.parametrize("is_coloured", [True, False])
async def test_hostile_text_is_drawn_and_not_obeyed(
    sqlite_session: Session, *, is_coloured: bool
) -> None:
    for text in HOSTILE:
        if name := clean_line(text)[:60]:
            add_customer(
                sqlite_session, name, company=name, promise=Promise(on=sqlite_session.today())
            )
    size = os.terminal_size((120, 200))
    drawn = first_rows(sqlite_session, Settings(), size, is_coloured=is_coloured)
    assert len(drawn) > 1000
    assert foreign_sequences(drawn.encode()) == []


def test_colours_are_those_of_the_theme(crowded: Session) -> None:
    size = os.terminal_size((80, 24))
    dark, light = (
        first_rows(crowded, Settings(theme=theme), size, is_coloured=True)
        for theme in (ThemeChoice.DARK, ThemeChoice.LIGHT)
    )
    assert "\x1b[1;38;2;255;255;255;48;2;31;75;130m▸" in dark
    assert "\x1b[48;2;255;255;255m\x1b[2J" in light


def test_without_anybody_due_nothing_is_drawn(sqlite_session: Session) -> None:
    add_customer(sqlite_session, "later", promise=None)
    size = os.terminal_size((80, 24))
    assert first_rows(sqlite_session, Settings(), size, is_coloured=True) == ""


def test_fresh_leads_stand_among_the_due(crowded: Session) -> None:
    add_customer(crowded, "fresh", promise=None)
    settings = Settings(queue=QueueSettings(fresh_every=2))
    assert "fresh" in early(crowded, (80, 24), settings)[3]


@pytest.mark.parametrize("size", SIZES)
async def test_the_place_is_that_of_the_list(crowded: Session, size: tuple[int, int]) -> None:
    """The numbers repeat the style of the screen: here they are held to it."""
    app = CrmApp(crowded)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        region = app.screen.list.region
    place = list_place(*size)
    assert region.y == place.top
    assert region.width - 1 == place.cells
    assert place.sure_lines <= region.height <= place.lines
