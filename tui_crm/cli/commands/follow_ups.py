"""`log`, `undo` and `correct`: what was done with customers."""

from dataclasses import replace

import click

from tui_crm.cli.answer import Answer
from tui_crm.cli.command import NUMBER, command, option
from tui_crm.cli.documents import step_document
from tui_crm.cli.invocation import Invocation
from tui_crm.cli.promises import promise_json, promise_notes, typed_promise
from tui_crm.cli.tables import table
from tui_crm.domain.customer import Customer
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import CannedFollowUp, Method, NoRule
from tui_crm.domain.phone import digits_of, read_numbers
from tui_crm.domain.promise import Promise
from tui_crm.domain.steps import Step, StepState
from tui_crm.domain.text import clean, fold
from tui_crm.i18n import N_, _, ngettext
from tui_crm.services import customers, desk, undo
from tui_crm.services.desk import Logged
from tui_crm.services.session import Session, new_uuid
from tui_crm.wording import listed, promise_long
from tui_crm.wording.canned import canned_label, canned_labels
from tui_crm.wording.steps import step_words

MOST_POSITIONS = 99
"""Numbers up to this one name a number of the customer by its position."""


@command("log", help=N_("Log a contact, as a key of the call desk does."))
@click.argument("customer_id", metavar="ID", type=NUMBER)
@option("--key", help=N_("The key of a canned follow-up."))
@option(
    "--method", type=click.Choice([*map(str, Method)]), help=N_("How the customer was contacted.")
)
@option("--outcome", help=N_("What came of it: the label of a canned follow-up."))
@option("--number", help=N_("Which number was called: its position, or the number itself."))
@option("--text", help=N_("The text; else that of the canned follow-up."))
@option("--next", "when", metavar="WHEN", help=N_("The next contact, or none."))
def log_command(
    invocation: Invocation,
    *,
    customer_id: int,
    key: str | None,
    method: str | None,
    outcome: str | None,
    number: str | None,
    text: str | None,
    when: str | None,
) -> Answer:
    """Write a follow-up and answer its number."""
    if (key is None) == (outcome is None) or (key is not None and method is not None):
        raise click.UsageError(_("Name either a --key, or a --method and an --outcome."))
    with invocation.session() as session:
        promise = None if when is None else typed_promise(session, when)
        phone_id = None if number is None else _phone_id(session, customer_id, number)
        next_rule = None if when is None else NoRule()
        if key is not None:
            logged = desk.log_canned(
                session,
                customer_id,
                clean(key),
                entry_uuid=new_uuid(),
                phone_id=phone_id,
                promise=promise,
                text=text,
                next_rule=next_rule,
            )
        else:
            canned = _outcome(session, outcome or "")
            entry = desk.entry_of(
                canned, phone_id=phone_id, promise=promise, text=text, next_rule=next_rule
            )
            entry = replace(entry, method=canned.method if method is None else Method(method))
            logged = desk.log_entry(session, customer_id, entry, entry_uuid=new_uuid())
        return _logged(session, logged, promise)


def _logged(session: Session, logged: Logged, typed: Promise | None) -> Answer:
    follow_up, customer = logged.follow_up, logged.customer
    promise = follow_up.promise
    if promise is not None:
        then = _("Next contact: {when}").format(when=promise_long(promise, session.today()))
    elif customer.archived_at is not None:
        then = _("The customer is archived now.")
    else:
        then = _("No next contact.")
    line = _("{name}: {outcome}.").format(name=customer.display_name, outcome=follow_up.outcome)
    return Answer(
        document={
            "follow_up_id": follow_up.id,
            "next_contact": promise_json(session, promise),
        },
        lines=(f"{line} {then}",),
        notes=promise_notes(session, typed),
    )


