"""The palette of commands: Textual's, which takes one answer."""

from textual import on
from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.message import Message
from textual.widgets import Button, Input, OptionList


class Palette(CommandPalette):
    """Textual's palette, deaf from the moment it is answered or left.

    A key and a click in one moment would else run two commands, and close the screen beneath.
    """

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    @on(Button.Pressed)
    def answer_once(self, message: Message) -> None:
        """Let no second answer through to Textual."""
        if not self.is_active:
            message.stop()
            message.prevent_default()

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close, once."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
