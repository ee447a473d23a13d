"""`canned list`, `canned set` and `canned remove`: the keys of the call desk."""

from dataclasses import replace

import click

from tui_crm.cli.answer import Answer
from tui_crm.cli.command import command, group, option
from tui_crm.cli.documents import canned_document
from tui_crm.cli.invocation import Invocation
from tui_crm.cli.tables import table
from tui_crm.commands.keymap import read_keymap, slot_problem
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.follow_up import CannedFollowUp, Method, OutcomeFlags, parse_next_rule
from tui_crm.i18n import N_, _
from tui_crm.services import canned as canned_service
from tui_crm.services.session import Session
from tui_crm.services.values import known_value
from tui_crm.settings import load_settings
from tui_crm.wording import field_title, listed, method_label
from tui_crm.wording.canned import canned_label, canned_text
from tui_crm.wording.rules import flags_words

FLAG_NAMES = tuple(OutcomeFlags.__dataclass_fields__)

canned_command = group("canned", help=N_("Canned follow-ups: the keys of the call desk."))


@command("list", help=N_("List them in the order of the strip."), parent=canned_command)
def list_command(invocation: Invocation) -> Answer:
    """Answer every canned follow-up."""
    with invocation.session() as session:
        heading = [field_title(code) for code in ("slot", "label", "method", "next_contact")]
        rows = [
            [
                each.slot,
                canned_label(each),
                method_label(each.method),
                str(each.next_rule),
                flags_words(each.flags),
                canned_text(each),
            ]
            for each in session.canned
        ]
        return Answer(
            document={"canned": [canned_document(session, each) for each in session.canned]},
            lines=table([*heading, _("Flags"), field_title("text")], rows)
            or (_("There are no canned follow-ups."),),
        )


@command("set", help=N_("Change a canned follow-up, or add one."), parent=canned_command)
@click.argument("slot")
@option("--label", help=N_("What it is called; empty brings a shipped one's own back."))
@option("--text", help=N_("What it writes; empty brings a shipped one's own back."))
@option(
    "--method", type=click.Choice([*map(str, Method)]), help=N_("How the customer is contacted.")
)
@option("--next", "rule", metavar="RULE", help=N_("90d, 3w, 1mo, 2h; 2h, 1d, archive; ask; none."))
@option("--flags", help=N_("Flags with commas between; empty for none."))
@option("--status", help=N_("The status that it sets; empty for none."))
@option("--level", help=N_("The level that it sets; empty for none."))
def set_command(
    invocation: Invocation,
    *,
    slot: str,
    label: str | None,
    text: str | None,
    method: str | None,
    rule: str | None,
    flags: str | None,
    status: str | None,
    level: str | None,
) -> Answer:
    """Store a canned follow-up and answer it."""
    with invocation.session() as session:
        canned = canned_service.on_slot(session, slot) or CannedFollowUp(slot=slot, position=0)
        if label is not None:
            canned = replace(canned, label=label or None)
        if text is not None:
            canned = replace(canned, text=text or None)
        if method is not None:
            canned = replace(canned, method=Method(method))
        if rule is not None:
            canned = replace(canned, next_rule=parse_next_rule(rule))
        if flags is not None:
            canned = replace(canned, flags=_flags(flags))
        if status is not None:
            canned = replace(canned, set_status=_value(session, "status", status))
        if level is not None:
            canned = replace(canned, set_level=_value(session, "level", level))
        stored = canned_service.save(session, canned, slot_problem=_slot_problem)
        line = _("The key {key} is “{label}” now.")
        return Answer(
            document=canned_document(session, stored),
            lines=(line.format(key=stored.slot, label=canned_label(stored)),),
        )


@command("remove", help=N_("Remove one; what it wrote stays."), parent=canned_command)
@click.argument("slot")
def remove_command(invocation: Invocation, *, slot: str) -> Answer:
    """Remove a canned follow-up and answer its key."""
    with invocation.session() as session:
        canned = canned_service.on_slot(session, slot)
        if canned is None:
            raise CrmError("no_such_slot", slot=slot)
        canned_service.remove(session, canned.id)
        line = _("“{label}” was taken off the key {key}.")
        return Answer(
            document={"removed": slot},
            lines=(line.format(key=slot, label=canned_label(canned)),),
        )


def _flags(text: str) -> OutcomeFlags:
    """Return the flags named with commas between. Raises FieldError unknown_flag."""
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in FLAG_NAMES:
            raise FieldError("unknown_flag", field="flags", flag=name, known=listed(FLAG_NAMES))
    return OutcomeFlags(**dict.fromkeys(names, True))


def _value(session: Session, field: str, word: str) -> int | None:
    return known_value(session, field, word) if word.strip() else None


def _slot_problem(slot: str) -> FieldError | None:
    """Return why a key is reserved, with the user's own keys in force."""
    keymap, _problems = read_keymap(load_settings().settings.keys)
    return slot_problem(slot, keymap)
