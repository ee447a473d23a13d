"""The command palette's source: the commands of the screen from which it was opened."""

from collections.abc import Coroutine, Iterator
from functools import partial
from typing import Protocol, cast, runtime_checkable

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher

from tui_crm.commands.command import Command
from tui_crm.commands.keys import shown_keys
from tui_crm.commands.naming import names_by
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _


@runtime_checkable
class RunsCommands(Protocol):
    """A screen that knows its commands: what the palette needs of it."""

    def offered_commands(self) -> Iterator[tuple[Command, tuple[str, ...]]]:
        """Yield the commands of the screen with their keys, in the order of the help."""

    def why_not(self, command_id: str) -> str | None:
        """Return why a command cannot be run now, or None where it can."""

    async def run_command(self, command_id: str) -> None:
        """Run a command as its key does."""


class CommandProvider(Provider):
    """Offers each command by its title, with its help, or with why it cannot be run now."""

    async def discover(self) -> Hits:
        """Yield every command before anything is typed."""
        for title, help_text, run in self._offers():
            yield DiscoveryHit(Content(title), run, text=title, help=plain_help(help_text))

    async def search(self, query: str) -> Hits:
        """Yield the commands whose titles fit `query`, best first."""
        matcher = self.matcher(query)
        for title, help_text, run in self._offers():
            if (score := matcher.match(title)) > 0:
                yield Hit(
                    score, highlighted(matcher, title), run, text=title, help=plain_help(help_text)
                )

    def _offers(self) -> Iterator[tuple[str, str, "partial[Coroutine[object, object, None]]"]]:
        screen = self.screen
        if not isinstance(screen, RunsCommands):
            return
        names = names_by(self.app)
        for command, keys in screen.offered_commands():
            name = names.get(command.id, _(command.title) if command.in_palette else "")
            if not name:
                continue
            shown = shown_keys(keys)
            name = harmless_line(name)
            title = f"{name}  {shown}" if shown else name
            help_text = screen.why_not(command.id) or _(command.help)
            yield title, help_text, partial(screen.run_command, command.id)


def highlighted(matcher: Matcher, title: str) -> Content:
    """Return `title` with what was typed marked; as it is where the matcher would read markup."""
    return Content(title) if "[" in title else matcher.highlight(title)


def plain_help(text: str) -> str:
    """Return `text` so that the palette draws it as it is: a reason may hold what a user typed.

    The palette reads a `str` as markup and takes a `Content`, which its types do not say.
    """
    return cast(str, Content(harmless_line(text)))
