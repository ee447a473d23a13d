"""Text for people: the sentences of refusals, the names of closed sets, dates and times.

Everything is translated when it is asked for, so a change of language shows at once.
"""

from tui_crm.wording.errors import SENTENCES, explain
from tui_crm.wording.labels import (
    field_title,
    flag_label,
    kind_label,
    method_label,
    shipped_title,
    state_label,
    use_titles,
)
from tui_crm.wording.punctuation import labelled, listed
from tui_crm.wording.shipped import (
    SHIPPED_CANNED,
    SHIPPED_VALUES,
    shipped_label,
    shipped_short,
    shipped_text,
    shipped_value,
)
from tui_crm.wording.times import (
    PROMISE_CELLS,
    RELATIVE_CELLS,
    date_long,
    date_short,
    promise_long,
    promise_short,
    relative_past,
)

__all__ = [
    "PROMISE_CELLS",
    "RELATIVE_CELLS",
    "SENTENCES",
    "SHIPPED_CANNED",
    "SHIPPED_VALUES",
    "date_long",
    "date_short",
    "explain",
    "field_title",
    "flag_label",
    "kind_label",
    "labelled",
    "listed",
    "method_label",
    "promise_long",
    "promise_short",
    "relative_past",
    "shipped_label",
    "shipped_short",
    "shipped_text",
    "shipped_title",
    "shipped_value",
    "state_label",
    "use_titles",
]
