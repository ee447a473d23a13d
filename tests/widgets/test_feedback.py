"""The line of feedback."""

from rich.cells import cell_len
from textual.app import ComposeResult

from tests.support.screens import ThemedApp, drawn_lines
from tui_crm.widgets.feedback import FeedbackLine, LastEntry

ENTRIES = [
    LastEntry(time="14:31", name="刘洋", outcome="没接", next_contact="16:31"),
    LastEntry(time="14:29", name="Tom Fox", outcome="not interested", next_contact="Fri 19 Feb"),
    LastEntry(time="14:26", name="[red]赵敏\x1b[31m", outcome="空号"),
    *[LastEntry(time=f"14:0{n}", name="x", outcome="y") for n in range(4)],
]


class FeedbackApp(ThemedApp):
    """A line of feedback."""

    def compose(self) -> ComposeResult:
        yield FeedbackLine()


async def test_the_last_five_entries_stand_newest_first() -> None:
    """Each says when, who, what and the next contact; markup and escapes are text."""
    app = FeedbackApp()
    async with app.run_test(size=(160, 3), notifications=True) as pilot:
        app.query_one(FeedbackLine).show_entries(ENTRIES)
        await pilot.pause()
        assert drawn_lines(app)[0].rstrip() == (
            " 14:31 刘洋 没接 → 16:31     14:29 Tom Fox not interested → Fri 19 Feb"
            "     14:26 [red]赵敏[31m 空号     14:00 x y     14:01 x y"
        )


async def test_the_line_is_cut_to_the_width() -> None:
    """Entries that do not fit whole are left out; the newest is cut where even it does not."""
    app = FeedbackApp()
    async with app.run_test(size=(40, 3), notifications=True) as pilot:
        app.query_one(FeedbackLine).show_entries(ENTRIES)
        for width, expected in (
            (76, " 14:31 刘洋 没接 → 16:31     14:29 Tom Fox not interested → Fri 19 Feb"),
            (60, " 14:31 刘洋 没接 → 16:31"),
            (10, " 14:31 刘…"),
            (2, " …"),
            (1, ""),
        ):
            await pilot.resize_terminal(width, 3)
            await pilot.pause()
            line = drawn_lines(app)[0]
            assert cell_len(line) == width
            assert line.rstrip() == expected


async def test_what_is_told_stands_first_until_there_are_new_entries() -> None:
    """A refusal has its sign, so that it is known without colour."""
    app = FeedbackApp()
    async with app.run_test(size=(80, 3), notifications=True) as pilot:
        line = app.query_one(FeedbackLine)
        line.show_entries(ENTRIES[:1])
        line.tell("Not to be called.", is_warning=True)
        await pilot.pause()
        assert drawn_lines(app)[0].startswith(" ! Not to be called.     14:31 刘洋")
        line.tell("刘洋: 没接 → 16:31")
        await pilot.pause()
        assert drawn_lines(app)[0].startswith(" 刘洋: 没接 → 16:31     14:31")
        line.show_entries(ENTRIES[:1])  # Read again, and the same.
        await pilot.pause()
        assert drawn_lines(app)[0].startswith(" 刘洋: 没接 → 16:31     14:31")
        line.show_entries(ENTRIES[:2])
        await pilot.pause()
        assert drawn_lines(app)[0].startswith(" 14:31 刘洋")


async def test_what_was_just_written_is_told_once_and_how_to_take_it_back() -> None:
    """It is the newest entry; the hint gives way before a word of it is cut."""
    app = FeedbackApp()
    async with app.run_test(size=(80, 3), notifications=True) as pilot:
        line = app.query_one(FeedbackLine)
        line.show_entries(ENTRIES[:2])
        line.tell_entry("刘洋: 没接 → 16:31", hint="u undo")
        for width, expected in (
            (84, " 刘洋: 没接 → 16:31     u undo     14:29 Tom Fox not interested → Fri 19 Feb"),
            (30, " 刘洋: 没接 → 16:31     u undo"),
            (29, " 刘洋: 没接 → 16:31"),
            (19, " 刘洋: 没接 → 16:31"),
        ):
            await pilot.resize_terminal(width, 3)
            await pilot.pause()
            assert drawn_lines(app)[0].rstrip() == expected
        line.tell("Undone.")
        await pilot.resize_terminal(80, 3)
        await pilot.pause()
        assert drawn_lines(app)[0].startswith(" Undone.     14:31 刘洋")
