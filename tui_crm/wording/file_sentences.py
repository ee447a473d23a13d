"""The sentences of refusals about files that users bring and take away."""

from tui_crm.i18n import N_

FILE_SENTENCES: dict[str, str] = {
    "file_missing": N_("There is no file {path}."),
    "file_not_regular": N_("{path} is no file that can be read: a folder or a device."),
    "file_unreadable": N_("{path} cannot be read: {reason}."),
    "file_unwritable": N_("{path} cannot be written: {reason}."),
    "file_exists": N_("{path} exists already. Say --overwrite to replace it."),
    "file_empty": N_("{path} is empty."),
    "file_damaged": N_("{path} is damaged or is not what its name says."),
    "file_unknown": N_("{path} is no table that can be read. Save it as CSV or XLSX."),
    "file_password_protected": N_(
        "{path} is protected by a password. Save it without one and try again."
    ),
    "file_too_big": N_("{path} is larger than {limit_mb} MB. Split it."),
    "unsupported_kind": N_("{path}: files of the kind {kind} cannot be read yet. Save it as XLSX."),
    "zip_bomb": N_("{path} unpacks to far more than a spreadsheet holds and is not opened."),
    "sheet_too_big": N_("The sheet in {path} is too large: split it, or save it as CSV."),
    "unknown_sheet": N_("{path} has no sheet “{sheet}”. It has: {sheets}."),
    "table_empty": N_("{path} has no rows."),
    "too_many_columns": N_("The table has {count} columns; at most {limit} are read."),
    "unknown_encoding": N_("There is no encoding “{encoding}”. Try utf-8, gb18030 or latin-1."),
    "undecodable": N_("Row {row} cannot be read as {encoding}. Choose another encoding."),
    "unknown_delimiter": N_("“{delimiter}” cannot part columns. Use , ; | or a tab."),
    "field_too_long": N_("A cell in row {row} is longer than {limit} characters."),
    "quote_open": N_("A quotation mark that opens in row {row} is never closed."),
    "unknown_column": N_("The file has no column “{column}”."),
    "unknown_column_with_suggestion": N_(
        "The file has no column “{column}”. Did you mean “{suggestion}”?"
    ),
    "no_known_column": N_(
        "No column tells a name, company, phone number or e-mail address. Say which one does: "
        "use --map COLUMN=FIELD. The columns are: {columns}."
    ),
    "unreadable_cell": N_(
        "“{text}” in the column {column} could not be read; it went into the note."
    ),
    "extra_cells": N_("“{text}” stands beyond the last heading; it went into the note."),
    "unknown_owner_cell": N_(
        "“{text}” in the column {column} is no user; you are the owner, and it went into the note."
    ),
    "unknown_second_owner_cell": N_(
        "“{text}” in the column {column} is no user; it went into the note."
    ),
    "unknown_owner_kept": N_(
        "“{text}” in the column {column} is no user; the customer keeps his owners."
    ),
    "shares_number": N_("New, but shares a number with {customers}."),
    "reading_ended": N_("Reading {path} was ended from outside. Try again."),
    "bad_mapping": N_("“{text}” is no mapping. Write COLUMN=FIELD."),
    "field_mapped_twice": N_("Two columns are mapped to {field}, which takes one."),
}
"""Code -> message; `<code>_with_<parameter>` is said where that parameter is given."""
