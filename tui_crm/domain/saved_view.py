"""Saved views: a search with its filters, order and columns, under a name and a key of its own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tui_crm.domain.errors import FieldError
from tui_crm.domain.list_view import VIEW_KEYS, ListView
from tui_crm.domain.text import checked_line, harmless_line

MAX_NAME = 40
"""Characters of a name: it stands above the list."""
MAX_QUERY = 200
"""Characters of a search: more than anybody types."""
UNSAVED = 0
"""The id of a view that is not stored: what is shown, or one that the program offers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """One view. `key` is one of VIEW_KEYS, or "" for none; `query` is what stands in the search.

    `look` holds filters, order and columns; its `place` and the text of its filter are empty.
    """

    id: int
    name: str
    key: str
    query: str
    look: ListView


class ViewAction(StrEnum):
    """What a step did to a saved view; stored with the step."""

    ADD = "add"
    UPDATE = "update"
    RENAME = "rename"
    MOVE = "move"
    REMOVE = "remove"


Cell = str | int | bool
Cells = Mapping[str, Cell]
"""Columns of one row, by their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewsChange:
    """The columns that a step changed, by the id of the view: how they were, and how they are."""

    before: Mapping[int, Cells]
    after: Mapping[int, Cells]

    def as_text(self) -> str:
        """Return the change as a step keeps it."""
        return json.dumps([_record(self.before), _record(self.after)])


def read_change(text: str) -> ViewsChange:
    """Return the change that a step kept as `text`."""
    before, after = json.loads(text)
    return ViewsChange(
        before={int(key): cells for key, cells in before.items()},
        after={int(key): cells for key, cells in after.items()},
    )


def _record(rows: Mapping[int, Cells]) -> dict[str, dict[str, Cell]]:
    return {str(key): dict(cells) for key, cells in rows.items()}


def checked_name(name: str) -> str:
    """Return the name as stored, cleaned.

    Raises FieldError (field `name`) view_name_needed, too_long, name_invisible.
    """
    line = checked_line(name, field="name", limit=MAX_NAME)
    if not line:
        raise FieldError("view_name_needed", field="name")
    if not harmless_line(line).strip():
        raise FieldError("name_invisible", field="name")
    return line


def checked_key(key: str) -> str:
    """Return the key of a view; "" is none. Raises FieldError (field `slot`) no_view_key."""
    if key and key not in VIEW_KEYS:
        raise FieldError("no_view_key", field="slot", key=key)
    return key
