"""The command palette's source: the commands of the screen from which it was opened."""

import asyncio
from collections.abc import Coroutine, Iterator, Sequence
from functools import partial
from typing import NamedTuple, Protocol, cast, runtime_checkable

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher

from tui_crm.commands.command import Command
from tui_crm.commands.keys import shown_keys
from tui_crm.commands.naming import names_by
from tui_crm.domain.saved_view import MAX_QUERY
from tui_crm.domain.search.fields import SearchFields
from tui_crm.domain.search.query import parse
from tui_crm.domain.search.ranking import ranking
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import _

_BY_RULES = 0.0001
"""Of a score of the rules of search: behind every match in the title."""


@runtime_checkable
class RunsCommands(Protocol):
    """A screen that knows its commands: what the palette needs of it."""

    def offered_commands(self) -> Iterator[tuple[Command, tuple[str, ...]]]:
        """Yield the commands of the screen with their keys, in the order of the help."""

    def why_not(self, command_id: str) -> str | None:
        """Return why a command cannot be run now, or None where it can."""

    async def run_command(self, command_id: str) -> None:
        """Run a command as its key does."""


class _Offer(NamedTuple):
    """A command as it is offered: `title` is its name with its keys, `english` its English name."""

    name: str
    english: str
    title: str
    help_text: str
    run: "partial[Coroutine[object, object, None]]"


class CommandProvider(Provider):
    """Offers each command by its title, with its help, or with why it cannot be run now."""

    async def discover(self) -> Hits:
        """Yield every command before anything is typed."""
        for offer in self._offers():
            yield DiscoveryHit(
                Content(offer.title), offer.run, text=offer.title, help=plain_help(offer.help_text)
            )

    async def search(self, query: str) -> Hits:
        """Yield the commands whose titles fit `query`; others by their sound or English name.

        So a command in Chinese is found without an input method: 拨号 by bohao, bh and dial.
        """
        matcher = self.matcher(query)
        offers = list(self._offers())
        # On a thread, since the tables of readings are read when they are first needed.
        found = await asyncio.to_thread(_found, query, offers)
        for offer, otherwise in zip(offers, found, strict=True):
            by_title = matcher.match(offer.title)
            if by_title or otherwise:
                yield Hit(
                    by_title or otherwise,
                    highlighted(matcher, offer.title) if by_title else Content(offer.title),
                    offer.run,
                    text=offer.title,
                    help=plain_help(offer.help_text),
                )

    def _offers(self) -> Iterator[_Offer]:
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
            run = partial(screen.run_command, command.id)
            yield _Offer(name, command.title, title, help_text, run)


def _found(query: str, offers: Sequence[_Offer]) -> list[float]:
    """Return how well the rules that find customers find each command, 0 where they do not."""
    if len(query) > MAX_QUERY:  # The rules remember what they fold, a megabyte that is pasted too.
        return [0.0] * len(offers)
    rank = ranking(parse(query))
    found = (rank(SearchFields(name=each.name, company=each.english)) for each in offers)
    return [0.0 if how is None else how.score * _BY_RULES for how in found]


def highlighted(matcher: Matcher, title: str) -> Content:
    """Return `title` with what was typed marked; as it is where the matcher would read markup."""
    return Content(title) if "[" in title else matcher.highlight(title)


def plain_help(text: str) -> str:
    """Return `text` so that the palette draws it as it is: a reason may hold what a user typed.

    The palette reads a `str` as markup and takes a `Content`, which its types do not say.
    """
    return cast(str, Content(harmless_line(text)))
