"""The commands of `titles` on the values of a list."""

import sys
from collections.abc import Callable

import click

from tui_crm.cli.answer import Answer, Json
from tui_crm.cli.command import NUMBER, Callback, command, option
from tui_crm.cli.invocation import Invocation
from tui_crm.cli.progress import Progress
from tui_crm.cli.tables import table
from tui_crm.cli.title_documents import classification_document, value_document
from tui_crm.domain.errors import CrmError, FieldError
from tui_crm.domain.value_lists import ListValue, ValueColour
from tui_crm.i18n import N_, _, ngettext
from tui_crm.services import value_lists, value_merging
from tui_crm.services.session import Session
from tui_crm.services.value_merging import Retired
from tui_crm.services.values import known_value
from tui_crm.wording import field_title, listed
from tui_crm.wording.value_lists import colour_label


def _value_command(name: str, *, help: str) -> Callable[[Callback], click.Command]:  # noqa: A002 - click's own name
    """Return a decorator that makes a function the command `name` on FIELD and NAME."""

    def declare(callback: Callback) -> click.Command:
        on_value = click.argument("field")(click.argument("name")(callback))
        return command(name, help=help, takes_free_text=True)(on_value)

    return declare


@command(
    "values",
    help=N_("List the values of a field and how often each is used."),
    takes_free_text=True,
)
@click.argument("field")
def values_command(invocation: Invocation, *, field: str) -> Answer:
    """Answer the values of a classification, in their order."""
    with invocation.session() as session:
        code = value_lists.field_named(session, field)
        counts = value_lists.value_counts(session, code)
        values = session.values_of(code)
        rows = [
            [
                str(place),
                session.value_title(each.id),
                colour_label(each.colour) if each.colour else "",
                f"{counts.get(each.id, 0):,}",
            ]
            for place, each in enumerate(values, start=1)
        ]
        heading = ["", session.classification_title(code), field_title("colour"), _("Customers")]
        document = classification_document(session, code) | {
            "values": [
                value_document(session, each) | {"customers": counts.get(each.id, 0)}
                for each in values
            ]
        }
        return Answer(
            document=document,
            lines=table(heading, rows, right=frozenset({0, 3})) or (_("The list is empty."),),
        )


@_value_command("add", help=N_("Add a value at the end of a list."))
@option("--colour", "--color", "colour", help=N_("The colour of the value."))
def add_command(invocation: Invocation, *, field: str, name: str, colour: str | None) -> Answer:
    """Add a value and answer it."""
    with invocation.session() as session:
        code = value_lists.field_named(session, field)
        made = value_lists.add_value(session, code, name, colour=_colour(colour or ""))
        return _answer(session, made, _("“{value}” was added to {title}."))


@_value_command("rename", help=N_("Give a value another word."))
@click.argument("new_name")
def rename_command(invocation: Invocation, *, field: str, name: str, new_name: str) -> Answer:
    """Rename a value and answer it."""
    with invocation.session() as session:
        value = _named(session, field, name)
        edited = value_lists.edit_value(session, value.id, name=new_name, colour=value.colour)
        return _answer(session, edited, _("The value of {title} is called “{value}” now."))


@_value_command("colour", help=N_("Give a value a colour; none takes it away."))
@click.argument("colour")
def colour_command(invocation: Invocation, *, field: str, name: str, colour: str) -> Answer:
    """Colour a value and answer it."""
    with invocation.session() as session:
        value = _named(session, field, name)
        edited = value_lists.edit_value(
            session, value.id, name=session.value_title(value.id), colour=_colour(colour)
        )
        return _answer(session, edited, _("“{value}” of {title} has its colour now."))


@_value_command("move", help=N_("Put a value at a place of its list, counted from 1."))
@click.argument("place", type=NUMBER)
def move_command(invocation: Invocation, *, field: str, name: str, place: int) -> Answer:
    """Move a value and answer its list."""
    with invocation.session() as session:
        value = _named(session, field, name)
        count = len(session.values_of(value.field))
        if not 1 <= place <= count:
            raise CrmError("no_such_place", place=place, count=count)
        order = value_lists.move_value(session, value.id, place - 1)
        return Answer(
            document=classification_document(session, value.field),
            lines=(listed(session.value_title(each.id) for each in order),),
        )


@_value_command("merge", help=N_("Give everybody who has a value another one, and remove it."))
@click.argument("into")
def merge_command(invocation: Invocation, *, field: str, name: str, into: str) -> Answer:
    """Merge a value into another and answer how many customers moved over."""
    with invocation.session() as session:
        value, target = _named(session, field, name), _named(session, field, into)
        with Progress(_("Merge"), stream=sys.stderr) as bar:
            merged = value_merging.merge(session, value.id, target.id, progress=bar.show)
        return _retired(session, value, merged, into=session.value_title(target.id))


@_value_command("remove", help=N_("Remove a value that nobody has."))
@option("--clear", "is_emptied", is_flag=True, help=N_("Whoever has it has none then."))
def remove_command(invocation: Invocation, *, field: str, name: str, is_emptied: bool) -> Answer:
    """Remove a value and answer how many customers had it."""
    with invocation.session() as session:
        value = _named(session, field, name)
        with Progress(_("Remove"), stream=sys.stderr) as bar:
            removed = value_merging.remove(
                session, value.id, is_emptied=is_emptied, progress=bar.show
            )
        return _retired(session, value, removed, into=None)


def _retired(session: Session, value: ListValue, done: Retired, *, into: str | None) -> Answer:
    line = ngettext(
        "“{value}” is gone from the list; {count} customer was changed.",
        "“{value}” is gone from the list; {count} customers were changed.",
        done.customers,
    ).format(value=session.value_title(value.id), count=done.customers)
    document: dict[str, Json] = {
        "field": value.field,
        "removed": session.value_title(value.id),
        "into": into,
        "customers": done.customers,
    }
    return Answer(document=document, lines=(line,))


def _answer(session: Session, value: ListValue, sentence: str) -> Answer:
    title = session.classification_title(value.field)
    line = sentence.format(value=session.value_title(value.id), title=title)
    return Answer(document={"field": value.field} | value_document(session, value), lines=(line,))


def _named(session: Session, field: str, name: str) -> ListValue:
    """Return the value that a list has under `name`, in either language while it is shipped.

    Raises CrmError no_such_classification, FieldError unknown_value.
    """
    code = value_lists.field_named(session, field)
    return session.shared.values[known_value(session, code, name)]


def _colour(text: str) -> ValueColour:
    """Return the colour of that name, in either language; none and "" are no colour.

    Raises FieldError unknown_colour (params `text`, `known`).
    """
    wanted = text.strip().casefold()
    for colour in ValueColour:
        if wanted in (colour.value, colour_label(colour).casefold()):
            return colour
    if wanted == "none":
        return ValueColour.NONE
    known = listed([*filter(None, map(str, ValueColour)), "none"])
    raise FieldError("unknown_colour", field="colour", text=text, known=known)


VALUE_COMMANDS = (
    values_command,
    add_command,
    rename_command,
    colour_command,
    move_command,
    merge_command,
    remove_command,
)
