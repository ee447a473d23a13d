"""The timeline by keys and clicks: headings, filters, looking for a text, moving through time."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot

from tests.support.hostile import ESCAPES, MARKUP
from tests.support.screens import (
    drawn_lines,
    drawn_text,
    until_open,
    until_shown,
    wait_until,
)
from tests.support.sessions import FixedClock, add_customer, add_user, session_of
from tests.support.shown import ShownApp
from tui_crm import i18n
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import Method, OutcomeFlags
from tui_crm.domain.planning import Entry
from tui_crm.domain.timeline import DayHeading, TimelineEntry, TimelineFilter
from tui_crm.screens.customer_page import CustomerPage
from tui_crm.screens.timeline import TimelineScreen
from tui_crm.services import customers, desk, timeline, undo
from tui_crm.services.demo import fill_demo
from tui_crm.services.session import Session, new_uuid
from tui_crm.settings import Settings
from tui_crm.widgets.day_strip import CHOSEN_SIGN, LABEL_CELLS
from tui_crm.wording import explain

WIDE, NARROW = (120, 40), (80, 24)
WEDNESDAY = date(2026, 11, 18)


def write(
    session: Session, name: str, text: str, *, method: Method = Method.CALL, outcome: str = "seen"
) -> int:
    """Add a lead and write a follow-up on him; return its id."""
    lead = add_customer(session, name, company="Brightside")
    entry = Entry(
        method=method, outcome=outcome, text=text, flags=OutcomeFlags(reached=True), phone_id=None
    )
    return desk.log_entry(session, lead.id, entry, entry_uuid=new_uuid()).follow_up.id


@pytest.fixture
def three_days(sqlite_session: Session, clock: FixedClock) -> Session:
    """Return a session: two follow-ups on Friday the 13th, one on Monday, two on Wednesday."""
    session = sqlite_session
    add_user(session, "wang", name="王强")
    for days, name, text, method in (
        (-5, "Ann", "asked for prices", Method.CALL),
        (-5, "陈晓", "发了报价 Prices", Method.EMAIL),
        (-2, "Bo", "came by", Method.VISIT),
        (0, "Cem", "no time", Method.CALL),
        (0, "Dora", "likes the PRICE", Method.CALL),
    ):
        clock.set(session_of(session.db, FixedClock()).now() + timedelta(days=days))
        write(session, name, text, method=method)
    return session


def names(screen: TimelineScreen) -> list[str]:
    """Return the names of the follow-ups in the list, headings as dates."""
    list_ = screen.day_list
    assert list_._rows is not None
    rows = [list_._rows.row(place) for place in range(list_.count)]
    return [
        f"{row.day:%d}" if isinstance(row, DayHeading) else row.name if row else "?" for row in rows
    ]


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and let the screen follow."""
    await pilot.press(*keys)
    await pilot.pause()


async def test_days_stand_above_their_follow_ups_newest_first(three_days: Session) -> None:
    screen = TimelineScreen(three_days, Settings())
    app = ShownApp(screen)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert names(screen) == ["18", "Dora", "Cem", "16", "Bo", "13", "陈晓", "Ann"]
        text = drawn_text(app)
        assert "Wed 18 Nov 2026 · 2 calls · 2 reached" in text
        assert "Mon 16 Nov 2026 · 1 other" in text
        assert "Fri 13 Nov 2026 · 1 call · 1 reached · 1 other" in text
        assert "10:00" in text
        await press(pilot, "down")
        assert "likes the PRICE" in drawn_text(app)
        assert "Wed 18 Nov 2026 10:00 · lina · call" in drawn_text(app)


async def test_chinese_is_shown_in_chinese(three_days: Session) -> None:
    with i18n.speaking("zh"):
        app = ShownApp(TimelineScreen(three_days, Settings()))
        async with app.run_test(size=NARROW) as pilot:
            await pilot.pause()
            text = drawn_text(app)
            assert "陈晓" in text
            assert "2026" in text
            assert "Wed" not in text
            assert "Outcome" not in text


