"""The sheet of customers that the undo of a batch left as they are."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui_crm.commands.command import Scope
from tui_crm.domain.customer import CustomerRow
from tui_crm.domain.paging import Key, SequenceRows
from tui_crm.i18n import _, ngettext
from tui_crm.screens.base import CommandModal
from tui_crm.services.session import Session
from tui_crm.services.step_lines import rows_of
from tui_crm.widgets.columns import Cell, Column
from tui_crm.widgets.key_bar import KeyBar
from tui_crm.widgets.virtual_list import VirtualList
from tui_crm.wording import field_title
from tui_crm.wording.punctuation import in_a_row

MAX_LISTED = 500
"""How many are named; of more, the number is told."""


class Skipped(CommandModal[None]):
    """Lists the customers who were worked on since the batch, and so were not taken back."""

    SCOPES = (Scope.SHEET,)
    AUTO_FOCUS = "#skipped"

    DEFAULT_CSS = """
    Skipped {
        align: center middle;
        & > Vertical {
            width: 90%;
            max-width: 90;
            height: auto;
            max-height: 90%;
            padding: 1 2;
            background: $panel;
        }
        #said { height: auto; margin-bottom: 1; }
        #skipped { height: 12; max-height: 60vh; }
    }
    """

    def __init__(self, session: Session, customer_ids: tuple[int, ...]) -> None:
        super().__init__()
        self._count = len(customer_ids)
        self._rows = rows_of(session, customer_ids[:MAX_LISTED])

    def compose(self) -> ComposeResult:
        """Draw what is told above the list."""
        with Vertical():
            yield Static(self._said(), id="said", markup=False)
            yield VirtualList[CustomerRow, Key](_columns(), id="skipped", has_header=True)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the rows."""
        self.query_one(VirtualList).load(SequenceRows(self._rows))

    def action_close(self) -> None:
        """Close the sheet."""
        self.dismiss(None)

    def _said(self) -> str:
        said = ngettext(
            "{count:,} customer was changed since and stays as it is:",
            "{count:,} customers were changed since and stay as they are:",
            self._count,
        ).format(count=self._count)
        if self._count > MAX_LISTED:
            more = _("The first {count} are shown.").format(count=MAX_LISTED)
            return in_a_row([said, more])
        return said


def _columns() -> tuple[Column[CustomerRow], ...]:
    return (
        Column(
            id="id", title=field_title("id"), width=8, draw=lambda row: Cell(text=f"#{row.id}")
        ),
        Column(
            id="name", title=field_title("name"), width=10, share=2,
            draw=lambda row: Cell(text=row.name or row.phone),
        ),
        Column(
            id="company", title=field_title("company"), width=10, share=3, priority=2,
            draw=lambda row: Cell(text=row.company),
        ),
        Column(
            id="phone", title=field_title("phone"), width=14, priority=1,
            draw=lambda row: Cell(text=row.phone),
        ),
    )  # fmt: skip
