"""The line that tells how far a change of many customers is."""

from textual.content import Content
from textual.widgets import Static

from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _
from tui_crm.screens.bulk_work import BulkWork


class BulkLine(Static):
    """One line while something is at work, and none else."""

    DEFAULT_CSS = """
    BulkLine { height: 1; padding: 0 1; color: $text-accent; display: none; }
    BulkLine.-working { display: block; }
    """

    def show(self, bulk: BulkWork, *, stop_key: str) -> None:
        """Show how far the work is, and the key that stops it where it can be stopped."""
        self.set_class(bulk.is_running, "-working")
        text = bulk.words()
        if bulk.is_stopping:
            text = _("Taking back what was changed…")
        elif bulk.can_stop:
            text = _("{progress} · {key} stops").format(progress=text, key=stop_key)
        self.update(Content(harmless_line(text)))