@pytest.mark.parametrize("size", [WIDE, NARROW, (40, 12), (20, 5)])
async def test_every_line_is_as_wide_as_the_terminal(
    three_days: Session, size: tuple[int, int]
) -> None:
    """Wide signs, small terminals: nothing overlaps, nothing crashes on any key."""
    write(three_days, "".join(MARKUP)[:200], "".join(ESCAPES) + "宽" * 300)
    app = ShownApp(TimelineScreen(three_days, Settings()))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await press(pilot, "left", "right", "shift+left", "[", "]", "end", "pageup", "home")
        assert all(len(line) <= size[0] for line in drawn_lines(app))
        assert len(drawn_lines(app)) == size[1]
        assert "\x1b" not in drawn_text(app)


async def test_arrows_move_from_day_to_day(three_days: Session) -> None:
    """Days without follow-ups are passed over; the ends are the ends."""
    screen = TimelineScreen(three_days, Settings())
    async with ShownApp(screen).run_test(size=WIDE) as pilot:
        await pilot.pause()
        days = []
        for key in ("left", "left", "left", "right", "right", "right", "shift+left", "]"):
            await press(pilot, key)
            assert isinstance(screen.row, DayHeading)
            assert screen.strip.chosen == screen.row.day
            days.append(screen.row.day.day)
        assert days == [16, 13, 13, 16, 18, 18, 13, 18]


async def test_the_picture_shows_the_days_and_a_click_goes_there(three_days: Session) -> None:
    """Today at the right; calls above, whom they reached below; the chosen day has a sign."""
    screen = TimelineScreen(three_days, Settings())
    app = ShownApp(screen)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        lines = drawn_lines(app)
        axis = next(line for line in lines if CHOSEN_SIGN in line)
        place = axis.index(CHOSEN_SIGN)
        top = lines.index(axis)
        assert lines[top - 1][place] == "█"
        assert lines[top - 2][place] == "█"
        assert lines[top - 2][place - 5] in "▄█"
        assert lines[top - 2][place - 2] == " "
        assert "2 Nov" in axis
        friday = place - 5
        await pilot.click(type(screen.strip), offset=Offset(friday, 0))
        await pilot.pause()
        assert screen.row is not None
        assert screen.row.day == date(2026, 11, 13)
        assert drawn_lines(app)[top][friday] == CHOSEN_SIGN
        assert friday >= LABEL_CELLS


async def test_a_typed_date_is_gone_to(three_days: Session) -> None:
    """A day and month without a year are those that were last."""
    screen = TimelineScreen(three_days, Settings())
    app = ShownApp(screen)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await press(pilot, "t", *"11-14")
        assert "→ Sat 14 Nov 2026" in drawn_text(app)
        await press(pilot, "enter")
        assert screen.row is not None
        assert screen.row.day == date(2026, 11, 13)


async def test_a_filter_is_chosen_in_a_form_and_taken_off_by_a_key(three_days: Session) -> None:
    """Its chips stand above; list and picture follow."""
    screen = TimelineScreen(three_days, Settings())
    app = ShownApp(screen)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await press(pilot, "F", "down", "right", "right", "f2")
        assert names(screen) == ["16", "Bo"]
        assert "Method: visit" in drawn_text(app)
        assert "visit 1" in drawn_text(app)
        await press(pilot, "x")
        assert len(names(screen)) == 8
        assert "Method: visit" not in drawn_text(app)
        await press(pilot, "x")
        assert "Everything is shown." in drawn_text(app)


async def test_each_condition_narrows_the_list(three_days: Session) -> None:
    screen = TimelineScreen(three_days, Settings())
    other = next(user for user in three_days.shared.users.values() if user.login == "wang")
    app = ShownApp(screen)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        for wanted, shown in (
            (TimelineFilter(user_id=other.id), []),
            (TimelineFilter(outcomes=("seen",), method=Method.EMAIL), ["13", "陈晓"]),
            (TimelineFilter(outcomes=("unseen",)), []),
            (
                TimelineFilter(first_day=date(2026, 11, 16), last_day=date(2026, 11, 17)),
                ["16", "Bo"],
            ),
        ):
            screen._apply(wanted)
            await pilot.pause()
            assert names(screen) == shown
        assert "Mon 16 Nov 2026 – Tue 17 Nov 2026" in drawn_text(app)


