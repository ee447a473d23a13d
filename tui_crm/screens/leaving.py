"""Leaving while something is at work: asked first, and shown until nothing is left behind."""

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui_crm.commands.command import Scope
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.background_work import BackgroundWork
from tui_crm.screens.base import CommandModal
from tui_crm.screens.confirm import Confirm
from tui_crm.screens.works import Works
from tui_crm.widgets.key_bar import KeyBar


class Leaving(CommandModal[bool]):
    """Shows how far work is that the program waits for; dismisses with whether all has ended."""

    SCOPES = (Scope.SHEET,)

    DEFAULT_CSS = """
    Leaving {
        align: center middle;
        & > Vertical {
            width: 90%;
            max-width: 76;
            height: auto;
            max-height: 90%;
            padding: 1 2;
            background: $panel;
        }
        Static { height: auto; }
        #works { color: $text-accent; margin-bottom: 1; }
    }
    """

    def __init__(self, works: Sequence[BackgroundWork]) -> None:
        super().__init__()
        self._works = works

    def compose(self) -> ComposeResult:
        """Draw a line for each piece of work above what is waited for."""
        with Vertical():
            yield Static(id="works", markup=False)
            yield Static(_("The program leaves when this is done. Esc stays."), markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Follow the work. Textual calls the `on_mount` of the base classes by itself."""
        for work in self._works:
            work.watch(self.show_works)
        self.show_works()

    def on_unmount(self) -> None:
        """Follow it no longer."""
        for work in self._works:
            work.unwatch(self.show_works)

    def show_works(self) -> None:
        """Show how far all is; the end of the last one is the end of this."""
        running = [each for each in self._works if each.is_running]
        if not running:
            self.dismiss(True)
        else:
            lines = [Content(harmless_line(each.words())) for each in running]
            self.query_one("#works", Static).update(Content("\n").join(lines))

    def action_close(self) -> None:
        """Stay in the program; what is being taken back still is."""
        self.dismiss(False)


def ask_then_leave(app: App[Any], works: Works, leave: Callable[[], None]) -> None:
    """Leave at once where nothing is at work, else when it is stopped or done, if that is wanted.

    Who has said yes before is shown how far it is.
    """
    undecided = [each for each in works.running() if not each.is_stopping]
    if not undecided:
        _stop_and_leave(app, works, leave)
        return
    yes = _("Stop it and quit") if any(each.can_stop for each in undecided) else _("Quit then")
    question = "\n\n".join(_question(each) for each in undecided)
    app.push_screen(
        Confirm(question, yes=yes, no=_("Stay")),
        lambda is_yes: _stop_and_leave(app, works, leave) if is_yes else None,
    )


def _stop_and_leave(app: App[Any], works: Works, leave: Callable[[], None]) -> None:
    for work in works.running():
        work.stop()
    if running := works.running():
        app.push_screen(Leaving(running), lambda is_done: leave() if is_done else None)
    else:
        leave()


def _question(work: BackgroundWork) -> str:
    """Return what is asked of somebody who would leave the program now."""
    if not work.can_stop:
        question = _("{work}. It cannot be left halfway: the program can quit when it is done.")
    elif work.job is not None and work.job.is_reading:
        question = _("{work}. Quitting stops it.")
    else:
        question = _("{work}. Quitting stops it: what it has done is taken back first.")
    return question.format(work=harmless_line(work.words()))
