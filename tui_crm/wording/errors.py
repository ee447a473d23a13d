"""The sentence for each code of a `CrmError`: what happened, and what to do next."""

from datetime import date, datetime

from tui_crm.domain.errors import CrmError
from tui_crm.domain.promise import Promise
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import N_, _
from tui_crm.wording.labels import field_title
from tui_crm.wording.times import date_long, promise_absolute

MAX_SHOWN = 80
"""Characters of a parameter that a sentence quotes; the rest is cut off."""

SENTENCES: dict[str, str] = {
    "bad_next_rule": N_(
        "“{text}” is no rule for the next contact. Type an interval (90d, 3w, 1mo, 2h), several "
        "of them with commas between (2h, 1d, 3d), ask, or nothing."
    ),
    "unknown_command": N_("There is no command “{name}”. Did you mean “{nearest}”?"),
    "unknown_command_named": N_("There is no command “{name}”; docs/keys.md lists them all."),
    "no_such_key": N_("“{key}” is no key. Write it like f, ctrl+p, f5 or g t."),
    "forbidden_key": N_("“{key}” cannot be used: terminals send or keep it for something else."),
    "key_taken": N_("“{key}” cannot be “{command}”: it is already the key of “{holder}”."),
    "slot_not_a_key": N_("“{key}” is no single key."),
    "slot_reserved": N_("“{key}” is reserved for moving about or by the terminal."),
    "slot_taken_by_command": N_("“{key}” is already the key of “{command}”."),
    "when_empty": N_("Type a date or a time: +3d, fri, next tue 3pm, 12-01, 15:30."),
    "when_not_understood": N_(
        "“{text}” is not understood as a date. Try +3d, 2w, fri, next tue 3pm, 12-01 or 15:30."
    ),
    "when_no_such_day": N_("“{text}” names a day that the calendar does not have."),
    "when_no_such_time": N_("“{text}” names a time that the clock does not have."),
    "when_in_past": N_("“{text}” has already passed. Type a day or time to come."),
    "when_too_far": N_("“{text}” is more than ten years ahead. Type a nearer date."),
}
"""Code -> message with placeholders named as the error's parameters."""


class _Shown(dict[str, str]):
    """The parameters as shown; one that the error did not bring is an ellipsis, not a crash."""

    def __missing__(self, key: str) -> str:
        return "…"


def explain(error: CrmError) -> str:
    """Return the sentence for `error` in the language in use, on one line and harmless to draw.

    A code without a sentence is spelt out in words, never shown bare.
    """
    shown = _Shown({name: _shown(name, value) for name, value in error.params.items()})
    message = SENTENCES.get(error.code)
    if message is None:
        return _("This cannot be done: {reason}.").format(reason=error.code.replace("_", " "))
    return _(message).format_map(shown)


def _shown(name: str, value: object) -> str:
    """Return a parameter as a sentence shows it: the title of a field, a date in words, a text."""
    if name == "field" and isinstance(value, str):
        return field_title(value)
    if isinstance(value, Promise):
        return promise_absolute(value)
    if isinstance(value, datetime):
        return f"{date_long(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return date_long(value)
    text = harmless_line(str(value))
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"