async def test_a_period_that_ends_before_it_begins_is_refused(three_days: Session) -> None:
    app = ShownApp(TimelineScreen(three_days, Settings()))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await press(pilot, "F", *["tab"] * 4, *"2026-11-16", "tab", *"2026-11-13", "f2")
        assert "The period ends before it begins." in drawn_text(app)


async def test_a_key_means_what_it_writes_in_every_language(three_days: Session) -> None:
    """The chip tells the words; a follow-up of either language is found."""
    lead = add_customer(three_days, "Kim", phones="13800138000")
    with i18n.speaking("zh"):
        desk.log_canned(three_days, lead.id, "2", entry_uuid=new_uuid())
    screen = TimelineScreen(three_days, Settings())
    app = ShownApp(screen)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await press(pilot, "F", "down", "down", "2", "f2")
        assert names(screen) == ["18", "Kim"]
        assert "Outcome: no answer, 没接" in drawn_text(app)


async def test_a_text_is_looked_for_in_either_case(three_days: Session) -> None:
    """Hits stand under their days; Esc shows everything again."""
    screen = TimelineScreen(three_days, Settings())
    app = ShownApp(screen)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await press(pilot, "/", *"price", "enter")
        await wait_until(pilot, lambda: "3 follow-ups found for price." in drawn_text(app))
        assert names(screen) == ["18", "Dora", "13", "陈晓", "Ann"]
        await press(pilot, "left")
        assert screen.row is not None
        assert screen.row.day == date(2026, 11, 13)
        await press(pilot, "escape")
        assert len(names(screen)) == 8


async def test_a_text_that_is_nowhere_is_told(three_days: Session) -> None:
    app = ShownApp(TimelineScreen(three_days, Settings()))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await press(pilot, "/", *"zebra", "enter")
        await wait_until(pilot, lambda: "Nothing found for zebra." in drawn_text(app))
        assert "No such follow-up." in drawn_text(app)


