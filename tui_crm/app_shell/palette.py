"""The palette of commands: Textual's, which takes one answer."""

from textual import on
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette, SearchIcon
from textual.message import Message
from textual.widgets import Button, Input, LoadingIndicator, OptionList


class Palette(CommandPalette):
    """Textual's palette, deaf from the moment it is answered or left.

    A key and a click in one moment would else run two commands, and close the screen beneath.
    """

    DEFAULT_CSS = "Palette SearchIcon { color: $text-muted; }"

    def on_mount(self) -> None:
        """Begin the line as the other fields that find do: few terminals have Textual's picture."""
        self.query_one(SearchIcon).icon = "/"

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    @on(Button.Pressed)
    def answer_once(self, message: Message) -> None:
        """Let no second answer through to Textual."""
        if not self.is_active:
            message.stop()
            message.prevent_default()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Turn no pages of a list that has no room: Textual would look for a line of it."""
        if action == "command_list" and not all(
            each.scrollable_content_region for each in self.query(CommandList)
        ):
            return False
        return super().check_action(action, parameters)

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close, once."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def _watch__list_visible(self) -> None:
        """Show or hide the list, unless it is gone: the hits of what was typed last come late."""
        if self.query(CommandList):
            super()._watch__list_visible()

    async def _watch__show_busy(self) -> None:
        """Show or hide that it is busy, unless it is being taken down."""
        if all(self.query(part.__name__) for part in (CommandList, LoadingIndicator)):
            await super()._watch__show_busy()
