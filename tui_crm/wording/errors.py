"""The sentence for each code of a `CrmError`: what happened, and what to do next."""

from datetime import date, datetime

from tui_crm.domain.errors import CrmError
from tui_crm.domain.promise import Promise
from tui_crm.domain.text import harmless_line
from tui_crm.i18n import N_, _
from tui_crm.wording.command_sentences import COMMAND_SENTENCES
from tui_crm.wording.customer_merge import MERGE_SENTENCES
from tui_crm.wording.desk_sentences import DESK_SENTENCES
from tui_crm.wording.duplicate_sentences import DUPLICATE_SENTENCES
from tui_crm.wording.file_sentences import FILE_SENTENCES
from tui_crm.wording.form_sentences import FORM_SENTENCES
from tui_crm.wording.labels import field_title
from tui_crm.wording.times import date_long, promise_absolute
from tui_crm.wording.value_lists import LIST_SENTENCES
from tui_crm.wording.view_sentences import VIEW_SENTENCES

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
    "unknown_database_url": N_(
        "“{scheme}://” is no database that this program knows. Give a path, or postgresql://…"
    ),
    "database_missing": N_("There is no database at {path}. Check the path, or create one."),
    "database_not_a_file": N_("{path} is not a file. Give the path of a database file."),
    "database_unreadable": N_("{path} cannot be opened. Check who may read and write it."),
    "database_read_only": N_("{path} may only be read. Make it writable, or copy it elsewhere."),
    "folder_read_only": N_(
        "Nothing can be written at {path}. Check the rights of the folder, or choose another."
    ),
    "network_file_system": N_(
        "{path} lies on a network drive ({file_system}), which would damage it. Keep it on this "
        "computer's own disk; for a team use PostgreSQL."
    ),
    "write_ahead_log_impossible": N_(
        "The drive of {path} cannot keep a write-ahead log. Keep the database on another disk."
    ),
    "log_without_database": N_(
        "{path} is left of a database that is gone; it may hold its last entries. Put the "
        "database back beside it, or rename it to begin a new one."
    ),
    "not_a_database": N_(
        "{path} is no database, or its beginning is damaged. Choose another file, or restore a "
        "backup."
    ),
    "foreign_database": N_(
        "{path} belongs to another program and was left alone. Choose another database."
    ),
    "database_damaged": N_(
        "{path} is damaged. Close the program, keep the file, and restore the newest backup."
    ),
    "newer_schema": N_(
        "The database was made by a newer version: it needs {needed} or later. Update the program."
    ),
    "database_deleted": N_(
        "{path} was deleted or moved while it was open. Nothing more is saved: put it back and "
        "start again."
    ),
    "database_replaced": N_(
        "Another file has taken the place of {path} since it was opened. Nothing more is saved: "
        "start again to use the new one."
    ),
    "database_busy": N_(
        "The database was kept busy by somebody else. Nothing was saved: try again in a moment."
    ),
    "disk_full": N_("The disk is full at {path}. Nothing was saved: make room and try again."),
    "disk_error": N_("The disk failed at {path}. Nothing was saved: check the disk."),
    "migration_failed": N_(
        "The database could not be brought to this version (step {step}). It is unchanged: "
        "use the version before, and report this."
    ),
    "backup_failed_check": N_(
        "The copy {path} did not pass its check and was thrown away; the database may be "
        "damaged. Keep the older backups, and run tui-crm doctor."
    ),
    "postgres_driver_missing": N_(
        "PostgreSQL needs one more package. Install it: pip install 'tui-crm[postgres]'"
    ),
    "cannot_connect": N_("The server of {path} cannot be reached: {reason}"),
    "connection_lost": N_(
        "The connection to {path} was lost. The last entry may be missing: check it, and try again."
    ),
    "permission_denied": N_(
        "This login may not do that in {path}. Ask the administrator of the database."
    ),
    "too_long": N_("{field} has {length} characters, and {limit} fit. Shorten it."),
    "not_dialable": N_("“{phone}” cannot be dialled: it is no complete number."),
    "bad_dial_command": N_("The dial command “{command}” has an open quote. Close it in Settings."),
    "no_dial_command": N_(
        "“{program}” is not installed. Set a dial command in Settings, or copy the number."
    ),
    "dial_failed": N_("“{program}” could not dial ({reason}). Copy the number instead."),
    **DESK_SENTENCES,
    **DUPLICATE_SENTENCES,
    **FILE_SENTENCES,
    **FORM_SENTENCES,
    **COMMAND_SENTENCES,
    **LIST_SENTENCES,
    **VIEW_SENTENCES,
    **MERGE_SENTENCES,
}
"""Code -> message with placeholders named as the error's parameters.

`<code>_with_<parameter>` is said in place of `<code>` where that parameter is given.
"""

_TELLING = ("suggestion", "reason", "who", "fields")
"""Parameters that can be empty, and say more where they are not."""


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
    for name in _TELLING:
        if shown.get(name):
            message = SENTENCES.get(f"{error.code}_with_{name}", message)
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