async def test_a_search_that_cannot_go_on_says_why(
    three_days: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason stays: nothing is told of hits behind it."""

    def refused(_session: Session, _wanted: TimelineFilter) -> Iterator[timeline.Looked]:
        raise CrmError("database_busy")

    monkeypatch.setattr(timeline, "search", refused)
    app = ShownApp(TimelineScreen(three_days, Settings()))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await press(pilot, "/", *"price", "enter")
        await until_shown(pilot, "No such follow-up.", explain(CrmError("database_busy")))


async def test_a_search_shows_hits_as_they_come_and_is_stopped_by_esc(
    three_days: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says how far it is; what was found stays."""
    monkeypatch.setattr(timeline, "_BATCH", 1)
    screen = TimelineScreen(three_days, Settings())
    look = timeline.search

    def until_the_first_hit(session: Session, wanted: TimelineFilter) -> Iterator[timeline.Looked]:
        for looked in look(session, wanted):
            yield looked
            if looked.found:
                while not (screen._search and screen._search.is_over):
                    pass

    monkeypatch.setattr(timeline, "search", until_the_first_hit)
    app = ShownApp(screen)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await press(pilot, "/", *"price", "enter")
        await wait_until(pilot, lambda: "1 of 5 · 1 found" in drawn_text(app))
        assert names(screen) == ["18", "Dora"]
        await press(pilot, "escape")
        assert "Stopped at 1 of 5: 1 found for price." in drawn_text(app)
        assert names(screen) == ["18", "Dora"]


async def test_a_text_is_corrected_and_its_former_one_stays(
    three_days: Session, clock: FixedClock
) -> None:
    screen = TimelineScreen(three_days, Settings())
    app = ShownApp(screen)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await press(pilot, "down", "c")
        assert "Correct the entry of 2026-11-18 10:00 seen" in drawn_text(app)
        clock.advance(minutes=5)
        await press(pilot, *"Very ", "f2")
        row = screen.entry
        assert row is not None
        assert row.is_corrected
        assert row.text == "Very likes the PRICE"
        text = drawn_text(app)
        assert "✎ Very likes" in text
        assert "before lina corrected it on" in text
        assert "likes the PRICE" in text
    (former,) = timeline.full_text(three_days, row).former
    assert former.former_text == "likes the PRICE"


async def test_on_a_heading_there_is_nothing_to_correct_or_open(three_days: Session) -> None:
    app = ShownApp(TimelineScreen(three_days, Settings()))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        for key in ("c", "enter"):
            await press(pilot, key)
            assert "This is the heading of a day." in drawn_text(app)


async def test_enter_opens_the_customer(three_days: Session) -> None:
    app = ShownApp(TimelineScreen(three_days, Settings()))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await press(pilot, "down", "down", "enter")
        await until_open(pilot, CustomerPage)
        await wait_until(pilot, lambda: "Cem" in drawn_text(app))
        await press(pilot, "J")
        assert "Bo" in drawn_text(app)
        assert "Mon 16 Nov 2026" in drawn_text(app)


async def test_what_others_write_and_undo_comes_and_goes(three_days: Session) -> None:
    """The cursor stays on its follow-up."""
    screen = TimelineScreen(three_days, Settings())
    async with ShownApp(screen).run_test(size=WIDE) as pilot:
        await pilot.pause()
        await press(pilot, "down", "down")
        write(three_days, "Eve", "new")
        screen.reload()
        await pilot.pause()
        assert names(screen)[:4] == ["18", "Eve", "Dora", "Cem"]
        assert screen.entry is not None
        assert screen.entry.name == "Cem"
        undo.undo(three_days)
        screen.reload()
        await pilot.pause()
        assert names(screen)[:3] == ["18", "Dora", "Cem"]
        assert screen.entry.name == "Cem"


async def test_archived_customers_keep_their_follow_ups(three_days: Session) -> None:
    row = timeline.lines(three_days, TimelineFilter()).first(2)[1]
    assert isinstance(row, TimelineEntry)
    customers.archive(three_days, row.customer_id, reason="closed")
    screen = TimelineScreen(three_days, Settings())
    async with ShownApp(screen).run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "Dora" in names(screen)


async def test_an_empty_timeline_says_what_to_do(sqlite_session: Session) -> None:
    app = ShownApp(TimelineScreen(sqlite_session, Settings()))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await press(pilot, "left", "right", "[", "end")
        assert "Nobody has called yet." in drawn_text(app)


async def test_the_days_before_and_after_are_read_before_they_are_gone_to(
    sqlite_session: Session,
) -> None:
    """One key leads there: its answer waits for no query."""
    fill_demo(sqlite_session, customers=400, seed=3)
    screen = TimelineScreen(sqlite_session, Settings())
    async with ShownApp(screen).run_test(size=WIDE) as pilot:
        await press(pilot, "shift+left", "shift+left")
        days = [each.day for each in screen._lines.days.days]
        index = days.index(screen._day())
        for other in (days[index + 1], days[index - 1]):
            place = screen._lines.days.position_of(other)
            await wait_until(pilot, lambda place=place: screen.list.row_at(place) is not None)
            row = screen.list.row_at(place)
            assert isinstance(row, DayHeading)
            assert row.day == other


async def test_any_place_of_a_long_list_is_there_at_once(sqlite_session: Session) -> None:
    """The end, and any day, are read without what lies between."""
    fill_demo(sqlite_session, customers=400, seed=3)
    screen = TimelineScreen(sqlite_session, Settings())
    async with ShownApp(screen).run_test(size=WIDE) as pilot:
        await pilot.pause()
        lines = timeline.lines(sqlite_session, TimelineFilter())
        everything = lines.first(100_000)
        assert screen.list.count == len(everything) > 1_000
        await press(pilot, "end")
        assert screen.row == everything[-1]
        for day in [each.day for each in lines.days.days][::15]:
            screen._go_to(day, is_older=True)
            await pilot.pause()
            assert isinstance(screen.row, DayHeading)
            assert screen.row.day == day
            await press(pilot, "down")
            place = screen.list.cursor_position
            assert screen.row == everything[place]
