"""The line that tells how far long work is."""

from textual.content import Content
from textual.widgets import Static

from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.background_work import BackgroundWork


class WorkLine(Static):
    """One line while something is at work, and none else."""

    DEFAULT_CSS = """
    WorkLine { height: 1; padding: 0 1; color: $text-accent; display: none; }
    WorkLine.-working { display: block; }
    """

    def show(self, work: BackgroundWork, *, stop_key: str = "") -> None:
        """Show how far the work is, and the key that stops it where it can be stopped."""
        self.set_class(work.is_running, "-working")
        text = work.words()
        if stop_key and work.can_stop and not work.is_stopping:
            text = _("{progress} · {key} stops").format(progress=text, key=stop_key)
        self.update(Content(harmless_line(text)))
