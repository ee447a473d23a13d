"""A bare Textual program, the least that any start costs: run as a file, without tui_crm.

It shows READY, then how many keys were pressed: PRESSED 1.
"""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class BareApp(App[None]):
    """One line of text."""

    def __init__(self) -> None:
        super().__init__()
        self.presses = 0

    def compose(self) -> ComposeResult:
        """Yield the line."""
        yield Static("READY")

    def on_key(self, event: events.Key) -> None:
        """Draw the number of presses."""
        event.stop()
        self.presses += 1
        self.query_one(Static).update(f"PRESSED {self.presses}")


if __name__ == "__main__":
    BareApp().run()
