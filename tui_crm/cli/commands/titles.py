"""`titles`: what level, industry, status and area are called, and their values."""

import click

from tui_crm.cli.answer import Answer
from tui_crm.cli.command import command, group
from tui_crm.cli.commands.title_values import VALUE_COMMANDS
from tui_crm.cli.invocation import Invocation
from tui_crm.cli.tables import table
from tui_crm.cli.title_documents import classification_document
from tui_crm.domain.value_lists import SHOWN_ORDER
from tui_crm.i18n import N_, _
from tui_crm.services import value_lists
from tui_crm.services.session import Session
from tui_crm.wording import field_title, listed

titles_command = group(
    "titles", help=N_("Titles of level, industry, status and area, and their values.")
)
for each in VALUE_COMMANDS:
    titles_command.add_command(each)


@command("list", help=N_("List the titles and their values."), parent=titles_command)
def list_command(invocation: Invocation) -> Answer:
    """Answer every classification."""
    with invocation.session() as session:
        rows = [
            [
                field,
                session.classification_title(field),
                listed(session.value_title(each.id) for each in session.values_of(field)),
            ]
            for field in SHOWN_ORDER
        ]
        return Answer(
            document={"titles": [classification_document(session, field) for field in SHOWN_ORDER]},
            lines=table([_("Code"), field_title("title"), _("Values")], rows),
        )


@command(
    "set",
    help=N_("Give a field your own title."),
    parent=titles_command,
    takes_free_text=True,
)
@click.argument("field")
@click.argument("title")
def set_command(invocation: Invocation, *, field: str, title: str) -> Answer:
    """Rename a classification and answer it."""
    with invocation.session() as session:
        return _renamed(session, value_lists.field_named(session, field), title)


@command("reset", help=N_("Give a field its shipped title back."), parent=titles_command)
@click.argument("field")
def reset_command(invocation: Invocation, *, field: str) -> Answer:
    """Call a classification as shipped and answer it."""
    with invocation.session() as session:
        return _renamed(session, value_lists.field_named(session, field), "")


def _renamed(session: Session, field: str, title: str) -> Answer:
    shown = value_lists.rename_title(session, field, title)
    line = _("“{code}” is called “{title}” now.").format(code=field, title=shown)
    return Answer(document=classification_document(session, field), lines=(line,))
