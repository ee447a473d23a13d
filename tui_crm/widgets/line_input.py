"""A field of one line: what is typed or pasted is stored as given, and drawn harmlessly."""

import re
from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input

from tui_crm.domain.customer import MAX_LINE
from tui_crm.domain.text import clean, fold, harmless_line
from tui_crm.widgets.drawn_in_place import drawn_in_place

_GAPS = re.compile(r"[\t\n]+")


class LimitReached(Message):
    """More was typed or pasted than fits: `length` characters, where `limit` fit."""

    def __init__(self, editor: Widget, *, limit: int, length: int) -> None:
        super().__init__()
        self.editor = editor
        self.limit = limit
        self.length = length


class LineInput(Input):
    """An input without markup, highlighting or terminal orders, at most `limit` characters long.

    `words` are completed while typing (the right arrow takes a completion), and the arrows up
    and down step through those that begin with what was typed.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's way
        Binding("down", "step_word(1)", show=False),
        Binding("up", "step_word(-1)", show=False),
    ]
    DEFAULT_CSS = """
    LineInput {
        background: $surface;
        padding: 0 1 !important;
        &:focus { background: $boost; }
    }
    """

    def __init__(
        self,
        value: str = "",
        *,
        limit: int = MAX_LINE,
        placeholder: str = "",
        words: Sequence[str] = (),
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        self._words = tuple(harmless_line(word) for word in words)
        self._stem = ""
        super().__init__(
            value,
            max_length=limit,
            placeholder=harmless_line(placeholder),
            suggester=WordSuggester(self._words) if words else None,
            select_on_focus=False,
            compact=True,
            id=id,
        )

    def validate_value(self, value: str) -> str:
        """Return `value` as a one-line field stores it, but for the spaces at its ends."""
        return _GAPS.sub(" ", clean(value))

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the value; refused whole where it would be too long."""
        self._stem = ""
        one_line = _GAPS.sub(" ", clean(text))
        length = len(self.value) - abs(end - start) + len(one_line)
        if self.max_length and length > self.max_length:
            self.post_message(LimitReached(self, limit=self.max_length, length=length))
            return
        super().replace(one_line, start, end)

    def matching_words(self) -> tuple[str, ...]:
        """Return the words that begin with what was typed; all where nothing, or a word, stands."""
        typed = fold(self._stem or self.value).strip()
        if not self._stem and any(fold(word) == typed for word in self._words):
            return self._words
        return tuple(word for word in self._words if fold(word).startswith(typed))

    def action_step_word(self, step: int) -> None:
        """Take the next or previous word; without words the arrows move between fields."""
        if not self._words:
            self.action_leave(step)
            return
        choices = self.matching_words()
        if not choices:
            return
        stem = self._stem or ("" if self.value in choices else self.value)
        current = choices.index(self.value) if self.value in choices else (-1 if step > 0 else 0)
        self.value = choices[(current + step) % len(choices)]
        self.cursor_position = len(self.value)
        self._stem = stem

    def action_leave(self, step: int) -> None:
        """Go to the next or previous field."""
        if step > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def _on_paste(self, event: events.Paste) -> None:
        """Insert all that was pasted, on one line."""
        event.prevent_default()
        event.stop()
        self.replace(event.text.strip("\r\n"), *self.selection)

    def _watch_value(self, value: str) -> None:
        """Note how long the value is: it scrolls in its line, and nothing else has to move.

        Textual would lay out the whole screen at every key.
        """
        self.set_reactive(Input.virtual_size, Size(self.content_width, 1))
        super()._watch_value(value)

    # What follows replaces Textual's own drawing: it sends the value to the terminal as it is.

    @property
    def _value(self) -> Text:
        return Text(drawn_in_place(self.value), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(drawn_in_place(self.value)[:position])

    def _cell_offset_to_index(self, offset: int) -> int:
        offset += self.scroll_offset.x
        cells = 0
        for index, character in enumerate(drawn_in_place(self.value)):
            cells += cell_len(character)
            if offset < cells:
                return index
        return len(self.value)


class WordSuggester(Suggester):
    """Completes a word of a list, whatever its case and width."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._folded = [(fold(word), word) for word in words]

    async def get_suggestion(self, value: str) -> str | None:
        """Return the first word that begins as `value` does, or None."""
        typed = fold(value)
        for folded, word in self._folded:
            if (
                folded.startswith(typed)
                and len(word) > len(value)
                and fold(word[: len(value)]) == typed
            ):
                return value + word[len(value) :]
        return None
