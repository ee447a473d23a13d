"""Exports: streamed into a file in pages, so that memory stays flat (SPEC 10)."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from tui_crm.domain.customer import FIELD_CODES, LIST_FIELDS, CustomerRow
from tui_crm.domain.draft import CUSTOM_PREFIX
from tui_crm.domain.errors import CrmError
from tui_crm.domain.follow_up import RecentEntry
from tui_crm.files.csv_out import write_csv
from tui_crm.services.field_texts import field_texts, instant_text
from tui_crm.services.session import Session
from tui_crm.store import follow_ups, pages, queue
from tui_crm.wording import field_title, listed

ENDINGS = (".csv",)
"""The endings of files that can be written."""
PAGE_ROWS = 1000

FOLLOW_UP_CODES = (
    "id",
    "customer_id",
    "name",
    "company",
    "at",
    "by",
    "method",
    "outcome",
    "flags",
    "text",
    "phone",
    "duration",
    "next_contact",
    "corrected_at",
)
"""The headings of follow-ups. `duration` is in seconds; `flags` are words with blanks between."""

CALLBACK_CODES = (
    "id",
    "name",
    "company",
    "phone",
    "owner",
    "level",
    "status",
    "next_contact",
    "last_contact",
    "last_outcome",
    "last_text",
)
"""The headings of callbacks."""


class ExportKind(StrEnum):
    """What can be exported."""

    CUSTOMERS = "customers"
    FOLLOW_UPS = "follow-ups"
    CALLBACKS = "callbacks"


def export(
    session: Session,
    kind: ExportKind,
    path: Path,
    *,
    has_titles: bool = False,
    can_overwrite: bool = False,
) -> int:
    """Write all of a kind into a CSV file and return how many rows there are.

    Customers, archived ones too, stand by id, callbacks (promises to whoever may be called) in
    the order of the queue. Headings are the codes, or with `has_titles` the user's titles.
    Raises CrmError export_ending (params `ending`, `known`), file_exists, file_unwritable.
    """
    if path.suffix.lower() not in ENDINGS:
        raise CrmError("export_ending", ending=path.suffix, known=listed(ENDINGS))
    codes, rows = _READERS[kind](session)
    heading = [_title(session, code) for code in codes] if has_titles else codes
    return write_csv(path, heading, rows, can_overwrite=can_overwrite)


def _title(session: Session, code: str) -> str:
    if code in LIST_FIELDS:
        return session.classification_title(code)
    return field_title(code)


Rows = tuple[Sequence[str], Iterator[Sequence[str]]]
"""Headings, and the rows under them."""


def _customers(session: Session) -> Rows:
    titles = pages.free_field_titles(session.db, session.viewer)
    codes = (*FIELD_CODES, *(CUSTOM_PREFIX + title for title in titles))

    def rows() -> Iterator[Sequence[str]]:
        for customer in pages.all_customers(session.db, session.viewer):
            texts = field_texts(session, customer)
            yield [texts.get(code, "") for code in codes]

    return codes, rows()


def _follow_ups(session: Session) -> Rows:
    def rows() -> Iterator[Sequence[str]]:
        last = 0
        while page := follow_ups.page_after(session.db, session.viewer, last, limit=PAGE_ROWS):
            for entry in page:
                yield _follow_up_cells(session, entry)
            last = page[-1].follow_up.id

    return FOLLOW_UP_CODES, rows()


def _follow_up_cells(session: Session, entry: RecentEntry) -> Sequence[str]:
    written = entry.follow_up
    return (
        str(written.id),
        str(entry.customer_id),
        entry.name,
        entry.company,
        instant_text(session, written.at),
        session.user_login(written.user_id),
        written.method.value,
        written.outcome,
        " ".join(written.flags.names()),
        written.text,
        written.phone,
        "" if written.duration_seconds is None else str(written.duration_seconds),
        "" if written.promise is None else written.promise.as_json(session.rules.zone),
        "" if written.corrected_at is None else instant_text(session, written.corrected_at),
    )


def _callbacks(session: Session) -> Rows:
    def rows() -> Iterator[Sequence[str]]:
        promised = queue.promised_rows(session.db, session.viewer, today=session.today())
        page = promised.first(PAGE_ROWS)
        while page:
            for row in page:
                yield _callback_cells(session, row)
            page = promised.after(promised.key_of(page[-1]), PAGE_ROWS)

    return CALLBACK_CODES, rows()


def _callback_cells(session: Session, row: CustomerRow) -> Sequence[str]:
    last = row.last_follow_up_at
    return (
        str(row.id),
        row.name,
        row.company,
        row.phone,
        session.user_login(row.owner),
        session.value_title(row.level),
        session.value_title(row.status),
        "" if row.promise is None else row.promise.as_json(session.rules.zone),
        "" if last is None else instant_text(session, last),
        row.last_outcome,
        row.last_text,
    )


_READERS = {
    ExportKind.CUSTOMERS: _customers,
    ExportKind.FOLLOW_UPS: _follow_ups,
    ExportKind.CALLBACKS: _callbacks,
}
