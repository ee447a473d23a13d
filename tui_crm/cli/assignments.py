"""`FIELD=VALUE` on the command line, as drafts and changes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import click

from tui_crm.cli.promises import typed_promise
from tui_crm.domain.customer import READ_ONLY_FIELDS
from tui_crm.domain.draft import CUSTOM_PREFIX, TEXT_LIMITS, CustomerDraft, with_texts
from tui_crm.domain.errors import FieldError
from tui_crm.domain.phone import read_numbers, unite
from tui_crm.domain.promise import Promise
from tui_crm.i18n import _
from tui_crm.services.customers import kind_named
from tui_crm.services.session import Session

Changes = dict[str, str | Promise | None]
"""Field codes and their new values; `next_contact` is a promise or None, all others texts."""


def assignments(words: Sequence[str]) -> dict[str, str]:
    """Return code -> text of words like `level=B`; raises click.UsageError for any other word."""
    found = {}
    for word in words:
        code, sign, value = word.partition("=")
        if not sign or not code.strip():
            raise click.UsageError(_("“{word}” is not of the form FIELD=VALUE.").format(word=word))
        found[code.strip()] = value
    return found


def changes_of(session: Session, texts: Mapping[str, str]) -> Changes:
    """Return the changes that `edit` takes. Raises FieldError for a date that cannot be."""
    changes: Changes = dict(texts)
    if "next_contact" in texts:
        changes["next_contact"] = typed_promise(session, texts["next_contact"])
    return changes


def draft_of(session: Session, texts: Mapping[str, str], phones: Sequence[str]) -> CustomerDraft:
    """Return the draft of a new customer from fields by their codes, and numbers beside them.

    Raises FieldError unknown_field, read_only_field, bad_kind, too_long, or as `parse_when`.
    """
    team = session.team
    cells = [*phones, texts.get("phones", "")]
    numbers = unite(
        number
        for cell in cells
        for number in read_numbers(cell, team.country, area_code=team.area_code)
    )
    draft = CustomerDraft(phones=numbers)
    for code, text in texts.items():
        if code == "kind":
            draft = replace(draft, kind=kind_named(text))
        elif code == "next_contact":
            draft = replace(draft, promise=typed_promise(session, text))
        elif code.startswith(CUSTOM_PREFIX) and code != CUSTOM_PREFIX:
            title = code.removeprefix(CUSTOM_PREFIX)
            draft = replace(draft, custom=(*draft.custom, (title, text)))
        elif code in TEXT_LIMITS:
            draft = with_texts(draft, {code: text})
        elif code in READ_ONLY_FIELDS:
            raise FieldError("read_only_field", field=code)
        elif code != "phones":
            raise FieldError("unknown_field", field=code)
    return draft