def _phone_id(session: Session, customer_id: int, number: str) -> int:
    """Return the id of a customer's number, named by its position from 1 or as it is written.

    Raises CrmError no_such_number (params `number`, `known`).
    """
    customer = customers.get(session, customer_id)
    typed = number.strip()
    if typed.isascii() and typed.isdecimal() and len(typed) <= len(str(MOST_POSITIONS)):
        position = int(typed)
        if 1 <= position <= len(customer.phones):
            return customer.phones[position - 1].id
    return _written_phone_id(session, customer, number)


def _written_phone_id(session: Session, customer: Customer, number: str) -> int:
    team = session.team
    keys = {each.key for each in read_numbers(number, team.country, area_code=team.area_code)}
    digits = digits_of(number)
    for phone in customer.phones:
        has_digits = bool(digits) and digits == digits_of(phone.raw)
        if (phone.key and phone.key in keys) or has_digits or phone.raw == number.strip():
            return phone.id
    known = listed(phone.raw for phone in customer.phones)
    raise CrmError("no_such_number", number=number, known=known or "–")


def _outcome(session: Session, outcome: str) -> CannedFollowUp:
    """Return the canned follow-up that an outcome names: by label, code or key.

    Raises CrmError unknown_outcome (params `outcome`, `known`).
    """
    wanted = fold(outcome.strip())
    found = [each for each in session.canned if wanted in map(fold, canned_labels(each))]
    found += [each for each in session.canned if wanted and wanted == fold(each.code)]
    found += [each for each in session.canned if wanted == fold(each.slot)]
    if found:
        return found[0]
    known = listed(canned_label(each) for each in session.canned)
    raise CrmError("unknown_outcome", outcome=outcome, known=known)


@command("undo", help=N_("Undo the newest step of yours that stands."))
@option("--list", "is_list", is_flag=True, help=N_("List your steps, newest first."))
def undo_command(invocation: Invocation, *, is_list: bool) -> Answer:
    """Take back the newest step, or answer the list of steps."""
    with invocation.session() as session:
        if is_list:
            return _listed(session, undo.list_steps(session))
        undone = undo.undo(session)
        document = step_document(session, replace(undone.step, state=StepState.UNDONE))
        skipped = len(undone.skipped)
        note = ngettext(
            "{count} customer was changed since and stays.",
            "{count} customers were changed since and stay.",
            skipped,
        ).format(count=skipped)
        words = _step_words(session, undone.step)
        return Answer(
            document={"undone": document | {"skipped": list(undone.skipped)}},
            lines=(_("Undone: {step}").format(step=words),),
            notes=(note,) if skipped else (),
        )


def _listed(session: Session, steps: tuple[Step, ...]) -> Answer:
    zone = session.rules.zone
    marks = {
        StepState.DONE: "",
        StepState.UNDONE: _("undone"),
        StepState.RUNNING: _("running"),
    }
    rows = [
        [
            str(step.id),
            f"{step.at.astimezone(zone):%Y-%m-%d %H:%M}",
            marks[step.state],
            _step_words(session, step),
        ]
        for step in steps
    ]
    heading = ["", _("When"), _("State"), _("Step")]
    return Answer(
        document={"steps": [step_document(session, step) for step in steps]},
        lines=table(heading, rows, right=frozenset({0})) or (_("There are no steps yet."),),
    )


def _step_words(session: Session, step: Step) -> str:
    name = ""
    if step.customer_id is not None:
        try:
            name = customers.get(session, step.customer_id).display_name
        except CrmError:  # An undone step's customer may be gone.
            name = ""
    return step_words(step, name, session.classification_title)


@command("correct", help=N_("Correct the text of a follow-up; the former text is kept."))
@click.argument("follow_up_id", metavar="FOLLOW_UP", type=NUMBER)
@option("--text", required=True, help=N_("The right text."))
def correct_command(invocation: Invocation, *, follow_up_id: int, text: str) -> Answer:
    """Correct a follow-up and answer it."""
    with invocation.session() as session:
        corrected = customers.correct(session, follow_up_id, text=text)
    return Answer(
        document={"follow_up_id": corrected.id, "text": corrected.text},
        lines=(_("Follow-up {id} was corrected.").format(id=corrected.id),),
    )
