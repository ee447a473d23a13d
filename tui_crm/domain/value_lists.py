"""The classifications' titles and values: how they are named, and what a step changed in them.

A title is the user's own name of level, industry, status or area; a value is a word of its list.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tui_crm.domain.errors import FieldError
from tui_crm.domain.text import checked_line, fold, harmless_line

MAX_TITLE = 40
"""Characters of a title: it stands above a column and beside a field."""
MAX_VALUE = 500
"""Characters of a value: it is a one-line field of the customer (SPEC 3)."""

SHOWN_ORDER = ("level", "status", "industry", "area")
"""The classifications as they are listed: the most used first."""


class ValueColour(StrEnum):
    """The colours that a value can have; the word beside it always says the same."""

    NONE = ""
    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    GREEN = "green"
    CYAN = "cyan"
    BLUE = "blue"
    PURPLE = "purple"
    GREY = "grey"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListValue:
    """One value of a classification; `title` is None while a shipped one keeps its words.

    `merged_into` is the value that took the place of a removed one, None where none did.
    """

    id: int
    field: str
    code: str
    title: str | None
    position: int
    colour: ValueColour = ValueColour.NONE
    is_removed: bool = False
    merged_into: int | None = None


class ListAction(StrEnum):
    """What a step did to a classification; stored with the step."""

    TITLE = "title"
    RESET = "reset"
    ADD = "add"
    RENAME = "rename"
    COLOUR = "colour"
    MOVE = "move"
    MERGE = "merge"
    REMOVE = "remove"


def checked_title(title: str, *, field: str) -> str:
    """Return the title as stored, cleaned; "" asks for the shipped one.

    Raises FieldError too_long past MAX_TITLE characters, name_invisible where nothing of it is
    drawn.
    """
    return _visible(checked_line(title, field=field, limit=MAX_TITLE), field=field)


def checked_value(name: str, *, field: str) -> str:
    """Return the word of a value as stored, cleaned.

    Raises FieldError value_needed where it is empty, too_long, name_invisible.
    """
    line = checked_line(name, field=field, limit=MAX_VALUE)
    if not line:
        raise FieldError("value_needed", field=field)
    return _visible(line, field=field)


def _visible(line: str, *, field: str) -> str:
    if line and not harmless_line(line).strip():
        raise FieldError("name_invisible", field=field)
    return line


def same_name(name: str, others: Iterable[str]) -> bool:
    """Whether `name` is compared as one of `others`, which are folded already."""
    return fold(name).strip() in {other.strip() for other in others}


Cell = str | int | bool | None
Cells = Mapping[str, Cell]
"""Columns of one row, by their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListsPart:
    """How rows of the lists stood: titles by field, columns of values and canned ones by id.

    Only rows and columns that a step changed are in it.
    """

    titles: Mapping[str, str | None] = field(default_factory=dict)
    values: Mapping[int, Cells] = field(default_factory=dict)
    canned: Mapping[int, Cells] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListsChange:
    """What a step changed in the lists: how it was before, and after."""

    before: ListsPart
    after: ListsPart

    def as_text(self) -> str:
        """Return the change as a step keeps it."""
        return json.dumps([_record(self.before), _record(self.after)])


def read_change(text: str) -> ListsChange:
    """Return the change that a step kept as `text`."""
    before, after = json.loads(text)
    return ListsChange(before=_part(before), after=_part(after))


def _record(part: ListsPart) -> dict[str, object]:
    return {
        "titles": dict(part.titles),
        "values": {str(key): dict(cells) for key, cells in part.values.items()},
        "canned": {str(key): dict(cells) for key, cells in part.canned.items()},
    }


def _part(record: Mapping[str, Mapping[str, object]]) -> ListsPart:
    return ListsPart(
        titles=record["titles"],  # type: ignore[arg-type]  # as `_record` wrote it
        values={int(key): cells for key, cells in record["values"].items()},  # type: ignore[misc]  # our own JSON
        canned={int(key): cells for key, cells in record["canned"].items()},  # type: ignore[misc]  # our own JSON
    )


def moved(ids: list[int], value_id: int, place: int) -> list[int]:
    """Return `ids` with `value_id` at `place`, counted from 0 and kept within the list."""
    others = [each for each in ids if each != value_id]
    place = max(0, min(place, len(others)))
    return [*others[:place], value_id, *others[place:]]
